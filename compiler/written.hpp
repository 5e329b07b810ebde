// Types as the language writes them.
#pragma once

#include <string>

#include <compiler/model.hpp>

namespace farcallc {

// In the words of RFC 4506, where it has them: "unsigned hyper". Of arrays and optional data: what they are.
[[nodiscard]] const char* word(model::Kind kind);

// "point<10>", "string<255>", "node *": a type and its shape, without the name that it declares. Bounds are
// numbers, so that texts of two interfaces can be compared.
[[nodiscard]] std::string written(const model::Type& type);

// With the language's namespaces: "outer::inner::point".
[[nodiscard]] std::string qualified_name(const model::Definition& definition);

// What it is: "struct", "typedef".
[[nodiscard]] const char* word(const model::Definition& definition);

}  // namespace farcallc
