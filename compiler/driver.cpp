#include <compiler/driver.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <compiler/check.hpp>
#include <compiler/compare/compare.hpp>
#include <compiler/compare/report.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/names.hpp>
#include <compiler/emit/lua/dissector.hpp>
#include <compiler/emit/model/emitter.hpp>
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
  bool writes_cpp = job.emit == Emit::cpp && job.compare_with.empty();
  if (job.passthrough || lines.empty() || !writes_cpp) return;
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

std::optional<std::uint32_t> load(Sources& sources, const std::string& path, std::string& complaints) {
  auto file = sources.load(path);
  if (file) return *file;
  complaints += fmt::format("farcallc: {}: {}\n", path, file.error().detail);
  return {};
}

Exit format(const Job& job, std::string& complaints, std::string& printed) {
  Sources sources;
  auto file = load(sources, job.input, complaints);
  if (!file) return Exit::bad_input;
  Diagnostics diagnostics;
  std::string made = x::format(sources, *file, diagnostics);
  if (!diagnostics.failed() && job.check_only) find_difference(*file, sources.text(*file), made, diagnostics);
  if (!job.check_only) printed = std::move(made);
  complaints += diagnostics.render(sources);
  return diagnostics.failed() ? Exit::bad_input : Exit::good;
}

// An interface, read and understood.
struct Interface {
  Sources sources;
  Reading reading;
  model::Model model;
};

// False when it has errors.
bool understand(const Job& job, const std::string& path, const std::vector<ExternalConstant>& externals,
                Interface& made, std::string& complaints) {
  auto file = load(made.sources, path, complaints);
  if (!file) return false;
  Diagnostics diagnostics;
  // Characters to tokens to a syntax tree, of the file and of the files that it imports.
  PreprocessorOptions preprocessor_options{job.include_directories, job.definitions};
  made.reading = read_interface(made.sources, *file, preprocessor_options, diagnostics);
  // Names, constants, types. What could be read is checked even where the rest could not.
  if (!diagnostics.full())
    made.model = Checker(made.sources, externals, diagnostics).run(made.reading.specification);
  // Sizes, recursion, order.
  if (!diagnostics.full()) lay_out(made.model, diagnostics);
  if (!diagnostics.full()) cpp::check_names(made.model, diagnostics);
  note_dropped_lines(made.reading.passthrough, job, diagnostics);
  complaints += diagnostics.render(made.sources);
  return !diagnostics.failed();
}

Exit compare_with_old(const Job& job, const std::vector<ExternalConstant>& externals, std::string& complaints,
                      std::string& printed) {
  Interface before;
  Interface after;
  // Both, so that one run shows the errors of both.
  bool good = understand(job, job.compare_with, externals, before, complaints);
  good = understand(job, job.input, externals, after, complaints) && good;
  if (!good) return Exit::bad_input;
  std::vector<compare::Change> changes = compare::changes(before.model, after.model);
  compare::Report report{changes, {job.compare_with, before.sources}, {job.input, after.sources}};
  printed = job.json ? report.json() : report.text();
  return report.breaks() ? Exit::bad_input : Exit::good;
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
  if (!job.compare_with.empty()) return compare_with_old(job, externals, complaints, printed);

  // Blanks are all that changes: this is no question of meaning.
  if (job.emit == Emit::x) return format(job, complaints, printed);
  Interface interface;
  if (!understand(job, job.input, externals, interface, complaints)) return Exit::bad_input;
  if (job.check_only) return Exit::good;
  std::string name = fs::path(job.input).filename().string();
  if (job.emit == Emit::lua) printed = lua::dissector(interface.model, name);
  if (job.emit == Emit::model) {
    printed = json::emit(interface.model, interface.sources,
                         {namespace_path, name, interface.reading.imported_headers});
  }
  if (job.lower) printed = x::lower(std::move(interface.model), name);
  if (job.lower || job.emit != Emit::cpp) return Exit::good;
  // Model to C++.
  return write_outputs(job, interface.model, namespace_path, interface.reading.imported_headers,
                       interface.sources, complaints);
}

}  // namespace farcallc
