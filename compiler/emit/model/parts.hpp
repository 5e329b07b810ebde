// What the JSON of all language elements is made of: types, sizes, names, places.
#pragma once

#include <string>

#include <compiler/emit/cpp/emitter.hpp>
#include <compiler/json.hpp>
#include <compiler/model.hpp>
#include <compiler/source.hpp>
#include <compiler/wire_size.hpp>

namespace farcallc::json {

// What the parts below need to know.
struct Description {
  const Sources& sources;
  const cpp::Emission& emission;
  WireSizes sizes;

  // From anywhere in C++: names in it are whole.
  [[nodiscard]] cpp::Place anywhere() const { return {emission.home, {}, {}}; }

  [[nodiscard]] Json type(const model::Type& type) const;
  [[nodiscard]] Json position(Span span) const;
  // `name`, `cpp_name`, `type`, `comment`, `position`.
  [[nodiscard]] Json field(const model::Field& field, const std::string& cpp_name) const;
};

[[nodiscard]] Json wire(WireSize size);

// `versions`: programs.cpp
[[nodiscard]] Json versions_of(const Description& description, const model::Definition& program);

}  // namespace farcallc::json
