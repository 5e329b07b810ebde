#include <farcall/base/utf8.hpp>

namespace farcall::inline v1 {

Utf8 utf8_at(std::string_view text, std::size_t at) noexcept {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  unsigned first = byte(at);
  if (at >= text.size()) return {};
  if (first < 0x80) return {first, 1};
  std::size_t size_bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {};
  char32_t code_point = first & (0x7fU >> size_bytes);
  for (std::size_t i = 1; i < size_bytes; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {};
    code_point = code_point << 6 | (byte(at + i) & 0x3f);
  }
  bool is_longer_than_needed =
      (size_bytes == 3 && code_point < 0x800) || (size_bytes == 4 && code_point < 0x10000);
  bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (is_longer_than_needed || is_surrogate || code_point > 0x10ffff) return {};
  return {code_point, size_bytes};
}

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size_bytes = utf8_at(text, at).size_bytes;
    if (size_bytes == 0) return false;
    at += size_bytes;
  }
  return true;
}

bool is_shown(char32_t code_point) noexcept {
  auto within = [&](char32_t first, char32_t last) { return code_point >= first && code_point <= last; };
  bool is_control = code_point < 0x20 || within(0x7f, 0x9f) || within(0x2028, 0x2029);
  bool turns_direction =
      code_point == 0x61c || within(0x200e, 0x200f) || within(0x202a, 0x202e) || within(0x2066, 0x2069);
  bool is_unseen = code_point == 0xad || within(0x200b, 0x200d) || within(0x2060, 0x2065) ||
                   code_point == 0xfeff || within(0xfff9, 0xfffb) || within(0xe0000, 0xe0fff);
  return !is_control && !turns_direction && !is_unseen;
}

std::string shown(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8 next = utf8_at(text, at);
    const std::size_t size_bytes = next.size_bytes == 0 ? 1 : next.size_bytes;
    all += next.size_bytes > 0 && is_shown(next.code_point) ? text.substr(at, size_bytes) : "?";
    at += size_bytes;
  }
  return all;
}

}  // namespace farcall::inline v1
