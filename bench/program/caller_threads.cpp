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
  // Not all at once.
  const auto share = static_cast<std::int64_t>(number) * order_.period_ns;
  Pace pace{began_ns_ + order_.period_ns + share / static_cast<std::int64_t>(parts_.size()),
            order_.period_ns};
  const std::int64_t end_ns = began_ns_ + order_.budget_ns;
  do {
    sample_calls(caller, {&part.samples.emplace_back(), 1}, pace);
    part.ended_ns = nanoseconds(CLOCK_MONOTONIC);
  } while (part.samples.size() < order_.calls && part.ended_ns < end_ns);
  if (order_.period_ns == 0) return;
  // Those that were due by the end and have yet to be made, because one took so long, have waited until now.
  for (; pace.due_ns < std::min(end_ns, part.ended_ns); pace.due_ns += pace.period_ns)
    part.samples.push_back(sample_of(part.ended_ns - pace.due_ns));
}

Batch CallerThreads::run(const Order& order) {
  order_ = order;
  began_ns_ = nanoseconds(CLOCK_MONOTONIC);
  begin_.arrive_and_wait();
  end_.arrive_and_wait();
  Batch batch;
  // The sum of what each did until it ended: one that waits for its last reply holds nobody up.
  double calls_per_ns = 0;
  for (const Part& part : parts_) {
    batch.samples.insert(batch.samples.end(), part.samples.begin(), part.samples.end());
    calls_per_ns += static_cast<double>(part.samples.size()) / static_cast<double>(part.ended_ns - began_ns_);
  }
  batch.wall_ns = static_cast<std::int64_t>(static_cast<double>(batch.samples.size()) / calls_per_ns);
  return batch;
}

}  // namespace suite
