// Changes of constants, enums and structs.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include <compiler/compare/differences.hpp>
#include <compiler/constant.hpp>
#include <compiler/emit/cpp/types.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

std::string value_of(const model::Constant& of) { return of.text ? *of.text : to_string(of.value); }

void add_bounds(const model::Model& model, std::set<const model::Definition*>& bounds) {
  for (const model::Type& type : model.types) {
    if (type.bound_constant != nullptr) bounds.insert(type.bound_constant);
  }
}

std::string names_of(const std::vector<model::Field>& fields) {
  std::string text;
  for (const model::Field& one : fields) {
    if (text.size() > 60) return text + ", …";
    text += fmt::format("{}{}", text.empty() ? "" : ", ", one.name);
  }
  return text;
}

using Values = std::map<std::int32_t, std::string_view>;

Values values_of(const model::Enum& of) {
  Values values;
  for (const model::Enumerator& one : of.enumerators) values.emplace(one.value, one.name);
  return values;
}

// What becomes of an enumerator of one side where the other has these.
Loss enumerator_loss(Way way, Roles roles, const model::Enumerator& sent, const Values& taken) {
  auto found = taken.find(sent.value);
  if (found == taken.end()) return {way, Effect::refused, fmt::format("{} is refused", sent.name), roles};
  return {way, Effect::misread, fmt::format("{} is taken for {}", sent.name, found->second), roles};
}

}  // namespace

void Differences::constants() {
  std::set<const Definition*> bounds;
  add_bounds(before_, bounds);
  add_bounds(after_, bounds);
  std::map<std::string, const Definition*> old;
  for (const Definition& one : before_.definitions) {
    if (one.as<model::Constant>() != nullptr) old.emplace(qualified_name(one), &one);
  }
  for (const Definition& one : after_.definitions) {
    if (one.as<model::Constant>() == nullptr) continue;
    auto found = old.find(qualified_name(one));
    if (found == old.end()) {
      add("constant_added", fmt::format("{} is added", called(one)), std::nullopt, one.span);
      continue;
    }
    bool is_bound = bounds.contains(found->second) || bounds.contains(&one);
    constant(*found->second, one, is_bound);
    old.erase(found);
  }
  for (const auto& [name, one] : old) {
    add("constant_removed", fmt::format("{} is removed", called(*one)), one->span, std::nullopt).source =
        "the name is gone";
  }
}

void Differences::constant(const Definition& before, const Definition& after, bool is_bound) {
  const auto& was = *before.as<model::Constant>();
  const auto& is = *after.as<model::Constant>();
  if (value_of(was) == value_of(is)) return;
  Change& change =
      add("constant_value", fmt::format("{} is {}, was {}", called(after), value_of(is), value_of(was)),
          before.span, after.span);
  if (std::string_view(cpp::constant_type(was)) != cpp::constant_type(is)) {
    change.source =
        fmt::format("its C++ type is {}, was {}", cpp::constant_type(is), cpp::constant_type(was));
  }
  if (is_bound) {
    change.note = "what it bounds is listed on its own";
    return;
  }
  // Such a constant exists to be sent: as a flag, a kind, a magic number.
  change.wire = both_ways(Effect::misread, "where it is sent, it means another value to the receiver", {});
}

