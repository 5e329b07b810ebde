// Finds the changes, element by element of the language.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/compare/change.hpp>
#include <compiler/compare/choices.hpp>
#include <compiler/compare/matching.hpp>
#include <compiler/compare/pairs.hpp>
#include <compiler/compare/relation.hpp>
#include <compiler/model.hpp>

namespace farcallc::compare {

class Differences {
 public:
  Differences(const model::Model& before, const model::Model& after)
      : before_(before), after_(after), pairs_(before, after) {}

  [[nodiscard]] std::vector<Change> run();

 private:
  using Definition = model::Definition;
  using Type = model::Type;
  // A place where a type is written, in both interfaces.
  struct Use {
    const char* what;     // of the change: "field_type"
    std::string subject;  // "field 'y' of struct 'point'"
    Span before;
    Span after;
    Roles roles;
  };

  // A program, version or procedure: a name and a number.
  struct Element {
    std::string path;  // "PROG.V1.READ"
    std::uint32_t number = 0;
    Span span;
    std::string other;     // what has this number in the other interface
    bool is_null = false;  // procedure 0, which every server has
  };
  struct Layer {
    const char* word;     // "version"
    const char* refusal;  // what a server answers that has none
    const char* gone;     // from C++
    const char* news;     // what a new one asks of people
  };

  // differences.cpp: what definitions have in common
  Change& add(std::string what, std::string text, std::optional<Span> before, std::optional<Span> after);
  void pair(const Definition& before, const Definition& after);
  void unpaired();
  void use(const Use& place, const Type& before, const Type& after);
  void fresh_value(const Definition& before, const Definition& after, const std::string& was,
                   const std::string& is);
  [[nodiscard]] bool is_written_alike(const Type& before, const Type& after) const;
  [[nodiscard]] bool is_same_in_cpp(const Type& before, const Type& after) const;
  // What is lost here and not where a type is defined that both interfaces have.
  Verdict compare_here(const Type& before, const Type& after, Losses* losses);
  Verdict compare_here(const TypeList& before, const TypeList& after);
  struct Told {
    Verdict verdict;
    Losses losses;
  };
  Told compare_once(const Type& before, const Type& after);

  // types.cpp
  void constants();
  void constant(const Definition& before, const Definition& after, bool is_bound);
  void enumeration(const Definition& before, const Definition& after);
  void structure(const Definition& before, const Definition& after);
  void field_added(const model::Field& field, const Definition& of, Roles roles, bool moves_bytes,
                   bool is_last);
  void field_removed(const model::Field& field, const Definition& of, Roles roles, bool moves_bytes);

  // unions.cpp
  struct UnionPair {
    const Definition& before;
    const Definition& after;
    std::set<std::string_view> names_before;  // of arms with data
    std::set<std::string_view> names_after;
  };
  void union_(const Definition& before, const Definition& after);
  // Values of the discriminant that select the same: none where they cannot be sent.
  struct Selection {
    const model::Arm* before = nullptr;
    const model::Arm* after = nullptr;
    bool was_case = false;  // a case says so, and not the default arm
    bool is_case = false;
    std::vector<std::string> values;
    std::string text;  // "cases RED, GREEN", "default"
  };
  [[nodiscard]] static std::vector<Selection> selections(const model::Union& was, const model::Union& is);
  void selection(const Selection& one, const UnionPair& unions);
  void arm(const Selection& one, const UnionPair& unions);

  // programs.cpp
  template <typename Items, typename Make, typename Inside>
  void elements(const Layer& layer, const Items& before, const Items& after, Make make, Inside inside);
  void programs();
  void versions(const std::string& path, const model::Program& before, const model::Program& after);
  void procedures(const std::string& path, const model::Version& before, const model::Version& after);
  void numbered_pair(const Layer& layer, const Element& before, const Element& after);
  void added(const Layer& layer, const Element& element);
  void removed(const Layer& layer, const Element& element);

  // procedures.cpp
  void procedure(const std::string& path, const model::Procedure& before, const model::Procedure& after);
  void attributes(const std::string& path, const model::Procedure& before, const model::Procedure& after);
  void parameters(const std::string& path, const model::Procedure& before, const model::Procedure& after);
  void signature(const std::string& path, const model::Procedure& before, const model::Procedure& after);
  Losses message_losses(const std::vector<model::Field>& before, const std::vector<model::Field>& after);

  const model::Model& before_;
  const model::Model& after_;
  Pairs pairs_;
  Relation relation_;
  std::map<TypePair, Told> told_;  // each pair of types once
  std::vector<Change> changes_;
};

// Losses in the messages that carry these roles.
[[nodiscard]] Losses in_messages(Roles roles, Losses losses);
// One that goes both ways.
[[nodiscard]] Losses both_ways(Effect effect, const std::string& what, Roles roles);
// "struct 'point'"
[[nodiscard]] std::string called(const model::Definition& definition);

}  // namespace farcallc::compare
