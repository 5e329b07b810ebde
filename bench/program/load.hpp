// What one call carries, by the name that the results use for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace suite {

enum class Kind : std::uint32_t {
  null,
  nulls,
  add,
  big_in,
  big_in_out,
  echo,
  structs,
  ints,
  list,
  directory
};

struct Load {
  Kind kind = Kind::null;
  std::size_t count = 0;    // bytes of an echo, elements of an array, calls that are in flight together
  std::size_t threads = 0;  // that call at the same time; 0: the one that takes the orders
  bool shared = false;      // these threads share one connection, instead of having one each

  friend bool operator==(const Load&, const Load&) = default;
};

inline constexpr std::size_t big_bytes = 200;

// "echo_64k" and the like; ends the program on a name that it does not know.
Load find_load(std::string_view work);

// One of the 1,000 structs, as a C++ program would declare it.
struct Item {
  std::int32_t id = 0;
  double x = 0;
  double y = 0;
  std::string name;

  friend bool operator==(const Item&, const Item&) = default;
};

// The same for every peer. Names have 8 to 15 characters, over UDP 5 to 8: so 1,000 structs keep below 32
// KiB.
std::vector<Item> sample_items(std::size_t count, std::string_view transport);

std::vector<std::int32_t> sample_ints(std::size_t count);

// Bytes that differ from place to place, so that a result that was moved or cut is noticed.
std::vector<std::uint8_t> sample_bytes(std::size_t count);

// XDR bytes of the arguments of a call, without any header.
std::size_t argument_bytes(const Load& load, std::string_view transport);

}  // namespace suite
