// Two types, one level deep.
#include <fmt/format.h>

#include <algorithm>

#include <compiler/compare/choices.hpp>
#include <compiler/compare/relation.hpp>
#include <compiler/compare/words.hpp>

namespace farcallc::compare {
namespace {

using model::Kind;
using model::Type;

void add(Losses* losses, Way way, Effect effect, std::string what) {
  if (losses == nullptr) return;
  Loss loss{way, effect, std::move(what)};
  if (std::find(losses->begin(), losses->end(), loss) == losses->end()) losses->push_back(std::move(loss));
}

Effect words_one_way(const Words& sent, const Words& taken, Way way, Losses* losses) {
  WordLoss loss = lost(sent, taken);
  if (loss.misread) {
    add(losses, way, Effect::misread,
        fmt::format("{} is taken for {}", number(*loss.misread, sent.is_signed),
                    number(*loss.misread, taken.is_signed)));
  }
  if (loss.refused) {
    add(losses, way, Effect::refused,
        fmt::format("some values are refused, for instance {}", number(*loss.refused, sent.is_signed)));
  }
  return loss.effect();
}

bool is_bytes(const Type& type) { return type.kind == Kind::string || type.kind == Kind::opaque; }

bool has_elements(const Type& type) {
  return type.kind == Kind::variable_array || type.kind == Kind::optional;
}

// Optional data is an array of at most one element: RFC 4506 §4.19.
std::uint32_t longest(const Type& type) { return type.kind == Kind::optional ? 1 : type.bound; }

Verdict lengths(const Type& before, const Type& after, const char* unit, Losses* losses) {
  std::uint32_t most_before = longest(before);
  std::uint32_t most_after = longest(after);
  if (most_before == most_after) return {};
  bool grew = most_before < most_after;
  std::uint32_t least = std::min(most_before, most_after);
  add(losses, grew ? Way::new_to_old : Way::old_to_new, Effect::refused,
      fmt::format("more than {} {} refused", least,
                  least == 1 ? fmt::format("{} is", unit) : fmt::format("{}s are", unit)));
  return grew ? Verdict{Effect::none, Effect::refused} : Verdict{Effect::refused, Effect::none};
}

const model::Union* as_union(const Type& type) {
  return type.kind == Kind::named ? type.definition->as<model::Union>() : nullptr;
}

// `union switch (bool b) { case TRUE: T t; case FALSE: void; }` is how the RFC explains `T *t`.
const Type* optional_element(const Type& type) {
  if (has_elements(type)) return longest(type) == 1 ? type.element : nullptr;
  const model::Union* of = as_union(type);
  if (of == nullptr || model::resolve(*of->discriminant.type).kind != Kind::boolean) return nullptr;
  const Type* element = nullptr;
  bool absent = false;
  for (const model::Arm& arm : of->arms) {
    for (std::int64_t value : arm.cases) {
      if (value != 0) element = arm.field.type;
      absent = absent || (value == 0 && model::resolve(*arm.field.type).kind == Kind::void_);
    }
  }
  return absent ? element : nullptr;
}

Effect one_way(const Choice::Side& sender, const Choice::Side& receiver, Effect inside) {
  if (!sender.sends()) return Effect::none;
  return receiver.sends() ? inside : Effect::refused;
}

Verdict unions(const model::Union& before, const model::Union& after, const Inside& inside) {
  Verdict verdict = inside(*before.discriminant.type, *after.discriminant.type);
  std::pair<const model::Arm*, const model::Arm*> last;
  Verdict last_inside;
  for (const Choice& choice : choices(before, after)) {
    std::pair arms{choice.before.arm, choice.after.arm};
    bool both = arms.first != nullptr && arms.second != nullptr;
    if (both && arms != last) {
      last = arms;
      last_inside = inside(*arms.first->field.type, *arms.second->field.type);
    }
    verdict = worse(verdict, {one_way(choice.before, choice.after, last_inside.old_to_new),
                              one_way(choice.after, choice.before, last_inside.new_to_old)});
    if (verdict.worst()) break;
  }
  return verdict;
}

bool is_list(const Type& type) {
  return type.kind == Kind::fixed_array || type.kind == Kind::void_ ||
         (type.kind == Kind::named && type.definition->as<model::Struct>() != nullptr);
}

TypeList parts(const Type& type) {
  TypeList all;
  if (type.kind != Kind::named || type.definition->as<model::Struct>() == nullptr) return {&type};
  for (const model::Field& field : type.definition->as<model::Struct>()->fields) all.push_back(field.type);
  return all;
}

bool is_same_scalar(const Type& before, const Type& after) {
  if (before.kind != after.kind) return false;
  return before.kind == Kind::i64 || before.kind == Kind::u64 || before.kind == Kind::f32 ||
         before.kind == Kind::f64 || before.kind == Kind::void_ ||
         (before.kind == Kind::fixed_opaque && before.bound == after.bound);
}

Verdict compare_each(const TypeList& before, const TypeList& after, const Inside& inside) {
  if (before.size() != after.size()) return misread_both_ways;
  Verdict verdict;
  for (std::size_t i = 0; i < before.size() && !verdict.worst(); ++i) {
    verdict = worse(verdict, inside(*before[i], *after[i]));
  }
  return verdict;
}

}  // namespace

std::optional<TypeList> flattened(const TypeList& types) {
  constexpr std::size_t most = 1000;
  TypeList flat;
  TypeList open(types.rbegin(), types.rend());
  for (std::size_t steps = 0; !open.empty(); ++steps) {
    const Type& next = model::resolve(*open.back());
    open.pop_back();
    if (next.kind == Kind::fixed_array && next.bound <= most) {
      open.insert(open.end(), next.bound, next.element);
    } else if (next.kind == Kind::named && is_list(next)) {
      TypeList fields = parts(next);
      open.insert(open.end(), fields.rbegin(), fields.rend());
    } else if (next.kind != Kind::void_) {
      flat.push_back(&next);
    }
    if (open.size() + flat.size() > most || steps > 2 * most) return std::nullopt;
  }
  return flat;
}

Verdict compare_lists(const TypeList& before, const TypeList& after, const Inside& inside) {
  Verdict each = compare_each(before, after, inside);
  // Of one part each it has been asked already how that is grouped.
  if (each.harmless() || (before.size() == 1 && after.size() == 1)) return each;
  auto flat_before = flattened(before);
  auto flat_after = flattened(after);
  if (!flat_before || !flat_after) return each;
  return better(each, compare_each(*flat_before, *flat_after, inside));
}

Verdict compare_level(const Type& before, const Type& after, const Inside& inside, Losses* losses) {
  const Type& a = model::resolve(before);
  const Type& b = model::resolve(after);
  if (is_same_scalar(a, b)) return {};
  if (is_bytes(a) && is_bytes(b)) return lengths(a, b, "byte", losses);
  if (has_elements(a) && has_elements(b)) {
    Verdict longer = lengths(a, b, "element", losses);
    return worse(longer, inside(*a.element, *b.element));
  }
  if (as_union(a) != nullptr && as_union(b) != nullptr) return unions(*as_union(a), *as_union(b), inside);
  if (optional_element(a) != nullptr && optional_element(b) != nullptr) {
    return inside(*optional_element(a), *optional_element(b));
  }
  if (a.kind == Kind::fixed_array && b.kind == Kind::fixed_array && a.bound == b.bound) {
    return inside(*a.element, *b.element);
  }
  if (is_list(a) || is_list(b)) {
    TypeList list_a = parts(a);
    TypeList list_b = parts(b);
    // A type that is its own only part would be asked for again.
    bool same = list_a.size() == 1 && list_b.size() == 1 && list_a[0] == &a && list_b[0] == &b;
    if (!same) return compare_lists(list_a, list_b, inside);
    auto flat_a = flattened(list_a);
    auto flat_b = flattened(list_b);
    return flat_a && flat_b ? compare_each(*flat_a, *flat_b, inside) : misread_both_ways;
  }
  auto words_a = words_of(a);
  auto words_b = words_of(b);
  if (!words_a || !words_b) return misread_both_ways;
  return {words_one_way(*words_a, *words_b, Way::old_to_new, losses),
          words_one_way(*words_b, *words_a, Way::new_to_old, losses)};
}

}  // namespace farcallc::compare
