// farcallc as a function: the passes in their order.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace farcallc {

// What is made of an interface. C++ is written to files, the others are printed.
enum class Emit { cpp, model, x, lua };

struct Job {
  std::string input;
  std::string output_directory;  // where the files go; none with `check_only`
  bool check_only = false;
  Emit emit = Emit::cpp;
  bool lower = false;        // print plain .x instead of writing C++
  std::string compare_with;  // the file as it was: print what changed, write nothing
  bool passthrough = false;
  bool json = false;  // NAME.x.json.hpp and NAME.x.json.cpp, too; with `compare_with`, the changes as JSON
  std::string namespace_name;                    // "a::b"; after the file when empty
  std::vector<std::string> definitions;          // -D
  std::vector<std::string> include_directories;  // -I
  std::vector<std::string> externals;            // --extern NAME[=VALUE]
  std::string dependency_file;
};

// What main returns.
enum Exit : int { good = 0, bad_input = 1, bad_usage = 2 };

// Complaints go to `complaints`, rendered; what is printed goes to `printed`. With `compare_with`, bad_input
// also says that something breaks.
[[nodiscard]] Exit compile(const Job& job, std::string& complaints, std::string& printed);

}  // namespace farcallc
