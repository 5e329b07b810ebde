// How types, values and comments of an interface are written in C++.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <compiler/emit/cpp/names.hpp>
#include <compiler/model.hpp>

namespace farcallc::cpp {

// The namespace that definitions outside the language's own `namespace` go to.
struct Home {
  std::vector<std::string> path;
};

[[nodiscard]] std::vector<std::string> scope_of(const model::Definition& definition, const Home& home);
// "a::b"
[[nodiscard]] std::string joined(const std::vector<std::string>& path);

// From where a name is used: names of that place hide those of the namespace around it.
struct Place {
  const Home& home;
  std::vector<std::string> scope;
  Names hidden;
  // Inside a function its own variables hide, too: `value`, `p2`, ….
  bool in_function = false;
  [[nodiscard]] bool hides(const std::string& name) const;
};

[[nodiscard]] std::string name_at(const model::Definition& definition, const Place& place);
[[nodiscard]] std::string type_at(const model::Type& type, const Place& place);
// `= 0`, `{}`: after a field's name.
[[nodiscard]] std::string initializer(const model::Type& type, const Place& place);
[[nodiscard]] std::string bound_at(const model::Type& type, const Place& place);
// A number of the kind that a union's discriminant has.
[[nodiscard]] std::string discriminant_value(const model::Union& united, std::int64_t value,
                                             const Place& place);
[[nodiscard]] std::string integer_literal(__int128 value);
[[nodiscard]] const char* constant_type(const model::Constant& constant);

// By value in parameters.
[[nodiscard]] bool is_scalar(const model::Type& type);
// "const T&", or "T" for a scalar.
[[nodiscard]] std::string parameter_type(const model::Type& type, const Place& place);

// `// text` for each line; nothing that a source says can end the comment.
[[nodiscard]] std::string comment_lines(const ast::Comment& comment);
// A declaration with its comment: behind it where that is short, above it otherwise.
[[nodiscard]] std::string commented(const ast::Comment& comment, const std::string& declaration);

}  // namespace farcallc::cpp
