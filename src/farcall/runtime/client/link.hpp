// One connection's life, as the calls that share it see it: replaced, not repaired, after it is lost.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <farcall/base/error.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/runtime/client/call_queue.hpp>
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
  Stall stall;
  std::atomic<std::uint64_t> heard{0};                 // grows with what comes; everybody may look
  TimePoint last_used{};                               // when the last call began whose caller held the lease
  std::vector<std::unique_ptr<CallToServe>> to_serve;  // before anything else is read

  // Under the channel's mutex.
  PendingCalls calls;
  bool leased = false;
  bool is_wanted = false;            // by somebody who waits elsewhere and found it leased
  CallQueue followers;               // for whom the leader reads
  bool is_doubted = false;           // it may have ended: to be looked at before it is used
  std::atomic<bool> is_lost{false};  // everybody may look
  bool was_silent = false;           // and that is why
  Error loss;
  std::atomic<TimePoint> asked{TimePoint()};  // when anybody asked last whether the server is there

  bool is_sending = false;    // a stream: somebody has the turn to send
  CallQueue senders;          // who wait for it
  std::size_t dealt_out = 0;  // replies to threads which may soon call again, and their messages go together
  // Of who has the turn.
  std::atomic<std::uint64_t> total_sent_bytes{0};  // everybody may look
  io::Spinner gathering{std::chrono::microseconds(500), steady_clock(), io::Spinner::Processors::several};
  Buffer along;  // copies of the messages that go along with the own one

  // In either queue. Whose message was begun takes the connection along.
  void forget(PendingCall& call) noexcept;
  // The follower that is to lead now, by its signal, or null; then the lease is free.
  [[nodiscard]] PendingCall* pass_lease() noexcept;

  // For a Silence.
  [[nodiscard]] Signs signs() const noexcept;

  // Or it stands in line for the turn.
  void take_turn(PendingCall& call) noexcept;
  // Who has the turn now, by its signal, or null; then the turn is free.
  [[nodiscard]] PendingCall* pass_turn() noexcept;
  // Of who has the turn.
  [[nodiscard]] io::Transfer send(std::span<const iovec> pieces) noexcept {
    const io::Transfer transfer = socket->send(pieces);
    total_sent_bytes.store(total_sent_bytes.load(std::memory_order_relaxed) + transfer.size_bytes,
                           std::memory_order_relaxed);
    return transfer;
  }
  // Of those in line: their messages, to be sent behind that of who has the turn.
  [[nodiscard]] std::span<const std::byte> take_along() noexcept;
  // That many bytes of them were sent. Whose message has gone follows from now on; whose was begun is the
  // next in line. False when that one has left, and the rest will not come.
  [[nodiscard]] bool went_along(std::size_t sent_bytes) noexcept;
};

}  // namespace farcall::inline v1::client
