// The commands of the tool; each file of this folder is one of them, or what they share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <farcall/base/clock.hpp>
#include <farcall/base/result.hpp>

namespace farcall::tool {

// All of the program but main().
int run(int argc, const char* const* argv);

// Each adds its subcommand; when that was asked for, `status` becomes the exit status.
void add_info(CLI::App& app, int& status);
void add_ping(CLI::App& app, int& status);
void add_registry(CLI::App& app, int& status);

// `farcall info --lrpc`: how the endpoint at this path does. The exit status.
int show_lrpc(const std::string& path, Duration timeout, bool json);

// Whether an argument is a time from `least` seconds on, and not so long that no clock counts it.
[[nodiscard]] CLI::Validator seconds_from(double least);

// "farcall: …" on stderr, and the exit status: 2 for an endpoint that is none, 1 for whatever else went
// wrong.
int fail(const Error& error);
// The same, with what somebody should look at whom nobody at `endpoint` has answered yet.
int fail_at_first_contact(const Error& error, const std::string& endpoint);
[[nodiscard]] nlohmann::json to_json(const Error& error);
// On stdout; bytes that are no UTF-8 are replaced.
void print(const nlohmann::json& json);

// Program numbers and their names, as rpc(5) has them, and a few that everybody knows.
[[nodiscard]] std::string program_name(std::uint32_t program);
// A number, decimal or 0x…, or a name. Nothing when it is neither.
[[nodiscard]] std::optional<std::uint32_t> parse_program(const std::string& text);

}  // namespace farcall::tool
