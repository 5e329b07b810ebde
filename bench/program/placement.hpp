// Which cpu a process is on: told to it, or seen.
#pragma once

namespace suite {

// Keeps a process (0: this one) on a cpu; −1: lets it go where the kernel likes.
void pin(int process, int cpu);

// Sees whether a server shares the cpu of the calling thread. Thread: one.
class Neighbour {
 public:
  explicit Neighbour(int process);  // 0: there is no server, and it is never seen
  Neighbour(const Neighbour&) = delete;
  Neighbour& operator=(const Neighbour&) = delete;
  ~Neighbour();

  // On the same cpu (or last there, when it sleeps).
  [[nodiscard]] bool here() const;

 private:
  int stat_ = -1;  // /proc/PROCESS/stat; only of its first thread
};

}  // namespace suite
