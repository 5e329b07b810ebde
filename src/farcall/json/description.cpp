#include <farcall/json/description.hpp>

#include <charconv>

namespace farcall::inline v1::json {
namespace {

bool is_number(std::string_view text, std::uint32_t number) noexcept {
  std::uint32_t read = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  return error == std::errc() && end == text.data() + text.size() && read == number;
}

}  // namespace

const Arm* selected_arm(const Definition& united, const std::byte* discriminant) noexcept {
  Kind kind = united.fields[0].type.kind;
  bool is_unsigned = kind == Kind::u8 || kind == Kind::u16 || kind == Kind::u32;
  std::int64_t value = is_unsigned ? std::int64_t{xdr::load_u32(discriminant)} : xdr::load_i32(discriminant);
  const Arm* otherwise = nullptr;
  for (const Arm& one : united.arms) {
    if (one.is_default) {
      otherwise = &one;
    } else if (one.discriminant == value) {
      return &one;
    }
  }
  return otherwise;
}

const Procedure* find(std::span<const Version> versions, std::uint32_t program, std::uint32_t version,
                      std::string_view procedure) noexcept {
  static constexpr Procedure null{"0", 0, {}, {}};
  for (const Version& one : versions) {
    if (one.program != program || one.number != version) continue;
    for (const Procedure& each : one.procedures)
      if (each.name == procedure || is_number(procedure, each.number)) return &each;
    return is_number(procedure, null.number) ? &null : nullptr;
  }
  return nullptr;
}

}  // namespace farcall::inline v1::json
