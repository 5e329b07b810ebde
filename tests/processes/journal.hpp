// What callers were told, and callees did: in memory that all processes share and that outlives each of them.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <farcall/base/error.hpp>
#include <farcall/io/descriptor.hpp>

namespace processes {

enum class Transport : std::uint8_t { tcp, unix_, udp };
enum class Kind : std::uint8_t { run, look, tell, fail, miss };

// Where a callee may be killed, in the order in which a call passes. `received_part`: a stream's read returns
// before the record is whole; `sent_part`: a part of the reply is gone.
enum class Point : std::uint8_t {
  none,
  accepted,
  received_part,
  received,
  before_effect,
  after_effect,
  before_send,
  sent_part,
  sent,
};
inline constexpr std::size_t point_count = static_cast<std::size_t>(Point::sent) + 1;
[[nodiscard]] const char* to_string(Point point) noexcept;

// One call. The callee counts runs; the rest is the caller's.
struct Entry {
  enum class Outcome : std::uint8_t { none, success, failure };
  std::atomic<std::uint32_t> runs;
  std::atomic<Outcome> outcome;  // written last
  Kind kind;
  Transport transport;
  farcall::Executed executed;
  farcall::Code code;
  bool is_right;  // the results are those of this call
  bool is_begun;
  std::int64_t begun_ns;
  std::int64_t ended_ns;
  std::int64_t timeout_ns;
};

// What stands before the entries.
struct Shared {
  std::atomic<std::uint64_t> next;     // call
  std::uint64_t calls;                 // and so many there may be; their numbers begin with 1
  std::atomic<std::uint64_t> astray;   // runs of calls that nobody made
  std::atomic<std::uint32_t> mangled;  // runs whose arguments were not what was sent
  std::atomic<Point> armed;
  std::atomic<std::int32_t> left;  // times that the armed point is passed until it strikes
  std::array<std::atomic<std::uint32_t>, point_count> passed;
  std::array<std::atomic<std::uint32_t>, point_count> struck;
};
static_assert(std::atomic<Point>::is_always_lock_free && std::atomic<std::uint64_t>::is_always_lock_free);

// Its descriptor is handed to the other processes, under this number.
inline constexpr int journal_descriptor = 3;

class Journal {
 public:
  // A new one, or, in a process that was given it, that one.
  static Journal create(std::uint64_t calls);
  static Journal inherited();
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&&) = delete;
  ~Journal();

  [[nodiscard]] int descriptor() const noexcept { return descriptor_.number(); }
  [[nodiscard]] Shared& shared() const noexcept { return *shared_; }
  // Null: there is no such call.
  [[nodiscard]] Entry* find(std::uint64_t number) const noexcept;

 private:
  Journal(farcall::io::Descriptor descriptor, std::size_t size_bytes);

  farcall::io::Descriptor descriptor_;
  std::size_t size_bytes_;
  Shared* shared_;
};

// Of the clock that all processes have.
[[nodiscard]] std::int64_t now_ns() noexcept;

// What stands between a caller and its callee in the arguments and in the results of call `number`.
[[nodiscard]] std::vector<std::uint8_t> load_of(std::uint64_t number, std::size_t size_bytes);

}  // namespace processes
