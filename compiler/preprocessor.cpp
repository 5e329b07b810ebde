#include <compiler/preprocessor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace farcallc {
namespace {

constexpr std::size_t deepest_inclusion = 32;
constexpr std::size_t most_inclusions = 4096;
constexpr std::size_t deepest_condition = 256;
constexpr std::size_t most_argument_tokens = 10'000;

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
  Runs outside = seen_;
  Lexer lexer(sources_, file, out_.stream.comments, diagnostics_);
  std::vector<Condition> conditions;
  std::optional<Token> pending;  // read to see whether it is an argument, and it is not
  for (;;) {
    if (diagnostics_.full() || (seen_ == 0 && !lexer.skip_to_directive())) break;
    Token token = pending ? *pending : lexer.next();
    pending.reset();
    if (token.kind == TokenKind::end) break;
    if (token.first_on_line && token.is("#")) {
      std::size_t errors = diagnostics_.errors();
      bool more = directive(lexer, token, conditions);
      if (diagnostics_.errors() != errors) out_.incomplete = true;
      if (!more) break;
    } else if (token.kind == TokenKind::passthrough) {
      out_.passthrough.push_back({token.span, out_.stream.tokens.size()});
    } else if (auto found = macros_.find(token.text);
               found != macros_.end() && token.kind == TokenKind::identifier) {
      use_macro(lexer, found->second, token, pending);
    } else {
      append(token);
    }
  }
  for (const Condition& open : conditions) diagnostics_.error(open.span, "this condition has no #endif");
  if (lexer.cut_short() || !conditions.empty()) out_.incomplete = true;
  seen_ = outside;
  including_.pop_back();
}

// False when the rest of the file must not be read.
bool Preprocessor::directive(Lexer& lexer, const Token& hash, std::vector<Condition>& conditions) {
  Span rest = lexer.rest_of_directive();
  std::vector<Span> comments;
  Token first = Lexer(sources_, rest, comments, diagnostics_).next();
  if (first.kind == TokenKind::end) return true;     // a lone # is allowed
  if (first.kind == TokenKind::number) return true;  // `# 12 "file"`, from a cpp that ran before us
  Span span = join(hash.span, first.span);
  std::string_view word = first.text;
  rest.begin = first.span.end;
  // Their text is free: it need not be made of tokens.
  if (word == "error" || word == "warning" || word == "pragma" || word == "line" || word == "ident") {
    if (seen_ == 0) return true;
    if (word == "pragma") out_.passthrough.push_back({join(hash.span, rest), out_.stream.tokens.size()});
    message(word, span, rest);
    return !diagnostics_.full();
  }
  std::vector<Token> tokens = tokens_of(sources_, rest, diagnostics_);
  if (conditional(word, tokens, span, conditions)) return !diagnostics_.full();
  if (seen_ == 0) return true;

  if (word == "include") {
    include(tokens, span);
  } else if (word == "define") {
    define(tokens, span);
  } else if (word == "undef") {
    undefine(tokens, span);
  } else {
    diagnostics_.error(span, fmt::format("farcallc does not know the directive #{}", word));
    std::string meant = closest(word, {"include", "define", "undef", "if", "ifdef", "ifndef", "elif", "else",
                                       "endif", "error", "warning", "pragma", "line"});
    if (!meant.empty()) diagnostics_.hint(fmt::format("did you mean #{}?", meant));
  }
  return !diagnostics_.full();
}

void Preprocessor::message(std::string_view word, Span span, Span text) {
  if (word != "error" && word != "warning") return;  // nothing for an interface
  std::string_view said = sources_.text(text);
  constexpr std::string_view blanks = " \t\r";
  said.remove_prefix(std::min(said.find_first_not_of(blanks), said.size()));
  said = said.substr(0, said.find_last_not_of(blanks) + 1);
  std::string shown = fmt::format("#{}{}{}", word, said.empty() ? "" : " ", said);
  if (word == "warning") return diagnostics_.warning(span, std::move(shown));
  diagnostics_.error(span, std::move(shown));
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
    seen_ = conditions.back().outside;
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
  seen_ = left;
  if (word == "elif" && left != 0) seen_ &= evaluate_condition(tokens, span, macros_, diagnostics_);
  now.taken |= seen_;
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
  now.outside = seen_;
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
  seen_ = conditions.back().taken = now.outside & holds;
}

void Preprocessor::define(const std::vector<Token>& tokens, Span span) {
  if (tokens.empty() || tokens[0].kind != TokenKind::identifier) {
    return diagnostics_.error(span, "#define needs a name");
  }
  Macro macro = read_macro(tokens, diagnostics_);
  macro.runs = seen_;
  // There is one meaning for all runs: that of the run which says what goes over the wire.
  auto found = macros_.find(tokens[0].text);
  bool settled = found != macros_.end() && (found->second.runs & coding_run) != 0;
  if (settled && (seen_ & coding_run) == 0) return;
  macros_.insert_or_assign(std::string(tokens[0].text), std::move(macro));
}

void Preprocessor::undefine(const std::vector<Token>& tokens, Span span) {
  if (tokens.empty() || tokens[0].kind != TokenKind::identifier) {
    return diagnostics_.error(span, "#undef needs a name");
  }
  auto found = macros_.find(tokens[0].text);
  if (found != macros_.end() && ((found->second.runs & coding_run) == 0 || (seen_ & coding_run) != 0)) {
    macros_.erase(found);
  }
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

// A macro that takes arguments is followed by them, on as many lines as they take.
void Preprocessor::use_macro(Lexer& lexer, const Macro& macro, const Token& name,
                             std::optional<Token>& pending) {
  std::vector<Token> tokens{name};
  for (int depth = 0; macro.takes_arguments;) {
    Token next = lexer.next();
    bool another_line = next.kind == TokenKind::passthrough || (next.first_on_line && next.is("#")) ||
                        next.kind == TokenKind::end;
    if (another_line || (depth == 0 && !next.is("("))) {
      pending = next;
      break;
    }
    if (tokens.size() > most_argument_tokens) {
      return diagnostics_.fatal(name.span, fmt::format("the arguments of '{}' do not end", name.text));
    }
    tokens.push_back(next);
    if (next.is("(")) ++depth;
    if (next.is(")") && --depth == 0) break;
  }
  std::size_t errors = diagnostics_.errors();
  for (const Token& token : Expansion(macros_, diagnostics_).run(tokens)) append(token);
  if (diagnostics_.errors() != errors) out_.incomplete = true;
}

void Preprocessor::append(Token token) {
  if (out_.stream.tokens.size() >= most_tokens) {
    return diagnostics_.fatal(token.span, "this interface has more than a million tokens");
  }
  token.runs = seen_;
  out_.stream.tokens.push_back(token);
}

}  // namespace farcallc