void Differences::enumeration(const Definition& before, const Definition& after) {
  const auto& was = *before.as<model::Enum>();
  const auto& is = *after.as<model::Enum>();
  const Roles roles = pairs_.roles(before, after);
  const Values values_before = values_of(was);
  const Values values_after = values_of(is);
  bool first_is_first = false;
  for (const auto& one : match(was.enumerators, is.enumerators)) {
    if (one.before == &was.enumerators[0]) first_is_first = one.after == &is.enumerators[0];
    if (one.before == nullptr) {
      Change& change = add("enumerator_added",
                           fmt::format("enumerator '{}' = {} is added to {}", one.after->name,
                                       one.after->value, called(after)),
                           std::nullopt, one.after->span);
      if (!values_before.contains(one.after->value)) {
        change.wire.push_back(enumerator_loss(Way::new_to_old, roles, *one.after, values_before));
      }
    } else if (one.after == nullptr) {
      Change& change = add("enumerator_removed",
                           fmt::format("enumerator '{}' = {} of {} is removed", one.before->name,
                                       one.before->value, called(before)),
                           one.before->span, std::nullopt);
      change.source = "the name is gone";
      if (!values_after.contains(one.before->value)) {
        change.wire.push_back(enumerator_loss(Way::old_to_new, roles, *one.before, values_after));
      }
    } else if (one.before->value != one.after->value) {
      add("enumerator_value",
          fmt::format("enumerator '{}' of {} is {}, was {}", one.after->name, called(after), one.after->value,
                      one.before->value),
          one.before->span, one.after->span)
          .wire = {enumerator_loss(Way::old_to_new, roles, *one.before, values_after),
                   enumerator_loss(Way::new_to_old, roles, *one.after, values_before)};
    } else if (one.before->name != one.after->name) {
      add("enumerator_renamed",
          fmt::format("enumerator '{}' = {} of {} is renamed to '{}'", one.before->name, one.before->value,
                      called(after), one.after->name),
          one.before->span, one.after->span)
          .source = "the old name is gone";
    }
  }
  if (!first_is_first) {
    fresh_value(before, after, std::string(was.enumerators[0].name), std::string(is.enumerators[0].name));
  }
}

void Differences::structure(const Definition& before, const Definition& after) {
  const auto& was = before.as<model::Struct>()->fields;
  const auto& is = after.as<model::Struct>()->fields;
  FieldMatching fields = match_fields(was, is);
  Roles roles = pairs_.roles(before, after);
  if (fields.reordered) {
    Change& change = add("fields_reordered",
                         fmt::format("the fields of {} are in another order: {}; was {}", called(after),
                                     names_of(is), names_of(was)),
                         before.span, after.span);
    change.wire = both_ways(Effect::misread, "fields are taken for one another", roles);
    change.source = "initialisers have to follow the order of the fields";
  }
  for (auto [i, j] : fields.both) {
    if (was[i].name != is[j].name) {
      add("field_renamed",
          fmt::format("field '{}' of {} is renamed to '{}'", was[i].name, called(after), is[j].name),
          was[i].span, is[j].span)
          .source = "the old name is gone";
    }
    use({"field_type", fmt::format("field '{}' of {}", is[j].name, called(after)), was[i].span, is[j].span,
         roles},
        *was[i].type, *is[j].type);
  }
  if (fields.added.empty() && fields.removed.empty()) return;
  TypeList types_before;
  TypeList types_after;
  for (const model::Field& one : was) types_before.push_back(one.type);
  for (const model::Field& one : is) types_after.push_back(one.type);
  bool moves_bytes = !compare_here(types_before, types_after).harmless();
  std::size_t last_both = 0;
  for (auto [i, j] : fields.both) last_both = std::max(last_both, j + 1);
  for (std::size_t j : fields.added) field_added(is[j], after, roles, moves_bytes, j >= last_both);
  for (std::size_t i : fields.removed) field_removed(was[i], before, roles, moves_bytes);
}

void Differences::field_added(const model::Field& field, const Definition& of, Roles roles, bool moves_bytes,
                              bool is_last) {
  Change& change =
      add("field_added",
          fmt::format("field '{}' of type '{}' is added to {}", field.name, written(*field.type), called(of)),
          std::nullopt, field.span);
  if (!is_last) change.source = "initialisers without names shift";
  if (!moves_bytes) {
    change.note = "the bytes stay the same: its values were part of other fields";
    return;
  }
  change.wire = {{Way::old_to_new, Effect::misread, "it is read and was not sent", roles},
                 {Way::new_to_old, Effect::misread, "it is sent and taken for what follows", roles}};
}

void Differences::field_removed(const model::Field& field, const Definition& of, Roles roles,
                                bool moves_bytes) {
  Change& change = add(
      "field_removed",
      fmt::format("field '{}' of type '{}' of {} is removed", field.name, written(*field.type), called(of)),
      field.span, std::nullopt);
  change.source = "the name is gone";
  if (!moves_bytes) {
    change.note = "the bytes stay the same: its values are part of other fields";
    return;
  }
  change.wire = {{Way::old_to_new, Effect::misread, "it is sent and taken for what follows", roles},
                 {Way::new_to_old, Effect::misread, "it is read and was not sent", roles}};
}

}  // namespace farcallc::compare
