// The A-stacks of a binding, as the server has them: which call each may bring next, and where its answer
// goes. Nothing here believes what the client can write: a request is copied once, and checked as a copy.
// Source: Bershad 1990 §3.2; docs/decisions/0017.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/layout.hpp>
#include <farcall/lrpc/line.hpp>
#include <farcall/lrpc/long_copy.hpp>
#include <farcall/lrpc/processor.hpp>
#include <farcall/lrpc/segment.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::lrpc {

// What a client asks for, as it was when it was accepted.
struct Accepted {
  std::uint32_t slot = 0;
  std::uint32_t sequence = 0;
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;
  std::uint32_t processor = 0;
  std::uint64_t time_left_ns = 0;
  bool has_conditions = false;
  std::array<std::byte, 24> trace{};
  std::span<const std::byte> arguments;  // in the memory that accept() was given
};

// Thread: whoever leads; answer(), is_given_up() and wake_sleeper() any, of a call that was accepted.
class FARCALL_API Linkages {
 public:
  // The two segments, and what their client maps them by. Errors: resource_exhausted, io_error.
  static Result<void> create(const Extent& extent, Linkages& made, io::Descriptor& to_client,
                             io::Descriptor& from_client);

  [[nodiscard]] const Extent& extent() const noexcept { return extent_; }
  // Whether a call waits in this A-stack; none does while one of it runs.
  [[nodiscard]] bool has_request(std::uint32_t slot) const noexcept {
    const Linkage& linkage = linkages_[slot];
    return request(slot).sequence.load(std::memory_order_acquire) == linkage.next &&
           !linkage.runs.load(std::memory_order_acquire);
  }
  // One that has a request, beginning to look at `first`, among those that were used of late and the next
  // one; `extent().slots` when there is none.
  [[nodiscard]] std::uint32_t find(std::uint32_t first) const noexcept { return find_below(used_, first); }
  // Among all of them.
  [[nodiscard]] std::uint32_t find_anywhere() noexcept {
    used_ = std::exchange(used_since_, 1);
    return find_below(extent_.slots, 0);
  }

  // Copies the request of a slot that has one into `memory`. False when the client has written what no client
  // writes, or there is no memory for it.
  [[nodiscard]] bool accept(std::uint32_t slot, Buffer& memory, Accepted& call) noexcept {
    const RequestLine& line = request(slot);
    Linkage& linkage = linkages_[slot];
    // What is needed next comes while the call is served: of a call like the last one and for its reply, and
    // for who calls at a time with this one.
    for (std::size_t i = 1; i < linkage.request_lines; ++i) __builtin_prefetch(&line + i);
    for (std::size_t i = 0; i < linkage.reply_lines; ++i) fetch_to_write(&reply(slot) + i);
    if (slot + 1 < used_) fetch_to_write(&reply(slot + 1));
    for (std::uint32_t next = slot + 1; next < std::min(slot + 3, used_); ++next)
      __builtin_prefetch(&request(next));
    used_since_ = std::max(used_since_, std::min(slot + 2, extent_.slots));
    used_ = std::max(used_, used_since_);
    call.slot = slot;
    call.sequence = linkage.next;
    linkage.next = next_sequence(linkage.next);
    linkage.runs.store(true, std::memory_order_relaxed);
    std::array<std::uint32_t, 6> words;
    const auto* from = reinterpret_cast<const std::byte*>(&line);
    copy_words(reinterpret_cast<std::byte*>(words.data()), from, sizeof words);
    const std::size_t size_bytes = words[1];
    call.program = words[2];
    call.version = words[3];
    call.procedure = words[4];
    call.processor = words[5] & 0xffff;
    call.has_conditions = (words[5] >> 16 & has_conditions_flag) != 0;
    constexpr std::size_t in_line = sizeof(RequestLine::arguments);
    if (size_bytes > near_arguments_bytes) {
      if (!copy_window(slot, size_bytes, memory)) return false;
    } else {
      if (!memory.grow(kept_bytes)) return false;
      linkage.request_lines = (request_head_bytes + size_bytes + line_bytes - 1) / line_bytes;
      if (size_bytes > in_line) {
        std::memcpy(memory.data(), from + request_head_bytes, size_bytes);
      } else {
        copy_words(memory.data(), from + request_head_bytes, size_bytes <= 8 ? 8 : in_line);
      }
    }
    call.arguments = {memory.data(), size_bytes};
    return !call.has_conditions || read_conditions(call);
  }

