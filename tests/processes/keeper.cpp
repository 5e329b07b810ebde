#include "keeper.hpp"

#include <csignal>
#include <utility>

namespace processes {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> command_of(const Place& place, std::string way) {
  std::vector<std::string> command{callee_path(), std::move(way)};
  for (std::string& endpoint : place.endpoints()) command.push_back(std::move(endpoint));
  return command;
}

}  // namespace

Keeper::Keeper(const Journal& journal, const Place& place, std::string way)
    : journal_(journal), command_(command_of(place, std::move(way))), callee_(start()) {
  thread_ = std::thread([this] { run(); });
}

Keeper::~Keeper() { (void)end(); }

// When it listens, or has ended.
Child Keeper::start() const {
  Child callee(command_, journal_);
  for (std::size_t endpoint = 2; endpoint < command_.size(); ++endpoint) (void)callee.line();
  return callee;
}

void Keeper::kill_often(simulation::Random random, std::uint32_t calls_between) {
  const std::lock_guard lock(mutex_);
  random_ = random;
  calls_between_ = calls_between;
  arm();
}

void Keeper::kill_at(Point point, std::int32_t nth) {
  Shared& shared = journal_.shared();
  shared.armed = Point::none;
  shared.left = nth;
  shared.armed.store(point, std::memory_order_release);
}

void Keeper::spare() noexcept {
  const std::lock_guard lock(mutex_);
  calls_between_ = 0;
  journal_.shared().armed = Point::none;
}

// A connection is accepted when another is lost: there are few of these.
void Keeper::arm() {
  journal_.shared().armed = Point::none;
  if (calls_between_ == 0) return;
  next_when_armed_ = journal_.shared().next;
  const auto point = static_cast<Point>(random_.between(1, point_count - 1));
  const std::uint64_t most = point == Point::accepted ? 8 : 2 * calls_between_;
  kill_at(point, static_cast<std::int32_t>(random_.between(1, most)));
}

void Keeper::signal(int number) {
  const std::lock_guard lock(mutex_);
  callee_.signal(number);
}

std::uint64_t Keeper::kills() const {
  const std::lock_guard lock(mutex_);
  return kills_;
}

void Keeper::await_kills(std::uint64_t count) {
  std::unique_lock lock(mutex_);
  killed_.wait(lock, [&] { return kills_ >= count || !complaints_.empty(); });
}

// Where nobody passes a point, another one is tried after a while.
void Keeper::run() {
  constexpr auto look_again = 20ms;
  std::unique_lock lock(mutex_);
  for (;;) {
    // Only this thread replaces the callee, or sees its end.
    lock.unlock();
    const bool has_ended = callee_.wait_for_end(farcall::steady_clock().now() + look_again);
    lock.lock();
    if (!has_ended) {
      if (calls_between_ > 0 && journal_.shared().next - next_when_armed_ > 4 * calls_between_) arm();
      continue;
    }
    callee_.reap();
    if (callee_.status() == -SIGKILL) ++kills_;
    if (is_ending_) break;
    if (callee_.status() != -SIGKILL) {
      complaints_.push_back("a callee ended by itself, with status " + std::to_string(callee_.status()));
      killed_.notify_all();
      break;
    }
    arm();
    callee_ = start();
    killed_.notify_all();
  }
}

std::vector<std::string> Keeper::end() {
  if (!thread_.joinable()) return complaints_;
  {
    const std::lock_guard lock(mutex_);
    calls_between_ = 0;
    journal_.shared().armed = Point::none;
    is_ending_ = true;
    callee_.signal(SIGCONT);
    callee_.signal(SIGTERM);
  }
  thread_.join();
  // SIGTERM may come before it is waited for, or when the callee has just been killed.
  const int status = callee_.status();
  if (status != 0 && status != -SIGTERM && status != -SIGKILL && complaints_.empty())
    complaints_.push_back("a callee that was to end did so with status " + std::to_string(status));
  return complaints_;
}

}  // namespace processes
