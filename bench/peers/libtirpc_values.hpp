// What both halves of the peer libtirpc need: rpcgen's types and functions.
#pragma once

#include <rpc/rpc.h>

#include <algorithm>
#include <vector>

#include "../program/load.hpp"
#include "bench.h"

namespace suite {

template <typename T>
xdrproc_t procedure(bool_t (*coder)(XDR*, T*)) {
  return reinterpret_cast<xdrproc_t>(coder);
}

// The 1,000 structs in rpcgen's types.
class Items {
 public:
  void fill(const std::vector<Item>& items) {
    source_ = items;
    elements_.clear();
    for (Item& item : source_) elements_.push_back({item.id, item.x, item.y, item.name.data()});
    value_.items.items_len = static_cast<u_int>(elements_.size());
    value_.items.items_val = elements_.data();
  }
  bench_items* get() { return &value_; }

  [[nodiscard]] bool equals(const bench_items& other) const {
    const bench_item* theirs = other.items.items_val;
    return other.items.items_len == source_.size() &&
           std::equal(source_.begin(), source_.end(), theirs, [](const Item& a, const bench_item& b) {
             return a.id == b.id && a.x == b.x && a.y == b.y && a.name == b.name;
           });
  }

 private:
  std::vector<Item> source_;
  std::vector<bench_item> elements_;
  bench_items value_{};
};

}  // namespace suite
