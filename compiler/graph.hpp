// Strongly connected components: who depends on whom, and who on itself.
#pragma once

#include <cstddef>
#include <vector>

namespace farcallc {

// edges[a] holds what a depends on.
using Edges = std::vector<std::vector<std::size_t>>;

// Each component after all that it depends on; otherwise in the order of the numbers.
// Source: Tarjan 1972, without recursion, because a source may chain a hundred thousand types.
[[nodiscard]] std::vector<std::vector<std::size_t>> components(const Edges& edges);

}  // namespace farcallc
