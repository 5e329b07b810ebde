// Comments: which of them speaks of which declaration, so that generated code can carry it over.
#include <compiler/parser.hpp>

namespace farcallc {
namespace {

// The lines inside the comment's marks, without the stars that many draw at the left.
ast::Comment lines_of(std::string_view text) {
  if (text.starts_with("//")) {
    text.remove_prefix(2);
  } else {
    text = text.substr(2, text.size() - 4);
  }
  constexpr std::string_view blanks = " \t\r";
  ast::Comment lines;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    while (line.starts_with('*') || line.starts_with('/')) line.remove_prefix(1);
    if (line.starts_with(' ')) line.remove_prefix(1);
    line = line.substr(0, line.find_last_not_of(blanks) + 1);
    lines.emplace_back(line);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  return lines;
}

}  // namespace

// The comments that stand directly above `first`, without a blank line between.
ast::Comment Parser::comment_before(const Token& first) const {
  ast::Comment all;
  std::uint32_t line = sources_.position(first.span).line;
  for (std::uint32_t i = first.comments_end; i > first.comments_begin; --i) {
    Span comment = input_.stream.comments[i - 1];
    if (comment.file != first.span.file) break;
    std::uint32_t begin = sources_.position(comment).line;
    std::uint32_t end = sources_.position(comment.file, comment.end).line;
    if (end + 1 < line || end > line) break;
    // On the line of the token before, it speaks of that one, unless its own line goes on.
    Span last = last_span();
    bool behind =
        at_ > 0 && last.file == comment.file && sources_.position(comment.file, last.end).line == begin;
    if (behind && end != line) break;
    ast::Comment lines = lines_of(sources_.text(comment));
    all.insert(all.begin(), lines.begin(), lines.end());
    line = begin;
  }
  return all;
}

// The comments that follow the last token on its own line.
void Parser::comment_after(ast::Comment& comment) {
  const Token& next = peek();
  Span last = last_span();
  std::uint32_t line = sources_.position(last.file, last.end).line;
  for (std::uint32_t i = next.comments_begin; i < next.comments_end; ++i) {
    Span one = input_.stream.comments[i];
    if (i < next_comment_) continue;  // another declaration has taken it
    if (one.file != last.file || one.begin < last.end || sources_.position(one).line != line) break;
    // What follows on the same line owns it: `/* x */ int y;`.
    if (next.span.file == last.file && !next.first_on_line && !next.is(",") && !next.is(";") && !next.is("}"))
      break;
    ast::Comment lines = lines_of(sources_.text(one));
    comment.insert(comment.end(), lines.begin(), lines.end());
    next_comment_ = i + 1;
  }
}

}  // namespace farcallc
