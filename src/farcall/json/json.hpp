// Values as JSON, for tools: text to XDR and back by a description, or to and from what farcallc generates.
// docs/json.md says what becomes what.
#pragma once

#include <cstddef>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/json/description.hpp>
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1 {
namespace json {

// `root` is what error messages call the value.
// Errors: invalid_argument, not executed; the detail names the place: `point.x: expected …`.
// Limit: 64 MiB of text; values inside values to Limits::nesting.
[[nodiscard]] FARCALL_API Result<std::vector<std::byte>> to_xdr(const Type& type, std::string_view text,
                                                                std::string_view root);
// One line of JSON. The bytes may be a peer's: nothing is believed, as in xdr::Decoder.
[[nodiscard]] FARCALL_API Result<std::string> from_xdr(const Type& type, std::span<const std::byte> bytes,
                                                       std::string_view root);

// What is wrong with a value that cannot be encoded, or with its bytes.
[[nodiscard]] FARCALL_API Error refusal(xdr::Fault fault, const char* where);
[[nodiscard]] FARCALL_API Error out_of_memory();

}  // namespace json

// Of a struct, union or enum that farcallc made. Errors: as for a call that would send it.
template <typename T>
[[nodiscard]] Result<std::string> to_json(const T& value) {
  std::size_t size_bytes = encoded_size(value);
  Buffer room;
  if (!room.grow(size_bytes)) return json::out_of_memory();
  std::span<std::byte> bytes(room.data(), size_bytes);
  xdr::Encoder out(bytes);
  if (!encode(out, value)) return json::refusal(out.fault(), out.where());
  return json::from_xdr(json::named<T>(), bytes, json::Described<T>::definition.name);
}

template <typename T>
[[nodiscard]] Result<T> from_json(std::string_view text) {
  auto bytes = json::to_xdr(json::named<T>(), text, json::Described<T>::definition.name);
  if (!bytes) return std::move(bytes).error();
  try {
    T value{};
    xdr::Decoder in(*bytes);
    if (!decode(in, value) || !in.finish()) return json::refusal(in.fault(), in.where());
    return value;
  } catch (const std::bad_alloc&) {
    return json::out_of_memory();
  }
}

}  // namespace farcall::inline v1
