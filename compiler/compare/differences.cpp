#include <compiler/compare/differences.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include <compiler/compare/compare.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {

using model::Kind;

std::string called(const model::Definition& definition) {
  return fmt::format("{} '{}'", word(definition), qualified_name(definition));
}

Losses in_messages(Roles roles, Losses losses) {
  for (Loss& one : losses) one.roles = roles;
  return losses;
}

Losses both_ways(Effect effect, const std::string& what, Roles roles) {
  return {{Way::old_to_new, effect, what, roles}, {Way::new_to_old, effect, what, roles}};
}

namespace {

// Structs and unions: what is lost between two of them has many reasons, and is told as a whole.
bool is_composite(const model::Type& type) {
  return type.kind == Kind::named && type.definition->as<model::Enum>() == nullptr;
}

std::string loss_between(const model::Type& sent, const model::Type& taken, Effect effect) {
  bool nothing_sent = model::resolve(sent).kind == Kind::void_;
  bool nothing_taken = model::resolve(taken).kind == Kind::void_;
  if (nothing_sent) return fmt::format("'{}' is read where nothing was sent", written(taken));
  if (nothing_taken) return fmt::format("'{}' is sent and not read", written(sent));
  return effect == Effect::misread
             ? fmt::format("'{}' is taken for '{}'", written(sent), written(taken))
             : fmt::format("some values of '{}' are refused as '{}'", written(sent), written(taken));
}

void add_losses(const model::Type& before, const model::Type& after, Verdict verdict, Losses& losses) {
  if (verdict.old_to_new != Effect::none) {
    losses.push_back(
        {Way::old_to_new, verdict.old_to_new, loss_between(before, after, verdict.old_to_new), {}});
  }
  if (verdict.new_to_old != Effect::none) {
    losses.push_back(
        {Way::new_to_old, verdict.new_to_old, loss_between(after, before, verdict.new_to_old), {}});
  }
}

}  // namespace

std::vector<Change> changes(const model::Model& before, const model::Model& after) {
  return Differences(before, after).run();
}

std::vector<Change> Differences::run() {
  constants();
  for (const Definition& one : after_.definitions) {
    if (const Definition* other = one.is_type() ? pairs_.before_of(one) : nullptr) pair(*other, one);
  }
  unpaired();
  programs();
  auto place = [](const Change& one) {
    Span span = one.new_place ? *one.new_place : *one.old_place;
    return std::tuple(!one.new_place, span.file, span.begin);
  };
  std::stable_sort(changes_.begin(), changes_.end(),
                   [&](const Change& a, const Change& b) { return place(a) < place(b); });
  return std::move(changes_);
}

Change& Differences::add(std::string what, std::string text, std::optional<Span> before,
                         std::optional<Span> after) {
  Change change;
  change.what = std::move(what);
  change.text = std::move(text);
  change.old_place = before;
  change.new_place = after;
  return changes_.emplace_back(std::move(change));
}

void Differences::pair(const Definition& before, const Definition& after) {
  if (qualified_name(before) != qualified_name(after)) {
    add("type_renamed", fmt::format("{} is renamed to '{}'", called(before), qualified_name(after)),
        before.span, after.span)
        .source = "the old name is gone";
  }
  if (before.of.index() != after.of.index()) {
    Type type_before;
    Type type_after;
    type_before.kind = type_after.kind = Kind::named;
    type_before.definition = &before;
    type_after.definition = &after;
    Change& change =
        add("type_kind", fmt::format("{} was a {}", called(after), word(before)), before.span, after.span);
    Losses losses;
    add_losses(type_before, type_after, relation_.of(type_before, type_after), losses);
    change.wire = in_messages(pairs_.roles(before, after), std::move(losses));
    change.source = "the type is another";
    return;
  }
  if (before.as<model::Enum>() != nullptr) enumeration(before, after);
  if (before.as<model::Struct>() != nullptr) structure(before, after);
  if (before.as<model::Union>() != nullptr) union_(before, after);
  if (auto* of = before.as<model::Alias>()) {
    use({"typedef_type", called(after), before.span, after.span, pairs_.roles(before, after)}, *of->type,
        *after.as<model::Alias>()->type);
  }
}

