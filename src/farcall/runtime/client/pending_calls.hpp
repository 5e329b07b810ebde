// The calls of one connection that wait for their replies, found by xid.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::client {

struct Link;

// One call's state between reserve and release. Lives in its channel and is used again.
struct PendingCall {
  // What the thread of this call is woken for.
  enum Signal : std::uint32_t { none, answered, lead, lost };

  std::shared_ptr<Link> link;
  std::uint32_t xid = 0;
  std::uint32_t sends = 0;  // more than one: a refusal proves nothing any more
  std::atomic<std::uint32_t> signal{none};
  bool leads = false;                    // its thread holds the reader lease
  PendingCall* next_follower = nullptr;  // in the list of those who wait for a leader to serve them
  bool follows = false;

  Buffer message;                     // mark, head, arguments
  std::size_t message_bytes = 0;      // with the mark
  std::span<const std::byte> record;  // the reply message
  Buffer* record_memory = nullptr;    // where it lies, alone
  Buffer copied;                      // where it is when another thread received it
  transport::RecordReader taken{
      Limits{}.record_bytes};  // where it is when this thread received it and passed the lease on
};

// Open addressing with linear probing: xids count up, so calls rarely meet.
// Source: an xid is only ever compared for equality (RFC 5531 §5).
// Thread: one.
class PendingCalls {
 public:
  void insert(PendingCall& call);
  [[nodiscard]] PendingCall* find(std::uint32_t xid) const noexcept;
  void remove(const PendingCall& call) noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  template <typename Each>
  void drain(Each each) {
    for (PendingCall*& place : places_)
      if (place != nullptr) each(*place), place = nullptr;
    count_ = 0;
  }

 private:
  [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
  void grow();

  std::vector<PendingCall*> places_ = std::vector<PendingCall*>(16, nullptr);
  std::size_t count_ = 0;
};

}  // namespace farcall::inline v1::client
