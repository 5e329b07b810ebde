#include <compiler/model.hpp>

#include <algorithm>

namespace farcallc::model {

const Type& resolve(const Type& type) {
  static const Type nothing;
  const Type* at = &type;
  // A typedef that leads back to itself is refused later; until then it is nothing.
  for (int steps = 0; steps < 100; ++steps) {
    const Alias* alias = at->kind == Kind::named ? at->definition->as<Alias>() : nullptr;
    if (alias == nullptr) return *at;
    if (alias->type == nullptr) return nothing;
    at = alias->type;
  }
  return nothing;
}

Layout layout_of(const Type& type) {
  auto padded = [](std::uint64_t size) { return (size + 3) & ~std::uint64_t{3}; };
  switch (type.kind) {
    case Kind::void_: return {true, 0, 0, 1};
    case Kind::boolean:
    case Kind::i8:
    case Kind::u8: return {true, 4, 1, 1};
    case Kind::i16:
    case Kind::u16: return {true, 4, 2, 2};
    case Kind::i32:
    case Kind::u32:
    case Kind::f32: return {true, 4, 4, 4};
    case Kind::i64:
    case Kind::u64:
    case Kind::f64: return {true, 8, 8, 8};
    case Kind::string: return {false, 4, 32, 8};
    case Kind::fixed_opaque: return {true, padded(type.bound), type.bound, 1};
    case Kind::opaque: return {false, 4, type.borrowed ? std::uint64_t{32} : 24, 8};
    case Kind::named: return type.definition->layout;
    case Kind::fixed_array: {
      Layout one = layout_of(*type.element);
      return {one.fixed, one.wire * type.bound, one.native * type.bound, one.alignment};
    }
    case Kind::variable_array:
      return {false, 4, resolve(*type.element).kind == Kind::boolean ? std::uint64_t{40} : 24, 8};
    case Kind::optional: return {false, 4, 8, 8};
  }
  return {};
}

}  // namespace farcallc::model
