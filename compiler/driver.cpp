#include <compiler/driver.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <compiler/check.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/names.hpp>
#include <compiler/emit/lua/dissector.hpp>
#include <compiler/emit/x/format.hpp>
#include <compiler/emit/x/lower.hpp>
#include <compiler/preprocessor.hpp>
#include <compiler/reading.hpp>
#include <compiler/source.hpp>

namespace farcallc {
namespace {

namespace fs = std::filesystem;

bool is_identifier(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
  }
  return true;
}

// --extern NAME[=VALUE]
std::optional<ExternalConstant> external(const std::string& text, std::string& complaints) {
  std::size_t equals = text.find('=');
  ExternalConstant made{text.substr(0, equals), std::nullopt};
  if (!is_identifier(made.name)) {
    complaints += fmt::format("farcallc: --extern {}: NAME or NAME=NUMBER is expected\n", text);
    return std::nullopt;
  }
  if (equals == std::string::npos) return made;
  std::string value = text.substr(equals + 1);
  bool negative = value.starts_with('-');
  NumberReading read = read_number(std::string_view(value).substr(negative ? 1 : 0));
  if (read.fault != nullptr) {
    complaints += fmt::format("farcallc: --extern {}: {}\n", text, read.fault);
    return std::nullopt;
  }
  made.value = negative ? -read.value : read.value;
  return made;
}

// Leaves a file alone that has this text already, so that what depends on it is not built again.
bool write(const fs::path& path, const std::string& text, std::string& complaints) {
  {
    std::ifstream in(path, std::ios::binary);
    std::stringstream there;
    if (in && there << in.rdbuf() && there.str() == text) return true;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return true;
  complaints += fmt::format("farcallc: {} cannot be written\n", path.string());
  return false;
}

// Make's syntax: blanks, # and $ in names are escaped.
std::string make_name(const std::string& path) {
  std::string out;
  for (char c : path) {
    if (c == ' ' || c == '#' || c == '\\') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

std::string dependencies(const std::vector<fs::path>& outputs, const Sources& sources) {
  std::string text;
  for (const fs::path& one : outputs) text += make_name(one.string()) + " ";
  text.back() = ':';
  std::string phony;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (sources.path(i).starts_with('<')) continue;
    text += " \\\n  " + make_name(sources.path(i));
    // An included file that is gone must not stop make before farcallc can say so.
    if (i > 0) phony += make_name(sources.path(i)) + ":\n";
  }
  return text + "\n" + phony;
}

Exit write_outputs(const Job& job, const model::Model& model, const std::vector<std::string>& namespace_path,
                   const std::vector<std::string>& imported_headers, const Sources& sources,
                   std::string& complaints) {
  fs::path name = fs::path(job.input).filename();
  cpp::Options options{namespace_path, name.string(), job.passthrough, imported_headers};
  cpp::Files files = cpp::emit(model, options);
  fs::path directory(job.output_directory);
  std::error_code error;
  fs::create_directories(directory, error);
  std::vector<fs::path> outputs;
  auto put = [&](const std::string& ending, const std::string& text) {
    outputs.push_back(directory / (name.string() + ending));
    return write(outputs.back(), text, complaints);
  };
  bool good = put(".hpp", files.header) && put(".cpp", files.source);
  if (good && job.json) {
    cpp::Files json = cpp::emit_json(model, options);
    good = put(".json.hpp", json.header) && put(".json.cpp", json.source);
  }
  if (good && !job.dependency_file.empty()) {
    good = write(job.dependency_file, dependencies(outputs, sources), complaints);
  }
  return good ? Exit::good : Exit::bad_input;
}

void note_dropped_lines(const std::vector<PassthroughLine>& lines, const Job& job, Diagnostics& diagnostics) {
  if (job.passthrough || job.emit != Emit::cpp || lines.empty()) return;
  diagnostics.remark(
      lines[0].span,
      lines.size() == 1
          ? "this line is for the C++ compiler and is not carried over; --passthrough keeps it"
          : fmt::format(
                "{} lines are for the C++ compiler and are not carried over; --passthrough keeps them",
                lines.size()));
}

// The first place where a file is not in its canonical layout.
void find_difference(std::uint32_t file, std::string_view given, std::string_view made,
                     Diagnostics& diagnostics) {
  auto [mine, canonical] = std::mismatch(given.begin(), given.end(), made.begin(), made.end());
  if (mine == given.end() && canonical == made.end()) return;
  auto place = static_cast<std::uint32_t>(mine - given.begin());
  diagnostics.error({file, place, place}, "this is not the canonical layout, which farcallc --emit x prints");
  auto at = static_cast<std::size_t>(canonical - made.begin());
  std::size_t begin = at == 0 ? 0 : made.rfind('\n', at - 1) + 1;
  std::string_view line = made.substr(begin, made.find('\n', at) - begin);
  diagnostics.hint(at == made.size() ? "there the text ends" : fmt::format("there the line is: {}", line));
}

Exit format(const Job& job, const Sources& sources, std::uint32_t file, std::string& complaints,
            std::string& printed) {
  Diagnostics diagnostics;
  std::string made = x::format(sources, file, diagnostics);
  if (!diagnostics.failed() && job.check_only) find_difference(file, sources.text(file), made, diagnostics);
  if (!job.check_only) printed = std::move(made);
  complaints += diagnostics.render(sources);
  return diagnostics.failed() ? Exit::bad_input : Exit::good;
}

}  // namespace

Exit compile(const Job& job, std::string& complaints, std::string& printed) {
  std::vector<std::string> namespace_path{cpp::namespace_of_file(job.input)};
  if (!job.namespace_name.empty()) namespace_path = cpp::split_namespace(job.namespace_name);
  if (namespace_path.empty()) {
    complaints += fmt::format("farcallc: '{}' is no namespace of C++\n", job.namespace_name);
    return Exit::bad_usage;
  }
  std::vector<ExternalConstant> externals;
  for (const std::string& one : job.externals) {
    auto made = external(one, complaints);
    if (!made) return Exit::bad_usage;
    externals.push_back(*made);
  }

  Sources sources;
  auto file = sources.load(job.input);
  if (!file) {
    complaints += fmt::format("farcallc: {}: {}\n", job.input, file.error().detail);
    return Exit::bad_input;
  }
  // Blanks are all that changes: this is no question of meaning.
  if (job.emit == Emit::x) return format(job, sources, *file, complaints, printed);
  Diagnostics diagnostics;
  // Characters to tokens to a syntax tree, of the file and of the files that it imports.
  PreprocessorOptions preprocessor_options{job.include_directories, job.definitions};
  Reading reading = read_interface(sources, *file, preprocessor_options, diagnostics);
  ast::Specification& specification = reading.specification;
  // Names, constants, types.
  model::Model model;
  if (!diagnostics.full()) model = Checker(sources, externals, diagnostics).run(specification);
  // Sizes, recursion, order.
  if (!diagnostics.full()) lay_out(model, diagnostics);
  if (!diagnostics.full()) cpp::check_names(model, diagnostics);
  note_dropped_lines(reading.passthrough, job, diagnostics);

  complaints += diagnostics.render(sources);
  if (diagnostics.failed()) return Exit::bad_input;
  if (job.check_only) return Exit::good;
  std::string name = fs::path(job.input).filename().string();
  if (job.lower) printed = x::lower(model, name);
  if (job.emit == Emit::lua) printed = lua::dissector(model, name);
  if (job.lower || job.emit != Emit::cpp) return Exit::good;
  // Model to C++.
  return write_outputs(job, model, namespace_path, reading.imported_headers, sources, complaints);
}

}  // namespace farcallc
