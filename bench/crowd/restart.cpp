// Clients whose server is killed and comes back: when each of them is served again.
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "callers.hpp"

namespace crowd {
namespace {

constexpr std::int64_t between_calls_ns = 20'000'000;
constexpr std::int64_t pause_ns = 100'000'000;

class Restart {
 public:
  explicit Restart(const Options& options)
      : options_(options),
        call_{.timeout = std::chrono::milliseconds(options.timeout_ms)},
        states_(static_cast<std::size_t>(options.connections)),
        to_serve_(states_.size()),
        callers_(options),
        pace_([this] { keep_calling(); }) {}
  ~Restart() {
    over_ = true;
    pace_.join();
    for (std::size_t out = out_; out > 0; out = out_) out_.wait(out);
  }

  // What was until now does not count.
  void forget() {
    to_serve_ = states_.size() + 1;
    callers_.on_loop([this] {
      for (State& state : states_) state.served_ns = 0;
      to_serve_ = states_.size();
    });
  }
  void wait_until_all_are_served() const {
    for (std::size_t left = to_serve_; left > 0; left = to_serve_) to_serve_.wait(left);
  }
  void print() const {
    for (const State& state : states_) std::printf("%lld ", static_cast<long long>(state.served_ns));
    std::printf("\n");
    std::fflush(stdout);
  }

 private:
  struct State {
    bool is_out = false;
    std::int64_t pauses_until_ns = 0;
    std::int64_t served_ns = 0;  // the first time
  };

  // Each makes a call, and the next one at the next tick after that has ended; after one that failed it
  // pauses.
  void keep_calling() {
    for (std::int64_t at_ns = now_ns(); !over_; at_ns += between_calls_ns) {
      if (at_ns > now_ns()) sleep_until_ns(at_ns);
      callers_.on_loop([this] {
        for (std::size_t i = 0; i < states_.size() && !over_; ++i)
          if (!states_[i].is_out && states_[i].pauses_until_ns <= now_ns()) call(i);
      });
    }
  }

  void call(std::size_t number) {
    states_[number].is_out = true;
    ++out_;
    callers_[number].CROWD_WORK(options_.work_us, call_).then([this, number](farcall::Result<void> result) {
      State& state = states_[number];
      state.is_out = false;
      if (!result) state.pauses_until_ns = now_ns() + pause_ns;
      if (result && state.served_ns == 0) {
        state.served_ns = now_ns();
        if (--to_serve_ == 0) to_serve_.notify_all();
      }
      if (--out_ == 0) out_.notify_one();
    });
  }

  const Options options_;
  const farcall::CallOptions call_;
  std::vector<State> states_;  // the loop's, until all are served
  std::atomic<std::size_t> to_serve_;
  std::atomic<std::size_t> out_{0};
  std::atomic<bool> over_{false};
  Callers callers_;
  std::thread pace_;
};

}  // namespace

void restart(const Options& options) {
  Restart restart(options);
  restart.wait_until_all_are_served();
  std::printf("ready\n");
  std::fflush(stdout);
  char byte = 0;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
    restart.forget();
    restart.wait_until_all_are_served();
    restart.print();
  }
}

}  // namespace crowd
