// Threads for what may block, when who wants it may not.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace farcall::inline v1::client {

// Each errand begins at once, on a thread that has come back from another one, or else on a new one: none
// waits for one that blocks. A thread that was not wanted for a second ends. A server that is being restarted
// is tried again and again by all of its clients, and to start a thread takes ten times as long as to be
// refused. Owns: nothing that an errand needs; threads may outlive it. Thread: any.
class Errands {
 public:
  Errands() : shared_(std::make_shared<Shared>()) {}
  // Errors: std::system_error when there is no thread for it; std::bad_alloc.
  void run(std::function<void()> errand);

  // For tests: threads that were started so far.
  [[nodiscard]] unsigned started() const;

 private:
  struct Shared {
    void work();
    mutable std::mutex mutex;  // protects what follows
    std::condition_variable come;
    std::deque<std::function<void()>> waiting;
    std::size_t idle = 0;  // threads, those that are about to look for an errand too
    unsigned started = 0;
  };
  const std::shared_ptr<Shared> shared_;
};

}  // namespace farcall::inline v1::client
