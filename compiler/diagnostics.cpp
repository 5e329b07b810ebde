#include <compiler/diagnostics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>

namespace farcallc {
namespace {

constexpr std::uint32_t no_place = 0xffffffff;

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "note";
}

// A terminal must not be driven by what a source contains.
std::string printable(std::string_view line) {
  std::string text(line);
  for (char& c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) c = '?';
  }
  return text;
}

// The line and the caret under it; of a very long line, what is around the place.
std::string excerpt(const Sources& sources, Span span, Position at) {
  constexpr std::size_t widest = 160;
  std::string line = printable(sources.line(span.file, at.line));
  std::size_t column = std::min<std::size_t>(at.column - 1, line.size());
  if (line.size() > widest) {
    std::size_t start = column > widest / 2 ? column - widest / 2 : 0;
    line = line.substr(start, widest);
    column -= start;
  }
  std::string marks;
  for (std::size_t i = 0; i < column; ++i) marks += line[i] == '\t' ? '\t' : ' ';
  std::size_t length = span.end > span.begin ? span.end - span.begin : 1;
  length = std::max<std::size_t>(1, std::min(length, line.size() - column));
  marks += '^';
  marks.append(length - 1, '~');
  return fmt::format("    {}\n    {}\n", line, marks);
}

// How many letters were left out, added, changed or swapped with their neighbour; case does not count.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  auto same = [](char x, char y) { return std::tolower(x) == std::tolower(y); };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t changed = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
      bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

void Diagnostics::add(Severity severity, Span span, std::string message) {
  if (severity == Severity::error) {
    silent_ = std::any_of(error_places_.begin(), error_places_.end(),
                          [&](const Span& one) { return one.file == span.file && one.begin == span.begin; });
    if (!silent_ && errors_ >= most_errors) silent_ = dropped_ = true;
    if (silent_) return;
    ++errors_;
    error_places_.push_back(span);
  } else if (severity == Severity::warning) {
    silent_ = dropped_;
  }
  if (silent_) return;
  all_.push_back({severity, span, std::move(message), false});
}

void Diagnostics::error(Span span, std::string message) { add(Severity::error, span, std::move(message)); }
void Diagnostics::warning(Span span, std::string message) {
  add(Severity::warning, span, std::move(message));
}
void Diagnostics::note(Span span, std::string message) { add(Severity::note, span, std::move(message)); }
void Diagnostics::remark(Span span, std::string message) {
  silent_ = dropped_;
  if (!silent_) all_.push_back({Severity::note, span, std::move(message), true});
}
void Diagnostics::hint(std::string message) { add(Severity::note, {no_place, 0, 0}, std::move(message)); }
void Diagnostics::fatal(Span span, std::string message) {
  if (fatal_) return;
  add(Severity::error, span, std::move(message));
  fatal_ = true;
}

std::string Diagnostics::render(const Sources& sources) const {
  // In the order of the text, whichever pass complained; notes and hints stay behind their complaint.
  struct Group {
    Span span;
    std::string text;
  };
  std::vector<Group> groups;
  for (const Diagnostic& one : all_) {
    std::string text;
    if (one.span.file == no_place) {
      text = fmt::format("    {}\n", printable(one.message));
    } else {
      Position at = sources.position(one.span);
      text = fmt::format("{}:{}:{}: {}: {}\n", printable(sources.path(one.span.file)), at.line, at.column,
                         name_of(one.severity), printable(one.message));
      text += excerpt(sources, one.span, at);
    }
    bool belongs = one.severity == Severity::note && !groups.empty() && !one.stands_alone;
    if (belongs) {
      groups.back().text += text;
    } else {
      groups.push_back({one.span, std::move(text)});
    }
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return std::pair(a.span.file, a.span.begin) < std::pair(b.span.file, b.span.begin);
  });
  std::string out;
  for (const Group& one : groups) out += one.text;
  if (errors_ >= most_errors) out += fmt::format("farcallc: stopped after {} errors\n", most_errors);
  return out;
}

std::string closest(std::string_view word, const std::vector<std::string_view>& candidates) {
  // The matrix below costs length times length, and nobody mistypes a name of hundreds of characters.
  if (word.size() > 64 || candidates.size() > most_candidates) return {};
  std::size_t limit = word.size() < 4 ? 1 : word.size() / 3;
  std::string_view best;
  for (std::string_view candidate : candidates) {
    if (candidate == word || candidate.size() > word.size() + limit) continue;
    if (word.size() > candidate.size() + limit) continue;
    std::size_t found = distance(word, candidate);
    if (found > limit || (found == limit && !best.empty())) continue;
    best = candidate;
    limit = found;
  }
  return std::string(best);
}

}  // namespace farcallc
