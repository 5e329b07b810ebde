#include "load.hpp"

#include <algorithm>
#include <iterator>

#include "peer.hpp"

namespace suite {
namespace {

struct Named {
  std::string_view work;
  Load load;
};

// null_paced is null to the program: the harness asks for the pause between calls.
constexpr Named loads[] = {
    {"null", {Kind::null, 0}},
    {"null_paced", {Kind::null, 0}},
    {"null_inflight_4", {Kind::nulls, 4}},
    {"null_inflight_16", {Kind::nulls, 16}},
    {"null_inflight_64", {Kind::nulls, 64}},
    {"null_threads_1", {Kind::null, 0, 1}},
    {"null_threads_4", {Kind::null, 0, 4}},
    {"null_threads_16", {Kind::null, 0, 16}},
    {"null_threads_16_shared", {Kind::null, 0, 16, true}},
    {"null_threads_64", {Kind::null, 0, 64}},
    {"null_threads_100", {Kind::null, 0, 100}},
    {"add", {Kind::add, 0}},
    {"big_in", {Kind::big_in, 0}},
    {"big_in_out", {Kind::big_in_out, 0}},
    {"echo_64", {Kind::echo, 64}},
    {"echo_1k", {Kind::echo, 1 << 10}},
    {"echo_8k", {Kind::echo, 8 << 10}},
    {"echo_32k", {Kind::echo, 32 << 10}},
    {"echo_64k", {Kind::echo, 64 << 10}},
    {"echo_1m", {Kind::echo, 1 << 20}},
    {"structs_1000", {Kind::structs, 1000}},
    // Of the transport coding.
    {"opaque_64k", {Kind::echo, 64 << 10}},
    {"ints_64k", {Kind::ints, 16 << 10}},
    {"ints_10000", {Kind::ints, 10'000}},
    {"list_1000", {Kind::list, 1000}},
    {"readdirplus", {Kind::directory, 100}},
};

}  // namespace

Load find_load(std::string_view work) {
  const auto* found = std::find_if(std::begin(loads), std::end(loads),
                                   [&](const Named& named) { return named.work == work; });
  if (found == std::end(loads)) die("unknown work", std::string(work));
  return found->load;
}

std::vector<Item> sample_items(std::size_t count, std::string_view transport) {
  const bool small = transport == "udp";
  const std::size_t shortest = small ? 5 : 8;
  const std::size_t lengths = small ? 4 : 8;
  std::vector<Item> items(count);
  for (std::size_t i = 0; i < count; ++i) {
    // 5 is coprime to both, so every length comes equally often and neighbours differ.
    std::string name(shortest + i * 5 % lengths, 'a');
    for (std::size_t k = 0; k < name.size(); ++k) name[k] = static_cast<char>('a' + (i + k) % 26);
    const auto number = static_cast<double>(i);
    items[i] = {static_cast<std::int32_t>(i), number * 0.5, -number * 0.25, std::move(name)};
  }
  return items;
}

std::vector<std::uint8_t> sample_bytes(std::size_t count) {
  std::vector<std::uint8_t> bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8));
  return bytes;
}

std::vector<std::int32_t> sample_ints(std::size_t count) {
  std::vector<std::int32_t> numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<std::int32_t>(i * 0x9e3779b9U);
  return numbers;
}

std::size_t argument_bytes(const Load& load, std::string_view transport) {
  switch (load.kind) {
    case Kind::null:
    case Kind::nulls: return 0;
    case Kind::add: return 8;
    case Kind::big_in:
    case Kind::big_in_out: return big_bytes;
    case Kind::echo: return 4 + load.count;
    case Kind::structs: {
      std::size_t all = 4;
      for (const Item& item : sample_items(load.count, transport)) all += 24 + (item.name.size() + 3) / 4 * 4;
      return all;
    }
    case Kind::ints:
    case Kind::list:
    case Kind::directory: break;  // are not sent
  }
  return 0;
}

}  // namespace suite
