// Optional data of the XDR language (`T *name`): nothing, or one T on the heap.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace farcall::inline v1 {

// Owns its T, which may be incomplete where the Optional is declared: that is how lists and trees are made.
// A list of a million nodes is destroyed, copied and compared in constant stack: whatever an operation on a
// node would do to Optionals of the same type inside it is put on a worklist of the outermost operation.
// Source: RFC 4506 §4.19.
// Thread: like a value.
template <typename T>
class Optional {
 public:
  using value_type = T;

  Optional() noexcept = default;
  Optional(std::nullptr_t) noexcept {}
  Optional(T value) : node_(new Node{std::move(value)}) {}
  Optional(const Optional& other) { copy(other); }
  Optional(Optional&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  Optional& operator=(const Optional& other) {
    if (this == &other) return *this;
    // `other` may live in the very list that this assignment drops, so that list goes last. The copy is made
    // in place: while an outer copy runs, its worklist remembers this address.
    Optional dropped;
    std::swap(node_, dropped.node_);
    try {
      copy(other);
    } catch (...) {
      std::swap(node_, dropped.node_);
      throw;
    }
    return *this;
  }
  Optional& operator=(Optional&& other) noexcept {
    // `other` may live in the very list that this assignment drops, so it is emptied first.
    Node* taken = std::exchange(other.node_, nullptr);
    Optional dropped;
    dropped.node_ = std::exchange(node_, taken);
    return *this;
  }
  ~Optional() { destroy(); }

  [[nodiscard]] bool has_value() const noexcept { return node_ != nullptr; }
  explicit operator bool() const noexcept { return node_ != nullptr; }
  [[nodiscard]] T& operator*() noexcept { return node_->value; }
  [[nodiscard]] const T& operator*() const noexcept { return node_->value; }
  [[nodiscard]] T* operator->() noexcept { return &node_->value; }
  [[nodiscard]] const T* operator->() const noexcept { return &node_->value; }

  // A fresh, value-initialised T in place of what was there.
  T& emplace() {
    *this = Optional();
    node_ = new Node{};
    return node_->value;
  }
  void reset() noexcept { *this = Optional(); }

  friend bool operator==(const Optional& a, const Optional& b) { return a.equals(b); }

 private:
  struct Node {
    T value{};
    Node* next = nullptr;  // links nodes that wait for their destruction
  };

  void destroy() noexcept {
    if (node_ == nullptr) return;
    static thread_local Node* pending = nullptr;
    static thread_local bool active = false;
    node_->next = std::exchange(pending, node_);
    if (active) return;
    active = true;
    while (pending != nullptr) {
      Node* node = pending;
      pending = node->next;
      delete node;
    }
    active = false;
  }

  void copy(const Optional& other) {
    if (other.node_ == nullptr) return;
    struct Work {
      Optional* to;
      const Node* from;
    };
    static thread_local std::vector<Work>* active = nullptr;
    if (active != nullptr) return active->push_back({this, other.node_});
    // Should a copy fail, what was copied so far is in `made`, not yet in *this, and goes with it.
    std::vector<Work> work;
    Optional made;
    work.push_back({&made, other.node_});
    struct Guard {
      ~Guard() { active = nullptr; }
    } guard;
    active = &work;
    while (!work.empty()) {
      Work next = work.back();
      work.pop_back();
      next.to->node_ = new Node{next.from->value};
    }
    std::swap(node_, made.node_);
  }

  bool equals(const Optional& other) const {
    if (node_ == nullptr || other.node_ == nullptr) return node_ == other.node_;
    struct Work {
      const Node* a;
      const Node* b;
    };
    static thread_local std::vector<Work>* active = nullptr;
    if (active != nullptr) {
      active->push_back({node_, other.node_});
      return true;  // the outermost comparison decides
    }
    std::vector<Work> work{{node_, other.node_}};
    struct Guard {
      ~Guard() { active = nullptr; }
    } guard;
    active = &work;
    while (!work.empty()) {
      Work next = work.back();
      work.pop_back();
      if (!(next.a->value == next.b->value)) return false;
    }
    return true;
  }

  Node* node_ = nullptr;
};

}  // namespace farcall::inline v1
