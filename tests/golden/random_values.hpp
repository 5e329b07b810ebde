// Random values of the types in everything.x.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "everything.x.hpp"

namespace golden {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool coin() { return below(2) == 0; }
  std::string text(std::size_t most) {
    std::string made(below(most + 1), '\0');
    for (char& c : made) c = static_cast<char>(below(256));
    return made;
  }
  std::vector<std::uint8_t> bytes(std::size_t most) {
    std::string made = text(most);
    return {made.begin(), made.end()};
  }

 private:
  std::mt19937_64 engine_;
};

everything::mixed random_mixed(Random& random);
everything::holder random_holder(Random& random);

everything::entries long_list(int nodes);

}  // namespace golden
