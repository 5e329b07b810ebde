#include "part.x.hpp"

#include <vector>

std::size_t wire_bytes(const std::vector<stock::wire::part>& parts) {
  std::size_t all = 0;
  for (const stock::wire::part& one : parts) all += encoded_size(one);
  return all;
}
