#include <compiler/compare/words.hpp>

#include <algorithm>

namespace farcallc::compare {
namespace {

using model::Kind;

constexpr std::uint32_t top_bit = 0x80000000;
constexpr std::uint32_t all_bits = 0xffffffff;

Words narrow(std::uint32_t positive, bool is_signed) {
  Words words{{{0, positive}}, is_signed};
  if (is_signed) words.ranges.emplace_back(all_bits - positive, all_bits);
  return words;
}

Words enumerated(const model::Enum& of) {
  std::vector<std::uint32_t> values;
  for (const model::Enumerator& one : of.enumerators) values.push_back(static_cast<std::uint32_t>(one.value));
  std::sort(values.begin(), values.end());
  Words words;
  for (std::uint32_t value : values) {
    if (!words.ranges.empty() && value <= words.ranges.back().second) continue;
    if (!words.ranges.empty() && value == words.ranges.back().second + 1) {
      words.ranges.back().second = value;
    } else {
      words.ranges.emplace_back(value, value);
    }
  }
  return words;
}

}  // namespace

std::optional<Words> words_of(const model::Type& type) {
  switch (type.kind) {
    case Kind::boolean: return narrow(1, false);
    case Kind::i8: return narrow(0x7f, true);
    case Kind::u8: return narrow(0xff, false);
    case Kind::i16: return narrow(0x7fff, true);
    case Kind::u16: return narrow(0xffff, false);
    case Kind::i32: return Words{{{0, all_bits}}, true};
    case Kind::u32: return Words{{{0, all_bits}}, false};
    case Kind::named:
      if (auto* of = type.definition->as<model::Enum>()) return enumerated(*of);
      return std::nullopt;
    default: return std::nullopt;
  }
}

Effect WordLoss::effect() const {
  return misread ? Effect::misread : refused ? Effect::refused : Effect::none;
}

WordLoss lost(const Words& sent, const Words& taken) {
  WordLoss loss;
  auto at = taken.ranges.begin();
  for (auto [first, last] : sent.ranges) {
    // What of [first, last] is taken; the gaps between are refused.
    for (std::uint64_t next = first; next <= last;) {
      while (at != taken.ranges.end() && at->second < next) ++at;
      bool is_taken = at != taken.ranges.end() && at->first <= next;
      if (!is_taken) {
        if (!loss.refused) loss.refused = static_cast<std::uint32_t>(next);
        if (at == taken.ranges.end() || at->first > last) break;
        next = at->first;
        continue;
      }
      std::uint32_t end = std::min(at->second, last);
      bool reaches_top = end >= top_bit && sent.is_signed != taken.is_signed;
      if (reaches_top && !loss.misread) {
        loss.misread = std::max(static_cast<std::uint32_t>(next), top_bit);
      }
      next = std::uint64_t{end} + 1;
    }
  }
  return loss;
}

std::string number(std::uint32_t word, bool is_signed) {
  return is_signed ? std::to_string(static_cast<std::int32_t>(word)) : std::to_string(word);
}

}  // namespace farcallc::compare
