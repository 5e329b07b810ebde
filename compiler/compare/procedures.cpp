// Changes of a procedure: its attributes, its parameters and its results.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/compare/differences.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

constexpr Roles in_calls{true, false};
constexpr Roles in_replies{false, true};

// Attributes are not on the wire. They are promises, and those who learned them rely on them.
struct Promise {
  std::string_view attribute;
  const char* lost_when_dropped;
  Way way_when_dropped;
  const char* lost_when_added;  // null: nothing
};
constexpr Promise promises[] = {
    {"idempotent", "callers that send a call again, as they may with an idempotent one, do harm",
     Way::old_to_new, nullptr},
    {"at_most_once", "a call that is sent again may run twice", Way::old_to_new, nullptr},
    {"durable", "a call that is sent again after the server was restarted may run twice", Way::old_to_new,
     nullptr},
    {"oneway", "callers wait for a reply that never comes", Way::new_to_old,
     "callers wait for a reply that never comes"},
};

bool has(const model::Procedure& of, std::string_view attribute) {
  return std::any_of(of.attributes.begin(), of.attributes.end(),
                     [&](const ast::Attribute& one) { return one.name == attribute; });
}

// "int (string<> name, out point where)"
std::string signature_of(const model::Procedure& of) {
  std::vector<std::string> parameters;
  for (const model::Parameter& one : of.parameters) {
    const char* direction = one.direction == ast::Direction::in    ? ""
                            : one.direction == ast::Direction::out ? "out "
                                                                   : "inout ";
    parameters.push_back(fmt::format("{}{}{}{}", direction, written(*one.field.type),
                                     one.field.name.empty() ? "" : " ", one.field.name));
  }
  return fmt::format("{} ({})", written(*of.result), fmt::join(parameters, ", "));
}

std::vector<model::Field> call_of(const model::Procedure& of) {
  std::vector<model::Field> fields;
  for (const model::Parameter& one : of.parameters) {
    if (one.direction != ast::Direction::out) fields.push_back(one.field);
  }
  return fields;
}

std::vector<model::Field> reply_of(const model::Procedure& of) {
  std::vector<model::Field> fields{{"", of.span, of.result, {}}};
  for (const model::Parameter& one : of.parameters) {
    if (one.direction != ast::Direction::in) fields.push_back(one.field);
  }
  return fields;
}

std::vector<model::Field> all_of(const model::Procedure& of) {
  std::vector<model::Field> fields;
  for (const model::Parameter& one : of.parameters) fields.push_back(one.field);
  return fields;
}

TypeList types_of(const std::vector<model::Field>& fields) {
  TypeList types;
  for (const model::Field& one : fields) types.push_back(one.type);
  return types;
}

}  // namespace

void Differences::procedure(const std::string& path, const model::Procedure& before,
                            const model::Procedure& after) {
  attributes(path, before, after);
  bool alike = before.parameters.size() == after.parameters.size() &&
               !match_fields(all_of(before), all_of(after)).reordered;
  for (std::size_t i = 0; alike && i < before.parameters.size(); ++i) {
    alike = before.parameters[i].direction == after.parameters[i].direction;
  }
  if (alike) {
    parameters(path, before, after);
  } else {
    signature(path, before, after);
  }
}

void Differences::attributes(const std::string& path, const model::Procedure& before,
                             const model::Procedure& after) {
  for (const Promise& one : promises) {
    bool was = has(before, one.attribute);
    bool is = has(after, one.attribute);
    if (was == is) continue;
    Change& change =
        add(is ? "attribute_added" : "attribute_dropped",
            fmt::format("procedure '{}' is {} '{}'", path, is ? "now" : "no longer", one.attribute),
            before.span, after.span);
    if (was) {
      change.wire = {{one.way_when_dropped, Effect::misread, one.lost_when_dropped, in_calls}};
    } else if (one.lost_when_added != nullptr) {
      change.wire = {{Way::old_to_new, Effect::misread, one.lost_when_added, in_calls}};
    }
  }
}

// As many parameters as before, in the same directions: each is compared with its own.
void Differences::parameters(const std::string& path, const model::Procedure& before,
                             const model::Procedure& after) {
  for (std::size_t i = 0; i < before.parameters.size(); ++i) {
    const model::Parameter& was = before.parameters[i];
    const model::Parameter& is = after.parameters[i];
    if (was.field.name != is.field.name && !was.field.name.empty() && !is.field.name.empty()) {
      add("parameter_renamed",
          fmt::format("parameter '{}' of procedure '{}' is renamed to '{}'", was.field.name, path,
                      is.field.name),
          was.field.span, is.field.span);
    }
    std::string subject = is.field.name.empty()
                              ? fmt::format("parameter {} of procedure '{}'", i + 1, path)
                              : fmt::format("parameter '{}' of procedure '{}'", is.field.name, path);
    Roles roles{is.direction != ast::Direction::out, is.direction != ast::Direction::in};
    use({"parameter_type", subject, was.field.span, is.field.span, roles}, *was.field.type, *is.field.type);
  }
  use({"result_type", fmt::format("the result of procedure '{}'", path), before.span, after.span, in_replies},
      *before.result, *after.result);
}

void Differences::signature(const std::string& path, const model::Procedure& before,
                            const model::Procedure& after) {
  Change& change =
      add("signature",
          fmt::format("procedure '{}' is '{}', was '{}'", path, signature_of(after), signature_of(before)),
          before.span, after.span);
  change.source = "the functions of Client and Server have other parameters";
  change.wire = in_messages(in_calls, message_losses(call_of(before), call_of(after)));
  for (Loss& one : in_messages(in_replies, message_losses(reply_of(before), reply_of(after)))) {
    change.wire.push_back(std::move(one));
  }
  if (change.wire.empty()) change.note = "the bytes stay the same";
}

// Of all that one message carries.
Losses Differences::message_losses(const std::vector<model::Field>& before,
                                   const std::vector<model::Field>& after) {
  if (match_fields(before, after).reordered) {
    return both_ways(Effect::misread, "values are taken for one another", {});
  }
  TypeList types_before = types_of(before);
  TypeList types_after = types_of(after);
  Verdict verdict = compare_here(types_before, types_after);
  if (verdict.harmless()) return {};
  // What only ends earlier or later is noticed: nothing may be left over.
  auto flat_before = flattened(types_before);
  auto flat_after = flattened(types_after);
  if (flat_before && flat_after && flat_before->size() != flat_after->size()) {
    bool grew = flat_before->size() < flat_after->size();
    std::size_t both = std::min(flat_before->size(), flat_after->size());
    flat_before->resize(both);
    flat_after->resize(both);
    if (compare_here(*flat_before, *flat_after).harmless()) {
      const char* missing = "values are missing at the end";
      const char* left_over = "values are left over at the end";
      return {{Way::old_to_new, Effect::refused, grew ? missing : left_over, {}},
              {Way::new_to_old, Effect::refused, grew ? left_over : missing, {}}};
    }
  }
  Losses losses;
  auto add_loss = [&](Way way, Effect effect) {
    if (effect == Effect::none) return;
    losses.push_back({way,
                      effect,
                      effect == Effect::misread ? "values are taken for others" : "some values are refused",
                      {}});
  };
  add_loss(Way::old_to_new, verdict.old_to_new);
  add_loss(Way::new_to_old, verdict.new_to_old);
  return losses;
}

}  // namespace farcallc::compare
