// `farcall ping`: procedure 0, again and again, and how long it took.
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <farcall/binding/binder.hpp>
#include <farcall/stub/call.hpp>

#include "commands.hpp"

namespace farcall::tool {
namespace {

using Seconds = std::chrono::duration<double>;

struct Options {
  std::string endpoint;
  std::string program;
  std::optional<std::uint32_t> version;
  std::uint32_t count = 4;
  double interval_s = 1;
  double timeout_s = 5;
  bool json = false;
};

Duration to_duration(double seconds) { return std::chrono::duration_cast<Duration>(Seconds(seconds)); }

Result<void> call_null(const Binding& binding) {
  stub::Call call(binding, 0, {});
  if (!call.reserve(0) || !call.transact() || !call.results().finish()) return call.error();
  return {};
}

// Asked for a version that nobody has, a server says which it has; a registry wants one that is there.
std::vector<std::uint32_t> versions_to_try(const Options& options) {
  if (options.version) return {*options.version};
  return {0, 1, 2, 3, 4};
}

Result<Binding> bind_any_version(const Options& options, std::uint32_t program) {
  Error last;
  for (std::uint32_t version : versions_to_try(options)) {
    // What is asked for is this way, not the shortest.
    Result<Binding> binding = bind(options.endpoint, program, version,
                                   {.timeout = to_duration(options.timeout_s), .same_host = false});
    if (!binding && binding.error().code == Code::not_registered) {
      last = std::move(binding).error();
      continue;
    }
    if (!binding || options.version) return binding;
    Result<void> answer = call_null(*binding);
    if (answer) return binding;
    if (answer.error().code == Code::prog_mismatch)
      return binding->with(program, answer.error().versions.high);
    return std::move(answer).error();
  }
  if (!options.version)
    last.detail = options.endpoint + ": no version of program " + std::to_string(program) + " is registered";
  return last;
}

struct Report {
  std::uint32_t sent = 0;
  std::vector<double> times_us;
  std::optional<Error> error;  // the last one
};

// Says at once what goes wrong; where calls follow one another at once, what goes wrong in the same way only
// once.
class Complaints {
 public:
  Complaints(const std::string& endpoint, bool says_each) : endpoint_(endpoint), says_each_(says_each) {}
  ~Complaints() { say_repeats(); }
  void add(const Error& error, bool is_first_contact) {
    std::string text = to_string(error);
    if (!says_each_ && text == last_) {
      ++repeats_;
      return;
    }
    say_repeats();
    last_ = std::move(text);
    (void)(is_first_contact ? fail_at_first_contact(error, endpoint_) : fail(error));
  }

 private:
  void say_repeats() {
    if (repeats_ == 0) return;
    fmt::print(stderr, "farcall: the same again, {} time{}\n", repeats_, repeats_ == 1 ? "" : "s");
    repeats_ = 0;
  }
  const std::string endpoint_;
  const bool says_each_;
  std::string last_;
  std::uint32_t repeats_ = 0;
};

Report measure(const Options& options, const Binding& binding) {
  const bool says_each = options.interval_s > 0;
  Report report;
  Complaints complaints(options.endpoint, says_each);
  for (std::uint32_t i = 1; i <= options.count; ++i) {
    auto start = std::chrono::steady_clock::now();
    Result<void> answer = call_null(binding);
    ++report.sent;
    double time_us =
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
    if (answer) {
      report.times_us.push_back(time_us);
      if (says_each && !options.json)
        fmt::print("reply {} from {}: {:.1f} us\n", i, options.endpoint, time_us);
    } else {
      report.error = std::move(answer).error();
      complaints.add(*report.error, i == 1);
    }
    if (!says_each || i == options.count) continue;
    std::fflush(stdout);
    std::this_thread::sleep_for(Seconds(options.interval_s));
  }
  std::sort(report.times_us.begin(), report.times_us.end());
  return report;
}

double quantile(const std::vector<double>& sorted, double part) {
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1) + 0.5)];
}

nlohmann::json summary(const Options& options, std::uint32_t program, std::optional<std::uint32_t> version,
                       const Report& report) {
  const std::vector<double>& times = report.times_us;
  nlohmann::json all = {
      {"endpoint", options.endpoint}, {"program", program},    {"version", nullptr}, {"sent", report.sent},
      {"answered", times.size()},     {"latency_us", nullptr}, {"error", nullptr}};
  if (version) all["version"] = *version;
  if (report.error) all["error"] = to_json(*report.error);
  if (!times.empty())
    all["latency_us"] = {{"min", times.front()},
                         {"p50", quantile(times, 0.5)},
                         {"p99", quantile(times, 0.99)},
                         {"max", times.back()}};
  return all;
}

void print_text(const Options& options, const Binding& binding, const Report& report) {
  const std::vector<double>& times = report.times_us;
  std::string name = program_name(binding.program());
  fmt::print("{}{} version {}: {} of {} answered", binding.program(), name.empty() ? "" : " (" + name + ")",
             binding.version(), times.size(), options.count);
  if (!times.empty())
    fmt::print(", min {:.1f}, median {:.1f}, p99 {:.1f}, max {:.1f} us", times.front(), quantile(times, 0.5),
               quantile(times, 0.99), times.back());
  fmt::print("\n");
}

int run(const Options& options) {
  std::optional<std::uint32_t> program = parse_program(options.program);
  if (!program) {
    fmt::print(stderr, "farcall: '{}' is neither a program number nor a name of rpc(5)\n", options.program);
    return 2;
  }
  Result<Binding> binding = bind_any_version(options, *program);
  if (!binding) {
    if (options.json) print(summary(options, *program, options.version, {0, {}, binding.error()}));
    return fail_at_first_contact(binding.error(), options.endpoint);
  }
  Report report = measure(options, *binding);
  if (options.json) {
    print(summary(options, *program, binding->version(), report));
  } else {
    print_text(options, *binding, report);
  }
  return report.error ? 1 : 0;
}

}  // namespace

void add_ping(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("ping", "Call procedure 0 of a program and show how long it takes");
  command->add_option("endpoint", options->endpoint, "Where it is, or a registry that knows")->required();
  command->add_option("program", options->program, "Number, 0x…, or a name of rpc(5)")->required();
  command->add_option("version", options->version, "Default: the newest that the server has");
  command->add_option("-c,--count", options->count, "How often")
      ->capture_default_str()
      ->check(CLI::Range(1U, 1000000U));
  command
      ->add_option("-i,--interval", options->interval_s,
                   "Seconds between two calls; 0: at once, and only a summary is printed")
      ->capture_default_str()
      ->check(seconds_from(0));
  command->add_option("--timeout", options->timeout_s, "Seconds for each call")
      ->capture_default_str()
      ->check(seconds_from(0.001));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace farcall::tool
