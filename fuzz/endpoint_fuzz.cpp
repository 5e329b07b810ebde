// Endpoints: whatever is accepted is written so that it reads back as the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <farcall/transport/endpoint.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto endpoint = farcall::parse_endpoint(text);
  if (!endpoint) {
    if (endpoint.error().detail.empty() || endpoint.error().executed != farcall::Executed::no) std::abort();
    return 0;
  }
  auto again = farcall::parse_endpoint(endpoint->text());
  if (!again || !(*again == *endpoint)) std::abort();
  return 0;
}
