// Changes of programs and versions, and of the numbers of procedures.
#include <fmt/format.h>

#include <map>

#include <compiler/compare/differences.hpp>
#include <compiler/written.hpp>

namespace farcallc::compare {
namespace {

constexpr Roles in_calls{true, false};

// What has which number.
using Names = std::map<std::int64_t, std::string>;
template <typename Item>
Names names_of(const std::vector<Item>& all) {
  Names names;
  for (const Item& one : all) names.emplace(numbered(one).number, numbered(one).name);
  return names;
}

std::string name_at(const Names& names, std::uint32_t number) {
  auto found = names.find(number);
  return found == names.end() ? std::string() : found->second;
}

// RFC 5531 §12.1: every server answers it, declared or not.
bool is_null(const model::Procedure& of) {
  return of.number == 0 && of.parameters.empty() && of.result->kind == model::Kind::void_;
}

}  // namespace

// What happened to an element's name and number.
void Differences::numbered_pair(const Layer& layer, const Element& before, const Element& after) {
  if (before.path != after.path) {
    add(fmt::format("{}_renamed", layer.word),
        fmt::format("{} '{}' ({}) is renamed to '{}'", layer.word, before.path, before.number, after.path),
        before.span, after.span)
        .source = "the old name is gone";
  }
  if (before.number == after.number) return;
  Change& change =
      add(fmt::format("{}_number", layer.word),
          fmt::format("{} '{}' has number {}, had {}", layer.word, after.path, after.number, before.number),
          before.span, after.span);
  auto lose = [&](Way way, const std::string& other) {
    change.wire.push_back({way, other.empty() ? Effect::refused : Effect::misread,
                           other.empty() ? fmt::format("calls are answered {}", layer.refusal)
                                         : fmt::format("calls reach '{}'", other),
                           in_calls});
  };
  lose(Way::old_to_new, before.other);
  lose(Way::new_to_old, after.other);
}

void Differences::added(const Layer& layer, const Element& element) {
  Change& change = add(fmt::format("{}_added", layer.word),
                       fmt::format("{} '{}' ({}) is added", layer.word, element.path, element.number),
                       std::nullopt, element.span);
  if (!element.is_null) change.note = fmt::format("old servers answer {}{}", layer.refusal, layer.news);
}

void Differences::removed(const Layer& layer, const Element& element) {
  Change& change = add(fmt::format("{}_removed", layer.word),
                       fmt::format("{} '{}' ({}) is removed", layer.word, element.path, element.number),
                       element.span, std::nullopt);
  change.source = layer.gone;
  if (element.is_null) return;
  change.wire = {
      {Way::old_to_new, Effect::refused, fmt::format("calls are answered {}", layer.refusal), in_calls}};
}

// One layer after the other: programs, in those that both interfaces have versions, in those procedures.
template <typename Items, typename Make, typename Inside>
void Differences::elements(const Layer& layer, const Items& before, const Items& after, Make make,
                           Inside inside) {
  const Names names_before = names_of(before);
  const Names names_after = names_of(after);
  for (const auto& one : match(before, after)) {
    if (one.before == nullptr) {
      added(layer, make(*one.after, names_before));
    } else if (one.after == nullptr) {
      removed(layer, make(*one.before, names_after));
    } else {
      numbered_pair(layer, make(*one.before, names_after), make(*one.after, names_before));
      inside(*one.before, *one.after);
    }
  }
}

void Differences::programs() {
  static constexpr Layer layer{"program", "PROG_UNAVAIL", "its namespace is gone", ""};
  auto make = [](const Definition* one, const Names& others) {
    std::uint32_t number = one->as<model::Program>()->number;
    return Element{qualified_name(*one), number, one->span, name_at(others, number), false};
  };
  elements(layer, programs_of(before_), programs_of(after_), make,
           [&](const Definition* before, const Definition* after) {
             versions(qualified_name(*after), *before->as<model::Program>(), *after->as<model::Program>());
           });
}

void Differences::versions(const std::string& path, const model::Program& before,
                           const model::Program& after) {
  static constexpr Layer layer{"version", "PROG_MISMATCH", "its namespace is gone", ""};
  auto make = [&](const model::Version& one, const Names& others) {
    return Element{fmt::format("{}.{}", path, one.name), one.number, one.span, name_at(others, one.number),
                   false};
  };
  elements(layer, before.versions, after.versions, make,
           [&](const model::Version& was, const model::Version& is) {
             procedures(fmt::format("{}.{}", path, is.name), was, is);
           });
}

void Differences::procedures(const std::string& path, const model::Version& before,
                             const model::Version& after) {
  static constexpr Layer layer{"procedure", "PROC_UNAVAIL", "the functions of Client and Server are gone",
                               "; who derives from Server has to implement it"};
  auto make = [&](const model::Procedure& one, const Names& others) {
    return Element{fmt::format("{}.{}", path, one.name), one.number, one.span, name_at(others, one.number),
                   is_null(one)};
  };
  elements(layer, before.procedures, after.procedures, make,
           [&](const model::Procedure& was, const model::Procedure& is) {
             procedure(fmt::format("{}.{}", path, is.name), was, is);
           });
}

}  // namespace farcallc::compare
