// Optional as a list and as a tree: what would recurse must not, because a peer chooses the depth.
#include <farcall/base/optional.hpp>

#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/base/small_stack_test.hpp>

namespace farcall {
namespace {

struct Node {
  std::uint32_t value = 0;
  Optional<Node> next;
  friend bool operator==(const Node&, const Node&) = default;
};

struct B;
struct A {
  std::uint32_t value = 0;
  Optional<B> next;
  friend bool operator==(const A&, const A&);
};
struct B {
  std::uint32_t value = 0;
  Optional<A> next;
  friend bool operator==(const B&, const B&) = default;
};
bool operator==(const A& a, const A& b) { return a.value == b.value && a.next == b.next; }

struct Tree {
  std::uint32_t value = 0;
  std::vector<Optional<Tree>> children;
  friend bool operator==(const Tree&, const Tree&) = default;
};

constexpr std::uint32_t million = 1'000'000;

Optional<Node> list(std::uint32_t length) {
  Optional<Node> head;
  for (std::uint32_t i = length; i > 0; --i) {
    Optional<Node> node;
    node.emplace().value = i;
    node->next = std::move(head);
    head = std::move(node);
  }
  return head;
}

std::uint32_t length_of(const Optional<Node>& head) {
  std::uint32_t length = 0;
  for (const Optional<Node>* at = &head; at->has_value(); at = &(*at)->next)
    length += (*at)->value == length + 1;
  return length;
}

TEST(Optional, IsNothingOrOneValue) {
  Optional<int> nothing;
  EXPECT_FALSE(nothing.has_value());
  EXPECT_FALSE(static_cast<bool>(Optional<int>(nullptr)));
  Optional<int> one(5);
  ASSERT_TRUE(one);
  EXPECT_EQ(*one, 5);
  EXPECT_EQ(*std::as_const(one), 5);
  EXPECT_EQ(one.emplace(), 0) << "emplace() gives a fresh value";
  one.reset();
  EXPECT_FALSE(one);
  EXPECT_EQ(Optional<std::vector<int>>(std::vector<int>{1, 2})->size(), 2U);
}

TEST(Optional, ComparesValuesNotAddresses) {
  EXPECT_EQ(Optional<int>(5), Optional<int>(5));
  EXPECT_NE(Optional<int>(5), Optional<int>(6));
  EXPECT_NE(Optional<int>(5), Optional<int>());
  EXPECT_NE(Optional<int>(), Optional<int>(5));
  EXPECT_EQ(Optional<int>(), Optional<int>());
}

TEST(Optional, CopiesAreDeep) {
  Optional<Node> one = list(3);
  Optional<Node> two = one;
  two->next->value = 99;
  EXPECT_EQ(one->next->value, 2U);
  two = one;
  EXPECT_EQ(one, two);
  auto& self = two;
  two = self;
  EXPECT_EQ(one, two);
  self = std::move(two);
  EXPECT_EQ(one, self) << "a move to itself keeps the value";
}

TEST(Optional, DestroysAMillionNodesInConstantStack) {
  on_small_stack([] {
    Optional<Node> head = list(million);
    EXPECT_EQ(length_of(head), million);
    head.reset();
    EXPECT_FALSE(head);
  });
}

TEST(Optional, CopiesAndComparesAMillionNodesInConstantStack) {
  on_small_stack([] {
    Optional<Node> one = list(million);
    Optional<Node> two = one;
    EXPECT_EQ(length_of(two), million);
    EXPECT_TRUE(one == two);
    Optional<Node>* last = &two;
    while ((*last)->next) last = &(*last)->next;
    (*last)->value = 0;
    EXPECT_FALSE(one == two) << "the last node differs";
    last->reset();
    EXPECT_FALSE(one == two) << "the last node is missing";
    two = one;
    EXPECT_TRUE(one == two);
  });
}

TEST(Optional, MutualRecursionTakesConstantStackToo) {
  on_small_stack([] {
    Optional<A> head;
    for (std::uint32_t i = 0; i < million / 2; ++i) {
      Optional<B> b;
      b.emplace().value = i;
      b->next = std::move(head);
      head.emplace().value = i;
      head->next = std::move(b);
    }
    Optional<A> copy = head;
    EXPECT_TRUE(copy == head);
    copy->next->next->next->value = 7;
    EXPECT_FALSE(copy == head);
  });
}

TEST(Optional, TreesGoThroughVectors) {
  on_small_stack([] {
    // A chain of one-element vectors with a leaf beside each link.
    Tree root;
    Tree* at = &root;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
      at->children.resize(2);
      at->children[1].emplace().value = i;
      at = &at->children[0].emplace();
    }
    Tree copy = root;
    EXPECT_TRUE(copy == root);
    copy.children[0]->children[0]->children[1]->value = 7;
    EXPECT_FALSE(copy == root);
  });
}

TEST(Optional, MoveAssignFromInsideTheOwnList) {
  Optional<Node> head = list(5);
  head = std::move(head->next);  // pop_front
  ASSERT_TRUE(head);
  EXPECT_EQ(head->value, 2U);
  head = std::move(head->next->next);
  EXPECT_EQ(head->value, 4U);
  head = std::move(head->next->next);
  EXPECT_FALSE(head);
}

TEST(Optional, CopyAssignFromInsideTheOwnList) {
  Optional<Node> head = list(5);
  head = head->next;
  ASSERT_TRUE(head);
  EXPECT_EQ(head->value, 2U);
  EXPECT_EQ(head->next->next->next->value, 5U);
  EXPECT_FALSE(head->next->next->next->next);
}

struct Throwing {
  Throwing() : Throwing(0) {}
  explicit Throwing(int start) : value(start) { ++alive; }
  Throwing(const Throwing& other) : value(other.value) {
    if (countdown >= 0 && countdown-- == 0) throw std::runtime_error("no more copies");
    ++alive;
  }
  Throwing(Throwing&& other) noexcept : value(other.value) { ++alive; }
  Throwing& operator=(const Throwing&) = default;
  ~Throwing() { --alive; }
  int value;
  static inline int alive = 0;
  static inline int countdown = -1;
};
struct ThrowingNode {
  Throwing value;
  Optional<ThrowingNode> next;
};

TEST(Optional, AnExceptionWhileCopyingLeavesNothingBehind) {
  {
    Optional<ThrowingNode> head;
    for (int i = 0; i < 10; ++i) {
      Optional<ThrowingNode> node;
      node.emplace().value.value = i;
      node->next = std::move(head);
      head = std::move(node);
    }
    for (int at = 0; at < 10; ++at) {
      const int before = Throwing::alive;
      Throwing::countdown = at;
      Optional<ThrowingNode> target(ThrowingNode{Throwing(77), {}});
      const int with_target = Throwing::alive;
      EXPECT_THROW(target = head, std::runtime_error) << at;
      EXPECT_EQ(Throwing::alive, with_target) << "copies leaked at " << at;
      EXPECT_EQ(target->value.value, 77) << "the target changed at " << at;
      target.reset();
      EXPECT_EQ(Throwing::alive, before);
    }
    Throwing::countdown = -1;
    // The next copy starts from a clean state.
    Optional<ThrowingNode> copy(head);
    EXPECT_EQ(copy->next->next->value.value, 7);
  }
  EXPECT_EQ(Throwing::alive, 0);
}

// A type may write its copy constructor by its assignment, as xdr::Borrowed does.
struct Assigned {
  Assigned() = default;
  Assigned(const Assigned& other) { *this = other; }
  Assigned& operator=(const Assigned& other) = default;
  std::uint32_t value = 0;
  Optional<Assigned> next;
};

TEST(Optional, ACopyConstructorThatAssignsCopiesTheWholeList) {
  Optional<Assigned> head;
  head.emplace().value = 1;
  head->next.emplace().value = 2;
  head->next->next.emplace().value = 3;
  Optional<Assigned> copy(head);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(copy->next) << "the tail was copied into a temporary";
  ASSERT_TRUE(copy->next->next);
  EXPECT_EQ(copy->next->next->value, 3U);
}

}  // namespace
}  // namespace farcall
