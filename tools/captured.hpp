// The tool, run by a test in its own process.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "commands.hpp"

namespace farcall::tool {

struct Captured {
  int status = 0;
  std::string out;
  std::string err;
};

inline Captured run_captured(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"farcall"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Captured captured;
  captured.status = run(static_cast<int>(argv.size()), argv.data());
  std::fflush(stdout);
  captured.out = testing::internal::GetCapturedStdout();
  captured.err = testing::internal::GetCapturedStderr();
  return captured;
}

}  // namespace farcall::tool
