#include <farcall/message/session_message.hpp>

#include <cstring>

#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::message {
namespace {

using xdr::load_u32;
using xdr::load_u64;
using xdr::store_u32;
using xdr::store_u64;

void store(std::byte* to, const CallNumber& call) noexcept {
  store_u32(to, call.slot);
  store_u64(to + 4, call.sequence);
}

CallNumber load(const std::byte* from) noexcept { return {load_u32(from), load_u64(from + 4)}; }

}  // namespace

void write_session_call(std::byte* to, const SessionCall& call) noexcept {
  std::memcpy(to, call.session.data(), call.session.size());
  store(to + 16, call.call);
  store(to + 28, call.acknowledged);
  store_u64(to + 40, call.sent_ns);
  store_u64(to + 48, call.time_left_ns);
  std::memcpy(to + 56, call.trace.id.data(), call.trace.id.size());
  store_u64(to + 72, call.trace.span);
  store_u32(to + 80, call.program);
  store_u32(to + 84, call.version);
  store_u32(to + 88, call.procedure);
  store_u64(to + 92, call.opened);
}

void renew_session_call(std::byte* at, std::uint64_t sent_ns, std::uint64_t time_left_ns) noexcept {
  store(at + 28, CallNumber{});
  store_u64(at + 40, sent_ns);
  store_u64(at + 48, time_left_ns);
}

bool read_session_call(xdr::Decoder& in, SessionCall& call) noexcept {
  const std::byte* from = in.run(session_call_bytes);
  if (from == nullptr) return false;
  std::memcpy(call.session.data(), from, call.session.size());
  call.call = load(from + 16);
  call.acknowledged = load(from + 28);
  call.sent_ns = load_u64(from + 40);
  call.time_left_ns = load_u64(from + 48);
  std::memcpy(call.trace.id.data(), from + 56, call.trace.id.size());
  call.trace.span = load_u64(from + 72);
  call.program = load_u32(from + 80);
  call.version = load_u32(from + 84);
  call.procedure = load_u32(from + 88);
  call.opened = load_u64(from + 92);
  return true;
}

void write_session_id(std::byte* to, const SessionId& session) noexcept {
  std::memcpy(to, session.data(), session.size());
}

bool read_session_id(xdr::Decoder& in, SessionId& session) noexcept {
  const std::byte* from = in.run(session.size());
  if (from != nullptr) std::memcpy(session.data(), from, session.size());
  return from != nullptr;
}

void write_call_id(std::byte* to, const SessionId& session, const CallNumber& call) noexcept {
  write_session_id(to, session);
  store(to + session.size(), call);
}

bool read_call_id(xdr::Decoder& in, SessionId& session, CallNumber& call) noexcept {
  if (!read_session_id(in, session)) return false;
  const std::byte* from = in.run(call_id_bytes - session.size());
  if (from != nullptr) call = load(from);
  return from != nullptr;
}

void write_session_terms(std::byte* to, const SessionTerms& terms) noexcept {
  store_u64(to, terms.opened);
  store_u32(to + 8, terms.slots);
  store_u64(to + 12, terms.window_bytes);
}

bool read_session_terms(xdr::Decoder& in, SessionTerms& terms) noexcept {
  const std::byte* from = in.run(session_terms_bytes);
  if (from == nullptr) return false;
  terms = {load_u64(from), load_u32(from + 8), load_u64(from + 12)};
  return true;
}

}  // namespace farcall::inline v1::message
