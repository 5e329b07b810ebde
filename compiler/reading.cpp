#include <compiler/reading.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <compiler/emit/cpp/names.hpp>
#include <compiler/parser.hpp>

namespace farcallc {
namespace {

namespace fs = std::filesystem;

// Types of <rpc/rpc.h> that files use without defining them.
struct KnownType {
  std::string_view name;
  const char* definition;
};
constexpr KnownType known_types[] = {
    {"netbuf", "struct netbuf { unsigned int maxlen; opaque buf<>; };"},
    {"des_block", "typedef opaque des_block[8];"},
};

class Reader {
 public:
  Reader(Sources& sources, const PreprocessorOptions& options, Diagnostics& diagnostics)
      : sources_(sources), options_(options), diagnostics_(diagnostics) {}

  Reading run(std::uint32_t file) {
    seen_.insert(fs::path(sources_.path(file)).lexically_normal().string());
    read(file, {});
    // What is imported comes first: it needs nothing of ours.
    auto& all = result_.specification.definitions;
    std::stable_partition(all.begin(), all.end(), [](const ast::Definition& one) { return one.imported; });
    return std::move(result_);
  }

 private:
  // `home`: the namespace of an imported file; empty for the file itself.
  void read(std::uint32_t file, const std::vector<std::string>& home) {
    Preprocessed input = Preprocessor(sources_, options_, diagnostics_).run(file);
    if (diagnostics_.full()) return;
    // An import is ours; a compiler of C would look for the header that rpcgen makes.
    std::erase_if(input.passthrough, [&](const PassthroughLine& line) { return header_line(line, home); });
    ast::Specification own = parse(input);
    result_.specification.unread.merge(own.unread);
    result_.specification.incomplete |= own.incomplete;
    add_known_types(input, own);
    if (home.empty()) result_.passthrough = input.passthrough;
    for (ast::Definition& one : own.definitions) {
      one.imported = !home.empty();
      if (one.scope.empty()) one.scope = home;
      result_.specification.definitions.push_back(std::move(one));
    }
  }

  // What any of rpcgen's runs would define. Where they define a name differently RPC_XDR's meaning counts:
  // it says what goes over the wire.
  ast::Specification parse(const Preprocessed& input) {
    bool alike = std::all_of(input.stream.tokens.begin(), input.stream.tokens.end(),
                             [](const Token& token) { return token.runs == every_run; });
    if (alike) return Parser(sources_, input, diagnostics_).specification();
    ast::Specification all;
    std::set<std::string> known;
    std::set<std::uint32_t> views;
    for (Runs run : {coding_run, Runs{0x01}, Runs{0x04}, Runs{0x08}, Runs{0x10}}) {
      if (!views.insert(view_of(input.stream.tokens, run)).second) continue;  // it sees what another one saw
      ast::Specification seen = Parser(sources_, as_seen(input, run), diagnostics_).specification();
      std::set<std::string> names;
      for (ast::Definition& one : seen.definitions) {
        std::string name = identity(one);
        if (known.contains(name)) continue;
        names.insert(std::move(name));
        all.definitions.push_back(std::move(one));
      }
      known.merge(names);
      all.unread.merge(seen.unread);
    }
    all.incomplete = input.incomplete;
    return all;
  }

  // The sets of runs that `run` belongs to, of those that see some token: the same for two runs that see the
  // same tokens.
  static std::uint32_t view_of(const std::vector<Token>& tokens, Runs run) {
    std::uint32_t view = 0;
    for (const Token& token : tokens) {
      if ((token.runs & run) != 0) view |= 1U << token.runs;
    }
    return view;
  }

  static Preprocessed as_seen(const Preprocessed& input, Runs run) {
    Preprocessed seen;
    seen.stream.comments = input.stream.comments;
    seen.incomplete = input.incomplete;
    auto line = input.passthrough.begin();
    auto lines_before = [&](std::size_t token) {
      for (; line != input.passthrough.end() && line->before_token <= token; ++line)
        seen.passthrough.push_back({line->span, seen.stream.tokens.size()});
    };
    for (std::size_t i = 0; i < input.stream.tokens.size(); ++i) {
      lines_before(i);
      if ((input.stream.tokens[i].runs & run) != 0) seen.stream.tokens.push_back(input.stream.tokens[i]);
    }
    lines_before(input.stream.tokens.size());
    return seen;
  }

