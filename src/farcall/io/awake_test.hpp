// For tests: whether anybody spins, which takes no measuring of time.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <unistd.h>

namespace farcall::inline v1::io {

// Threads of a process that do not sleep, without the one that asks.
inline int count_awake(pid_t process) {
  int awake = 0;
  for (const auto& thread :
       std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    if (thread.path().filename() == std::to_string(::gettid())) continue;
    std::ifstream file(thread.path() / "stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(") ");
    if (name_end != std::string::npos && text[name_end + 2] != 'S') ++awake;
  }
  return awake;
}

// Until all have slept at so many looks one after the other. Hangs where one of them spins.
inline void await_sleep(pid_t process) {
  constexpr int looks = 20;
  for (int calm = 0; calm < looks; calm = count_awake(process) == 0 ? calm + 1 : 0) std::this_thread::yield();
}

}  // namespace farcall::inline v1::io
