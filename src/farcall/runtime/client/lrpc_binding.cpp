#include <farcall/runtime/client/lrpc_binding.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/message/session_message.hpp>
#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::client {

Error nowhere_to_meet(const std::string& name) noexcept {
  return make_error(Code::unsupported, Executed::no,
                    {name, ": the server is not on this machine, or shares no memory with its clients"});
}

Result<Meeting> read_meeting(std::span<const std::byte> results, std::string route, const std::string& name) {
  constexpr std::string_view before = "@farcall-";
  constexpr std::size_t digits = 32;
  xdr::Decoder in(results);
  std::string address;
  Meeting meeting{.address = {}, .via = {.route = std::move(route)}};
  const bool is_one = in.string(address, message::most_local_address_bytes) &&
                      in.fixed_opaque(meeting.via.token) && in.finish() &&
                      address.size() == before.size() + digits && address.starts_with(before) &&
                      address.find_first_not_of("0123456789abcdef", before.size()) == std::string::npos;
  const std::optional<io::Address> found = is_one ? io::Address::unix_path(address) : std::nullopt;
  if (!found) return nowhere_to_meet(name);
  meeting.address = *found;
  return meeting;
}

Result<void> bind(lrpc::AStacks& stacks, const LrpcOptions& options, TimePoint until) {
  const Result<Meeting> meeting = options.meet(until);
  if (!meeting) return meeting.error();
  Result<io::Descriptor> control = io::connect(meeting->address, io::Kind::packets, until, options.name);
  if (!control) return std::move(control).error();
  const std::size_t pages = (options.limits.record_bytes + lrpc::page_bytes - 1) / lrpc::page_bytes;
  const lrpc::Extent wanted{std::clamp(options.limits.lrpc_slots, 1U, lrpc::most_slots),
                            pages * lrpc::page_bytes};
  Result<lrpc::ClientEnd> end =
      lrpc::introduce(std::move(*control), wanted, options.credential, until, options.name, meeting->via);
  if (!end) return std::move(end).error();
  return stacks.bind(std::move(*end));
}

void write_conditions(std::byte* to, const Transaction& call, TimePoint now) noexcept {
  lrpc::Conditions conditions{};
  if (call.deadline != never)
    conditions.time_left_ns =
        static_cast<std::uint64_t>(std::max(Duration(1), time_left(call.deadline, now)).count());
  static_assert(sizeof conditions.trace == sizeof call.trace);
  std::memcpy(conditions.trace.data(), &call.trace, sizeof conditions.trace);
  std::memcpy(to, &conditions, sizeof conditions);
}

Result<void> take_results(lrpc::AStacks& stacks, lrpc::AStack& stack, Transaction& call,
                          const std::string& name) noexcept {
  lrpc::AStacks::Reply reply;
  if (!stacks.read(stack, reply)) {
    if (!reply.lacks_memory) return asked(name, call).malformed();
    return make_error(Code::resource_exhausted, reply.is_refusal ? Executed::maybe : Executed::yes,
                      {name, ": no memory for the reply"});
  }
  if (!reply.is_refusal) [[likely]] {
    call.results = {stack.results.data(),
                    reply.bytes.size()};  // `reply.bytes`, just stored, would be waited for
    call.results_memory = &stack.results;
    return {};
  }
  xdr::Decoder in(reply.bytes);
  message::ReplyStatus status;
  if (message::read_reply_body(in, status) != message::ReplyRead::refused)
    return asked(name, call).malformed();
  return asked(name, call).refusal(status, Executed::no);
}

Error server_gone(const std::string& name) noexcept {
  return make_error(Code::connection_lost, Executed::maybe, {name, ": the server has gone"});
}

}  // namespace farcall::inline v1::client
