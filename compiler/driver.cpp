#include <compiler/driver.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <compiler/check.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/emit/cpp/names.hpp>
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
  if (job.passthrough || lines.empty()) return;
  diagnostics.remark(
      lines[0].span,
      fmt::format("{} with a % in front is not carried over; --passthrough keeps them",
                  lines.size() == 1 ? "1 line" : fmt::format("each of {} lines", lines.size())));
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
  if (job.lower) printed = x::lower(model, fs::path(job.input).filename().string());
  if (job.check_only || job.lower) return Exit::good;
  // Model to C++.
  return write_outputs(job, model, namespace_path, reading.imported_headers, sources, complaints);
}

}  // namespace farcallc
