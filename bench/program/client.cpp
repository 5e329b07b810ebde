// The roles of a caller: obey the harness and sample, time the first reply, hold idle connections.
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <numeric>

#include "caller_threads.hpp"
#include "placement.hpp"

namespace suite {
namespace {

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

// Samples in so many parts, with a look at the neighbour after each, as far as the budget reaches.
constexpr std::size_t parts = 8;
Batch sample(Caller& caller, const Order& order, const Neighbour& server) {
  const std::int64_t end = nanoseconds(CLOCK_MONOTONIC) + order.budget_ns;
  Pace pace{nanoseconds(CLOCK_MONOTONIC) + order.period_ns, order.period_ns};
  Batch batch;
  batch.samples.resize(order.calls);
  std::size_t done = 0;
  std::size_t together = 0;
  std::size_t part = 0;
  while (part < parts && (done == 0 || nanoseconds(CLOCK_MONOTONIC) < end)) {
    const std::size_t next = order.calls * ++part / parts;
    sample_calls(caller, std::span(batch.samples).subspan(done, next - done), pace);
    done = next;
    if (server.here()) ++together;
  }
  batch.samples.resize(done);
  batch.wall_ns = std::accumulate(batch.samples.begin(), batch.samples.end(), std::int64_t{0});
  batch.together = static_cast<double>(together) / static_cast<double>(part);
  return batch;
}

// The caller of a client, and the threads that it sends where a work wants several.
class Client {
 public:
  explicit Client(const Options& options) : options_(options) {
    if (options.server > 0 && clock_getcpuclockid(options.server, &server_time_) != 0) die("no such server");
    caller_ = connect(options);
  }

  void carry_out(const Order& order) {
    const Load load = find_load(order.work);
    if (load != load_) {
      threads_.reset();
      if (load.shared) caller_->prepare(load);  // what it did before may have been of another kind
      if (load.threads > 0) threads_ = std::make_unique<CallerThreads>(options_, load, *caller_);
      load_ = load;
    }
    const Batch batch = load.threads > 0 ? by_threads(order) : by_one(order);
    std::printf("done %zu %" PRId64 " %zu %.2f %" PRId64 "\n", batch.samples.size(), spent_ns_,
                caller_->sent_bytes(load, options_.transport), batch.together, batch.wall_ns);
    std::fwrite(batch.samples.data(), sizeof batch.samples[0], batch.samples.size(), stdout);
    std::fflush(stdout);
  }

 private:
  [[nodiscard]] std::int64_t processor_time_ns() const {
    return nanoseconds(CLOCK_PROCESS_CPUTIME_ID) + (options_.server > 0 ? nanoseconds(server_time_) : 0);
  }

  Batch by_one(const Order& order) {
    caller_->prepare(load_);
    if (options_.cpu < 0 && options_.server > 0) {
      // Who spins next to its server keeps it from answering, for milliseconds, until the kernel steps in.
      warm_up_in_place(*caller_, options_.server, order.together != 0 && !options_.spin);
    }
    const Neighbour server(options_.server);
    for (std::size_t i = 0; i < order.warm_up; ++i) call(*caller_);
    if (order.warm_up > 0 && !caller_->correct()) die("wrong results of", order.work);

    const std::int64_t before = processor_time_ns();
    Batch batch = sample(*caller_, order, server);
    spent_ns_ = processor_time_ns() - before;
    caller_->rest();
    if (!caller_->correct()) die("wrong results of", order.work);
    return batch;
  }

  // Where threads of both processes take turns on all cpus there is no place to begin in.
  Batch by_threads(const Order& order) {
    Order warm_up = order;
    warm_up.calls = order.warm_up;
    warm_up.period_ns = 0;
    threads_->run(warm_up);
    const std::int64_t before = processor_time_ns();
    Batch batch = threads_->run(order);
    spent_ns_ = processor_time_ns() - before;
    return batch;
  }

  const Options& options_;
  clockid_t server_time_{};
  std::unique_ptr<Caller> caller_;
  Load load_;
  std::unique_ptr<CallerThreads> threads_;
  std::int64_t spent_ns_ = 0;  // processor time of the last batch
};

}  // namespace

// Lines in: `WORK WARM_UP CALLS PERIOD_NS BEGIN_TOGETHER BUDGET_NS`. Out: `done CALLS CPU_NS ARGUMENT_BYTES
// TOGETHER WALL_NS`, then the latencies as 32-bit words of this machine. TOGETHER: the share of the time in
// which client and server shared a cpu.
void obey(const Options& options) {
  Client client(options);
  std::printf("ready\n");
  std::fflush(stdout);
  Order order;
  while (std::scanf("%63s %zu %zu %" SCNd64 "%d%" SCNd64, order.work, &order.warm_up, &order.calls,
                    &order.period_ns, &order.together, &order.budget_ns) == 6) {
    client.carry_out(order);
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
