// Calls that were read while as many handlers run as may (crew.hpp): they wait for one of those to end.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/reply_port.hpp>

namespace farcall::inline v1::server {

// Whoever ends one takes the next call from here. Thread: any of the crew.
class Backlog {
 public:
  Backlog(Crew& crew, Dispatcher& dispatcher, unsigned most_calls) noexcept
      : crew_(crew), dispatcher_(dispatcher), most_calls_(most_calls) {}

  // Takes a message that is not to be served now: a call waits, or is lost when the server stops; who asks is
  // answered. False: it is to be served. Errors: std::bad_alloc. Thread: a leader.
  [[nodiscard]] bool takes(std::span<const std::byte> record, ReplyPort& port, Buffer& memory) {
    return (!crew_.may_begin() || crew_.is_stopping()) && takes_now(record, port, memory);
  }
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
  };

  [[nodiscard]] bool takes_now(std::span<const std::byte> record, ReplyPort& port, Buffer& memory);
  [[nodiscard]] bool put(std::span<const std::byte> record, ReplyPort& port);
  [[nodiscard]] bool is_full() const noexcept;
  [[nodiscard]] bool take(std::list<Call>& taken) noexcept;

  Crew& crew_;
  Dispatcher& dispatcher_;
  const std::size_t most_calls_;
  std::mutex mutex_;  // protects what follows, and that nobody rests while a call is put
  std::list<Call> calls_;
  std::size_t bytes_ = 0;  // of their messages
};

}  // namespace farcall::inline v1::server
