#include <farcall/runtime/server/dispatch.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <string>

#include <farcall/runtime/server/durable_run.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::server {

using message::CallRead;
using message::SessionProcedure;
using message::SessionStatus;

bool Dispatcher::Offer::is_durable(std::uint32_t procedure) const noexcept {
  if (store == nullptr) return false;
  std::span<const std::uint32_t> durable = service->durable_procedures();
  return std::find(durable.begin(), durable.end(), procedure) != durable.end();
}

Result<void> Dispatcher::add(Service& service, DurableStore* store) {
  bool is_durable = !service.durable_procedures().empty();
  if (is_durable && store == nullptr)
    return Error{Code::invalid_argument,
                 Executed::no,
                 std::string(service.service_name()) +
                     " has durable procedures, and is served together with a farcall::durable::Database",
                 {}};
  if (is_durable)
    sessions_.open_after(store->newest());  // or who was told so by a faster clock is a stranger
  Offer offer{&service, is_durable ? store : nullptr};
  if (services_.try_emplace({service.service_program(), service.service_version()}, offer).second) return {};
  return Error{Code::invalid_argument,
               Executed::no,
               "program " + std::to_string(service.service_program()) + " version " +
                   std::to_string(service.service_version()) + " is served already",
               {}};
}

bool Dispatcher::is_durable() const noexcept {
  return std::any_of(services_.begin(), services_.end(),
                     [](const auto& each) { return each.second.store != nullptr; });
}

std::vector<Service*> Dispatcher::services() const {
  std::vector<Service*> found;
  for (const auto& [key, offer] : services_) found.push_back(offer.service);
  return found;
}

const Dispatcher::Offer* Dispatcher::find(std::uint32_t program, std::uint32_t version,
                                          message::ReplyStatus& status) const {
  if (auto found = services_.find({program, version}); found != services_.end()) return &found->second;
  auto low = services_.lower_bound({program, 0});
  auto high = services_.upper_bound({program, UINT32_MAX});
  status.code = low == high ? Code::prog_unavail : Code::prog_mismatch;
  if (low != high) status.versions = {low->first.second, std::prev(high)->first.second};
  return nullptr;
}

bool Dispatcher::is_idempotent(std::span<const std::byte> record) const noexcept {
  if (record.size() < message::call_head_bytes) return true;
  std::uint32_t procedure = xdr::load_u32(record.data() + 20);
  auto found = services_.find({xdr::load_u32(record.data() + 12), xdr::load_u32(record.data() + 16)});
  return found == services_.end() || found->second.service->is_idempotent(procedure);
}

Dispatcher::Kind Dispatcher::kind_of(std::span<const std::byte> record) const noexcept {
  if (record.size() < message::call_head_bytes || xdr::load_u32(record.data() + 4) != 0) return Kind::other;
  if (xdr::load_u32(record.data() + 12) != message::session_program || !has_sessions_) return Kind::call;
  const auto procedure = static_cast<SessionProcedure>(xdr::load_u32(record.data() + 20));
  return procedure == SessionProcedure::call || procedure == SessionProcedure::durable_call
             ? Kind::session_call
             : Kind::other;
}

void Dispatcher::serve(std::span<const std::byte> record, ReplyPort& port, Buffer& memory,
                       const CallConditions& conditions) {
  MessageCall call(record, port, memory, deferred_, conditions);
  switch (call.read_head()) {
    case CallRead::not_a_call: return port.take_reply(record);
    case CallRead::rpc_mismatch: return call.reply({.code = Code::rpc_mismatch, .versions = {2, 2}});
    case CallRead::bad_credential: return call.reply({.code = Code::auth_badcred});
    case CallRead::bad_verifier: return call.reply({.code = Code::auth_badverf});
    case CallRead::ok: break;
  }
  if (!call.credential_is_known()) return call.reply({.code = Code::auth_rejectedcred});
  try {
    if (!call.credential_decodes()) return call.reply({.code = Code::auth_badcred});
  } catch (const std::bad_alloc&) {
    return call.reply({.code = Code::system_err});
  }
  if (call.head().program == message::session_program && has_sessions_)
    return serve_session(call, port, memory, conditions);
  message::ReplyStatus status;
  const Offer* offer = find(call.program(), call.version(), status);
  if (offer == nullptr) return call.reply(status);
  if (!conditions.may_begin) return call.reply({.code = Code::system_err});
  run(call, *offer);
}

void Dispatcher::run(MessageCall& call, const Offer& offer, const std::optional<DurableStore::Call>& which) {
  if (!offer.is_durable(call.procedure())) return run(call, *offer.service);
  DurableRun durable(call, *offer.store, which);
  if (durable.begin(sessions_.age())) return run(call, *offer.service);
  sessions_.open_after(offer.store->newest());  // if it was too old, the client opens another
}

