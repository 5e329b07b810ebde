// bench-exec PROGRAM …: notes the time and becomes PROGRAM, so that the cost of forking the harness stays
// out.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  char text[32];
  std::snprintf(text, sizeof text, "%" PRId64, std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec);
  setenv("BENCH_EXEC_NS", text, 1);
  execv(argv[1], argv + 1);
  std::perror(argv[1]);
  return 1;
}
