#include "raw_xdr.hpp"

#include <bit>
#include <cstring>

namespace suite::raw {
namespace {

// id, x, y and the count of the name: always there, so one check and one step do for them.
constexpr std::size_t fixed_bytes = 24;

std::size_t padded(std::size_t size_bytes) { return (size_bytes + 3) & ~std::size_t{3}; }

void put_32(std::byte* to, std::uint32_t value) {
  value = __builtin_bswap32(value);
  std::memcpy(to, &value, 4);
}
void put_64(std::byte* to, std::uint64_t value) {
  value = __builtin_bswap64(value);
  std::memcpy(to, &value, 8);
}
std::uint32_t get_32(const std::byte* from) {
  std::uint32_t value = 0;
  std::memcpy(&value, from, 4);
  return __builtin_bswap32(value);
}
std::uint64_t get_64(const std::byte* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, 8);
  return __builtin_bswap64(value);
}

}  // namespace

std::size_t encoded_bytes(const std::vector<Item>& items) {
  std::size_t all = 4;
  for (const Item& item : items) all += fixed_bytes + padded(item.name.size());
  return all;
}

void encode(const std::vector<Item>& items, std::byte* to) {
  put_32(to, static_cast<std::uint32_t>(items.size()));
  to += 4;
  for (const Item& item : items) {
    const std::size_t length = item.name.size();
    put_32(to, static_cast<std::uint32_t>(item.id));
    put_64(to + 4, std::bit_cast<std::uint64_t>(item.x));
    put_64(to + 12, std::bit_cast<std::uint64_t>(item.y));
    put_32(to + 20, static_cast<std::uint32_t>(length));
    to += fixed_bytes;
    if (length == 0) continue;
    // The padding first; the name covers what of it is none.
    std::memset(to + padded(length) - 4, 0, 4);
    std::memcpy(to, item.name.data(), length);
    to += padded(length);
  }
}

bool decode(const std::byte* from, std::size_t size_bytes, std::vector<Item>& items) {
  const std::byte* end = from + size_bytes;
  if (size_bytes < 4) return false;
  const std::uint32_t count = get_32(from);
  from += 4;
  if (count > longest_array || count * fixed_bytes > size_bytes) return false;
  items.resize(count);
  for (Item& item : items) {
    if (static_cast<std::size_t>(end - from) < fixed_bytes) return false;
    item.id = static_cast<std::int32_t>(get_32(from));
    item.x = std::bit_cast<double>(get_64(from + 4));
    item.y = std::bit_cast<double>(get_64(from + 12));
    const std::uint32_t length = get_32(from + 20);
    from += fixed_bytes;
    if (length > longest_name || static_cast<std::size_t>(end - from) < padded(length)) return false;
    item.name.assign(reinterpret_cast<const char*>(from), length);
    const std::byte* next = from + padded(length);
    for (from += length; from != next; ++from) {
      if (*from != std::byte{0}) return false;
    }
  }
  return from == end;
}

}  // namespace suite::raw
