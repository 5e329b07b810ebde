// Hears at once of a peer that dies, whatever the threads of this process do meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/poller.hpp>

namespace farcall::inline v1::lrpc {

// The one of the process: a thread, which starts when the first descriptor is to be watched and sleeps while
// nothing happens.
// Thread: any.
class FARCALL_API Watcher {
 public:
  class Watched {
   public:
    virtual ~Watched();
    // `descriptor` can be read, has ended or has failed; reported until it is read or forgotten. Must be
    // short.
    virtual void on_ready(int descriptor) noexcept = 0;
  };

  // A child of fork() gets another one. Errors: resource_exhausted, io_error.
  static Result<Watcher*> common();

  // Errors: resource_exhausted, io_error; std::bad_alloc.
  Result<void> watch(int descriptor, Watched& watched);
  // When it returns `watched` is not called for it any more, unless this is called from there.
  void forget(int descriptor) noexcept;

 private:
  explicit Watcher(std::unique_ptr<io::Poller> poller) noexcept : poller_(std::move(poller)) {}
  [[noreturn]] void run() noexcept;

  const std::unique_ptr<io::Poller> poller_;
  std::recursive_mutex mutex_;  // protects what follows, and is held while somebody is called
  struct Entry {
    std::uint64_t key = 0;
    Watched* watched = nullptr;
  };
  std::unordered_map<int, Entry> by_descriptor_;
  std::unordered_map<std::uint64_t, int> by_key_;
  std::uint64_t last_key_ = io::Poller::wake_key;
};

}  // namespace farcall::inline v1::lrpc
