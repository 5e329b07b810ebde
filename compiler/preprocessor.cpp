#include <compiler/preprocessor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace farcallc {
namespace {

constexpr std::size_t deepest_inclusion = 32;
constexpr std::size_t most_inclusions = 4096;
constexpr std::size_t most_tokens = 1'000'000;
constexpr std::size_t deepest_condition = 256;
constexpr std::size_t deepest_expansion = 64;

std::vector<Token> tokens_of(const Sources& sources, Span part, Diagnostics& diagnostics) {
  std::vector<Span> comments;  // of no interest inside a directive
  Lexer lexer(sources, part, comments, diagnostics);
  std::vector<Token> tokens;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next())
    tokens.push_back(token);
  return tokens;
}

}  // namespace

Preprocessed Preprocessor::run(std::uint32_t file) {
  define_from_command_line();
  read_file(file);
  Token end;
  auto size = static_cast<std::uint32_t>(sources_.text(file).size());
  end.span = {file, size, size};
  end.first_on_line = true;
  end.comments_begin = end.comments_end = static_cast<std::uint32_t>(out_.stream.comments.size());
  out_.stream.tokens.push_back(end);
  return std::move(out_);
}

void Preprocessor::define_from_command_line() {
  for (const std::string& definition : options_.definitions) {
    std::size_t equals = definition.find('=');
    std::string text = definition.substr(0, equals) + ' ' +
                       (equals == std::string::npos ? "1" : definition.substr(equals + 1));
    std::uint32_t file = sources_.add("<-D>", text);
    Span all{file, 0, static_cast<std::uint32_t>(text.size())};
    define(tokens_of(sources_, all, diagnostics_), all);
  }
}

void Preprocessor::read_file(std::uint32_t file) {
  including_.push_back(file);
  Lexer lexer(sources_, file, out_.stream.comments, diagnostics_);
  std::vector<Condition> conditions;
  for (;;) {
    bool seen = conditions.empty() || conditions.back().active != 0;
    if (diagnostics_.full() || (!seen && !lexer.skip_to_directive())) break;
    Token token = lexer.next();
    if (token.kind == TokenKind::end) break;
    if (token.first_on_line && token.is("#")) {
      if (!directive(lexer, token, conditions)) break;
    } else if (token.kind == TokenKind::passthrough) {
      out_.passthrough.push_back({token.span, out_.stream.tokens.size()});
    } else {
      std::vector<std::string_view> active;
      expand(token, token.span, active);
    }
  }
  for (const Condition& open : conditions) diagnostics_.error(open.span, "this condition has no #endif");
  including_.pop_back();
}

// False when the rest of the file must not be read.
bool Preprocessor::directive(Lexer& lexer, const Token& hash, std::vector<Condition>& conditions) {
  Span rest = lexer.rest_of_directive();
  std::vector<Token> tokens = tokens_of(sources_, rest, diagnostics_);
  if (tokens.empty()) return true;  // a lone # is allowed
  Span span = join(hash.span, tokens[0].span);
  std::string_view word = tokens[0].text;
  if (tokens[0].kind == TokenKind::number) return true;  // `# 12 "file"`, from a cpp that ran before us
  tokens.erase(tokens.begin());
  if (conditional(word, tokens, span, conditions)) return !diagnostics_.full();
  if (!conditions.empty() && conditions.back().active == 0) return true;

  if (word == "include") {
    include(tokens, span);
  } else if (word == "define") {
    define(tokens, span);
  } else if (word == "undef") {
    if (tokens.empty() || tokens[0].kind != TokenKind::identifier) {
      diagnostics_.error(span, "#undef needs a name");
    } else if (auto found = macros_.find(tokens[0].text); found != macros_.end()) {
      macros_.erase(found);
    }
  } else if (word == "error" || word == "warning") {
    std::string text = tokens.empty() ? std::string(word)
                                      : std::string(sources_.text(join(tokens[0].span, tokens.back().span)));
    word == "error" ? diagnostics_.error(span, text) : diagnostics_.warning(span, text);
  } else if (word == "pragma") {
    out_.passthrough.push_back({join(hash.span, rest), out_.stream.tokens.size()});
  } else if (word != "line" && word != "ident") {
    diagnostics_.error(span, fmt::format("farcallc does not know the directive #{}", word));
    std::string meant = closest(word, {"include", "define", "undef", "if", "ifdef", "ifndef", "elif", "else",
                                       "endif", "error", "warning", "pragma", "line"});
    if (!meant.empty()) diagnostics_.hint(fmt::format("did you mean #{}?", meant));
  }
  return !diagnostics_.full();
}

bool Preprocessor::conditional(std::string_view word, const std::vector<Token>& tokens, Span span,
                               std::vector<Condition>& conditions) {
  if (word == "if" || word == "ifdef" || word == "ifndef") {
    begin_condition(word, tokens, span, conditions);
    return true;
  }
  if (word != "elif" && word != "else" && word != "endif") return false;
  if (conditions.empty()) {
    diagnostics_.error(span, fmt::format("#{} without an #if before it", word));
    return true;
  }
  if (word == "endif") {
    conditions.pop_back();
    return true;
  }
  Condition& now = conditions.back();
  if (now.in_else) {
    diagnostics_.error(span, fmt::format("#{} after #else", word));
    diagnostics_.note(now.span, "the condition begins here");
    return true;
  }
  now.in_else = word == "else";
  Runs left = now.outside & static_cast<Runs>(~now.taken);
  now.active = left;
  if (word == "elif" && left != 0) now.active &= evaluate_condition(tokens, span, macros_, diagnostics_);
  now.taken |= now.active;
  return true;
}

