// Which elements of two lists are the same one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <compiler/model.hpp>

namespace farcallc::compare {

// Fields and parameters are known by name; where names changed, by the neighbours that kept theirs.
struct FieldMatching {
  std::vector<std::pair<std::size_t, std::size_t>> both;
  std::vector<std::size_t> removed;
  std::vector<std::size_t> added;
  bool reordered = false;  // those that are in both stand in another order
};
[[nodiscard]] FieldMatching match_fields(const std::vector<model::Field>& before,
                                         const std::vector<model::Field>& after);

// Programs, versions, procedures and enumerators are numbers on the wire and names in a program.
struct Numbered {
  std::string name;
  std::int64_t number = 0;
};
[[nodiscard]] Numbered numbered(const model::Definition* program);
[[nodiscard]] Numbered numbered(const model::Version& version);
[[nodiscard]] Numbered numbered(const model::Procedure& procedure);
[[nodiscard]] Numbered numbered(const model::Enumerator& enumerator);

struct NumberedMatch {
  std::optional<std::size_t> before;  // none: added
  std::optional<std::size_t> after;   // none: removed
};
// By number, unless the name at this number has another one in the other list: who says the name means that
// one. In the order of `after`, then what was removed.
[[nodiscard]] std::vector<NumberedMatch> match_numbered(const std::vector<Numbered>& before,
                                                        const std::vector<Numbered>& after);

// Two elements that are the same one, in their lists; null where there is none.
template <typename Item>
struct Match {
  const Item* before = nullptr;
  const Item* after = nullptr;
};
template <typename Item>
[[nodiscard]] std::vector<Match<Item>> match(const std::vector<Item>& before,
                                             const std::vector<Item>& after) {
  auto all_numbered = [](const std::vector<Item>& items) {
    std::vector<Numbered> all;
    all.reserve(items.size());
    for (const Item& one : items) all.push_back(numbered(one));
    return all;
  };
  std::vector<Match<Item>> all;
  for (const NumberedMatch& one : match_numbered(all_numbered(before), all_numbered(after))) {
    all.push_back({one.before ? &before[*one.before] : nullptr, one.after ? &after[*one.after] : nullptr});
  }
  return all;
}

[[nodiscard]] std::vector<const model::Definition*> programs_of(const model::Model& model);

}  // namespace farcallc::compare
