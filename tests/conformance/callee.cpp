#include "callee.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

#include <farcall/message/reply_message.hpp>

namespace conformance {

using farcall::CallContext;
using farcall::Result;

Result<std::int32_t> Callee::ADD(CallContext&, std::int32_t a, std::int32_t b) { return a + b; }

Result<list> Callee::REVERSE(CallContext&, list&& arg) {
  list reversed;
  for (const list* at = &arg; at->has_value(); at = &(*at)->next) {
    list longer;
    cell& first = longer.emplace();
    first.value = (*at)->value;
    first.text = (*at)->text;
    first.next = std::move(reversed);
    reversed = std::move(longer);
  }
  return reversed;
}

Result<blob> Callee::MAKE_BLOB(CallContext&, std::uint32_t size) { return blob(size, 0x5a); }

Result<std::int32_t> Callee::CHANGE(CallContext&, std::int32_t& a, std::string& b, triple& c) {
  c = {a, static_cast<std::int32_t>(b.size()), 3};
  a = -a;
  std::reverse(b.begin(), b.end());
  return c[0] + c[1] + c[2];
}

Result<std::int32_t> Callee::REFUSE(CallContext&, std::int32_t code) {
  const auto as = static_cast<farcall::Code>(code);
  if (farcall::message::is_refusal(as) && as != farcall::Code::system_err)
    return farcall::Error{as, farcall::Executed::no, {}, {}};
  return farcall::Error{as, farcall::Executed::yes, "a secret of the callee", {}};
}

Result<void> Callee::THROW(CallContext&, std::int32_t kind) {
  if (kind == 0) throw std::runtime_error("a secret of the callee");
  if (kind == 1) throw std::bad_alloc();
  throw kind;
}

Result<std::int32_t> Callee::BLOCK(CallContext&, std::int32_t ticket) {
  gate.pass();
  return ticket;
}

Result<void> Callee::RECORD(CallContext&, std::uint64_t number) {
  journal->write(number);
  return {};
}

Result<conditions> Callee::CONDITIONS(CallContext& call) {
  const farcall::Duration left =
      call.deadline() == farcall::never ? farcall::Duration(-1) : call.options().timeout;
  return conditions{left.count(), call.trace().span};
}

Result<void> Callee::OUTLIVE(CallContext& call, std::uint64_t number) {
  gate.pass();
  while (!call.is_cancelled()) std::this_thread::yield();
  journal->write(number);
  return {};
}

Result<identity> Callee::WHO(CallContext& call) {
  const farcall::Caller& caller = call.caller();
  identity seen;
  seen.netid = caller.netid;
  seen.same_host = caller.same_host;
  seen.shares_memory = caller.shares_memory;
  seen.uid_is_known = caller.uid_is_known;
  seen.uid = caller.uid;
  seen.process_is_known = caller.process_is_known;
  seen.pid = caller.pid;
  seen.gid = caller.gid;
  const farcall::SystemCredential* credential = call.system_credential();
  seen.has_credential = credential != nullptr;
  if (credential != nullptr) {
    seen.stamp = credential->stamp;
    seen.machine_name = credential->machine_name;
    seen.claimed_uid = credential->uid;
    seen.claimed_gid = credential->gid;
    seen.claimed_gids = credential->gids;
  }
  return seen;
}

Result<std::int32_t> Callee::NEST(CallContext&, std::int32_t depth) {
  if (depth == 0) return 0;
  Result<std::int32_t> below = other.get().NEST(depth - 1);
  if (!below) return std::move(below).error();
  return *below + 1;
}

}  // namespace conformance
