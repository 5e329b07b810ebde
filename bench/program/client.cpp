// The roles of a caller: obey the harness and sample, time the first reply, hold idle connections.
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <span>

#include "peer.hpp"
#include "placement.hpp"

namespace suite {
namespace {

std::int64_t nanoseconds(clockid_t clock) {
  timespec now{};
  if (clock_gettime(clock, &now) != 0) return 0;
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

struct Order {
  char work[64] = "";
  std::size_t warm_up = 0;
  std::size_t calls = 0;
  std::int64_t period_ns = 0;  // 0: back to back
  int together = 0;            // unpinned: begin on one cpu
  std::int64_t budget_ns = 0;  // on a busy machine: end early when this is spent
};

void call(Caller& caller) {
  if (!caller.call()) die("a call failed");
}

// One clock read a call: the end of one is the beginning of the next.
void back_to_back(Caller& caller, std::span<std::uint32_t> samples) {
  constexpr std::int64_t longest = std::numeric_limits<std::uint32_t>::max();
  std::int64_t before = nanoseconds(CLOCK_MONOTONIC);
  for (std::uint32_t& sample : samples) {
    call(caller);
    const std::int64_t after = nanoseconds(CLOCK_MONOTONIC);
    sample = static_cast<std::uint32_t>(std::min(after - before, longest));
    before = after;
  }
}

void paced(Caller& caller, std::span<std::uint32_t> samples, std::int64_t period_ns) {
  std::int64_t next = nanoseconds(CLOCK_MONOTONIC);
  for (std::uint32_t& sample : samples) {
    next += period_ns;
    const timespec until{next / 1'000'000'000, next % 1'000'000'000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    back_to_back(caller, {&sample, 1});
  }
}

// Unpinned partners share a cpu or do not, by chance, and then stay so for seconds; it decides more than any
// peer does. So every batch begins in a place that is the same for all peers, and the kernel is left alone
// from there; a Neighbour sees what it does.
void warm_up_in_place(Caller& caller, int server, bool together) {
  pin(0, 0);
  pin(server, together ? 0 : 1);
  call(caller);  // a sleeping process moves when it is woken
  pin(0, -1);
  pin(server, -1);
}

// Samples in so many parts, with a look at the neighbour after each, as far as the budget reaches. Returns
// the share of the parts in which the neighbour was here.
constexpr std::size_t parts = 8;
double sample(Caller& caller, std::vector<std::uint32_t>& samples, const Order& order,
              const Neighbour& server) {
  const std::int64_t end = nanoseconds(CLOCK_MONOTONIC) + order.budget_ns;
  samples.resize(order.calls);
  std::size_t done = 0;
  std::size_t together = 0;
  std::size_t part = 0;
  while (part < parts && (done == 0 || nanoseconds(CLOCK_MONOTONIC) < end)) {
    const std::size_t next = order.calls * ++part / parts;
    const auto now = std::span(samples).subspan(done, next - done);
    if (order.period_ns > 0) {
      paced(caller, now, order.period_ns);
    } else {
      back_to_back(caller, now);
    }
    done = next;
    if (server.here()) ++together;
  }
  samples.resize(done);
  return static_cast<double>(together) / static_cast<double>(part);
}

void carry_out(Caller& caller, const Order& order, clockid_t server_time, const Options& options) {
  const Load load = find_load(order.work);
  caller.prepare(load);
  if (options.cpu < 0 && options.server > 0) {
    // Who spins next to its server keeps it from answering, for milliseconds, until the kernel steps in.
    warm_up_in_place(caller, options.server, order.together != 0 && !options.spin);
  }
  for (std::size_t i = 0; i < order.warm_up; ++i) call(caller);
  if (order.warm_up > 0 && !caller.correct()) die("wrong results of", order.work);

  std::vector<std::uint32_t> samples;
  const auto processor_time = [&] {
    return nanoseconds(CLOCK_PROCESS_CPUTIME_ID) + (options.server > 0 ? nanoseconds(server_time) : 0);
  };
  const std::int64_t spent_before = processor_time();
  const double together = sample(caller, samples, order, Neighbour(options.server));
  const std::int64_t spent = processor_time() - spent_before;
  caller.rest();
  if (!caller.correct()) die("wrong results of", order.work);

  std::printf("done %zu %" PRId64 " %zu %.2f\n", samples.size(), spent,
              caller.sent_bytes(load, options.transport), together);
  std::fwrite(samples.data(), sizeof samples[0], samples.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

// Lines in: `WORK WARM_UP CALLS PERIOD_NS BEGIN_TOGETHER BUDGET_NS`. Out: `done CALLS CPU_NS ARGUMENT_BYTES
// TOGETHER`, then the latencies as 32-bit words of this machine. TOGETHER: the share of the time in which
// client and server shared a cpu.
void obey(const Options& options) {
  clockid_t server_time{};
  if (options.server > 0 && clock_getcpuclockid(options.server, &server_time) != 0) die("no such server");
  auto caller = connect(options);
  std::printf("ready\n");
  std::fflush(stdout);
  Order order;
  while (std::scanf("%63s %zu %zu %" SCNd64 "%d%" SCNd64, order.work, &order.warm_up, &order.calls,
                    &order.period_ns, &order.together, &order.budget_ns) == 6) {
    carry_out(*caller, order, server_time, options);
  }
}

// Nanoseconds from the exec that bench-exec did to the first reply.
void first_reply(const Options& options) {
  const char* began = std::getenv("BENCH_EXEC_NS");
  if (began == nullptr) die("to be started by bench-exec");
  auto caller = connect(options);
  caller->prepare({});
  call(*caller);
  const std::int64_t now = nanoseconds(CLOCK_MONOTONIC);
  std::printf("%" PRId64 "\n", now - std::int64_t{std::strtoll(began, nullptr, 10)});
}

// Connections that have made one call each, and then stay idle until standard input ends.
void hold(const Options& options) {
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < options.connections; ++i) {
    callers.push_back(connect(options));
    callers.back()->prepare({});
    call(*callers.back());
  }
  std::printf("ready\n");
  std::fflush(stdout);
  char byte = 0;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

}  // namespace suite
