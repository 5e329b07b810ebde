#include "raw_xdr.hpp"

#include <bit>

#include "raw_words.hpp"

namespace suite::raw {
namespace {

// id, x, y and the count of the name: always there, so one check and one step do for them.
constexpr std::size_t fixed_bytes = 24;

std::size_t item_bytes(const Item& item) { return fixed_bytes + padded(item.name.size()); }

std::byte* put_item(std::byte* to, const Item& item) {
  put_32(to, static_cast<std::uint32_t>(item.id));
  put_64(to + 4, std::bit_cast<std::uint64_t>(item.x));
  put_64(to + 12, std::bit_cast<std::uint64_t>(item.y));
  put_32(to + 20, static_cast<std::uint32_t>(item.name.size()));
  return put_bytes(to + fixed_bytes, item.name.data(), item.name.size());
}

// Where the next value is; null when this is no item.
const std::byte* get_item(const std::byte* from, const std::byte* end, Item& item) {
  if (static_cast<std::size_t>(end - from) < fixed_bytes) return nullptr;
  item.id = static_cast<std::int32_t>(get_32(from));
  item.x = std::bit_cast<double>(get_64(from + 4));
  item.y = std::bit_cast<double>(get_64(from + 12));
  const std::uint32_t length = get_32(from + 20);
  from += fixed_bytes;
  if (length > longest_name || static_cast<std::size_t>(end - from) < padded(length)) return nullptr;
  item.name.assign(reinterpret_cast<const char*>(from), length);
  return padding_is_zero(from, length) ? from + padded(length) : nullptr;
}

}  // namespace

std::size_t encoded_bytes(const Items& items) {
  std::size_t all = 4;
  for (const Item& item : items) all += item_bytes(item);
  return all;
}

void encode(const Items& items, std::byte* to) {
  put_32(to, static_cast<std::uint32_t>(items.size()));
  to += 4;
  for (const Item& item : items) to = put_item(to, item);
}

bool decode(const std::byte* from, std::size_t size_bytes, Items& items) {
  const std::byte* end = from + size_bytes;
  if (size_bytes < 4) return false;
  const std::uint32_t count = get_32(from);
  from += 4;
  if (count > longest_array || count * fixed_bytes > size_bytes) return false;
  items.resize(count);
  for (Item& item : items) {
    from = get_item(from, end, item);
    if (from == nullptr) return false;
  }
  return from == end;
}

std::size_t encoded_bytes(const List& list) {
  std::size_t all = 4;
  for (const Node* node = list.get(); node != nullptr; node = node->next.get())
    all += item_bytes(node->item) + 4;
  return all;
}

void encode(const List& list, std::byte* to) {
  for (const Node* node = list.get(); node != nullptr; node = node->next.get()) {
    put_32(to, 1);
    to = put_item(to + 4, node->item);
  }
  put_32(to, 0);
}

bool decode(const std::byte* from, std::size_t size_bytes, List& list) {
  const std::byte* end = from + size_bytes;
  List* next = &list;
  for (;;) {
    if (end - from < 4) return false;
    const std::uint32_t more = get_32(from);
    from += 4;
    if (more == 0) break;
    if (more != 1) return false;
    Node& node = next_node(*next);
    from = get_item(from, end, node.item);
    if (from == nullptr) return false;
    next = &node.next;
  }
  next->reset();
  return from == end;
}

std::size_t encoded_bytes(const Ints& numbers) { return 4 + 4 * numbers.size(); }

void encode(const Ints& numbers, std::byte* to) {
  put_32(to, static_cast<std::uint32_t>(numbers.size()));
  for (const std::int32_t number : numbers) put_32(to += 4, static_cast<std::uint32_t>(number));
}

bool decode(const std::byte* from, std::size_t size_bytes, Ints& numbers) {
  if (size_bytes < 4) return false;
  const std::size_t count = get_32(from);
  if (size_bytes != 4 + 4 * count) return false;
  numbers.resize(count);
  for (std::int32_t& number : numbers) number = static_cast<std::int32_t>(get_32(from += 4));
  return true;
}

std::size_t encoded_bytes(const Bytes& bytes) { return 4 + padded(bytes.size()); }

void encode(const Bytes& bytes, std::byte* to) {
  put_32(to, static_cast<std::uint32_t>(bytes.size()));
  put_bytes(to + 4, bytes.data(), bytes.size());
}

bool decode(const std::byte* from, std::size_t size_bytes, Bytes& bytes) {
  if (size_bytes < 4) return false;
  const std::size_t length = get_32(from);
  if (size_bytes != 4 + padded(length) || !padding_is_zero(from + 4, length)) return false;
  const auto* first = reinterpret_cast<const std::uint8_t*>(from + 4);
  bytes.assign(first, first + length);
  return true;
}

}  // namespace suite::raw
