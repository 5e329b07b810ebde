// One connection's life, as the calls that share it see it: replaced, not repaired, after it is lost.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include <farcall/base/error.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/runtime/client/callee.hpp>
#include <farcall/runtime/client/pending_calls.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {

struct Link {
  Link(std::unique_ptr<io::Socket> connected, io::Kind socket_kind, const Limits& limits)
      : socket(std::move(connected)), kind(socket_kind), reader(limits.record_bytes) {}

  const std::unique_ptr<io::Socket> socket;
  const io::Kind kind;

  // Of the one that holds the reader lease.
  transport::RecordReader reader;  // of a stream
  Buffer datagram;
  std::atomic<std::uint64_t> receipts{0};              // how often something came; everybody may look
  TimePoint last_used{};                               // when the last call began whose caller held the lease
  std::vector<std::unique_ptr<CallToServe>> to_serve;  // before anything else is read

  // Under the channel's mutex.
  PendingCalls calls;
  bool leased = false;
  bool is_wanted = false;                             // by somebody who waits elsewhere and found it leased
  std::atomic<PendingCall*> first_follower{nullptr};  // everybody may look whether there is one
  PendingCall* last_follower = nullptr;
  bool is_doubted = false;           // it may have ended: to be looked at before it is used
  std::atomic<bool> is_lost{false};  // everybody may look
  bool was_silent = false;           // and that is why
  Error loss;

  // Whose turn it is to send on a stream: 0 nobody's, 1 somebody's, 2 somebody's and others wait.
  std::atomic<std::uint32_t> sending{0};

  void add_follower(PendingCall& call) noexcept;
  void remove_follower(PendingCall& call) noexcept;
  // The follower that is to lead now, by its signal, or null; then the lease is free.
  [[nodiscard]] PendingCall* pass_lease() noexcept;
};

}  // namespace farcall::inline v1::client
