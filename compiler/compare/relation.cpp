#include <compiler/compare/relation.hpp>

#include <array>

namespace farcallc::compare {
namespace {

using model::Kind;
using model::Type;

constexpr std::size_t most_pairs = 100'000;

// Types without a name, a bound or an element are the same wherever they are written.
bool is_plain(const Type& type) {
  return type.kind != Kind::named && type.element == nullptr && type.kind != Kind::string &&
         type.kind != Kind::opaque && type.kind != Kind::fixed_opaque;
}

bool contains_others(const Type& type) { return type.kind == Kind::named || type.element != nullptr; }

}  // namespace

const void* identity(const Type& type) {
  static const std::array<char, 32> plain{};
  const Type& actual = model::resolve(type);
  if (actual.kind == Kind::named) return actual.definition;
  if (is_plain(actual)) return &plain[static_cast<std::size_t>(actual.kind)];
  return &actual;
}

Verdict Relation::of(const Type& before, const Type& after) {
  // A type that a caller made for a definition need not live as long as its node.
  auto keep = [&](const Type& type) -> const Type& {
    const Type& actual = model::resolve(type);
    return actual.kind == Kind::named ? kept_.emplace_back(actual) : actual;
  };
  const Type& a = keep(before);
  const Type& b = keep(after);
  ask(a, b, std::nullopt);
  settle();
  return ask(a, b, std::nullopt);
}

Verdict Relation::ask(const Type& before, const Type& after, std::optional<std::size_t> user) {
  const Type& a = model::resolve(before);
  const Type& b = model::resolve(after);
  if (!contains_others(a) && !contains_others(b)) return compare_level(a, b, {}, nullptr);
  TypePair key{identity(a), identity(b)};
  auto found = numbers_.find(key);
  if (found == numbers_.end()) {
    if (nodes_.size() >= most_pairs) return misread_both_ways;
    found = numbers_.emplace(key, nodes_.size()).first;
    waiting_.push_back(nodes_.size());
    nodes_.push_back({&a, &b, {}, {}});
  }
  Node& node = nodes_[found->second];
  if (user && !node.verdict.worst()) node.users.push_back(*user);
  return node.verdict;
}

void Relation::settle() {
  while (!waiting_.empty()) {
    std::size_t number = waiting_.front();
    waiting_.pop_front();
    Node& node = nodes_[number];
    node.waits = false;
    auto inside = [&](const Type& a, const Type& b) { return ask(a, b, number); };
    Verdict verdict = compare_level(*node.before, *node.after, inside, nullptr);
    if (verdict == node.verdict) continue;
    node.verdict = verdict;
    for (std::size_t user : std::exchange(node.users, {})) {
      if (!std::exchange(nodes_[user].waits, true)) waiting_.push_back(user);
    }
  }
}

}  // namespace farcallc::compare
