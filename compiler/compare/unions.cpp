// Changes of unions.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <compiler/compare/differences.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

bool has_data(const model::Arm& arm) { return model::resolve(*arm.field.type).kind != model::Kind::void_; }

// Setting such an arm takes the discriminant, too, because several select it.
bool chooses(const model::Arm& arm) { return arm.is_default || arm.cases.size() > 1; }

std::set<std::string_view> names_of(const model::Union& of) {
  std::set<std::string_view> names;
  for (const model::Arm& arm : of.arms) {
    if (has_data(arm)) names.insert(arm.field.name);
  }
  return names;
}

// "cases RED, GREEN"
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 6;
  auto last = names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most));
  std::string text =
      fmt::format("case{} {}", names.size() == 1 ? "" : "s", fmt::join(names.begin(), last, ", "));
  return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

std::string data_of(const model::Arm& arm) {
  return has_data(arm) ? fmt::format("'{}' of type '{}'", arm.field.name, written(*arm.field.type))
                       : "no data";
}

std::string fresh(const model::Union& of) {
  const model::Arm& arm = of.arms[of.initial_arm];
  for (std::size_t i = 0; i < arm.cases.size(); ++i) {
    if (arm.cases[i] == of.initial_value && !arm.case_names[i].empty()) return std::string(arm.case_names[i]);
  }
  return std::to_string(of.initial_value);
}

}  // namespace

void Differences::union_(const Definition& before, const Definition& after) {
  const auto& was = *before.as<model::Union>();
  const auto& is = *after.as<model::Union>();
  if (was.discriminant.name != is.discriminant.name) {
    add("discriminant_renamed",
        fmt::format("the discriminant '{}' of {} is renamed to '{}'", was.discriminant.name, called(after),
                    is.discriminant.name),
        was.discriminant.span, is.discriminant.span)
        .source = "the old name is gone";
  }
  use({"discriminant_type", fmt::format("the discriminant '{}' of {}", is.discriminant.name, called(after)),
       was.discriminant.span, is.discriminant.span, pairs_.roles(before, after)},
      *was.discriminant.type, *is.discriminant.type);
  const UnionPair unions{before, after, names_of(was), names_of(is)};
  for (const Selection& one : selections(was, is)) {
    if (one.before != nullptr && one.after != nullptr && one.was_case == one.is_case) {
      arm(one, unions);
    } else {
      selection(one, unions);
    }
  }
  if (was.initial_value != is.initial_value) fresh_value(before, after, fresh(was), fresh(is));
}

// What discriminants select, together where it is the same arm: an arm is compared once.
std::vector<Differences::Selection> Differences::selections(const model::Union& was, const model::Union& is) {
  using Key = std::tuple<const model::Arm*, const model::Arm*, bool, bool>;
  std::map<Key, std::size_t> numbers;
  std::vector<Selection> all;
  for (const Choice& one : choices(was, is)) {
    Selection made;
    made.before = one.before.sends() ? one.before.arm : nullptr;
    made.after = one.after.sends() ? one.after.arm : nullptr;
    made.was_case = made.before != nullptr && one.before.by_case;
    made.is_case = made.after != nullptr && one.after.by_case;
    // A value that one discriminant's type does not have is a change of that type.
    bool is_known = one.before.has_value && one.after.has_value;
    if (!made.was_case && !made.is_case && (!is_known || made.before == made.after)) continue;
    auto [place, fresh] =
        numbers.try_emplace({made.before, made.after, made.was_case, made.is_case}, all.size());
    if (fresh) all.push_back(std::move(made));
    all[place->second].values.push_back(one.name);
  }
  for (Selection& one : all) {
    one.text = one.was_case || one.is_case ? listed(one.values) : "default";
  }
  return all;
}

// Cases that came, that went, or that are no longer, or only now, told from all others.
void Differences::selection(const Selection& one, const UnionPair& unions) {
  const model::Arm* was = one.before;
  const model::Arm* is = one.after;
  bool added = one.is_case || was == nullptr;
  const char* verb = one.text == "default" || one.values.size() == 1 ? "is" : "are";
  std::string text =
      added ? fmt::format("{} of {} {} added: {}", one.text, called(unions.after), verb, data_of(*is))
            : fmt::format("{} of {} {} removed: {}", one.text, called(unions.before), verb, data_of(*was));
  if (was != nullptr && is != nullptr) {
    text +=
        added ? fmt::format("; default was {}", data_of(*was)) : fmt::format("; default is {}", data_of(*is));
  }
  Change& change = add(added ? "case_added" : "case_removed", std::move(text),
                       was != nullptr ? std::optional(was->field.span) : std::nullopt,
                       is != nullptr ? std::optional(is->field.span) : std::nullopt);
  if (was != nullptr && is != nullptr) {
    compare_here(*was->field.type, *is->field.type, &change.wire);
  } else {
    change.wire.push_back({was == nullptr ? Way::new_to_old : Way::old_to_new,
                           Effect::refused,
                           one.text == "default" ? "all other values are refused"
                                                 : fmt::format("{} {} refused", one.text, verb),
                           {}});
  }
  change.wire = in_messages(pairs_.roles(unions.before, unions.after), std::move(change.wire));
  if (was != nullptr && has_data(*was) && !unions.names_after.contains(was->field.name)) {
    change.source = fmt::format("the functions of '{}' are gone", was->field.name);
  }
}

// An arm that both unions have.
void Differences::arm(const Selection& one, const UnionPair& unions) {
  const model::Arm& was = *one.before;
  const model::Arm& is = *one.after;
  std::string subject = fmt::format("{} of {}", one.text, called(unions.after));
  bool both_have_data = has_data(was) && has_data(is);
  if (both_have_data && was.field.name != is.field.name) {
    bool is_renamed =
        !unions.names_after.contains(was.field.name) && !unions.names_before.contains(is.field.name);
    add("arm_renamed", fmt::format("{} selects '{}', was '{}'", subject, is.field.name, was.field.name),
        was.field.span, is.field.span)
        .source = is_renamed ? "the old name is gone" : "the functions of another arm reach this data";
  } else if (both_have_data && chooses(was) != chooses(is)) {
    add("arm_setter",
        fmt::format("arm '{}' of {} is for {} now, was for {}", is.field.name, called(unions.after),
                    chooses(is) ? "several values" : "one value", chooses(is) ? "one" : "several"),
        was.field.span, is.field.span)
        .source = fmt::format("set_{0} and make_{0} {1} the discriminant", is.field.name,
                              chooses(is) ? "also take" : "no longer take");
  }
  use({"arm_type", has_data(is) ? fmt::format("{} ('{}')", subject, is.field.name) : subject, was.field.span,
       is.field.span, pairs_.roles(unions.before, unions.after)},
      *was.field.type, *is.field.type);
}

}  // namespace farcallc::compare
