// What can be wrong with a value or its bytes.
#pragma once

#include <cstdint>
#include <string>

#include <farcall/base/export.hpp>

namespace farcall::inline v1::xdr {

enum class Fault : std::uint8_t {
  none,
  too_short,         // the bytes end inside a value
  trailing_bytes,    // bytes are left after the last value
  too_long,          // more elements than the bound
  bad_padding,       // padding that is not zero
  bad_bool,          // neither 0 nor 1
  bad_enum,          // a value that the enum does not declare
  bad_discriminant,  // a union has no arm for it
  out_of_range,      // a char or short that does not fit into its type
  too_deep,          // nested beyond Limits::nesting
  too_much_memory,   // beyond Limits::decode_memory
};

// "bad_bool in point.visible"; `where` may be null.
[[nodiscard]] FARCALL_API std::string describe(Fault fault, const char* where);

}  // namespace farcall::inline v1::xdr
