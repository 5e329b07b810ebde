// The texts that a compilation reads, and places in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/result.hpp>

namespace farcallc {

// Bytes [begin, end) of a file. Every token, name and type keeps one, so that every complaint can point at
// it.
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

[[nodiscard]] constexpr Span join(Span first, Span last) noexcept {
  if (first.file != last.file || last.end < first.begin) return first;
  return {first.file, first.begin, last.end};
}

// Both count from one, as editors do; a column is a byte.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// Owns: the texts, for as long as the compilation lasts; tokens and names are views of them.
class Sources {
 public:
  // Limit: what an interface may be long, each file and all of them; people write thousands of lines, not
  // millions.
  static constexpr std::size_t largest_file_bytes = std::size_t{8} << 20;
  static constexpr std::size_t largest_total_bytes = std::size_t{32} << 20;

  // Errors: name_not_found, permission_denied, resource_exhausted (too large), invalid_argument (no regular
  // file).
  [[nodiscard]] farcall::Result<std::uint32_t> load(const std::string& path);
  std::uint32_t add(std::string path, std::string text);

  [[nodiscard]] const std::string& path(std::uint32_t file) const { return files_[file].path; }
  [[nodiscard]] std::string_view text(std::uint32_t file) const { return files_[file].text; }
  [[nodiscard]] std::string_view text(Span span) const {
    return text(span.file).substr(span.begin, span.end - span.begin);
  }
  [[nodiscard]] Position position(std::uint32_t file, std::uint32_t offset) const;
  [[nodiscard]] Position position(Span span) const { return position(span.file, span.begin); }
  // Without its end of line.
  [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::deque<File> files_;  // a deque, because views of the texts must survive the next load
  std::size_t total_bytes_ = 0;
};

}  // namespace farcallc
