// Universal addresses, which registries send and whoever registers: what is accepted is an endpoint that
// reads back as the same, and whose address does.
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include <farcall/binding/universal_address.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view netids[] = {"tcp", "udp", "tcp6", "udp6", "local", "ticlts"};
  if (size == 0) return 0;
  const std::string_view netid = netids[data[0] % std::size(netids)];
  const std::string_view address(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto endpoint = farcall::binding::from_universal(netid, address);
  if (!endpoint) return 0;
  const auto named = farcall::parse_endpoint(endpoint->text());
  if (!named || !(*named == *endpoint)) std::abort();
  const auto written = farcall::binding::to_universal(*endpoint);
  if (!written || written->netid != netid) std::abort();
  const auto again = farcall::binding::from_universal(written->netid, written->address);
  if (!again || !(*again == *endpoint)) std::abort();
  return 0;
}
