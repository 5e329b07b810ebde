// Whether values of one type are understood as another: by what is on the wire, not by names.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <compiler/compare/change.hpp>
#include <compiler/model.hpp>

namespace farcallc::compare {

using TypeList = std::vector<const model::Type*>;
using Inside = std::function<Verdict(const model::Type&, const model::Type&)>;

// One level of two types; `inside` is asked for what they are made of. What is lost for a reason that can be
// named is added to `losses` where that is not null.
[[nodiscard]] Verdict compare_level(const model::Type& before, const model::Type& after, const Inside& inside,
                                    Losses* losses);

// Values that follow one another, as fields and parameters do. That they are grouped into structs and arrays
// is not on the wire.
[[nodiscard]] Verdict compare_lists(const TypeList& before, const TypeList& after, const Inside& inside);

// What a list consists of on the wire, or nothing where that is long.
// Limit: 1000 values.
[[nodiscard]] std::optional<TypeList> flattened(const TypeList& types);

// What tells types apart, typedefs seen through: a definition, a kind, or the place where a bound is written.
[[nodiscard]] const void* identity(const model::Type& type);
using TypePair = std::pair<const void*, const void*>;

// Compares types as deep as they go. Pairs that are being compared count as the same until something else is
// known, so that recursive types end; each pair is kept, so that shared types are compared once.
// Limit: of more than 100,000 pairs those that come late count as different.
class Relation {
 public:
  [[nodiscard]] Verdict of(const model::Type& before, const model::Type& after);

 private:
  struct Node {
    const model::Type* before;
    const model::Type* after;
    Verdict verdict;
    std::vector<std::size_t> users;  // to be looked at again when the verdict changes
    bool waits = true;
  };

  Verdict ask(const model::Type& before, const model::Type& after, std::optional<std::size_t> user);
  void settle();

  std::deque<Node> nodes_;
  std::map<TypePair, std::size_t> numbers_;
  std::deque<std::size_t> waiting_;
  std::deque<model::Type> kept_;  // types that callers may not keep
};

}  // namespace farcallc::compare
