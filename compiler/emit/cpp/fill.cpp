#include <compiler/emit/cpp/fill.hpp>

#include <cassert>

namespace farcallc::cpp {
namespace {

const std::string& value_of(std::string_view name, std::initializer_list<Hole> holes) {
  for (const Hole& hole : holes) {
    if (hole.name == name) return hole.value;
  }
  assert(false && "a template has a hole that nobody fills");
  static const std::string nothing;
  return nothing;
}

void append_indented(std::string& out, std::string_view lines, std::string_view indentation) {
  while (!lines.empty()) {
    std::size_t end = std::min(lines.find('\n'), lines.size());
    if (end > 0) out.append(indentation).append(lines.substr(0, end));
    out += '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void append_line(std::string& out, std::string_view line, std::initializer_list<Hole> holes) {
  while (!line.empty()) {
    std::size_t open = line.find('@');
    std::size_t close = open == line.npos ? line.npos : line.find('@', open + 1);
    if (close == line.npos) break;
    out.append(line.substr(0, open)).append(value_of(line.substr(open + 1, close - open - 1), holes));
    line.remove_prefix(close + 1);
  }
  out.append(line);
}

}  // namespace

std::string fill(std::string_view text, std::initializer_list<Hole> holes) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    bool ended = end < text.size();
    text.remove_prefix(ended ? end + 1 : end);
    std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    std::string_view word = line.substr(first);
    bool alone = ended && word.size() > 2 && word.front() == '@' && word.find('@', 1) == word.size() - 1;
    if (alone) {
      append_indented(out, value_of(word.substr(1, word.size() - 2), holes), line.substr(0, first));
      continue;
    }
    append_line(out, line, holes);
    if (ended) out += '\n';
  }
  return out;
}

}  // namespace farcallc::cpp
