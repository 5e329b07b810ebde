#include <compiler/driver.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <compiler/check.hpp>
#include <compiler/compare/compare.hpp>
#include <compiler/compare/report.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/names.hpp>
#include <compiler/emit/model/emitter.hpp>
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
  cpp::Files files = cpp::emit(model, {namespace_path, name.string(), job.passthrough, imported_headers});
  fs::path directory(job.output_directory);
  std::error_code error;
  fs::create_directories(directory, error);
  fs::path header = directory / (name.string() + ".hpp");
  fs::path source = directory / (name.string() + ".cpp");
  bool good = write(header, files.header, complaints) && write(source, files.source, complaints);
  if (good && !job.dependency_file.empty()) {
    good = write(job.dependency_file, dependencies({header, source}, sources), complaints);
  }
  return good ? Exit::good : Exit::bad_input;
}

void note_dropped_lines(const std::vector<PassthroughLine>& lines, const Job& job, Diagnostics& diagnostics) {
  bool writes_cpp = job.emit == Emit::cpp && job.compare_with.empty();
  if (job.passthrough || lines.empty() || !writes_cpp) return;
  diagnostics.remark(
      lines[0].span,
      fmt::format("{} with a % in front is not carried over; --passthrough keeps them",
                  lines.size() == 1 ? "1 line" : fmt::format("each of {} lines", lines.size())));
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
  auto file = made.sources.load(path);
  if (!file) {
    complaints += fmt::format("farcallc: {}: {}\n", path, file.error().detail);
    return false;
  }
  Diagnostics diagnostics;
  // Characters to tokens to a syntax tree, of the file and of the files that it imports.
  PreprocessorOptions preprocessor_options{job.include_directories, job.definitions};
  made.reading = read_interface(made.sources, *file, preprocessor_options, diagnostics);
  // Names, constants, types.
  if (!diagnostics.failed())
    made.model = Checker(made.sources, externals, diagnostics).run(made.reading.specification);
  // Sizes, recursion, order.
  if (!diagnostics.failed()) lay_out(made.model, diagnostics);
  if (!diagnostics.failed()) cpp::check_names(made.model, diagnostics);
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
  printed = job.as_json ? report.json() : report.text();
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

  Interface interface;
  if (!understand(job, job.input, externals, interface, complaints)) return Exit::bad_input;
  std::string source_name = fs::path(job.input).filename().string();
  if (job.lower) printed = x::lower(interface.model, source_name);
  if (job.emit == Emit::model) {
    printed = json::emit(interface.model, interface.sources,
                         {namespace_path, source_name, interface.reading.imported_headers});
  }
  if (job.check_only || job.lower || job.emit != Emit::cpp) return Exit::good;
  // Model to C++.
  return write_outputs(job, interface.model, namespace_path, interface.reading.imported_headers,
                       interface.sources, complaints);
}

}  // namespace farcallc
