// A queue without memory of its own.
#pragma once

#include <utility>

namespace farcall::inline v1 {

// First in, first out. Each element is in one queue at most, and has a member `next_` for it, which its class
// lets this one use. Thread: one.
template <typename Element>
class Queue {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }
  void push(Element& one) noexcept {
    one.next_ = nullptr;
    (first_ == nullptr ? first_ : last_->next_) = &one;
    last_ = &one;
  }
  // Null when it is empty.
  Element* pop() noexcept {
    Element* one = first_;
    if (one != nullptr) first_ = one->next_;
    return one;
  }
  // Takes it out if it is there.
  void erase(const Element& one) noexcept {
    Element* before = nullptr;
    for (Element* at = first_; at != nullptr; before = at, at = at->next_) {
      if (at != &one) continue;
      (before == nullptr ? first_ : before->next_) = at->next_;
      if (last_ == at) last_ = before;
      return;
    }
  }
  void swap(Queue& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(last_, other.last_);
  }

 private:
  Element* first_ = nullptr;
  Element* last_ = nullptr;
};

}  // namespace farcall::inline v1
