#include <farcall/lrpc/watcher.hpp>

#include <new>
#include <system_error>
#include <thread>
#include <utility>

#include <farcall/base/one_of_a_process.hpp>

namespace farcall::inline v1::lrpc {

Watcher::Watched::~Watched() = default;

Result<Watcher*> Watcher::common() {
  return one_of_a_process<Watcher>([]() -> Result<std::unique_ptr<Watcher>> {
    Result<std::unique_ptr<io::Poller>> poller = io::make_poller();
    if (!poller) return std::move(poller).error();
    auto made = std::unique_ptr<Watcher>(new Watcher(std::move(*poller)));
    try {
      std::thread([&made = *made] { made.run(); }).detach();
    } catch (const std::system_error&) {
      return Error{Code::resource_exhausted, Executed::no, "no thread that watches for peers that die"};
    }
    return made;
  });
}

Result<void> Watcher::watch(int descriptor, Watched& watched) {
  std::lock_guard lock(mutex_);
  const std::uint64_t key = ++last_key_;
  by_key_.emplace(key, descriptor);
  try {
    by_descriptor_[descriptor] = {key, &watched};
  } catch (const std::bad_alloc&) {
    by_key_.erase(key);
    throw;
  }
  Result<void> done = poller_->watch(descriptor, key, true, false);
  if (!done) forget(descriptor);
  return done;
}

void Watcher::forget(int descriptor) noexcept {
  std::lock_guard lock(mutex_);
  auto found = by_descriptor_.find(descriptor);
  if (found == by_descriptor_.end()) return;
  poller_->forget(descriptor);
  by_key_.erase(found->second.key);
  by_descriptor_.erase(found);
}

void Watcher::run() noexcept {
  for (;;) {
    for (const io::Poller::Event& event : poller_->wait(never)) {
      std::lock_guard lock(mutex_);
      auto found = by_key_.find(event.key);
      if (found == by_key_.end()) continue;
      const int descriptor = found->second;
      by_descriptor_[descriptor].watched->on_ready(descriptor);
    }
  }
}

}  // namespace farcall::inline v1::lrpc
