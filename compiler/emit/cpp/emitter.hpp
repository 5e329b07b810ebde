// The two files that a model becomes.
#pragma once

#include <string>
#include <string_view>

#include <compiler/emit/cpp/codec.hpp>
#include <compiler/emit/cpp/types.hpp>
#include <compiler/model.hpp>

namespace farcallc::cpp {

class PassthroughLines;

struct Options {
  std::vector<std::string> namespace_path;
  std::string source_name;  // "square.x"
  bool passthrough = false;
  std::vector<std::string> imported_headers;  // "nis.x.hpp"
};

struct Files {
  std::string header;
  std::string source;
};

[[nodiscard]] Files emit(const model::Model& model, const Options& options);
// json.cpp: descriptions of the same types, by which farcall::json converts them.
[[nodiscard]] Files emit_json(const model::Model& model, const Options& options);
// The first line of a generated file.
[[nodiscard]] std::string origin_line(const Options& options);
// A file name is whatever its author liked; in a comment or a directive it must stay one line.
[[nodiscard]] std::string one_line(std::string_view text);
// Breaks lines that are too long to read behind a comma or an operator, as a person would.
[[nodiscard]] std::string folded(const std::string& text, const PassthroughLines* others = nullptr);

// What one language element contributes.
struct Emitted {
  std::string header;     // its definition
  std::string functions;  // declarations that follow all types
  std::string source;     // definitions
  std::string local;      // in the source's unnamed namespace, before all definitions
};

// What the emitters of elements share.
struct Emission {
  const model::Model& model;
  const Options& options;
  Home home;
  Facts facts;
  // Enums whose enumerators may be named without their enum.
  std::set<const model::Definition*> unqualified_enums;

  // The place of a definition's functions: their own variables hide types of the same name.
  [[nodiscard]] Place function_place(const model::Definition& definition) const;
};

[[nodiscard]] Emitted emit_constant(const Emission& emission, const model::Definition& definition);
[[nodiscard]] Emitted emit_alias(const Emission& emission, const model::Definition& definition);
[[nodiscard]] Emitted emit_enum(const Emission& emission, const model::Definition& definition);
[[nodiscard]] Emitted emit_struct(const Emission& emission, const model::Definition& definition);
[[nodiscard]] Emitted emit_union(const Emission& emission, const model::Definition& definition);
// text.cpp: what to_string says of a struct.
[[nodiscard]] Emitted emit_struct_text(const Emission& emission, const model::Definition& definition);
[[nodiscard]] Emitted emit_program(const Emission& emission, const model::Definition& definition);

// client.cpp, async_client.cpp, server.cpp: one class of a version.
[[nodiscard]] Emitted emit_client(const Emission& emission, const model::Program& program,
                                  const model::Version& version, const Place& place);
[[nodiscard]] Emitted emit_async_client(const Emission& emission, const model::Program& program,
                                        const model::Version& version, const Place& place);
[[nodiscard]] Emitted emit_server(const Emission& emission, const model::Version& version, const Place& place,
                                  const std::string& name);
[[nodiscard]] Emitted emit_async_server(const Emission& emission, const model::Version& version,
                                        const Place& place, const std::string& name);

}  // namespace farcallc::cpp
