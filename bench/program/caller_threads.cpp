#include "caller_threads.hpp"

#include <algorithm>

namespace suite {

CallerThreads::CallerThreads(const Options& options, const Load& load, Caller& first)
    : begin_(static_cast<std::ptrdiff_t>(load.threads + 1)),
      end_(static_cast<std::ptrdiff_t>(load.threads + 1)),
      parts_(load.threads) {
  for (std::size_t i = 0; i < load.threads; ++i) {
    threads_.emplace_back([this, i, &options, load, &first] { work(i, options, load, first); });
  }
  end_.arrive_and_wait();  // all are bound
}

CallerThreads::~CallerThreads() {
  over_ = true;
  begin_.arrive_and_wait();
  for (std::thread& thread : threads_) thread.join();
}

void CallerThreads::work(std::size_t number, const Options& options, const Load& load, Caller& first) {
  // Bound, used and closed by the same thread: a peer may want that.
  std::unique_ptr<Caller> caller = load.shared ? first.share() : nullptr;
  if (caller == nullptr) caller = connect(options);
  caller->prepare(load);
  for (;;) {
    end_.arrive_and_wait();
    begin_.arrive_and_wait();
    if (over_) return;
    make_calls(*caller, number);
    if (!caller->correct()) die("wrong results of", order_.work);
  }
}

void CallerThreads::make_calls(Caller& caller, std::size_t number) {
  Part& part = parts_[number];
  part.samples.clear();
  part.began_ns = nanoseconds(CLOCK_MONOTONIC);
  const std::int64_t end_ns = part.began_ns + order_.budget_ns;
  if (order_.period_ns > 0) {
    // Not all at once.
    const auto share = static_cast<std::int64_t>(number) * order_.period_ns;
    sleep_until(part.began_ns + share / static_cast<std::int64_t>(parts_.size()));
  }
  while (part.samples.size() < order_.calls && nanoseconds(CLOCK_MONOTONIC) < end_ns) {
    sample_calls(caller, {&part.samples.emplace_back(), 1}, order_.period_ns);
  }
  part.ended_ns = nanoseconds(CLOCK_MONOTONIC);
}

Batch CallerThreads::run(const Order& order) {
  order_ = order;
  begin_.arrive_and_wait();
  end_.arrive_and_wait();
  Batch batch;
  for (const Part& part : parts_)
    batch.samples.insert(batch.samples.end(), part.samples.begin(), part.samples.end());
  const auto began = std::min_element(parts_.begin(), parts_.end(),
                                      [](const Part& a, const Part& b) { return a.began_ns < b.began_ns; });
  const auto ended = std::max_element(parts_.begin(), parts_.end(),
                                      [](const Part& a, const Part& b) { return a.ended_ns < b.ended_ns; });
  batch.wall_ns = ended->ended_ns - began->began_ns;
  return batch;
}

}  // namespace suite
