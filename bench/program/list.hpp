// A linked list, as C++ programs would declare it.
#pragma once

#include <cstddef>
#include <memory>

#include "load.hpp"

namespace suite {

struct Node {
  Item item;
  std::unique_ptr<Node> next;
};

// The list of the same items that the array has.
inline std::unique_ptr<Node> sample_list(std::size_t count) {
  std::unique_ptr<Node> first;
  std::unique_ptr<Node>* end = &first;
  for (Item& item : sample_items(count, "coding")) {
    *end = std::make_unique<Node>(std::move(item), nullptr);
    end = &(*end)->next;
  }
  return first;
}

inline bool equal(const Node* a, const Node* b) {
  while (a != nullptr && b != nullptr && a->item == b->item) {
    a = a->next.get();
    b = b->next.get();
  }
  return a == b;
}

// The node of a list that is decoded, in the memory that it has already.
inline Node& next_node(std::unique_ptr<Node>& next) {
  if (next == nullptr) next = std::make_unique<Node>();
  return *next;
}

}  // namespace suite
