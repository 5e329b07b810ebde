// The duplicate request cache: a call that arrives again over a transport that may repeat it runs once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include <sys/uio.h>

#include <farcall/base/buffer.hpp>

namespace farcall::inline v1::server {

// What makes a call message the same call: who sent it, and what it says.
// Source: Juszczak 1989, "Improving the Performance and Correctness of an NFS Server".
struct CallIdentity {
  std::array<std::uint64_t, 2> hash{};  // of address, credential, program, version, procedure and arguments
  std::uint32_t xid = 0;
  friend bool operator==(const CallIdentity&, const CallIdentity&) = default;
};

// `address` with the port, for datagrams. Looks at the length and the first 256 bytes behind the xid, as most
// servers do: two calls with one xid that are alike that far are the same call.
[[nodiscard]] CallIdentity identify(std::span<const std::byte> address,
                                    std::span<const std::byte> record) noexcept;

// Limit: `most_entries` calls, and `most_bytes` of memory for their replies, in use or kept for the next; the
// oldest finished ones go first. A reply for which there is no memory is not kept: then it can only be said
// that the call has run, by saying nothing.
// Thread: any.
class ReplyCache {
 public:
  ReplyCache(std::size_t most_entries, std::size_t most_bytes)
      : most_entries_(most_entries), most_bytes_(most_bytes) {}

  enum class Begin : std::uint8_t {
    run,     // new: run it, then finish() or abandon()
    drop,    // it is running, or the cache is full of calls that are
    replay,  // it is done: send `reply` again
  };
  [[nodiscard]] Begin begin(const CallIdentity& call, std::vector<std::byte>& reply);
  void finish(const CallIdentity& call, std::span<const iovec> reply) noexcept;
  void abandon(const CallIdentity& call) noexcept;

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Entry {
    CallIdentity call;
    bool done = false;
    Buffer memory;
    std::size_t reply_bytes = 0;  // nothing: not kept
  };
  struct Hash {
    std::size_t operator()(const CallIdentity& call) const noexcept { return call.hash[0] ^ call.xid; }
  };

  [[nodiscard]] bool make_room() noexcept;
  [[nodiscard]] bool allot(Entry& entry, std::size_t size_bytes) noexcept;
  void give_back(Buffer& memory) noexcept;
  void retire(std::list<Entry>::iterator entry) noexcept;

  const std::size_t most_entries_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;  // protects what follows
  std::list<Entry> entries_;  // the oldest first
  std::list<Entry> spare_;    // not in use; those that have memory first
  std::unordered_map<CallIdentity, std::list<Entry>::iterator, Hash> index_;
  std::size_t memory_bytes_ = 0;
};

}  // namespace farcall::inline v1::server
