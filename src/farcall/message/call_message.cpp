#include <farcall/message/call_message.hpp>

namespace farcall::inline v1::message {
namespace {

// One of those that come often: whole, of this version, without credentials. False: nothing was read.
bool read_usual_head(xdr::Decoder& in, CallHead& head) noexcept {
  if (in.remaining() < call_head_bytes + no_auth_bytes) return false;
  const std::byte* at = in.run(0);
  const std::byte* auth = at + call_head_bytes;
  if (xdr::load_u64(at + 4) != rpc_version || (xdr::load_u64(auth) | xdr::load_u64(auth + 8)) != 0)
    return false;
  static_assert(type_call == 0 && auth_none == 0);
  head.xid = xdr::load_u32(at);
  head.program = xdr::load_u32(at + 12);
  head.version = xdr::load_u32(at + 16);
  head.procedure = xdr::load_u32(at + 20);
  head.credential = {};  // one after the other: to copy what has just been written in parts would take longer
  head.verifier = {};
  return in.run(call_head_bytes + no_auth_bytes) != nullptr;
}

}  // namespace

CallRead read_call_head(xdr::Decoder& in, CallHead& head) noexcept {
  if (read_usual_head(in, head)) return CallRead::ok;
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
