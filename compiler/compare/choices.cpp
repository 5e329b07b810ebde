#include <compiler/compare/choices.hpp>

#include <map>
#include <set>

namespace farcallc::compare {
namespace {

using Values = std::set<std::int64_t>;

// The values of the discriminant's type where those can be counted; nothing for numbers.
std::optional<Values> values_of(const model::Union& of) {
  if (of.discriminant_enum == nullptr) {
    if (model::resolve(*of.discriminant.type).kind == model::Kind::boolean) return Values{0, 1};
    return std::nullopt;
  }
  Values all;
  for (const model::Enumerator& one : of.discriminant_enum->as<model::Enum>()->enumerators) {
    all.insert(one.value);
  }
  return all;
}

const model::Arm* default_of(const model::Union& of) {
  for (const model::Arm& arm : of.arms) {
    if (arm.is_default) return &arm;
  }
  return nullptr;
}

void add_side(const model::Union& of, Choice::Side Choice::*side, std::map<std::int64_t, Choice>& all) {
  for (const model::Arm& arm : of.arms) {
    for (std::size_t i = 0; i < arm.cases.size(); ++i) {
      Choice& choice = all[arm.cases[i]];
      choice.name = arm.case_names[i];
      (choice.*side).arm = &arm;
      (choice.*side).by_case = true;
    }
  }
  if (of.discriminant_enum == nullptr) return;
  for (const model::Enumerator& one : of.discriminant_enum->as<model::Enum>()->enumerators) {
    Choice& choice = all[one.value];
    if (choice.name.empty()) choice.name = one.name;
  }
}

// Where no case says otherwise, the default arm is meant.
void complete_side(const std::optional<Values>& values, const model::Arm* default_arm, Choice::Side& side,
                   const Choice& choice) {
  side.has_value = !values || (choice.value && values->contains(*choice.value));
  if (!side.by_case) side.arm = default_arm;
}

}  // namespace

std::vector<Choice> choices(const model::Union& before, const model::Union& after) {
  std::map<std::int64_t, Choice> named;
  add_side(after, &Choice::after, named);
  add_side(before, &Choice::before, named);
  std::optional<Values> values_before = values_of(before);
  std::optional<Values> values_after = values_of(after);
  for (const auto& values : {values_before, values_after}) {
    if (values) {
      for (std::int64_t one : *values) named.try_emplace(one);
    }
  }
  std::vector<Choice> all;
  for (auto& [value, choice] : named) {
    choice.value = value;
    if (choice.name.empty()) choice.name = std::to_string(value);
    all.push_back(std::move(choice));
  }
  if (!values_before || !values_after) all.emplace_back().name = "default";
  const model::Arm* default_before = default_of(before);
  const model::Arm* default_after = default_of(after);
  for (Choice& choice : all) {
    complete_side(values_before, default_before, choice.before, choice);
    complete_side(values_after, default_after, choice.after, choice);
  }
  return all;
}

}  // namespace farcallc::compare
