// The command line as a whole: which command it asks for, and what is wrong with it.
#include <algorithm>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "commands.hpp"

namespace farcall::tool {
namespace {

// Levenshtein's distance.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

// "; did you mean 'ping'?", or nothing where no name is near: half of it may be wrong, or its end missing.
std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
  if (word.empty()) return "";
  const std::string* nearest = nullptr;
  std::size_t least = SIZE_MAX;
  for (const std::string& name : names) {
    std::size_t wrong = name.starts_with(word) ? 0 : distance(word, name);
    if (2 * wrong > std::max(word.size(), name.size()) || wrong >= least) continue;
    nearest = &name;
    least = wrong;
  }
  return nearest == nullptr ? "" : fmt::format("; did you mean '{}'?", *nearest);
}

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// What is wrong with a command line of `command`, or of none.
std::string explain(const CLI::App& app, const CLI::App* command, const CLI::ParseError& error) {
  // A word that nobody knows says more than that something is missing: it may be what was meant.
  if (std::vector<std::string> unknown = app.remaining(true); !unknown.empty()) {
    std::string word = unknown.front().substr(0, unknown.front().find('='));
    if (word.starts_with('-')) {
      std::vector<std::string> options = options_of(command == nullptr ? app : *command);
      if (std::find(options.begin(), options.end(), word) != options.end())
        return fmt::format("the option '{}' goes behind the command", word);
      return fmt::format("there is no option '{}'{}", word, suggestion(word, options));
    }
    if (command != nullptr) return fmt::format("'{}' is an argument too many", unknown.front());
    std::string nearest = suggestion(word, commands_of(app));
    if (nearest.empty()) nearest = fmt::format("; there are {}", fmt::join(commands_of(app), ", "));
    return fmt::format("there is no command '{}'{}", word, nearest);
  }
  if (command == nullptr && app.get_subcommands().empty())
    return fmt::format("a command is missing: {}", fmt::join(commands_of(app), ", "));
  return error.what();
}

}  // namespace

CLI::Validator seconds_from(double least) {
  static constexpr double most = 1e6;
  auto check = [least](const std::string& text) {
    double seconds = 0;
    bool is_time = CLI::detail::lexical_cast(text, seconds) && seconds >= least && seconds <= most;
    return is_time ? std::string() : fmt::format("'{}' is no number from {} to {}", text, least, most);
  };
  return CLI::Validator(check, "SECONDS", "seconds");
}

int run(int argc, const char* const* argv) {
  CLI::App app{"Look at, call and register ONC RPC programs.", "farcall"};
  app.set_version_flag("--version", std::string("farcall ") + FARCALL_VERSION_STRING);
  app.require_subcommand(1);
  app.footer(
      "Endpoints: tcp://host:port  udp://host:port  unix:/path  lrpc:/path  "
      "rpcbind://host[:port][?netid=udp]\n"
      "See farcall(1).");
  int status = 0;
  add_info(app, status);
  add_ping(app, status);
  add_registry(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    const CLI::App* command = app.get_subcommands().empty() ? nullptr : app.get_subcommands().front();
    std::string name = command == nullptr ? "farcall" : "farcall " + command->get_name();
    fmt::print(stderr, "{}: {}\n'{} --help' says how it is used.\n", name, explain(app, command, error),
               name);
    return 2;
  } catch (const std::system_error&) {  // of a print: stdout takes no more
  }
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "farcall: stdout cannot be written\n");
  return std::max(status, 1);
}

}  // namespace farcall::tool
