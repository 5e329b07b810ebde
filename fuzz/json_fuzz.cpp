// JSON and XDR, each of which an outsider may have written. The first byte says which: bytes of a holder, or
// JSON of one. The interpreter of descriptions and the generated codec accept the same bytes; what one
// direction accepts, the other takes back.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include <farcall/json/json.hpp>

#include "everything.x.json.hpp"

using namespace farcall;

namespace {

const json::Type type = json::named<everything::holder>();

void check_bytes(std::span<const std::byte> bytes) {
  everything::holder value;
  xdr::Decoder in(bytes);
  bool is_value = decode(in, value) && in.finish();
  auto text = json::from_xdr(type, bytes, "value");
  // Only the codec is charged for objects.
  if (is_value != text.has_value() && in.fault() != xdr::Fault::too_much_memory) std::abort();
  if (!is_value) return;
  if (to_json(value).value() != *text) std::abort();
  // A NaN is a NaN, so the text is what must come back.
  auto again = from_json<everything::holder>(*text);
  if (!again || to_json(*again).value() != *text) std::abort();
}

void check_text(std::string_view text) {
  auto bytes = json::to_xdr(type, text, "value");
  if (!bytes) return;
  auto written = json::from_xdr(type, *bytes, "value");
  if (!written || json::to_xdr(type, *written, "value").value() != *bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::span<const std::uint8_t> rest(data + 1, size - 1);
  if (data[0] == 'x') {
    check_bytes(std::as_bytes(rest));
  } else {
    check_text({reinterpret_cast<const char*>(rest.data()), rest.size()});
  }
  return 0;
}
