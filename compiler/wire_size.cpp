#include <compiler/wire_size.hpp>

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

#include <compiler/graph.hpp>

namespace farcallc {
namespace {

using model::Definition;
using model::Kind;
using model::Type;

using Most = std::optional<std::uint64_t>;

constexpr std::uint64_t largest = std::uint64_t{1} << 53;
constexpr std::uint64_t word_bytes = 4;

Most sum(Most a, Most b) {
  if (!a || !b || *a + *b > largest) return std::nullopt;
  return *a + *b;
}

Most product(std::uint64_t times, Most one) {
  if (times == 0 || one == 0) return 0;
  if (!one || *one > largest / times) return std::nullopt;
  return *one * times;
}

std::uint64_t padded(std::uint64_t size) { return (size + 3) & ~std::uint64_t{3}; }

// What a type adds to what holds it: bytes of its own, or so many times the bytes of a definition.
struct Part {
  std::uint64_t bytes = 0;
  const Definition* definition = nullptr;
  std::uint64_t times = 1;
};

Part part_of(const Type& type) {
  if (type.kind == Kind::named) return {0, type.definition, 1};
  if (type.kind != Kind::fixed_array) return {model::layout_of(type).wire, nullptr, 1};
  Part part = part_of(*type.element);
  return {part.bytes * type.bound, part.definition, part.times * type.bound};
}

std::vector<const Type*> types_in(const Definition& definition) {
  std::vector<const Type*> types;
  if (auto* of = definition.as<model::Alias>()) types.push_back(of->type);
  if (auto* of = definition.as<model::Struct>()) {
    for (const model::Field& field : of->fields) types.push_back(field.type);
  }
  if (auto* of = definition.as<model::Union>()) {
    for (const model::Arm& arm : of->arms) types.push_back(arm.field.type);
  }
  return types;
}

}  // namespace

WireSize operator+(WireSize a, WireSize b) { return {a.least + b.least, sum(a.most, b.most)}; }

WireSizes::WireSizes(const model::Model& model) {
  find_least(model);
  find_most(model);
}

// A union is as small as its smallest arm, which may hold what holds the union again: sizes are settled from
// the smallest upwards, and what a settled one is a part of follows.
// Source: Knuth 1977, "A Generalization of Dijkstra's Algorithm".
void WireSizes::find_least(const model::Model& model) {
  struct Open {
    const Definition* definition;
    std::uint64_t bytes = 0;                                   // of the parts that are settled
    std::size_t missing = 0;                                   // parts that are not
    std::vector<std::pair<std::size_t, std::uint64_t>> users;  // and how many times each holds it
  };
  std::vector<Open> all;
  std::map<const Definition*, std::size_t> numbers;
  for (const Definition* one : model.in_order) {
    if (!one->is_type()) continue;
    numbers[one] = all.size();
    all.push_back({one, 0, 0, {}});
  }
  using Candidate = std::pair<std::uint64_t, std::size_t>;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> candidates;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool is_union = all[i].definition->as<model::Union>() != nullptr;
    if (all[i].definition->as<model::Enum>() != nullptr) all[i].bytes = word_bytes;
    for (const Type* type : types_in(*all[i].definition)) {
      Part part = part_of(*type);
      if (part.definition != nullptr) {
        all[numbers.at(part.definition)].users.emplace_back(i, part.times);
        ++all[i].missing;
      } else if (is_union) {
        candidates.emplace(word_bytes + part.bytes, i);
      } else {
        all[i].bytes += part.bytes;
      }
    }
    if (!is_union && all[i].missing == 0) candidates.emplace(all[i].bytes, i);
  }
  while (!candidates.empty()) {
    auto [bytes, settled] = candidates.top();
    candidates.pop();
    if (!sizes_.try_emplace(all[settled].definition, WireSize{bytes, std::nullopt}).second) continue;
    for (auto [user, times] : all[settled].users) {
      Open& open = all[user];
      if (open.definition->as<model::Union>() != nullptr) {
        candidates.emplace(word_bytes + bytes * times, user);
      } else {
        open.bytes += bytes * times;
        if (--open.missing == 0) candidates.emplace(open.bytes, user);
      }
    }
  }
}

void WireSizes::find_most(const model::Model& model) {
  std::vector<const Definition*> nodes;
  std::map<const Definition*, std::size_t> numbers;
  for (const Definition* one : model.in_order) {
    if (!one->is_type()) continue;
    numbers[one] = nodes.size();
    nodes.push_back(one);
  }
  Edges edges(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (const Type* type : types_in(*nodes[i])) {
      while (type->element != nullptr) type = type->element;
      if (type->kind == Kind::named) edges[i].push_back(numbers.at(type->definition));
    }
  }
  for (const auto& component : components(edges)) {
    std::size_t number = component[0];
    bool recursive = component.size() > 1 ||
                     std::find(edges[number].begin(), edges[number].end(), number) != edges[number].end();
    if (recursive) continue;  // nothing bounds how deep its values are
    const Definition& one = *nodes[number];
    Most most = one.as<model::Enum>() != nullptr ? word_bytes : 0;
    bool is_union = one.as<model::Union>() != nullptr;
    bool bounded = true;
    for (const Type* type : types_in(one)) {
      Most part = of(*type).most;
      bounded = bounded && part;
      most = is_union ? std::max(most, part) : sum(most, part);
    }
    sizes_.at(&one).most = !bounded ? std::nullopt : is_union ? sum(most, word_bytes) : most;
  }
}

WireSize WireSizes::of(const Type& type) const {
  if (type.kind == Kind::named) return of(*type.definition);
  bool bounded = type.bound != model::unbounded;
  switch (type.kind) {
    case Kind::string:
    case Kind::opaque: return {word_bytes, bounded ? Most(word_bytes + padded(type.bound)) : std::nullopt};
    case Kind::fixed_array: {
      WireSize one = of(*type.element);
      return {one.least * type.bound, product(type.bound, one.most)};
    }
    case Kind::variable_array: {
      // Of elements that take no bytes any number takes none.
      Most one = of(*type.element).most;
      Most all = bounded || one == 0 ? product(type.bound, one) : std::nullopt;
      return {word_bytes, sum(word_bytes, all)};
    }
    case Kind::optional: return {word_bytes, sum(word_bytes, of(*type.element).most)};
    default: break;
  }
  std::uint64_t fixed = model::layout_of(type).wire;
  return {fixed, fixed};
}

}  // namespace farcallc
