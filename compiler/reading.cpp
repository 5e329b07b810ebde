#include <compiler/reading.hpp>

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
    ast::Specification own = Parser(sources_, input, diagnostics_).specification();
    add_known_types(input, own);
    if (home.empty()) result_.passthrough = input.passthrough;
    for (ast::Definition& one : own.definitions) {
      one.imported = !home.empty();
      if (one.scope.empty()) one.scope = home;
      result_.specification.definitions.push_back(std::move(one));
    }
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
