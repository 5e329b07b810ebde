// How names of an interface are written in C++.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/diagnostics.hpp>
#include <compiler/model.hpp>

namespace farcallc::cpp {

// Separated by blanks.
extern const char* const platform_macros;
extern const char* const platform_globals;

// As written, or with a trailing `_` where C++, the platform or generated code already use the name.
[[nodiscard]] std::string spell(std::string_view name);
// Likewise for a procedure, which becomes a member of Client and Server.
[[nodiscard]] std::string spell_procedure(std::string_view name);

// The names of one C++ scope. Our own give way to those of the interface.
class Names {
 public:
  // An IDL name, spelled; false when the scope has it already.
  bool add(const std::string& spelled) { return taken_.insert(spelled).second; }
  // A name for something of ours: `wanted`, with as many `_` behind it as it takes.
  [[nodiscard]] std::string invent(std::string wanted) {
    while (!taken_.insert(wanted).second) wanted += '_';
    return wanted;
  }
  [[nodiscard]] bool has(const std::string& name) const { return taken_.contains(name); }

 private:
  std::set<std::string> taken_;
};

// Two names of the interface that would be one name in C++: `class` and `class_`, or a type and a constant.
void check_names(const model::Model& model, Diagnostics& diagnostics);

// Likewise for a namespace at global scope, where C has names, too.
[[nodiscard]] std::string spell_namespace(std::string_view name);
// `my-file.x` is in namespace my_file.
[[nodiscard]] std::string namespace_of_file(std::string_view path);
// "a::b" in its parts; empty when it is none.
[[nodiscard]] std::vector<std::string> split_namespace(std::string_view text);

}  // namespace farcallc::cpp
