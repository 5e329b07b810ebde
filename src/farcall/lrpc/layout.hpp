// The memory that a client and a server share: who writes what, and where.
//
// Of each binding there are two segments. The client writes one and the server the other, and each of them
// can only read what the other one writes. The same slot of both is an A-stack: a request line and a window
// of one, a reply line and a window of the other.
//
//   of the client               of the server
//   0     ClientHeader          0     ServerHeader
//   4096  RequestLine each 256  4096  ReplyLine each 256
//   ...   window, window ...    ...   window, window ...
//
// Short arguments are in the line, those that fit the three lines beside it in there, and longer ones in the
// window. The same with results. A third segment has the Status of the server, for all clients.
//
// Nothing in here is a lock, a pointer or an offset. Source: Bershad 1990 §3; docs/decisions/0017.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace farcall::inline v1::lrpc {

inline constexpr std::size_t page_bytes = 4096;
inline constexpr std::uint32_t most_slots = 64;
// The other side looks at the line, and would take it away between two stores: so what begins in there is
// encoded in private memory, and written at once. Whatever does not end in the lines beside is encoded in
// place.
inline constexpr std::size_t line_bytes = 64;
// A processor fetches the neighbour of a line, too: it is never another slot's.
inline constexpr std::size_t line_stride = 4 * line_bytes;
// Whoever reads copies first. Memory for so many bytes is kept for that.
inline constexpr std::size_t kept_bytes = 4096;

struct RequestLine {
  std::atomic<std::uint32_t> sequence;  // written last: of a slot, that which follows with each call
  std::uint32_t size_bytes;             // of the arguments
  std::uint32_t program;
  std::uint32_t version;
  std::uint32_t procedure;
  std::uint16_t processor;  // where the caller runs
  std::uint16_t flags;
  std::array<std::byte, 40> arguments;
};
static_assert(sizeof(RequestLine) == line_bytes);
inline constexpr std::size_t request_head_bytes = line_bytes - sizeof(RequestLine::arguments);
inline constexpr std::size_t near_arguments_bytes = line_stride - request_head_bytes;

// Flags of a request: Conditions stand before its arguments.
inline constexpr std::uint16_t has_conditions = 1;

// What follows a call of a slot, whose first one is 1. No call is 0.
[[nodiscard]] constexpr std::uint32_t next_sequence(std::uint32_t sequence) noexcept {
  return sequence + 1 == 0 ? 1 : sequence + 1;
}

struct Conditions {
  std::uint64_t time_left_ns;  // 0: no deadline
  std::array<std::byte, 24> trace;
};
static_assert(sizeof(Conditions) == 32);

struct ReplyLine {
  std::atomic<std::uint32_t> sequence;  // written last: that of the request
  std::uint32_t size_bytes;             // of the results
  std::uint32_t status;                 // 0: completed; 1: refused, then the rest of a reply message follows
  std::uint32_t ran_on;                 // 1 more than the number of the server's processor; 0: not known
  std::array<std::byte, 48> results;
};
static_assert(sizeof(ReplyLine) == line_bytes);
inline constexpr std::size_t reply_head_bytes = line_bytes - sizeof(ReplyLine::results);
inline constexpr std::size_t near_results_bytes = line_stride - reply_head_bytes;

struct ClientHeader {
  alignas(128) std::atomic<std::uint32_t> bell;      // counts calls that a sleeping server was woken for
  alignas(128) std::atomic<std::uint64_t> sleepers;  // a bit for each slot whose caller sleeps on its reply
  std::atomic<std::uint32_t> naps;  // odd while an event loop sleeps, which a byte on the socket wakes
  alignas(128)
      std::array<std::atomic<std::uint32_t>, most_slots> given_up;  // what its slot does for nobody, or 0
};
static_assert(sizeof(ClientHeader) <= page_bytes);

struct ServerHeader {
  std::atomic<std::uint32_t> is_cold;  // 1: nobody looks at this binding; a byte on its socket changes that
  std::atomic<std::uint32_t> lane;     // whose leader looks at it otherwise
  std::atomic<std::uint32_t> calls_back;  // counts calls of the client, which come by another connection
};

// For each lane of the server, of the thread that looks for requests there.
struct Leader {
  // Its processor, or `asleep`: then it sleeps on the bells.
  alignas(128) std::atomic<std::uint32_t> place;
  // Calls for which a thread looked already, which the paper calls hits of domain caching, and those for
  // which one was woken.
  alignas(128) std::atomic<std::uint64_t> hits;
  std::atomic<std::uint64_t> misses;
  std::atomic<std::uint32_t> associated;  // bindings that it looks at
};
inline constexpr std::uint32_t asleep = 0x80000000;
inline constexpr std::uint32_t most_lanes = 16;

struct Status {
  std::array<Leader, most_lanes> leaders;
  // For who wants to know how the endpoint does (farcall info --lrpc).
  std::atomic<std::uint32_t> lanes;  // that have a leader
  std::atomic<std::uint32_t> bindings;
  std::atomic<std::uint32_t> a_stacks;  // of all bindings
  std::atomic<std::uint32_t> e_stacks;  // threads of the server, and
  std::atomic<std::uint32_t> held;      // those that a handler keeps for long
};
inline constexpr std::size_t status_bytes = 2 * page_bytes;
static_assert(sizeof(Status) <= status_bytes);

// Where the parts of one segment begin.
struct Extent {
  std::uint32_t slots = 0;
  std::size_t window_bytes = 0;  // of one slot; a multiple of the page

  [[nodiscard]] constexpr std::size_t line(std::uint32_t slot) const noexcept {
    return page_bytes + slot * line_stride;
  }
  // Of arguments or results that do not end in the lines beside.
  [[nodiscard]] constexpr std::size_t window(std::uint32_t slot) const noexcept {
    return page_bytes + slots_bytes() + slot * window_bytes;
  }
  [[nodiscard]] constexpr std::size_t size_bytes() const noexcept { return window(slots); }

 private:
  [[nodiscard]] constexpr std::size_t slots_bytes() const noexcept {
    return (slots * line_stride + page_bytes - 1) / page_bytes * page_bytes;
  }
};

}  // namespace farcall::inline v1::lrpc
