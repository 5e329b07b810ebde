// Values of the benchmarks in the types that farcallc makes of bench.x.
#pragma once

#include "../program/load.hpp"
#include "bench.x.hpp"

namespace suite {

inline bench::bench_item farcall_item(const Item& item) { return {item.id, item.x, item.y, item.name}; }

inline bench::bench_items farcall_items(const std::vector<Item>& items) {
  bench::bench_items all;
  all.items.reserve(items.size());
  for (const Item& item : items) all.items.push_back(farcall_item(item));
  return all;
}

}  // namespace suite
