#include "placement.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "peer.hpp"

namespace suite {

void pin(int process, int cpu) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
    if (cpu < 0 || i == static_cast<std::size_t>(cpu)) CPU_SET(i, &cpus);
  }
  if (sched_setaffinity(process, sizeof cpus, &cpus) != 0) die("cannot be pinned to", std::to_string(cpu));
}

Neighbour::Neighbour(int process) {
  if (process > 0) stat_ = open(("/proc/" + std::to_string(process) + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
}

Neighbour::~Neighbour() {
  if (stat_ >= 0) close(stat_);
}

bool Neighbour::here() const {
  char text[1024];
  const ssize_t size_bytes = stat_ < 0 ? 0 : pread(stat_, text, sizeof text - 1, 0);
  if (size_bytes <= 0) return false;
  text[size_bytes] = '\0';
  // The second field, a name in parentheses, may hold blanks; the cpu is the 39th.
  const char* at = std::strrchr(text, ')');
  for (int field = 2; at != nullptr && field < 39; ++field) at = std::strchr(at + 1, ' ');
  return at != nullptr && std::atoi(at) == sched_getcpu();
}

}  // namespace suite
