// Syntax tree to model: resolves names, computes constants, refuses what cannot be meant.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <compiler/ast.hpp>
#include <compiler/constant.hpp>
#include <compiler/diagnostics.hpp>
#include <compiler/model.hpp>

namespace farcallc {

// Constants of C headers that the source uses and no .x defines.
struct ExternalConstant {
  std::string name;
  std::optional<Integer> value;
};

class Checker {
 public:
  Checker(const Sources& sources, std::vector<ExternalConstant> externals, Diagnostics& diagnostics)
      : sources_(sources), externals_(std::move(externals)), diagnostics_(diagnostics) {}

  [[nodiscard]] model::Model run(const ast::Specification& specification);

 private:
  using Scope = std::vector<std::string>;
  // A name that stands for a number: a constant, an enumerator, a program, a version, a procedure.
  struct Value {
    enum class State : std::uint8_t { untouched, busy, done, failed };
    Span span;
    const ast::Expression* expression = nullptr;
    Scope scope;
    model::Definition* constant = nullptr;
    std::string_view enumerator;  // its name, where it is one
    const model::Definition* enum_of = nullptr;
    Integer value = 0;
    std::optional<std::string> text;
    State state = State::untouched;
  };

  // check_names.cpp: what is declared
  void declare(const ast::Definition& definition);
  void declare_bodies(const ast::Definition& definition);
  void declare_body(const ast::Declaration& declaration, const std::string& owner, const Scope& scope,
                    bool imported);
  void declare_values(const ast::Definition& definition, model::Definition* made);
  void declare_numbers(const ast::Program& program, const ast::Definition& definition);
  void add_value(const std::string& name, Value value);
  [[nodiscard]] model::Definition* find_type(std::string_view name, const Scope& scope) const;
  [[nodiscard]] Value* find_value(std::string_view name, const Scope& scope);

  // check_constants.cpp: what numbers are
  std::optional<Integer> evaluate(const ast::Expression& expression, const Scope& scope);
  std::optional<Integer> evaluate_name(const ast::Expression& expression, const Scope& scope);
  bool settle(Value& value);
  void constant(const ast::Constant& constant, model::Definition& made);
  void enumeration(const ast::Enum& source, model::Definition& made);
  std::optional<std::uint32_t> evaluate_u32(const ast::Expression& expression, const Scope& scope,
                                            const char* what);
  void undefined_value(const ast::Expression& expression);
  [[nodiscard]] bool may_be_defined(std::string_view name) const;

  // check_types.cpp: what types are
  const model::Type* type_of(const ast::Declaration& declaration, const Scope& scope);
  const model::Type* base_type(const ast::Declaration& declaration, const Scope& scope);
  const model::Type* named_type(const ast::TypeSpecifier& type, const Scope& scope);
  std::uint32_t bound_of(const ast::Declaration& declaration, const Scope& scope, model::Type& type);
  void attributes(const ast::Declaration& declaration, model::Type* opaque);
  model::Field field(const ast::Declaration& declaration, const Scope& scope);
  void structure(const ast::Struct& source, model::Definition& made);
  void alias(const ast::Typedef& source, model::Definition& made);
  const model::Type* make(model::Type type);

  // check_unions.cpp
  void union_(const ast::Union& source, model::Definition& made);
  void union_case(const ast::Expression& expression, model::Union& of, model::Arm& arm, const Scope& scope,
                  std::map<std::int64_t, Span>& seen);

  // check_programs.cpp
  void program(const ast::Program& source, model::Definition& made);
  void version(const ast::Version& source, model::Program& of, const Scope& scope);
  void procedure(const ast::Procedure& source, model::Version& of, const Scope& scope);

  const Sources& sources_;
  std::vector<ExternalConstant> externals_;
  Diagnostics& diagnostics_;
  model::Model model_;
  struct Pending {
    const ast::Definition* source;
    model::Definition* made;
  };
  std::vector<Pending> pending_;
  std::map<std::string, model::Definition*, std::less<>> types_;  // by qualified name
  std::map<std::string, Value, std::less<>> values_;
  std::map<const ast::Definition*, model::Definition*> bodies_;  // types defined on the spot
  std::map<Integer, Span> programs_;
  std::vector<Scope> imports_;
  const ast::Specification* specification_ = nullptr;
  int depth_ = 0;
  bool header_types_explained_ = false;
};

// layout.cpp: recursion, sizes, the order of definitions. After the checker, when there was no error.
void lay_out(model::Model& model, Diagnostics& diagnostics);

}  // namespace farcallc
