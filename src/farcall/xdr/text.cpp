#include <farcall/xdr/text.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

#include <farcall/base/utf8.hpp>

namespace farcall::inline v1::xdr {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr const char* digits = "0123456789abcdef";

// The shortest text that reads as the same number.
template <typename Number>
std::string shortest(Number number) {
  std::array<char, 32> room{};
  char* end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
  return {room.data(), end};
}

// A character of a string between quotes; what cannot be seen, and what is no character, is written in hex.
std::string escaped(std::string_view bytes, bool is_shown_as_is) {
  if (bytes == "\n") return "\\n";
  if (bytes == "\t") return "\\t";
  if (bytes == "\r") return "\\r";
  if (bytes == "\"" || bytes == "\\") return "\\" + std::string(bytes);
  if (is_shown_as_is) return std::string(bytes);
  std::string out;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    out.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
  }
  return out;
}

std::string remark_of_size(std::size_t size_bytes) {
  return std::string(ellipsis) + " (" + std::to_string(size_bytes) + " bytes)";
}

}  // namespace

Text::Text(const TextLimits& limits) : limits_(limits) {}

std::string Text::take() { return std::move(text_); }

bool Text::element(std::size_t left) {
  if (full_) return false;
  std::size_t& count = counts_[depth_ - 1];
  if (count > 0) put(", ");
  if (count++ < limits_.elements) return !full_;
  put(ellipsis);
  if (left > 0) put(" (" + std::to_string(left) + " more)");
  return false;
}

void Text::value(float of) { put(shortest(of)); }
void Text::value(double of) { put(shortest(of)); }
void Text::integer(std::int64_t of) { put(shortest(of)); }
void Text::natural(std::uint64_t of) { put(shortest(of)); }

void Text::string(std::string_view of) {
  put("\"");
  std::size_t at = 0;
  while (at < of.size() && !full_) {
    Utf8 next = utf8_at(of, at);
    std::size_t size_bytes = next.size_bytes == 0 ? 1 : next.size_bytes;
    if (at + size_bytes > limits_.string_bytes) break;
    put(escaped(of.substr(at, size_bytes), next.size_bytes > 0 && is_shown(next.code_point)));
    at += size_bytes;
  }
  put("\"");
  if (at < of.size()) put(remark_of_size(of.size()));
}

void Text::opaque(std::span<const std::uint8_t> of) {
  std::string hex = "0x";
  for (std::uint8_t byte : of.first(std::min(of.size(), limits_.opaque_bytes)))
    hex.append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
  put(hex);
  if (of.size() > limits_.opaque_bytes) put(remark_of_size(of.size()));
}

void Text::enumerator(std::string_view name, std::int32_t number) {
  name.empty() ? integer(number) : put(name);
}

bool Text::open(std::string_view name, char bracket) {
  if (full_) return false;
  if (depth_ == counts_.size()) {
    put(ellipsis);
    return false;
  }
  if (depth_ == 0) put(name);
  put({&bracket, 1});
  counts_[depth_++] = 0;
  return !full_;
}

void Text::close(char bracket) {
  put({&bracket, 1});
  --depth_;
}

bool Text::name_field(std::string_view name) {
  if (full_) return false;
  if (counts_[depth_ - 1]++ > 0) put(", ");
  put(name);
  put(" = ");
  return !full_;
}

void Text::put(std::string_view piece) {
  if (full_) return;
  full_ = text_.size() + piece.size() > limits_.text_bytes;
  text_.append(full_ ? ellipsis : piece);
}

}  // namespace farcall::inline v1::xdr
