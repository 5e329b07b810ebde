#include <farcall/runtime/client/errands.hpp>

#include <chrono>
#include <thread>
#include <utility>

namespace farcall::inline v1::client {

void Errands::run(std::function<void()> errand) {
  std::lock_guard lock(shared_->mutex);
  shared_->waiting.push_back(std::move(errand));
  if (shared_->idle >= shared_->waiting.size()) return shared_->come.notify_one();
  try {
    std::thread([shared = shared_] { shared->work(); }).detach();
    ++shared_->idle;
    ++shared_->started;
  } catch (...) {
    shared_->waiting.pop_back();
    throw;
  }
}

void Errands::Shared::work() {
  constexpr auto patience = std::chrono::seconds(1);
  std::unique_lock lock(mutex);
  for (;;) {
    const bool wanted = come.wait_for(lock, patience, [this] { return !waiting.empty(); });
    --idle;
    if (!wanted) return;
    std::function<void()> errand = std::move(waiting.front());
    waiting.pop_front();
    lock.unlock();
    errand();
    errand = nullptr;
    lock.lock();
    ++idle;
  }
}

unsigned Errands::started() const {
  std::lock_guard lock(shared_->mutex);
  return shared_->started;
}

}  // namespace farcall::inline v1::client
