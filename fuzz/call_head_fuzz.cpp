// The head of a call message: what is accepted lies inside the message, and says the same when it is written
// again.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <farcall/message/call_message.hpp>

using namespace farcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> record(reinterpret_cast<const std::byte*>(data), size);
  xdr::Decoder in(record);
  message::CallHead head;
  const message::CallRead read = message::read_call_head(in, head);
  if (read != message::CallRead::ok) return 0;
  const std::size_t credential = xdr::padded(head.credential.body.size());
  const std::size_t verifier = xdr::padded(head.verifier.body.size());
  if (head.credential.body.size() > 400 || head.verifier.body.size() > 400) std::abort();
  if (in.position() != message::call_head_bytes + 8 + credential + 8 + verifier) std::abort();
  std::byte again[message::call_head_bytes];
  message::write_call_head(again, head);
  if (std::memcmp(again, data, sizeof again) != 0) std::abort();
  // Read every byte of the bodies: ASan sees it when they lie elsewhere.
  unsigned sum = 0;
  for (const auto& auth : {head.credential, head.verifier})
    for (const std::byte each : auth.body) sum += std::to_integer<unsigned>(each);
  volatile unsigned sink = sum;
  (void)sink;
  return 0;
}