  // Lines have no name; their place tells them apart.
  static std::string identity(const ast::Definition& one) {
    if (one.name.text.empty()) return fmt::format("{}:{}", one.span.file, one.span.begin);
    return fmt::format("{}::{}", fmt::join(one.scope, "::"), one.name.text);
  }

  // Lines for the C compiler are not ours to understand, but these two tell what the interface is made of.
  // Whether a file was imported.
  bool header_line(const PassthroughLine& line, const std::vector<std::string>& home) {
    std::vector<Span> comments;
    Diagnostics unheard;  // it is C, which may look like anything
    Lexer lexer(sources_, line.span, comments, unheard);
    std::vector<Token> tokens;
    for (Token token = lexer.next(); token.kind != TokenKind::end && tokens.size() < 64;
         token = lexer.next()) {
      tokens.push_back(token);
    }
    if (tokens.size() < 3 || !tokens[0].is("#")) return false;
    if (tokens[1].is("define") && tokens.size() > 3) header_constant(line.span, tokens, home);
    if (!tokens[1].is("include")) return false;
    std::string_view name = sources_.text(Span{line.span.file, tokens[2].span.begin, tokens.back().span.end});
    if (name.size() < 3 || (name[0] != '"' && name[0] != '<')) return false;
    return import(std::string(name.substr(1, name.size() - 2)), line.span.file);
  }

  void header_constant(Span line, const std::vector<Token>& tokens, const std::vector<std::string>& home) {
    if (tokens[2].kind != TokenKind::identifier || tokens[3].span.begin == tokens[2].span.end) return;
    // What it would be in our language; where it is something else, it is no constant.
    std::string text =
        "const " + std::string(tokens[2].text) + " = " +
        std::string(sources_.text(Span{line.file, tokens[3].span.begin, tokens.back().span.end})) + ";";
    Diagnostics unheard;
    for (ast::Definition& one : parse_text("<%#define>", std::move(text), unheard)) {
      if (unheard.failed() || !std::holds_alternative<ast::Constant>(one.of)) continue;
      one.scope = home;
      result_.specification.header_constants.push_back(std::move(one));
    }
  }

  std::vector<ast::Definition> parse_text(const char* name, std::string text, Diagnostics& diagnostics) {
    std::uint32_t file = sources_.add(name, std::move(text));
    PreprocessorOptions plain;
    Preprocessed input = Preprocessor(sources_, plain, diagnostics).run(file);
    return Parser(sources_, input, diagnostics).specification().definitions;
  }

  void add_known_types(const Preprocessed& input, ast::Specification& own) {
    for (const KnownType& known : known_types) {
      bool used = std::any_of(input.stream.tokens.begin(), input.stream.tokens.end(),
                              [&](const Token& token) { return token.is(known.name); });
      bool defined = std::any_of(own.definitions.begin(), own.definitions.end(),
                                 [&](const ast::Definition& one) { return one.name.text == known.name; });
      if (!used || defined) continue;
      auto made = parse_text("<rpc/rpc.h>", known.definition, diagnostics_);
      own.definitions.insert(own.definitions.begin(), std::make_move_iterator(made.begin()),
                             std::make_move_iterator(made.end()));
    }
  }

  bool import(const std::string& header, std::uint32_t from) {
    if (!header.ends_with(".h")) return false;
    std::string name = header.substr(0, header.size() - 2) + ".x";
    std::vector<fs::path> candidates;
    fs::path beside = fs::path(sources_.path(from)).parent_path();
    candidates.push_back(beside / name);
    candidates.push_back(beside / fs::path(name).filename());
    for (const std::string& directory : options_.include_directories)
      candidates.push_back(fs::path(directory) / name);
    for (const fs::path& candidate : candidates) {
      std::error_code error;
      if (!fs::is_regular_file(candidate, error)) continue;
      std::string path = candidate.lexically_normal().string();
      if (!seen_.insert(path).second) return true;
      auto file = sources_.load(path);
      if (!file) return false;
      std::vector<std::string> home{cpp::namespace_of_file(path)};
      result_.specification.imports.push_back(home);
      result_.imported_headers.push_back(candidate.filename().string() + ".hpp");
      read(*file, home);
      return true;
    }
    return false;
  }

  Sources& sources_;
  const PreprocessorOptions& options_;
  Diagnostics& diagnostics_;
  Reading result_;
  std::set<std::string> seen_;
};

}  // namespace

Reading read_interface(Sources& sources, std::uint32_t file, const PreprocessorOptions& options,
                       Diagnostics& diagnostics) {
  return Reader(sources, options, diagnostics).run(file);
}

}  // namespace farcallc
