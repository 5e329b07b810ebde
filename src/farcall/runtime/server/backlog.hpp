// Calls that were read while as many handlers run as may (crew.hpp): they wait for one of those to end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/reply_port.hpp>

namespace farcall::inline v1::server {

// Whoever ends one takes the next call from here, of one client after the other. Thread: any of the crew.
class Backlog {
 public:
  Backlog(Crew& crew, Dispatcher& dispatcher, const Limits& limits) noexcept
      : crew_(crew), dispatcher_(dispatcher), limits_(limits) {}

  // Whether a leader is to ask takes().
  [[nodiscard]] bool is_in_use() const noexcept { return !crew_.may_begin() || crew_.is_stopping(); }
  // Takes a message that is not to be served now: a call waits, or is refused when it cannot, or when the
  // server stops, where that can be said of it; who asks is answered. False: it is to be served. `client`:
  // who takes turns with others. Errors: std::bad_alloc. Thread: a leader.
  [[nodiscard]] bool takes(std::span<const std::byte> record, ReplyPort& port, std::uint64_t client,
                           Buffer& memory);
  // On a thread that does not lead any more, when its handler has ended: runs those that wait, and says
  // Crew::end_relieved() when there are none. `memory`: for their replies.
  void go_on(Buffer& memory) noexcept;
  // Those that wait do not run any more.
  void discard() noexcept;

 private:
  struct Call {
    std::shared_ptr<ReplyPort> port;
    Buffer record;
    std::size_t size_bytes = 0;
    TimePoint since{};
    bool in_session = false;
  };
  struct Line {
    std::list<Call> calls{};
    std::size_t in_session = 0;  // of those
    std::size_t in_session_bytes = 0;
  };
  enum class Put : std::uint8_t { done, may_begin, no_room };

  [[nodiscard]] Put put(std::list<Call>& one, ReplyPort& port, std::uint64_t client);
  [[nodiscard]] bool is_full() const noexcept;
  [[nodiscard]] bool take(std::list<Call>& taken) noexcept;

  Crew& crew_;
  Dispatcher& dispatcher_;
  const Limits& limits_;
  std::mutex mutex_;  // protects what follows, and that nobody rests while a call is put
  std::map<std::uint64_t, Line> lines_;
  std::uint64_t last_ = 0;  // whose turn it was
  std::size_t calls_ = 0;   // of all
  std::size_t bytes_ = 0;
};

}  // namespace farcall::inline v1::server
