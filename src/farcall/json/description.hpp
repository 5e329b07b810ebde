// Descriptions of an interface's types, by which XDR becomes JSON and JSON becomes XDR. `farcallc --json`
// writes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <farcall/base/export.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::json {

struct Definition;

enum class Kind : std::uint8_t {
  none,  // no data: what a procedure without arguments takes
  boolean,
  i8,
  u8,
  i16,
  u16,
  i32,
  u32,
  i64,
  u64,
  f32,
  f64,
  string,
  fixed_opaque,
  opaque,
  named,
  fixed_array,
  array,
  optional,
};

struct Type {
  Kind kind = Kind::none;
  std::uint32_t bound = xdr::unbounded;    // how many, or how many at most
  const Type* element = nullptr;           // of arrays and optional data
  const Definition* definition = nullptr;  // of named types
};

struct Field {
  std::string_view name;
  Type type;
};

struct Enumerator {
  std::string_view name;
  std::int32_t value = 0;
};

struct Arm {
  std::int64_t discriminant = 0;
  bool is_default = false;  // for the discriminants that no other arm has
  Field field;              // of type none: no data
};

enum class Form : std::uint8_t {
  enumeration,
  structure,
  list,  // a structure whose last field is optional data of itself
  united,
};

struct Definition {
  std::string_view name;
  Form form = Form::structure;
  std::span<const Enumerator> enumerators{};
  std::span<const Field> fields{};  // of a union: the discriminant
  std::span<const Arm> arms{};
  bool recursive = false;  // a value can contain values of the same type, other than by the tail of a list
};

// The arm of a union that a discriminant selects, which is encoded there; null when there is none.
[[nodiscard]] FARCALL_API const Arm* selected_arm(const Definition& united,
                                                  const std::byte* discriminant) noexcept;

// What a procedure takes and gives: none; one value; or several as the fields of a structure.
struct Procedure {
  std::string_view name;
  std::uint32_t number = 0;
  Type arguments;
  Type results;
};

struct Version {
  std::string_view program_name;
  std::string_view name;
  std::uint32_t program = 0;
  std::uint32_t number = 0;
  std::span<const Procedure> procedures{};
};

// The description of a C++ type that farcallc made: `Described<square::square_in>::definition`.
template <typename T>
struct Described;

[[nodiscard]] constexpr Type named(const Definition& definition) noexcept {
  return {Kind::named, xdr::unbounded, nullptr, &definition};
}
template <typename T>
[[nodiscard]] constexpr Type named() noexcept {
  return named(Described<T>::definition);
}

// The procedure of that name, or that number in decimal digits; null when there is none. Procedure 0 always
// is (RFC 5531 §12.1), by the name that it has or by its number.
[[nodiscard]] FARCALL_API const Procedure* find(std::span<const Version> versions, std::uint32_t program,
                                                std::uint32_t version, std::string_view procedure) noexcept;

}  // namespace farcall::inline v1::json
