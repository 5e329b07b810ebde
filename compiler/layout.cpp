// What depends on all types together: which contain themselves, how large they are, in which order they must
// be defined.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include <compiler/check.hpp>
#include <compiler/graph.hpp>

namespace farcallc {
namespace {

using model::Definition;
using model::Kind;
using model::Type;

constexpr int deepest_typedef = 32;
constexpr std::uint64_t largest_native_bytes = std::uint64_t{16} << 20;
// Stubs have arguments and results on the stack of a thread, before a byte of them has come.
constexpr std::uint64_t largest_call_bytes = std::uint64_t{1} << 20;
// An array of unions takes the memory of its largest arm for each element, while its bytes on the wire may
// only be those of the smallest: an arm beyond this size is held on the heap.
constexpr std::uint64_t largest_arm_bytes = 48;

class LayingOut {
 public:
  LayingOut(model::Model& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {
    for (Definition& one : model.definitions) {
      if (!one.is_type() && one.as<model::Constant>() == nullptr) continue;
      numbers_[&one] = nodes_.size();
      nodes_.push_back(&one);
    }
  }

  void run() {
    mark_lists();
    std::size_t errors = diagnostics_.errors();
    auto order = components(completeness_edges());
    if (diagnostics_.errors() != errors) return;
    if (break_cycles(order)) order = components(completeness_edges());
    refuse_cycles(order);
    if (diagnostics_.failed()) return;
    // Before sizes put more arms on the heap: now those are there that lead back to their union.
    for (Definition* node : nodes_) initial_arm(*node);
    for (const auto& component : order) {
      model_.in_order.push_back(nodes_[component[0]]);
      measure(*nodes_[component[0]]);
    }
    measure_procedures();
    mark_recursion();
  }

 private:
  // Calls `use(definition, complete)` for each definition that a type names, through typedefs; `complete`
  // when C++ must know it whole at this place.
  template <typename Use>
  void walk(const Type& type, bool complete, const Use& use, int depth = 0) {
    if (depth > deepest_typedef) {
      too_deep_ = true;
      return;
    }
    switch (type.kind) {
      case Kind::named:
        use(*type.definition, complete);
        if (auto* alias = type.definition->as<model::Alias>()) walk(*alias->type, complete, use, depth + 1);
        return;
      case Kind::fixed_array: return walk(*type.element, complete, use, depth + 1);
      case Kind::variable_array:
      case Kind::optional: return walk(*type.element, false, use, depth + 1);
      default: return;
    }
  }

  template <typename Use>
  void walk_bounds(const Type& type, const Use& use) {
    for (const Type* at = &type; at != nullptr; at = at->element) {
      if (at->bound_constant != nullptr) use(*at->bound_constant);
    }
  }

  // The types of a definition's parts, and whether each has to be complete.
  template <typename Use>
  void parts(Definition& of, const Use& use) {
    if (auto* alias = of.as<model::Alias>()) use(*alias->type, false);
    if (auto* structure = of.as<model::Struct>()) {
      for (const model::Field& field : structure->fields) use(*field.type, true);
    }
    if (auto* united = of.as<model::Union>()) {
      use(*united->discriminant.type, true);
      for (const model::Arm& arm : united->arms) use(*arm.field.type, !arm.on_heap);
    }
  }

  Edges completeness_edges() {
    Edges edges(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      std::set<std::size_t> to;
      parts(*nodes_[i], [&](const Type& type, bool whole) {
        walk_bounds(type, [&](const Definition& constant) { to.insert(numbers_.at(&constant)); });
        walk(type, whole, [&](const Definition& used, bool complete) {
          // Enums and typedefs cannot be declared before they are defined; structs and unions can.
          bool declarable = used.as<model::Struct>() != nullptr || used.as<model::Union>() != nullptr;
          if (complete || !declarable) to.insert(numbers_.at(&used));
        });
      });
      edges[i].assign(to.begin(), to.end());
      if (std::exchange(too_deep_, false)) {
        diagnostics_.error(nodes_[i]->span,
                           fmt::format("'{}' is made of more than {} typedefs of typedefs, or of itself",
                                       nodes_[i]->name, deepest_typedef));
      }
    }
    edges_ = edges;
    return edges;
  }

  bool cyclic(const std::vector<std::size_t>& component) const {
    if (component.size() > 1) return true;
    const auto& to = edges_[component[0]];
    return std::find(to.begin(), to.end(), component[0]) != to.end();
  }

  // A union may contain itself: the arm that leads back is held on the heap. That is how RFC 4506 §4.19
  // writes a list without `*`.
  bool break_cycles(const std::vector<std::vector<std::size_t>>& order) {
    bool broken = false;
    for (const auto& component : order) {
      if (!cyclic(component)) continue;
      std::set<const Definition*> members;
      for (std::size_t member : component) members.insert(nodes_[member]);
      for (std::size_t member : component) {
        auto* united = nodes_[member]->as<model::Union>();
        if (united == nullptr) continue;
        for (model::Arm& arm : united->arms) {
          walk(*arm.field.type, true, [&](const Definition& used, bool complete) {
            if (complete && members.contains(&used)) arm.on_heap = broken = true;
          });
        }
      }
    }
    return broken;
  }

  void refuse_cycles(const std::vector<std::vector<std::size_t>>& order) {
    for (const auto& component : order) {
      if (!cyclic(component)) continue;
      Definition& first = *nodes_[component[0]];
      diagnostics_.error(first.span,
                         fmt::format("'{}' contains itself, and so would be infinitely large", first.name));
      for (std::size_t i = 1; i < component.size() && i < 4; ++i) {
        diagnostics_.note(nodes_[component[i]]->span,
                          fmt::format("by way of '{}'", nodes_[component[i]]->name));
      }
      diagnostics_.hint("optional data (TYPE *NAME) or an array (TYPE NAME<>) can contain its own kind");
    }
  }

  void measure(Definition& of) {
    model::Layout& layout = of.layout;
    if (of.as<model::Enum>() != nullptr) layout = {true, 4, 4, 4};
    if (auto* alias = of.as<model::Alias>()) layout = model::layout_of(*alias->type);
    if (auto* structure = of.as<model::Struct>()) {
      layout = {true, 0, 0, 1};
      for (const model::Field& field : structure->fields) append(layout, model::layout_of(*field.type));
      layout.native = align(layout.native, layout.alignment);
    }
    if (auto* united = of.as<model::Union>()) measure_union(*united, of);
    // Its `store` and `load` are in another file's code, so it cannot be part of a run of ours.
    if (of.imported && of.as<model::Struct>() != nullptr) layout.fixed = false;
    if (layout.native > largest_native_bytes) {
      diagnostics_.error(of.span,
                         fmt::format("a value of '{}' would take more than 16 MiB of memory", of.name));
      diagnostics_.hint("an array of variable length (TYPE NAME<BOUND>) takes what it holds");
      layout.native = 1;
      layout.wire = 0;
    }
    layout.native = std::max<std::uint64_t>(layout.native, of.is_type() ? 1 : 0);
  }

  void measure_procedures() {
    for (Definition& one : model_.definitions) {
      const auto* program = one.as<model::Program>();
      if (program == nullptr) continue;
      for (const model::Version& version : program->versions)
        for (const model::Procedure& procedure : version.procedures) measure(procedure);
    }
  }

  void measure(const model::Procedure& procedure) {
    model::Layout all{true, 0, 0, 1};
    for (const model::Parameter& one : procedure.parameters) append(all, model::layout_of(*one.field.type));
    append(all, model::layout_of(*procedure.result));
    if (all.native <= largest_call_bytes) return;
    diagnostics_.error(
        procedure.span,
        fmt::format("arguments and result of '{}' would take more than 1 MiB of stack", procedure.name));
    diagnostics_.hint("an array of variable length (TYPE NAME<BOUND>) takes what it holds");
  }

  static std::uint64_t align(std::uint64_t size, std::uint64_t to) { return (size + to - 1) / to * to; }

  static void append(model::Layout& whole, const model::Layout& part) {
    constexpr std::uint64_t saturated = std::uint64_t{1} << 40;  // far above every limit
    whole.fixed = whole.fixed && part.fixed;
    whole.wire = std::min(whole.wire + part.wire, saturated);
    whole.native = std::min(align(whole.native, part.alignment) + part.native, saturated);
    whole.alignment = std::max(whole.alignment, part.alignment);
  }

  void measure_union(model::Union& united, Definition& of) {
    of.layout = {false, 4, 8, 8};
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t most = 8;
    for (model::Arm& arm : united.arms) {
      model::Layout one{};
      if (!arm.on_heap) {  // otherwise its size may not be known yet
        one = model::layout_of(*arm.field.type);
        arm.on_heap = one.native > largest_arm_bytes;
      }
      least = std::min(least, one.wire);
      most = std::max(most, arm.on_heap ? std::uint64_t{8} : one.native);
    }
    of.layout.wire += united.arms.empty() ? 0 : least;
    of.layout.native += (most + 7) / 8 * 8;
  }

  // The arm of a fresh value: the first that ends.
  void initial_arm(Definition& of) {
    auto* united = of.as<model::Union>();
    if (united == nullptr) return;
    for (std::size_t i = 0; i < united->arms.size(); ++i) {
      const model::Arm& arm = united->arms[i];
      if (arm.on_heap) continue;
      if (arm.cases.empty() && !free_value(*united)) continue;
      united->initial_arm = i;
      united->initial_value = arm.cases.empty() ? *free_value(*united) : arm.cases[0];
      return;
    }
    diagnostics_.error(
        of.span,
        fmt::format("every arm of '{}' contains '{}' again: its values would be endless", of.name, of.name));
  }

  // A discriminant that only the default arm takes.
  static std::optional<std::int64_t> free_value(const model::Union& united) {
    std::set<std::int64_t> taken;
    for (const model::Arm& arm : united.arms) taken.insert(arm.cases.begin(), arm.cases.end());
    if (united.discriminant_enum != nullptr) {
      for (const model::Enumerator& one : united.discriminant_enum->as<model::Enum>()->enumerators) {
        if (!taken.contains(one.value)) return one.value;
      }
      return std::nullopt;
    }
    bool boolean = model::resolve(*united.discriminant.type).kind == Kind::boolean;
    for (std::int64_t value = 0; value < (boolean ? 2 : 128); ++value) {
      if (!taken.contains(value)) return value;
    }
    return std::nullopt;
  }

  void mark_lists() {
    for (Definition* node : nodes_) {
      auto* structure = node->as<model::Struct>();
      if (structure == nullptr || structure->fields.empty()) continue;
      const Type& last = model::resolve(*structure->fields.back().type);
      if (last.kind != Kind::optional) continue;
      const Type& element = model::resolve(*last.element);
      structure->is_list = element.kind == Kind::named && element.definition == node;
    }
  }

  // Recursion while coding: everything that a value holds, except the tail of a list, which is a loop.
  void mark_recursion() {
    Edges edges(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      auto* structure = nodes_[i]->as<model::Struct>();
      const Type* tail = structure != nullptr && structure->is_list ? structure->fields.back().type : nullptr;
      std::set<std::size_t> to;
      parts(*nodes_[i], [&](const Type& type, bool) {
        if (&type == tail) return;
        walk(type, true, [&](const Definition& used, bool) { to.insert(numbers_.at(&used)); });
      });
      edges[i].assign(to.begin(), to.end());
    }
    edges_ = edges;
    for (const auto& component : components(edges)) {
      for (std::size_t member : component) nodes_[member]->recursive = cyclic(component);
    }
  }

  model::Model& model_;
  Diagnostics& diagnostics_;
  std::vector<Definition*> nodes_;
  std::map<const Definition*, std::size_t> numbers_;
  Edges edges_;
  bool too_deep_ = false;
};

}  // namespace

void lay_out(model::Model& model, Diagnostics& diagnostics) { LayingOut(model, diagnostics).run(); }

}  // namespace farcallc
