#include <compiler/compare/matching.hpp>

#include <algorithm>
#include <map>
#include <string_view>

#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

using Indices = std::vector<std::size_t>;

// Between two fields that are in both lists as many were put as were taken away: they got other names.
void match_gap(const Indices& before, const Indices& after, FieldMatching& out) {
  if (before.size() == after.size()) {
    for (std::size_t i = 0; i < before.size(); ++i) out.both.emplace_back(before[i], after[i]);
    return;
  }
  out.removed.insert(out.removed.end(), before.begin(), before.end());
  out.added.insert(out.added.end(), after.begin(), after.end());
}

Indices range(std::size_t first, std::size_t last) {
  Indices all;
  for (; first < last; ++first) all.push_back(first);
  return all;
}

}  // namespace

FieldMatching match_fields(const std::vector<model::Field>& before, const std::vector<model::Field>& after) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < before.size(); ++i) places.emplace(before[i].name, i);
  std::vector<std::optional<std::size_t>> old_of(after.size());
  std::vector<bool> stays(before.size());
  FieldMatching out;
  std::size_t last = 0;
  for (std::size_t j = 0; j < after.size(); ++j) {
    auto found = places.find(after[j].name);
    if (found == places.end() || after[j].name.empty()) continue;
    old_of[j] = found->second;
    stays[found->second] = true;
    out.reordered = out.reordered || found->second < last;
    last = found->second;
  }
  if (out.reordered) {
    for (std::size_t j = 0; j < after.size(); ++j) {
      if (old_of[j]) {
        out.both.emplace_back(*old_of[j], j);
      } else {
        out.added.push_back(j);
      }
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!stays[i]) out.removed.push_back(i);
    }
    return out;
  }
  std::size_t next_before = 0;
  std::size_t next_after = 0;
  for (std::size_t j = 0; j <= after.size(); ++j) {
    if (j < after.size() && !old_of[j]) continue;
    std::size_t end = j < after.size() ? *old_of[j] : before.size();
    match_gap(range(next_before, end), range(next_after, j), out);
    if (j < after.size()) out.both.emplace_back(end, j);
    next_before = end + 1;
    next_after = j + 1;
  }
  return out;
}

Numbered numbered(const model::Definition* program) {
  return {qualified_name(*program), program->as<model::Program>()->number};
}
Numbered numbered(const model::Version& version) { return {std::string(version.name), version.number}; }
Numbered numbered(const model::Procedure& procedure) {
  return {std::string(procedure.name), procedure.number};
}
Numbered numbered(const model::Enumerator& enumerator) {
  return {std::string(enumerator.name), enumerator.value};
}

std::vector<const model::Definition*> programs_of(const model::Model& model) {
  std::vector<const model::Definition*> all;
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Program>() != nullptr) all.push_back(&one);
  }
  return all;
}

std::vector<NumberedMatch> match_numbered(const std::vector<Numbered>& before,
                                          const std::vector<Numbered>& after) {
  std::map<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < before.size(); ++i) by_name.emplace(before[i].name, i);
  std::vector<NumberedMatch> all(after.size());
  std::vector<bool> matched(before.size());
  for (std::size_t j = 0; j < after.size(); ++j) {
    all[j].after = j;
    auto found = by_name.find(after[j].name);
    if (found == by_name.end()) continue;
    all[j].before = found->second;
    matched[found->second] = true;
  }
  // Names that are gone, by number; enumerators may share one.
  std::map<std::int64_t, Indices> by_number;
  for (std::size_t i = before.size(); i-- > 0;) {
    if (!matched[i]) by_number[before[i].number].push_back(i);
  }
  for (NumberedMatch& match : all) {
    if (match.before) continue;
    auto found = by_number.find(after[*match.after].number);
    if (found == by_number.end() || found->second.empty()) continue;
    match.before = found->second.back();
    matched[*match.before] = true;
    found->second.pop_back();
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!matched[i]) all.push_back({i, std::nullopt});
  }
  return all;
}

}  // namespace farcallc::compare