void Preprocessor::begin_condition(std::string_view word, const std::vector<Token>& tokens, Span span,
                                   std::vector<Condition>& conditions) {
  if (conditions.size() >= deepest_condition) {
    return diagnostics_.fatal(span,
                              fmt::format("conditions are nested more than {} deep", deepest_condition));
  }
  Condition now;
  now.span = span;
  now.outside = conditions.empty() ? every_run : conditions.back().active;
  conditions.push_back(now);
  if (now.outside == 0) return;
  if (word != "if" && (tokens.empty() || tokens[0].kind != TokenKind::identifier)) {
    return diagnostics_.error(span, fmt::format("#{} needs a name", word));
  }
  Runs holds = 0;
  if (word == "if") {
    holds = evaluate_condition(tokens, span, macros_, diagnostics_);
  } else {
    auto run = std::find(std::begin(run_macros), std::end(run_macros), tokens[0].text);
    if (macros_.contains(tokens[0].text)) {
      holds = every_run;
    } else if (run != std::end(run_macros)) {
      holds = static_cast<Runs>(1U << (run - std::begin(run_macros)));
    }
    if (word == "ifndef") holds = every_run & static_cast<Runs>(~holds);
  }
  conditions.back().active = conditions.back().taken = now.outside & holds;
}

void Preprocessor::define(const std::vector<Token>& tokens, Span span) {
  if (tokens.empty() || tokens[0].kind != TokenKind::identifier) {
    return diagnostics_.error(span, "#define needs a name");
  }
  Macro macro;
  macro.span = tokens[0].span;
  macro.takes_arguments =
      tokens.size() > 1 && tokens[1].is("(") && tokens[1].span.begin == tokens[0].span.end;
  macro.body.assign(tokens.begin() + 1, tokens.end());
  macros_.insert_or_assign(std::string(tokens[0].text), std::move(macro));
}

void Preprocessor::include(const std::vector<Token>& tokens, Span span) {
  std::string name;
  bool beside = false;  // look beside the file that includes, too
  if (tokens.size() == 1 && tokens[0].kind == TokenKind::string) {
    name = tokens[0].text.substr(1, tokens[0].text.size() - 2);
    beside = true;
  } else if (tokens.size() >= 3 && tokens[0].is("<") && tokens.back().is(">")) {
    name = sources_.text(Span{tokens[0].span.file, tokens[0].span.end, tokens.back().span.begin});
  } else {
    return diagnostics_.error(span, "#include needs \"FILE\" or <FILE>");
  }
  Span where = join(tokens[0].span, tokens.back().span);
  if (including_.size() >= deepest_inclusion || ++inclusions_ > most_inclusions) {
    return diagnostics_.fatal(where, "files include each other without end");
  }

  namespace fs = std::filesystem;
  std::vector<fs::path> candidates;
  if (beside) candidates.push_back(fs::path(sources_.path(tokens[0].span.file)).parent_path() / name);
  for (const std::string& directory : options_.include_directories)
    candidates.push_back(fs::path(directory) / name);
  for (const fs::path& candidate : candidates) {
    std::error_code error;
    if (!fs::exists(candidate, error)) continue;
    std::string path = candidate.lexically_normal().string();
    if (auto found = loaded_.find(path); found != loaded_.end()) return read_file(found->second);
    auto file = sources_.load(path);
    if (!file) return diagnostics_.error(where, fmt::format("{} {}", path, file.error().detail));
    loaded_[path] = *file;
    return read_file(*file);
  }
  diagnostics_.error(where, fmt::format("{} is not found; -I names directories to look in", name));
  if (name.ends_with(".h")) diagnostics_.hint("a C header belongs to the generated code: write %#include");
}

void Preprocessor::expand(const Token& token, Span use, std::vector<std::string_view>& active) {
  auto found = token.kind == TokenKind::identifier ? macros_.find(token.text) : macros_.end();
  if (found == macros_.end() || std::find(active.begin(), active.end(), token.text) != active.end()) {
    Token placed = token;
    placed.span = use;
    return append(placed);
  }
  if (found->second.takes_arguments) {
    diagnostics_.error(
        use, fmt::format("{} is a macro with arguments, which farcallc does not expand", token.text));
    return diagnostics_.note(found->second.span, "it is defined here");
  }
  if (active.size() >= deepest_expansion) return diagnostics_.fatal(use, "macros are nested too deeply");
  active.push_back(token.text);
  bool first = true;
  for (Token part : found->second.body) {
    // Comments belong to the place of use, and only its first token has any.
    part.comments_begin = first ? token.comments_begin : token.comments_end;
    part.comments_end = token.comments_end;
    part.first_on_line = first && token.first_on_line;
    first = false;
    expand(part, use, active);
    if (diagnostics_.full()) break;
  }
  active.pop_back();
}

void Preprocessor::append(Token token) {
  if (out_.stream.tokens.size() >= most_tokens) {
    return diagnostics_.fatal(token.span, "this interface has more than a million tokens");
  }
  out_.stream.tokens.push_back(token);
}

}  // namespace farcallc
