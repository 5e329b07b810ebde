// A directory by hand. Every entry is a node of a list on the wire; a vector here.
#include "raw_words.hpp"
#include "raw_xdr.hpp"

namespace suite::raw {
namespace {

constexpr std::size_t attributes_bytes = 84;
constexpr std::size_t verifier_bytes = 8;

bool is_type(std::uint32_t word) { return word == 1 || word == 2 || word == 5; }

std::byte* put_time(std::byte* to, const FileTime& time) {
  put_32(to, time.seconds);
  put_32(to + 4, time.nanoseconds);
  return to + 8;
}

std::byte* put_attributes(std::byte* to, const std::optional<Attributes>& found) {
  put_32(to, found ? 1 : 0);
  to += 4;
  if (!found) return to;
  put_32(to, static_cast<std::uint32_t>(found->type));
  put_32(to + 4, found->mode);
  put_32(to + 8, found->links);
  put_32(to + 12, found->uid);
  put_32(to + 16, found->gid);
  put_64(to + 20, found->size);
  put_64(to + 28, found->used);
  put_32(to + 36, found->device_major);
  put_32(to + 40, found->device_minor);
  put_64(to + 44, found->file_system);
  put_64(to + 52, found->file);
  to = put_time(to + 60, found->accessed);
  to = put_time(to, found->modified);
  return put_time(to, found->changed);
}

// Reads forward; once something is missing or wrong, `good` is false and nothing more is read.
struct Reader {
  const std::byte* at;
  const std::byte* end;
  bool good = true;

  const std::byte* take(std::size_t size_bytes) {
    if (!good || static_cast<std::size_t>(end - at) < size_bytes) {
      good = false;
      return nullptr;
    }
    at += size_bytes;
    return at - size_bytes;
  }

  bool flag() {
    const std::byte* from = take(4);
    const std::uint32_t word = from != nullptr ? get_32(from) : 0;
    good = good && word <= 1;
    return word == 1;
  }

  template <typename Text>
  void bytes(std::uint32_t length, std::size_t longest, Text& text) {
    const std::byte* from = length <= longest ? take(padded(length)) : nullptr;
    good = from != nullptr && padding_is_zero(from, length);
    if (!good) return;
    const auto* first = reinterpret_cast<const typename Text::value_type*>(from);
    text.assign(first, first + length);
  }

  void attributes(std::optional<Attributes>& found) {
    if (!flag()) return found.reset();
    const std::byte* from = take(attributes_bytes);
    if (from == nullptr) return;
    auto time = [](const std::byte* word) { return FileTime{get_32(word), get_32(word + 4)}; };
    const std::uint32_t type = get_32(from);
    good = is_type(type);
    found = Attributes{.type = static_cast<FileType>(type),
                       .mode = get_32(from + 4),
                       .links = get_32(from + 8),
                       .uid = get_32(from + 12),
                       .gid = get_32(from + 16),
                       .size = get_64(from + 20),
                       .used = get_64(from + 28),
                       .device_major = get_32(from + 36),
                       .device_minor = get_32(from + 40),
                       .file_system = get_64(from + 44),
                       .file = get_64(from + 52),
                       .accessed = time(from + 60),
                       .modified = time(from + 68),
                       .changed = time(from + 76)};
  }

  void entry(Entry& entry) {
    const std::byte* from = take(12);
    if (from == nullptr) return;
    entry.file = get_64(from);
    bytes(get_32(from + 8), longest_file_name, entry.name);
    from = take(8);
    if (from == nullptr) return;
    entry.cookie = get_64(from);
    attributes(entry.attributes);
    if (!flag()) return entry.handle.reset();
    from = take(4);
    if (from == nullptr) return;
    if (!entry.handle) entry.handle.emplace();
    bytes(get_32(from), longest_handle, *entry.handle);
  }
};

std::size_t found_bytes(const std::optional<Attributes>& found) { return found ? 4 + attributes_bytes : 4; }

}  // namespace

std::size_t encoded_bytes(const Directory& directory) {
  std::size_t all = found_bytes(directory.attributes) + verifier_bytes + 8;
  for (const Entry& entry : directory.entries) {
    all += 28 + padded(entry.name.size()) + found_bytes(entry.attributes);
    if (entry.handle) all += 4 + padded(entry.handle->size());
  }
  return all;
}

void encode(const Directory& directory, std::byte* to) {
  to = put_attributes(to, directory.attributes);
  std::memcpy(to, directory.verifier.data(), verifier_bytes);
  to += verifier_bytes;
  for (const Entry& entry : directory.entries) {
    put_32(to, 1);
    put_64(to + 4, entry.file);
    put_32(to + 12, static_cast<std::uint32_t>(entry.name.size()));
    to = put_bytes(to + 16, entry.name.data(), entry.name.size());
    put_64(to, entry.cookie);
    to = put_attributes(to + 8, entry.attributes);
    put_32(to, entry.handle ? 1 : 0);
    to += 4;
    if (!entry.handle) continue;
    put_32(to, static_cast<std::uint32_t>(entry.handle->size()));
    to = put_bytes(to + 4, entry.handle->data(), entry.handle->size());
  }
  put_32(to, 0);
  put_32(to + 4, directory.complete ? 1 : 0);
}

bool decode(const std::byte* from, std::size_t size_bytes, Directory& directory) {
  Reader in{from, from + size_bytes};
  in.attributes(directory.attributes);
  if (const std::byte* verifier = in.take(verifier_bytes))
    std::memcpy(directory.verifier.data(), verifier, verifier_bytes);
  std::size_t count = 0;
  while (in.flag() && in.good) {
    if (count == directory.entries.size()) directory.entries.emplace_back();
    in.entry(directory.entries[count++]);
  }
  directory.entries.resize(count);
  directory.complete = in.flag();
  return in.good && in.at == in.end;
}

}  // namespace suite::raw
