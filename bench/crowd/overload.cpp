// Calls that come whether the server keeps up or not, and what becomes of each.
#include <algorithm>
#include <atomic>
#include <cinttypes>
#include <cstdio>
#include <limits>
#include <string_view>

#include "callers.hpp"

namespace crowd {
namespace {

constexpr std::int64_t tick_ns = 1'000'000;

// Of one phase. Thread: the loop's, until all calls have ended.
struct Outcome {
  std::vector<std::int64_t> served_ns;   // how long each took
  std::vector<std::int64_t> refused_ns;  // and each that the server would not run
  std::vector<std::int64_t> late_ns;     // and each that ended at its deadline, maybe executed
  std::uint64_t unsent = 0;              // ended at its deadline without having been sent
  std::uint64_t other = 0;
  std::int64_t last_trouble_ns = 0;  // when the last call began that was not served within half of its time
};

// Of nothing it is no number.
double percentile_ms(std::vector<std::int64_t>& samples, double share) {
  if (samples.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto at =
      samples.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(samples.size() - 1));
  std::nth_element(samples.begin(), at, samples.end());
  return static_cast<double>(*at) / 1e6;
}

class Overload {
 public:
  explicit Overload(const Options& options)
      : options_(options),
        call_{.timeout = std::chrono::milliseconds(options.timeout_ms)},
        callers_(options) {}

  void closed(std::uint64_t in_flight, double seconds) {
    begin();
    ends_ns_ = began_ns_ + static_cast<std::int64_t>(seconds * 1e9);
    out_ = in_flight;
    callers_.on_loop([this, in_flight] {
      for (std::uint64_t i = 0; i < in_flight; ++i) go_round(i % callers_.size());
    });
    finish();
  }

  void open(double rate, double seconds) {
    begin();
    const auto ticks = static_cast<std::int64_t>(seconds * 1e9) / tick_ns;
    double due = 0;
    for (std::int64_t tick = 0; tick < ticks; ++tick) {
      const std::int64_t at_ns = began_ns_ + tick * tick_ns;
      if (at_ns > now_ns()) sleep_until_ns(at_ns);
      due += rate * tick_ns / 1e9;
      const auto count = static_cast<std::uint64_t>(due);
      due -= static_cast<double>(count);
      out_ += count;
      // A call's time counts from when it was due: who falls behind does not look better for it.
      callers_.on_loop([this, count, at_ns] {
        for (std::uint64_t i = 0; i < count; ++i) call(next_++ % callers_.size(), at_ns, [] {});
      });
    }
    finish();
  }

 private:
  void begin() {
    outcome_ = {};
    began_ns_ = now_ns();
  }

  template <typename Then>
  void call(std::size_t number, std::int64_t due_ns, Then then) {
    callers_[number]
        .CROWD_WORK(options_.work_us, call_)
        .then([this, due_ns, then](farcall::Result<void> result) {
          count(result, due_ns, now_ns());
          then();
          if (out_.fetch_sub(1) == 1) out_.notify_one();
        });
  }

  void go_round(std::size_t number) {
    call(number, now_ns(), [this, number] {
      if (now_ns() >= ends_ns_) return;
      ++out_;
      go_round(number);
    });
  }

  void count(const farcall::Result<void>& result, std::int64_t due_ns, std::int64_t now) {
    const std::int64_t took_ns = now - due_ns;
    if (!result || took_ns > std::int64_t{options_.timeout_ms} * 500'000)
      outcome_.last_trouble_ns = std::max(outcome_.last_trouble_ns, due_ns - began_ns_);
    if (result) return outcome_.served_ns.push_back(took_ns);
    const bool is_refused = result.error().code == farcall::Code::resource_exhausted;
    const bool is_over = result.error().code == farcall::Code::deadline_exceeded;
    if (is_refused && result.error().executed == farcall::Executed::no) {
      outcome_.refused_ns.push_back(took_ns);
    } else if (is_over && result.error().executed == farcall::Executed::no) {
      ++outcome_.unsent;
    } else if (is_over) {
      outcome_.late_ns.push_back(took_ns);
    } else if (outcome_.other++ == 0) {
      std::fprintf(stderr, "bench-crowd: %s\n", to_string(result.error()).c_str());
    }
  }

  void finish() {
    for (std::uint64_t out = out_; out > 0; out = out_) out_.wait(out);
    const double seconds = static_cast<double>(now_ns() - began_ns_) / 1e9;
    std::vector<std::int64_t>& served = outcome_.served_ns;
    std::vector<std::int64_t>& refused = outcome_.refused_ns;
    // Who was let in and had no reply by the deadline has waited for longer than that, too.
    std::vector<std::int64_t> admitted = served;
    for (const std::int64_t took_ns : outcome_.late_ns)
      admitted.push_back(std::max(took_ns, std::int64_t{options_.timeout_ms} * 1'000'000 + tick_ns));
    std::printf(
        "seconds=%.3f served=%zu served_p50_ms=%.3f admitted_p99_ms=%.3f refused=%zu refused_p50_ms=%.3f "
        "refused_p90_ms=%.3f refused_p99_ms=%.3f unsent=%" PRIu64 " late=%zu other=%" PRIu64
        " trouble_s=%.3f\n",
        seconds, served.size(), percentile_ms(served, 0.5), percentile_ms(admitted, 0.99), refused.size(),
        percentile_ms(refused, 0.5), percentile_ms(refused, 0.9), percentile_ms(refused, 0.99),
        outcome_.unsent, outcome_.late_ns.size(), outcome_.other,
        static_cast<double>(outcome_.last_trouble_ns) / 1e9);
    std::fflush(stdout);
  }

  const Options options_;
  const farcall::CallOptions call_;
  Outcome outcome_;
  std::int64_t began_ns_ = 0;
  std::int64_t ends_ns_ = 0;
  std::size_t next_ = 0;
  std::atomic<std::uint64_t> out_{0};
  Callers callers_;  // before what its calls use goes
};

}  // namespace

void overload(const Options& options) {
  Overload overload(options);
  std::printf("ready\n");
  std::fflush(stdout);
  char order[64];
  double much = 0;
  double seconds = 0;
  while (std::scanf("%63s %lf %lf", order, &much, &seconds) == 3) {
    if (std::string_view(order) == "closed") {
      overload.closed(static_cast<std::uint64_t>(much), seconds);
    } else {
      overload.open(much, seconds);
    }
  }
}

}  // namespace crowd
