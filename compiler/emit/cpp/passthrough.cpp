#include <compiler/emit/cpp/passthrough.hpp>

#include <algorithm>

namespace farcallc::cpp {
namespace {

std::string_view without_end_blanks(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

std::string_view without_blanks(std::string_view line) {
  line = without_end_blanks(line);
  return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

// Which lines belong together, because one ends what another begins.
class Nesting {
 public:
  explicit Nesting(const std::vector<std::string_view>& lines) : lines_(lines.size()) {
    for (at_ = 0; at_ < lines.size(); ++at_) {
      lines_[at_].last = at_;
      std::string_view line = without_blanks(lines[at_]);
      if (line.starts_with('#') && !in_comment_) {
        directive(without_blanks(line.substr(1)));
      } else {
        code(line);
      }
    }
    for (const auto* open : {&braces_, &conditions_}) {
      for (std::size_t line : *open) lines_[line].place = Place::outside;
    }
  }

  std::vector<Block> blocks(const std::vector<std::string_view>& lines) const {
    std::vector<Block> made;
    std::string either;  // goes where the next line goes
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t last = i;
      Place place = Place::either;
      for (std::size_t j = i; j <= last; ++j) {
        last = std::max(last, lines_[j].last);
        place = std::max(place, lines_[j].place);
      }
      for (; i <= last; ++i) either.append(without_end_blanks(lines[i])).append("\n");
      if (place == Place::either) continue;
      append(made, place == Place::outside, std::move(either));
      either.clear();
    }
    if (!either.empty()) append(made, made.empty() || made.back().outside, std::move(either));
    return made;
  }

 private:
  enum class Place : std::uint8_t { either, inside, outside };
  struct Line {
    std::size_t last = 0;  // of those that it belongs together with
    Place place = Place::either;
  };

  static void append(std::vector<Block>& made, bool outside, std::string text) {
    if (made.empty() || made.back().outside != outside) made.push_back({outside, {}});
    made.back().text += text;
  }

  void directive(std::string_view word) {
    if (word.starts_with("include")) lines_[at_].place = Place::outside;
    if (word.starts_with("if")) conditions_.push_back(at_);
    if (word.starts_with("el") && conditions_.empty()) lines_[at_].place = Place::outside;
    if (word.starts_with("endif")) close(conditions_);
  }

  void code(std::string_view line) {
    if (line.starts_with("namespace") && !in_comment_) lines_[at_].place = Place::outside;
    for (std::size_t i = 0; i < line.size(); ++i) {
      char c = line[i];
      if (in_comment_) {
        std::size_t end = line.find("*/", i);
        lines_[comment_].last = at_;
        if (end == line.npos) return;
        in_comment_ = false;
        i = end + 1;
      } else if (line.substr(i, 2) == "//") {
        return;
      } else if (line.substr(i, 2) == "/*") {
        in_comment_ = true;
        comment_ = at_;
        ++i;
      } else if (c != ' ' && c != '\t') {
        lines_[at_].place = std::max(lines_[at_].place, Place::inside);
        if (c == '"' || c == '\'') i = literal(line, i);
        if (c == '{') braces_.push_back(at_);
        if (c == '}') close(braces_);
      }
    }
  }

  // Where it ends. A lone ' separates digits.
  static std::size_t literal(std::string_view line, std::size_t begin) {
    for (std::size_t i = begin + 1; i < line.size(); ++i) {
      if (line[i] == line[begin]) return i;
      if (line[i] == '\\') ++i;
    }
    return begin;
  }

  void close(std::vector<std::size_t>& open) {
    if (open.empty()) {
      lines_[at_].place = Place::outside;
    } else {
      lines_[open.back()].last = at_;
      open.pop_back();
    }
  }

  std::vector<Line> lines_;
  std::vector<std::size_t> braces_;  // the lines of open ones
  std::vector<std::size_t> conditions_;
  std::size_t at_ = 0;
  std::size_t comment_ = 0;
  bool in_comment_ = false;
};

}  // namespace

std::vector<Block> blocks_of(const std::vector<std::string_view>& lines) {
  return Nesting(lines).blocks(lines);
}

PassthroughLines::PassthroughLines(const model::Model& model, bool wanted) {
  if (!wanted) return;
  // Definitions are emitted in an order of their own: types first, each after those that it needs.
  std::map<const model::Definition*, std::size_t> order;
  for (const model::Definition* one : model.in_order) order.try_emplace(one, order.size() + 1);
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Program>() != nullptr) order.try_emplace(&one, order.size() + 1);
  }
  const model::Definition* last = nullptr;
  for (const model::Definition& one : model.definitions) {
    if (one.imported) continue;
    if (auto* of = one.as<model::Passthrough>()) {
      behind_[last].push_back(&one);
      for (std::string_view line : of->lines) remember(without_end_blanks(line));
    } else if (last == nullptr || order[&one] > order[last]) {
      last = &one;
    }
  }
}

// A backslash may have joined several.
void PassthroughLines::remember(std::string_view lines) {
  for (bool more = true; more;) {
    std::string_view line = lines.substr(0, lines.find('\n'));
    all_.insert(line);
    more = line.size() < lines.size();
    lines.remove_prefix(line.size() + (more ? 1 : 0));
  }
}

const std::vector<const model::Definition*>& PassthroughLines::behind(
    const model::Definition* definition) const {
  static const std::vector<const model::Definition*> none;
  auto found = behind_.find(definition);
  return found == behind_.end() ? none : found->second;
}

}  // namespace farcallc::cpp
