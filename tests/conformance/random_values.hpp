// Random values of every type, the extremes more often than chance would have them.
#pragma once

#include <cstdint>
#include <random>

#include "conformance.x.hpp"

namespace conformance {

class RandomValues {
 public:
  explicit RandomValues(std::uint64_t seed) : generator_(seed) {}

  std::uint64_t bits();
  std::size_t size(std::size_t most) { return bits() % (most + 1); }
  std::string text(std::size_t most);
  blob bytes(std::size_t most);
  color one_color();

  void fill(scalars& to);
  void fill(arrays& to);
  void fill(list& to);
  void fill(tree& to, int depth = 3);
  void fill(choice& to);
  void fill(verdict& to);
  void fill(perhaps& to);
  void fill(everything& to);

 private:
  std::mt19937_64 generator_;
};

}  // namespace conformance
