// Chance that comes out of a seed: the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include <farcall/base/clock.hpp>

namespace simulation {

using farcall::Duration;
using farcall::TimePoint;

// Source: Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    std::uint64_t word = state_ += 0x9E37'79B9'7F4A'7C15U;
    word = (word ^ (word >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    word = (word ^ (word >> 27)) * 0x94D0'49BB'1331'11EBU;
    return word ^ (word >> 31);
  }
  // 0 to `end` - 1.
  std::uint64_t below(std::uint64_t end) noexcept { return next() % end; }
  // Both ends included.
  std::uint64_t between(std::uint64_t least, std::uint64_t most) noexcept {
    return least + below(most - least + 1);
  }
  Duration between(Duration least, Duration most) noexcept {
    return Duration(static_cast<Duration::rep>(
        between(static_cast<std::uint64_t>(least.count()), static_cast<std::uint64_t>(most.count()))));
  }
  // True so many times in a million.
  bool chance(std::uint32_t per_million) noexcept {
    return per_million > 0 && below(1'000'000) < per_million;
  }
  template <typename T>
  T one_of(std::initializer_list<T> choices) noexcept {
    return choices.begin()[below(choices.size())];
  }
  // Another source, whose numbers do not depend on how many this one gives from now on.
  Random split() noexcept { return Random(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace simulation
