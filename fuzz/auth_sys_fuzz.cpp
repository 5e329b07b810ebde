// AUTH_SYS bodies: XDR is canonical, so what decodes encodes to the same bytes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include <farcall/security/auth_sys.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> body(reinterpret_cast<const std::byte*>(data), size);
  farcall::SystemCredential credential;
  if (!farcall::security::decode_auth_sys(body, credential)) return 0;
  if (credential.machine_name.size() > 255 || credential.gids.size() > 16) std::abort();
  const auto again = farcall::security::encode_auth_sys(credential);
  if (!std::equal(again.begin(), again.end(), body.begin(), body.end())) std::abort();
  return 0;
}
