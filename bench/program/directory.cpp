#include "directory.hpp"

namespace suite {
namespace {

Attributes sample_attributes(std::uint64_t number) {
  const auto low = static_cast<std::uint32_t>(number);
  const FileTime changed{1'700'000'000 + low * 61, low * 7'000'003 % 1'000'000'000};
  return {.type = number % 9 == 0   ? FileType::directory
                  : number % 7 == 0 ? FileType::link
                                    : FileType::regular,
          .mode = number % 3 == 0 ? 0755U : 0644U,
          .links = 1 + low % 4,
          .uid = 1000 + low % 5,
          .gid = 100,
          .size = number * number * 4099,
          .used = (number * number * 4099 + 4095) / 4096 * 4096,
          .device_major = 0,
          .device_minor = 0,
          .file_system = 0x1122334455667788U,
          .file = 0x100000000U + number,
          .accessed = {changed.seconds + 3600, 0},
          .modified = {changed.seconds - 60, 500},
          .changed = changed};
}

}  // namespace

Directory sample_directory(std::size_t entries) {
  Directory directory;
  directory.attributes = sample_attributes(0);
  for (std::size_t i = 0; i < directory.verifier.size(); ++i)
    directory.verifier[i] = static_cast<std::uint8_t>(0xa0 + i);
  directory.complete = true;
  for (std::size_t i = 1; i <= entries; ++i) {
    Entry& entry = directory.entries.emplace_back();
    entry.file = 0x100000000U + i;
    entry.name.resize(4 + i * 7 % 20);
    for (std::size_t k = 0; k < entry.name.size(); ++k) entry.name[k] = static_cast<char>('a' + (i + k) % 26);
    entry.cookie = i * 512;
    if (i % 16 != 5) entry.attributes = sample_attributes(i);
    if (i % 16 == 9) continue;
    entry.handle.emplace(32);
    for (std::size_t k = 0; k < entry.handle->size(); ++k)
      (*entry.handle)[k] = static_cast<std::uint8_t>(i * 11 + k);
  }
  return directory;
}

}  // namespace suite
