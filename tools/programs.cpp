// Names of programs.
#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>

#include "commands.hpp"

namespace farcall::tool {
namespace {

constexpr std::pair<std::uint32_t, std::string_view> known[] = {
    {100000, "rpcbind"}, {100001, "rstatd"},      {100002, "rusersd"},  {100003, "nfs"},
    {100004, "ypserv"},  {100005, "mountd"},      {100007, "ypbind"},   {100008, "walld"},
    {100011, "rquotad"}, {100012, "sprayd"},      {100021, "nlockmgr"}, {100024, "status"},
    {100227, "nfs_acl"}, {395180, "vxi11_abort"}, {395183, "vxi11"},    {395185, "vxi11_intr"},
};

// "portmapper 100000 portmap sunrpc rpcbind": a name, a number, other names.
std::map<std::uint32_t, std::string> read_names() {
  std::map<std::uint32_t, std::string> names;
  for (const auto& [number, name] : known) names.emplace(number, name);
  std::ifstream file("/etc/rpc");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string name;
    std::uint32_t number = 0;
    if (words >> name >> number) names.emplace(number, name);
  }
  return names;
}

const std::map<std::uint32_t, std::string>& names() {
  static const std::map<std::uint32_t, std::string> all = read_names();
  return all;
}

}  // namespace

std::string program_name(std::uint32_t program) {
  auto found = names().find(program);
  return found == names().end() ? std::string() : found->second;
}

std::optional<std::uint32_t> parse_program(const std::string& text) {
  for (const auto& [number, name] : names())
    if (name == text) return number;
  bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  std::string_view digits = std::string_view(text).substr(is_hex ? 2 : 0);
  std::uint32_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace farcall::tool