void Dispatcher::run(MessageCall& call, Service& service) {
  call.begin_arguments();
  try {
    service.serve_call(call);
  } catch (...) {
    return call.thrown();
  }
  if (!call.answered()) call.no_reply();
}

void Dispatcher::serve_session(MessageCall& call, ReplyPort& port, Buffer& memory,
                               const CallConditions& conditions) {
  if (call.head().version != message::session_version)
    return call.reply(
        {.code = Code::prog_mismatch, .versions = {message::session_version, message::session_version}});
  auto procedure = static_cast<SessionProcedure>(call.head().procedure);
  if (procedure == SessionProcedure::call || procedure == SessionProcedure::durable_call)
    return serve_session_call(call, port, memory, conditions);
  message::SessionId id;
  message::CallNumber number;
  std::optional<message::SessionTerms> terms;
  bool is_known = false;
  call.begin_arguments();
  xdr::Decoder& in = call.arguments();
  switch (procedure) {
    case SessionProcedure::null:
    case SessionProcedure::local_place: break;
    case SessionProcedure::open:
    case SessionProcedure::probe:
      if (!message::read_session_id(in, id)) return call.garbage_arguments();
      break;
    case SessionProcedure::cancel:
      if (message::read_call_id(in, id, number) && in.finish()) sessions_.cancel(id, number);
      return call.end_one_way({});
    case SessionProcedure::ask_after:
      // What is not understood is not answered: that would be taken for what became of the call.
      if (!message::read_call_id(in, id, number) || !in.finish() ||
          sessions_.ask_after(id, number, call.head().xid, port) || !conditions.may_begin)
        return call.end_one_way({});
      return call.reply(SessionStatus::absent);
    default: return call.procedure_unavailable();
  }
  if (!in.finish()) return call.garbage_arguments();
  if (procedure == SessionProcedure::probe) is_known = sessions_.probe(id);
  if (procedure == SessionProcedure::open) terms = sessions_.open(id);
  // A client that gets none goes on without.
  if (procedure == SessionProcedure::open && !terms) return call.reply({.code = Code::prog_unavail});
  if (procedure == SessionProcedure::local_place) {
    const std::optional<message::LocalPlace> place = port.local_place();
    if (!place) return call.procedure_unavailable();
    if (!call.reserve(xdr::counted(place->address.size()) + place->token.size()) ||
        !call.results().string(place->address, message::most_local_address_bytes) ||
        !call.results().fixed_opaque(place->token))
      return call.bad_results();
    return call.send();
  }
  std::size_t size_bytes = terms                                  ? message::session_terms_bytes
                           : procedure == SessionProcedure::probe ? 4
                                                                  : 0;
  if (!call.reserve(size_bytes)) return call.bad_results();
  std::byte* results = call.results().run(size_bytes);
  if (terms) message::write_session_terms(results, *terms);
  if (procedure == SessionProcedure::probe) xdr::store_u32(results, is_known ? 1 : 0);
  call.send();
}

void Dispatcher::serve_session_call(MessageCall& call, ReplyPort& port, Buffer& memory,
                                    const CallConditions& conditions) {
  message::SessionCall head;
  if (!call.read_session_call(head)) return call.garbage_arguments();
  message::ReplyStatus status;
  const Offer* offer = find(call.program(), call.version(), status);
  // Of a session that was another server's, nothing can be said of what ran.
  if (offer == nullptr && !sessions_.has(head)) return call.reply(SessionStatus::unknown, sessions_.age());
  if (offer == nullptr) return call.reply(status);
  if (!offer->is_durable(head.procedure)) head.durable = false;
  bool runs_again = offer->service->is_idempotent(head.procedure);
  SessionRun begun(port, memory);
  switch (sessions_.begin(head, call.head().xid, runs_again, deferred(), conditions, begun)) {
    case Sessions::Begin::run: break;
    case Sessions::Begin::answered: return;
    case Sessions::Begin::unknown: return call.reply(SessionStatus::unknown, sessions_.age());
    case Sessions::Begin::forgotten: return call.reply(SessionStatus::forgotten);
    case Sessions::Begin::busy: return call.reply(SessionStatus::busy);
    case Sessions::Begin::expired: return call.reply(SessionStatus::expired);
  }
  call.run_as(begun);
  std::optional<DurableStore::Call> which;
  if (head.durable)
    which = {head.session, std::min(head.opened, begun.opened()), head.call, head.acknowledged};
  run(call, *offer, which);
}

}  // namespace farcall::inline v1::server
