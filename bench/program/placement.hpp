// Which cpu a process is on: told to it, or seen.
#pragma once

#include <cstdint>
#include <vector>

namespace suite {

// Keeps a process (0: this one) on a cpu, with all of its threads; −1: lets them go where the kernel likes.
void pin(int process, int cpu);

// Sees whether a server shares the cpu of the calling thread. Of its threads that one counts which ran most
// since this was made: who waits for calls and who answers them need not be the same. Thread: one.
class Neighbour {
 public:
  explicit Neighbour(int process);  // 0: there is no server, and it is never seen
  Neighbour(const Neighbour&) = delete;
  Neighbour& operator=(const Neighbour&) = delete;
  ~Neighbour();

  // On the same cpu (or last there, when it sleeps).
  [[nodiscard]] bool here() const;

 private:
  struct Thread {
    int stat = -1;       // /proc/PROCESS/task/THREAD/stat, which has its cpu
    int schedstat = -1;  // beside it, which has its processor time
    std::int64_t ran_before_ns = 0;
  };
  std::vector<Thread> threads_;
};

}  // namespace suite
