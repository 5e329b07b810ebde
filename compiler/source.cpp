#include <compiler/source.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace farcallc {
namespace {

farcall::Error failure(farcall::Code code, std::string detail) {
  return {code, farcall::Executed::no, std::move(detail)};
}

}  // namespace

farcall::Result<std::uint32_t> Sources::load(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    auto code = errno == ENOENT ? farcall::Code::name_not_found : farcall::Code::permission_denied;
    return failure(code, std::strerror(errno));
  }
  if (S_ISDIR(status.st_mode)) return failure(farcall::Code::invalid_argument, "is a directory");

  std::ifstream in(path, std::ios::binary);
  if (!in) return failure(farcall::Code::permission_denied, std::strerror(errno));
  // One byte more than allowed tells a file that is too large, and a device that never ends, from one that
  // fits.
  std::string text;
  char block[64 * 1024];
  while (text.size() <= largest_file_bytes && (in.read(block, sizeof block) || in.gcount() > 0)) {
    text.append(block, static_cast<std::size_t>(in.gcount()));
  }
  if (text.size() > largest_file_bytes) {
    return failure(farcall::Code::resource_exhausted, "is larger than 8 MiB, the most that farcallc reads");
  }
  if (text.size() + total_bytes_ > largest_total_bytes) {
    return failure(farcall::Code::resource_exhausted, "makes this compilation read more than 32 MiB");
  }
  return add(path, std::move(text));
}

std::uint32_t Sources::add(std::string path, std::string text) {
  total_bytes_ += text.size();
  File& file = files_.emplace_back(File{std::move(path), std::move(text), {0}});
  for (std::uint32_t i = 0; i < file.text.size(); ++i) {
    if (file.text[i] == '\n') file.line_starts.push_back(i + 1);
  }
  return static_cast<std::uint32_t>(files_.size() - 1);
}

Position Sources::position(std::uint32_t file, std::uint32_t offset) const {
  const auto& starts = files_[file].line_starts;
  auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  auto line = static_cast<std::uint32_t>(after - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

std::string_view Sources::line(std::uint32_t file, std::uint32_t number) const {
  std::string_view rest = text(file).substr(files_[file].line_starts[number - 1]);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

}  // namespace farcallc
