// The formatter of .x files: the result has the same pieces, and formatting it again changes nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/emit/x/format.hpp>
#include <compiler/emit/x/pieces.hpp>

namespace {

using farcallc::x::Piece;

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return std::string_view(" \t\r\n\f\v").find(c) == std::string_view::npos; });
  return out;
}

bool same(const Piece& one, const Piece& other) {
  return one.kind == other.kind && one.token_kind == other.token_kind && one.condition == other.condition &&
         without_blanks(one.text) == without_blanks(other.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  farcallc::Sources sources;
  farcallc::Diagnostics complaints;
  std::uint32_t given = sources.add("given.x", {reinterpret_cast<const char*>(data), size});
  std::string once = farcallc::x::format(sources, given, complaints);
  if (complaints.failed()) return once.empty() ? 0 : (std::abort(), 0);

  std::uint32_t made = sources.add("made.x", once);
  std::string twice = farcallc::x::format(sources, made, complaints);
  if (complaints.failed() || once != twice) std::abort();
  std::vector<Piece> before = farcallc::x::cut(sources, given, complaints);
  std::vector<Piece> after = farcallc::x::cut(sources, made, complaints);
  if (!std::equal(before.begin(), before.end(), after.begin(), after.end(), same)) std::abort();
  return 0;
}
