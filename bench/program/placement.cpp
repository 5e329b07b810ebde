#include "placement.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "peer.hpp"

namespace suite {
namespace {

std::string tasks_of(int process) {
  return "/proc/" + (process == 0 ? "self" : std::to_string(process)) + "/task/";
}

// None when the process is gone.
std::vector<pid_t> threads_of(int process) {
  std::vector<pid_t> threads;
  std::error_code error;
  std::filesystem::directory_iterator at(tasks_of(process), error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error))
    threads.push_back(std::atoi(at->path().filename().c_str()));
  return threads;
}

// What a file of /proc says now; nothing when what it is about has ended.
using Text = std::array<char, 1024>;
const char* read_again(int file, Text& text) {
  const ssize_t size_bytes = file < 0 ? 0 : pread(file, text.data(), text.size() - 1, 0);
  text[size_bytes < 0 ? 0 : static_cast<std::size_t>(size_bytes)] = '\0';
  return text.data();
}

// Of a thread that runs it is as old as the kernel's last tick. /proc/…/stat has it only in ticks.
std::int64_t ran_ns(int schedstat) {
  Text text;
  return std::strtoll(read_again(schedstat, text), nullptr, 10);
}

// −1 when the thread has ended.
int cpu_of(int stat) {
  Text text;
  // The second field, a name in parentheses, may hold blanks; the cpu is the 39th.
  const char* at = std::strrchr(read_again(stat, text), ')');
  for (int field = 2; at != nullptr && field < 39; ++field) at = std::strchr(at + 1, ' ');
  return at != nullptr ? std::atoi(at) : -1;
}

}  // namespace

void pin(int process, int cpu) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
    if (cpu < 0 || i == static_cast<std::size_t>(cpu)) CPU_SET(i, &cpus);
  }
  const std::vector<pid_t> threads = threads_of(process);
  if (threads.empty()) die("no process to pin:", std::to_string(process));
  for (const pid_t thread : threads) {
    // One may have ended meanwhile.
    if (sched_setaffinity(thread, sizeof cpus, &cpus) != 0 && errno != ESRCH)
      die("cannot be pinned to", std::to_string(cpu));
  }
}

Neighbour::Neighbour(int process) {
  if (process <= 0) return;
  for (const pid_t thread : threads_of(process)) {
    const std::string folder = tasks_of(process) + std::to_string(thread);
    Thread& one = threads_.emplace_back();
    one.stat = open((folder + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
    one.schedstat = open((folder + "/schedstat").c_str(), O_RDONLY | O_CLOEXEC);
    one.ran_before_ns = ran_ns(one.schedstat);
  }
}

Neighbour::~Neighbour() {
  for (const Thread& one : threads_) {
    if (one.stat >= 0) close(one.stat);
    if (one.schedstat >= 0) close(one.schedstat);
  }
}

bool Neighbour::here() const {
  const Thread* busiest = nullptr;
  std::int64_t most_ns = 0;
  for (const Thread& one : threads_) {
    const std::int64_t ran = ran_ns(one.schedstat) - one.ran_before_ns;
    if (busiest != nullptr && ran <= most_ns) continue;
    busiest = &one;
    most_ns = ran;
  }
  return busiest != nullptr && cpu_of(busiest->stat) == sched_getcpu();
}

}  // namespace suite