// Types that are in one of the interfaces only. What uses them says what that does to the wire.
void Differences::unpaired() {
  for (const Definition& one : before_.definitions) {
    if (!one.is_type() || pairs_.after_of(one) != nullptr) continue;
    add("type_removed", fmt::format("{} is removed", called(one)), one.span, std::nullopt).source =
        "the name is gone";
  }
  for (const Definition& one : after_.definitions) {
    if (!one.is_type() || pairs_.before_of(one) != nullptr) continue;
    add("type_added", fmt::format("{} is added", called(one)), std::nullopt, one.span);
  }
}

void Differences::use(const Use& place, const Type& before, const Type& after) {
  if (is_written_alike(before, after)) return;
  Losses losses;
  compare_here(before, after, &losses);
  Change& change = add(
      place.what, fmt::format("{} is of type '{}', was '{}'", place.subject, written(after), written(before)),
      place.before, place.after);
  change.wire = in_messages(place.roles, std::move(losses));
  if (!is_same_in_cpp(before, after)) change.source = "the type is another";
}

void Differences::fresh_value(const Definition& before, const Definition& after, const std::string& was,
                              const std::string& is) {
  add("fresh_value", fmt::format("a fresh value of {} is {}, was {}", called(after), is, was), before.span,
      after.span)
      .source = "what nobody has set has another value";
}

bool Differences::is_written_alike(const Type& before, const Type& after) const {
  if (before.kind == Kind::named || after.kind == Kind::named) return pairs_.same(before, after);
  if (before.kind != after.kind || before.bound != after.bound || before.borrowed != after.borrowed) {
    return false;
  }
  return before.element == nullptr || is_written_alike(*before.element, *after.element);
}

bool Differences::is_same_in_cpp(const Type& before, const Type& after) const {
  const Type& a = model::resolve(before);
  const Type& b = model::resolve(after);
  if (a.kind == Kind::named || b.kind == Kind::named) return pairs_.same(a, b);
  bool is_sized = a.kind == Kind::fixed_array || a.kind == Kind::fixed_opaque;
  if (a.kind != b.kind || a.borrowed != b.borrowed || (is_sized && a.bound != b.bound)) return false;
  return a.element == nullptr || is_same_in_cpp(*a.element, *b.element);
}

Verdict Differences::compare_here(const Type& before, const Type& after, Losses* losses) {
  const Type& a = model::resolve(before);
  const Type& b = model::resolve(after);
  if (pairs_.same(before, after) || pairs_.same(a, b)) return {};
  auto [place, fresh] = told_.try_emplace({identity(a), identity(b)});
  Told& told = place->second;
  if (fresh) told = compare_once(a, b);
  if (losses != nullptr) losses->insert(losses->end(), told.losses.begin(), told.losses.end());
  return told.verdict;
}

Differences::Told Differences::compare_once(const Type& before, const Type& after) {
  bool regrouped = (before.kind == Kind::fixed_array) != (after.kind == Kind::fixed_array) ||
                   (before.kind == Kind::fixed_array && before.bound != after.bound);
  Told told;
  if (regrouped || is_composite(before) || is_composite(after)) {
    told.verdict = relation_.of(before, after);
  } else {
    Losses& losses = told.losses;
    auto inside = [&](const Type& x, const Type& y) { return compare_here(x, y, &losses); };
    told.verdict = compare_level(before, after, inside, &losses);
  }
  if (told.losses.empty()) add_losses(before, after, told.verdict, told.losses);
  return told;
}

Verdict Differences::compare_here(const TypeList& before, const TypeList& after) {
  return compare_lists(before, after,
                       [&](const Type& a, const Type& b) { return compare_here(a, b, nullptr); });
}

}  // namespace farcallc::compare
