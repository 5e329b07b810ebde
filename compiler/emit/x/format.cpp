#include <compiler/emit/x/format.hpp>

#include <algorithm>

#include <compiler/emit/x/layout.hpp>

namespace farcallc::x {
namespace {

constexpr std::uint32_t before_comment = 2;  // columns

// Comments at the ends of lines that follow each other stand below each other.
std::string joined(const std::vector<Line>& lines) {
  std::string text;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    std::uint32_t column = 0;
    do {
      column = std::max(column, column_after(lines[end].text) + before_comment);
      ++end;
    } while (end < lines.size() && !lines[end - 1].comments.empty() && !lines[end].comments.empty() &&
             !lines[end].blank_before);
    for (; begin < end; ++begin) {
      const Line& line = lines[begin];
      if (line.blank_before) text += '\n';
      text += line.text;
      if (!line.comments.empty()) text.append(column - column_after(line.text) - 1, ' ');
      for (const Piece* comment : line.comments) append(text += ' ', *comment);
      text += '\n';
    }
  }
  return text;
}

}  // namespace

std::string format(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  std::vector<Piece> pieces = cut(sources, file, diagnostics);
  if (diagnostics.failed()) return {};
  Layout layout(pieces);
  std::vector<Line> lines = layout.run();
  if (const Piece* deep = layout.too_deep()) {
    auto begin = static_cast<std::uint32_t>(deep->text.data() - sources.text(file).data());
    diagnostics.fatal({file, begin, begin + 1}, "this is nested too deeply");
    return {};
  }
  return joined(lines);
}

}  // namespace farcallc::x
