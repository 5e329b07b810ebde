// Numbers that take one word on the wire, as sets: what one side sends and the other does not take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <compiler/compare/change.hpp>
#include <compiler/model.hpp>

namespace farcallc::compare {

// The words that a type takes, as bits, in ranges of first and last; and what they mean from 2^31 on.
struct Words {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
  bool is_signed = true;
};

// Nothing for types that are no numbers of four bytes. `type` is no typedef.
[[nodiscard]] std::optional<Words> words_of(const model::Type& type);

// What becomes of words that are sent as one type and received as another.
struct WordLoss {
  std::optional<std::uint32_t> refused;  // the first word that the receiver does not take
  std::optional<std::uint32_t> misread;  // the first that is another number to it
  [[nodiscard]] Effect effect() const;
};
[[nodiscard]] WordLoss lost(const Words& sent, const Words& taken);

// The number that a word is.
[[nodiscard]] std::string number(std::uint32_t word, bool is_signed);

}  // namespace farcallc::compare