  // Where results of so many bytes may be encoded: for those that begin in their line in `memory`, behind
  // room for its head. Empty when they are longer than a window, or there is no memory.
  [[nodiscard]] std::span<std::byte> room(std::uint32_t slot, std::size_t size_bytes,
                                          Buffer& memory) const noexcept {
    if (size_bytes > near_results_bytes) {
      if (size_bytes > extent_.window_bytes) return {};
      fetch_to_write(window(slot), size_bytes);
      return {window(slot), size_bytes};
    }
    if (memory.capacity() < line_stride && !memory.grow(line_stride)) return {};
    // The line is sent whole, and what was in this memory before may have been for another client.
    std::memset(memory.data(), 0, line_bytes);
    return {memory.data() + reply_head_bytes, size_bytes};
  }
  // Answers with what was encoded there, and wakes the caller if it is known to sleep.
  void answer(const Accepted& call, std::span<std::byte> results, const xdr::Gathered& gathered,
              bool is_refusal) noexcept {
    const std::uint32_t here = current_processor();
    copy_gathered(results.data(), gathered, [&] { return call.processor != here; });
    auto& line = reply(call.slot);
    auto* to = reinterpret_cast<std::byte*>(&line);
    const std::uint32_t head[] = {static_cast<std::uint32_t>(results.size()), is_refusal ? 1U : 0U, here + 1};
    if (results.size() <= near_results_bytes) {
      std::byte* image = results.data() - reply_head_bytes;
      std::memcpy(image + 4, head, sizeof head);
      linkages_[call.slot].reply_lines = (reply_head_bytes + results.size() + line_bytes - 1) / line_bytes;
      if (results.size() > sizeof(ReplyLine::results))
        std::memcpy(to + line_bytes, image + line_bytes, results.size() - sizeof(ReplyLine::results));
      copy_words(to + 4, image + 4, results.size() <= 16 ? 28 : 60);
    } else {
      std::memcpy(to + 4, head, sizeof head);
    }
    // In this order: the next request comes as soon as the reply is there, and must be seen by who looks
    // then.
    linkages_[call.slot].runs.store(false, std::memory_order_release);
    line.sequence.store(call.sequence, std::memory_order_release);
    if (client().sleepers.load(std::memory_order_relaxed) != 0 ||
        client().naps.load(std::memory_order_relaxed) % 2 != 0) [[unlikely]]
      wake(call.slot);
  }
  // A caller that went to sleep while it was answered is not seen by answer(), but by this.
  void wake_sleeper(std::uint32_t slot) noexcept;

  // Whether the client has given the call up.
  [[nodiscard]] bool is_given_up(const Accepted& call) const noexcept {
    return client().given_up[call.slot].load(std::memory_order_relaxed) == call.sequence;
  }
  // What a client increments that wakes the server.
  [[nodiscard]] const std::atomic<std::uint32_t>& bell() const noexcept { return client().bell; }
  void set_cold(bool is_cold) noexcept;
  // Whose leader looks at it when it is not cold.
  void set_lane(std::uint32_t lane) noexcept;
  // The client was called by another connection: who waits for a reply here serves that. Thread: any.
  void announce_call_back() noexcept;
  // The socket by which an event loop is woken.
  void set_control(int control) noexcept { control_ = control; }

 private:
  static constexpr std::uint32_t has_conditions_flag = has_conditions;

  // Private to the server.
  struct alignas(64) Linkage {
    std::uint32_t next = 1;         // the sequence that a request must have
    std::atomic<bool> runs{false};  // its call
    std::size_t request_lines = 1;  // of its last call, and
    std::size_t reply_lines = 1;
  };

  [[nodiscard]] std::uint32_t find_below(std::uint32_t end, std::uint32_t first) const noexcept {
    for (std::uint32_t i = 0, slot = first < end ? first : 0; i < end; ++i) {
      if (has_request(slot)) return slot;
      if (++slot == end) slot = 0;
    }
    return extent_.slots;
  }
  [[nodiscard]] const RequestLine& request(std::uint32_t slot) const noexcept {
    return *reinterpret_cast<const RequestLine*>(from_client_.data() + extent_.line(slot));
  }
  [[nodiscard]] ReplyLine& reply(std::uint32_t slot) const noexcept {
    return *reinterpret_cast<ReplyLine*>(to_client_.data() + extent_.line(slot));
  }
  // Where results are that do not begin in their line.
  [[nodiscard]] std::byte* window(std::uint32_t slot) const noexcept {
    return to_client_.data() + extent_.window(slot);
  }
  [[nodiscard]] const ClientHeader& client() const noexcept {
    return *reinterpret_cast<const ClientHeader*>(from_client_.data());
  }
  [[nodiscard]] bool copy_window(std::uint32_t slot, std::size_t size_bytes, Buffer& memory) const noexcept;
  [[nodiscard]] static bool read_conditions(Accepted& call) noexcept;
  void wake(std::uint32_t slot) noexcept;

  int control_ = -1;
  std::atomic<std::uint32_t> woken_from_{0};  // the last nap that the client was woken from
  Extent extent_;
  Segment to_client_;
  Segment from_client_;
  std::array<Linkage, most_slots> linkages_;
  std::uint32_t used_ = 1;        // slots that are worth a look: those below
  std::uint32_t used_since_ = 1;  // the same, as of the last look everywhere
};

}  // namespace farcall::inline v1::lrpc
