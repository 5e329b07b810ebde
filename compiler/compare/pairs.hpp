// Which types of two interfaces are the same one: those of one name, and those that were given another.
#pragma once

#include <deque>
#include <map>
#include <utility>

#include <compiler/compare/change.hpp>
#include <compiler/model.hpp>

namespace farcallc::compare {

// A type that is gone and a new one of its kind are the same under another name where both are used in the
// same place: of a struct that is the same, of a union, a typedef or a procedure.
class Pairs {
 public:
  Pairs(const model::Model& before, const model::Model& after);

  // The other one of a type, or null.
  [[nodiscard]] const model::Definition* after_of(const model::Definition& before) const;
  [[nodiscard]] const model::Definition* before_of(const model::Definition& after) const;
  [[nodiscard]] bool same(const model::Definition& before, const model::Definition& after) const {
    return after_of(before) == &after;
  }
  // Both name one type.
  [[nodiscard]] bool same(const model::Type& before, const model::Type& after) const;

  // Of a pair: the messages that carry it in both interfaces.
  [[nodiscard]] Roles roles(const model::Definition& before, const model::Definition& after) const;

 private:
  void pair(const model::Definition& before, const model::Definition& after);
  void follow(const model::Definition& before, const model::Definition& after);
  void follow(const model::Type& before, const model::Type& after);
  void follow(const model::Version& before, const model::Version& after);
  void follow_all();

  using Definitions = std::map<const model::Definition*, const model::Definition*>;
  Definitions after_;
  Definitions before_;
  std::deque<std::pair<const model::Definition*, const model::Definition*>> open_;
  std::map<const model::Definition*, Roles> roles_;
};

}  // namespace farcallc::compare
