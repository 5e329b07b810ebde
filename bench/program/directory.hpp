// What a file server says of a directory, as C++ programs would declare it: the answer of NFS's READDIRPLUS
// (RFC 1813 §3.3.17).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace suite {

struct FileTime {
  std::uint32_t seconds = 0;
  std::uint32_t nanoseconds = 0;

  friend bool operator==(const FileTime&, const FileTime&) = default;
};

enum class FileType : std::uint32_t { regular = 1, directory = 2, link = 5 };

struct Attributes {
  FileType type = FileType::regular;
  std::uint32_t mode = 0;
  std::uint32_t links = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint64_t size = 0;
  std::uint64_t used = 0;
  std::uint32_t device_major = 0;
  std::uint32_t device_minor = 0;
  std::uint64_t file_system = 0;
  std::uint64_t file = 0;
  FileTime accessed;
  FileTime modified;
  FileTime changed;

  friend bool operator==(const Attributes&, const Attributes&) = default;
};

struct Entry {
  std::uint64_t file = 0;
  std::string name;
  std::uint64_t cookie = 0;
  std::optional<Attributes> attributes;
  std::optional<std::vector<std::uint8_t>> handle;

  friend bool operator==(const Entry&, const Entry&) = default;
};

struct Directory {
  std::optional<Attributes> attributes;
  std::array<std::uint8_t, 8> verifier{};
  std::vector<Entry> entries;
  bool complete = false;

  friend bool operator==(const Directory&, const Directory&) = default;
};

// The same for every peer: names of 4 to 23 bytes, handles of 32; one file of 16 has lost its attributes, one
// its handle.
Directory sample_directory(std::size_t entries);

}  // namespace suite
