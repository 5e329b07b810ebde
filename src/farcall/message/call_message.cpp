#include <farcall/message/call_message.hpp>

namespace farcall::inline v1::message {

CallRead read_call_head(xdr::Decoder& in, CallHead& head) noexcept {
  const std::byte* start = in.run(8);
  if (start == nullptr || xdr::load_u32(start + 4) != type_call) return CallRead::not_a_call;
  head.xid = xdr::load_u32(start);
  std::uint32_t version = 0;
  if (!in.u32(version)) return CallRead::not_a_call;
  if (version != rpc_version) return CallRead::rpc_mismatch;
  const std::byte* rest = in.run(12);
  if (rest == nullptr) return CallRead::not_a_call;
  head.program = xdr::load_u32(rest);
  head.version = xdr::load_u32(rest + 4);
  head.procedure = xdr::load_u32(rest + 8);
  if (!decode(in, head.credential)) return CallRead::bad_credential;
  if (!decode(in, head.verifier)) return CallRead::bad_verifier;
  return CallRead::ok;
}

}  // namespace farcall::inline v1::message
