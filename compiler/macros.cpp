#include <compiler/macros.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace farcallc {
namespace {

constexpr std::size_t deepest_expansion = 64;

}  // namespace

Macro read_macro(const std::vector<Token>& tokens, Diagnostics& diagnostics) {
  Macro macro;
  macro.span = tokens[0].span;
  std::size_t at = 1;
  // Only a parenthesis directly behind the name begins parameters.
  macro.takes_arguments =
      tokens.size() > 1 && tokens[1].is("(") && tokens[1].span.begin == tokens[0].span.end;
  if (macro.takes_arguments) {
    for (++at; at < tokens.size() && !tokens[at].is(")"); ++at) {
      if (tokens[at].kind == TokenKind::identifier) macro.parameters.push_back(tokens[at].text);
      if (tokens[at].is(".")) macro.unknown = "'...'";
      bool known = tokens[at].kind == TokenKind::identifier || tokens[at].is(",") || tokens[at].is(".");
      if (!known) diagnostics.error(tokens[at].span, "the parameters of a macro are names");
    }
    if (at == tokens.size())
      diagnostics.error(macro.span, "the ) after the parameters of this macro is missing");
    at = std::min(at + 1, tokens.size());
  }
  macro.body.assign(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.end());
  bool joins =
      std::any_of(macro.body.begin(), macro.body.end(), [](const Token& one) { return one.is("#"); });
  if (joins) macro.unknown = "'#'";
  return macro;
}

std::vector<Token> Expansion::run(std::span<const Token> tokens) {
  std::vector<Token> out;
  replace_all(tokens, nullptr, out);
  return out;
}

bool Expansion::is_active(std::string_view name) const {
  return std::find(active_.begin(), active_.end(), name) != active_.end();
}

void Expansion::replace_all(std::span<const Token> tokens, const Span* use, std::vector<Token>& out) {
  for (std::size_t at = 0; at < tokens.size() && !diagnostics_.full(); ++at) {
    const Token& token = tokens[at];
    Span place = use != nullptr ? *use : token.span;
    auto found = token.kind == TokenKind::identifier ? macros_.find(token.text) : macros_.end();
    bool used = found != macros_.end() && !is_active(token.text);
    // As in C, the name of a macro that takes arguments is only a name where none follow.
    if (used && found->second.takes_arguments) used = at + 1 < tokens.size() && tokens[at + 1].is("(");
    if (!used) {
      put(token, place, out);
      continue;
    }
    const Macro& macro = found->second;
    std::size_t errors = diagnostics_.errors();
    if (macro.unknown != nullptr) {
      diagnostics_.error(
          place, fmt::format("farcallc does not expand '{}', a macro with {}", token.text, macro.unknown));
      diagnostics_.note(macro.span, "it is defined here");
    }
    Arguments given;
    if (macro.takes_arguments) {
      given = arguments(tokens, ++at);
      if (at == tokens.size()) {
        put(token, place, out);
        return diagnostics_.error(place, fmt::format("the arguments of '{}' are never closed", token.text));
      }
      bool none = macro.parameters.empty() && given.size() == 1 && given[0].empty();
      if (none) given.clear();
      if (macro.unknown == nullptr && given.size() != macro.parameters.size()) {
        diagnostics_.error(
            place, fmt::format("'{}' takes {} argument{}, not {}", token.text, macro.parameters.size(),
                               macro.parameters.size() == 1 ? "" : "s", given.size()));
        diagnostics_.note(macro.span, "it is defined here");
      }
    }
    // After an error the name takes the place of what it stands for, so that the parser has something.
    if (diagnostics_.errors() != errors) {
      put(token, place, out);
    } else {
      replace(token, macro, given, place, out);
    }
  }
}

void Expansion::replace(const Token& name, const Macro& macro, const Arguments& arguments, Span use,
                        std::vector<Token>& out) {
  if (active_.size() >= deepest_expansion || nested_ >= deepest_expansion) {
    return diagnostics_.fatal(use, "macros are nested too deeply");
  }
  if (++macros_.work > most_work) return diagnostics_.fatal(use, "macros are replaced without end");
  std::vector<std::vector<Token>> values;
  ++nested_;
  for (const std::vector<Token>& one : arguments) replace_all(one, &use, values.emplace_back());
  --nested_;
  std::vector<Token> text;
  for (const Token& part : macro.body) {
    auto parameter = std::find(macro.parameters.begin(), macro.parameters.end(), part.text);
    if (part.kind != TokenKind::identifier || parameter == macro.parameters.end()) {
      text.push_back(part);
    } else {
      const auto& value = values[static_cast<std::size_t>(parameter - macro.parameters.begin())];
      text.insert(text.end(), value.begin(), value.end());
    }
    if (text.size() > most_tokens) return diagnostics_.fatal(use, "this makes more than a million tokens");
  }
  // Comments and the begin of a line belong to the place of use: its first token has them.
  bool first = true;
  for (Token& part : text) {
    part.comments_begin = first ? name.comments_begin : name.comments_end;
    part.comments_end = name.comments_end;
    part.first_on_line = first && name.first_on_line;
    first = false;
  }
  active_.push_back(name.text);
  replace_all(text, &use, out);
  active_.pop_back();
}

// Between the parentheses that open at `at`, which moves to the closing one or to the end.
Expansion::Arguments Expansion::arguments(std::span<const Token> tokens, std::size_t& at) const {
  Arguments all(1);
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    if (token.is("(") && depth++ == 0) continue;
    if (token.is(")") && --depth == 0) break;
    if (token.is(",") && depth == 1) {
      all.emplace_back();
    } else {
      all.back().push_back(token);
    }
  }
  return all;
}

void Expansion::put(Token token, Span use, std::vector<Token>& out) {
  if (++put_ > most_tokens) return diagnostics_.fatal(use, "this makes more than a million tokens");
  if (++macros_.work > most_work) return diagnostics_.fatal(use, "macros are replaced without end");
  token.span = use;
  out.push_back(token);
}

}  // namespace farcallc
