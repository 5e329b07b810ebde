// What the parts of a union's class share: the names that it uses, chosen once.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include <compiler/emit/cpp/emitter.hpp>

namespace farcallc::cpp {

struct ArmNames {
  const model::Arm* arm = nullptr;
  std::string type;
  std::string name;     // the accessor
  std::string if_name;  // the accessor that may be null
  std::string set_name;
  std::string make_name;
  std::string member;
  std::string label;     // "case NFS_OK, NFS_AGAIN"
  bool chooses = false;  // several discriminants select the arm, so that setting it says which
};

// Everything that the templates below need, computed once.
class UnionText {
 public:
  UnionText(const Emission& emission, const model::Definition& definition)
      : emission_(emission),
        definition_(definition),
        of_(*definition.as<model::Union>()),
        class_place_{emission.home, scope_of(definition, emission.home), {}},
        body_place_(emission.function_place(definition)),
        name_(spell(definition.name)),
        self_(name_at(definition, body_place_)) {
    choose_names();
  }

  Emitted emit();
  [[nodiscard]] const std::string& discriminant() const { return discriminant_; }
  [[nodiscard]] const std::vector<ArmNames>& arms() const { return arms_; }  // those with data, in order

 private:
  void choose_names();
  std::string class_definition();
  std::string private_members();
  std::string arm_declarations(const ArmNames& arm);
  std::string special_members();
  std::string selection();
  std::string arm_of();
  std::string lifetimes();
  std::string accessors();
  std::string arm_accessors(const ArmNames& one);
  std::string arm_setters(const ArmNames& one);
  std::string comparison();
  std::string size(Emitted& out);
  std::string size_arms();
  std::string coding();
  std::string encode_arms();
  std::string decode_arms();
  Emitted text();  // text.cpp

  [[nodiscard]] std::string value(std::int64_t number) const {
    return discriminant_value(of_, number, body_place_);
  }
  [[nodiscard]] std::string label_of(const model::Arm& arm) const;
  template <typename Lines>
  std::string switch_arms(const Lines& lines) const;

  const Emission& emission_;
  const model::Definition& definition_;
  const model::Union& of_;
  Place class_place_;
  Place body_place_;
  std::string name_;
  std::string self_;  // the name where a function's variables may hide it
  std::vector<ArmNames> arms_;
  std::string discriminant_;  // the accessor
  std::string parameter_;     // a discriminant that is given to a function
  std::string discriminant_member_;
  std::string discriminant_type_;
  std::string set_discriminant_;
  std::string arm_enum_, no_data_, no_arm_, selected_, arm_of_name_, destroy_, emplace_;
};

}  // namespace farcallc::cpp
