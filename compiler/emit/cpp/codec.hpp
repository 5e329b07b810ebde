// Statements that measure, encode and decode values: what the bodies of generated functions are made of.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <compiler/emit/cpp/types.hpp>
#include <compiler/model.hpp>

namespace farcallc::cpp {

// What a struct of fixed size needs while it is coded as part of a run.
struct RunFacts {
  bool store_checks = false;  // a value may have no encoding: an enum
  bool load_checks = false;   // bytes may be no value: enum, bool, narrow integer, padding
};

// Decides for each type, once, in dependency order.
class Facts {
 public:
  explicit Facts(const model::Model& model);
  [[nodiscard]] RunFacts of(const model::Type& type) const;
  // Whether arrays code such elements by a function that is compiled into their loop: `encode_inline`.
  [[nodiscard]] bool is_inlined(const model::Definition& definition) const {
    return inlined_.contains(&definition);
  }
  // Whether its functions are worth having those of its parts compiled into them: an element of long arrays
  // or lists, with few parts.
  [[nodiscard]] bool is_flattened(const model::Definition& definition) const {
    return flattened_.contains(&definition);
  }

 private:
  void find_inlined(const model::Model& model);
  void find_flattened(const model::Model& model);
  std::map<const model::Definition*, RunFacts> definitions_;
  std::set<const model::Definition*> inlined_;
  std::set<const model::Definition*> flattened_;
};

// A value to code: its type, the expression for it, and what error messages call it.
struct Part {
  const model::Type* type = nullptr;
  std::string expression;
  std::string where;
};

// The lines of a function's body.
class Body {
 public:
  Body(const Place& place, const Facts& facts) : place_(place), facts_(facts) {}
  [[nodiscard]] const std::string& text() const { return text_; }
  // "p", "p2", …: each name once in a function.
  std::string fresh(const std::string& name);
  void line(const std::string& text);
  void open(const std::string& text) {
    line(text);
    ++depth_;
  }
  void close() {
    --depth_;
    line("}");
  }

 protected:
  void use_names_of(const Body& other) { used_ = other.used_; }
  [[nodiscard]] std::string type(const model::Type& of) const { return type_at(of, place_); }

  const Place& place_;
  const Facts& facts_;

 private:
  std::string text_;
  int depth_ = 0;
  std::map<std::string, int> used_;
};

class SizeBody : public Body {
 public:
  // `depth`: the name of the depth counter inside a recursive type's function.
  SizeBody(const Place& place, const Facts& facts, bool counts_depth)
      : Body(place, facts), counts_depth_(counts_depth) {}
  void add(const Part& part);
  // The terms so far, as an expression, taken away.
  [[nodiscard]] std::string take_sum();
  [[nodiscard]] bool has_statements() const { return !text().empty(); }
  [[nodiscard]] std::string named(const model::Type& actual, const std::string& expression) const;

 private:
  void elements(const Part& part, const model::Type& actual);
  std::uint64_t constant_ = 0;
  std::vector<std::string> terms_;
  bool counts_depth_;
};

class EncodeBody : public Body {
 public:
  using Body::Body;
  void parts(const std::vector<Part>& parts);
  // Writes a value of fixed size at `at`, inside a run.
  void store(const Part& part, const std::string& at);

 private:
  void run(const Part* first, const Part* last);
  bool simple(const Part& part);
  void variable(const Part& part);
  void array(const Part& part, const model::Type& actual);
  void variable_elements(const Part& element, const std::string& head, bool many);
};

class DecodeBody : public Body {
 public:
  using Body::Body;
  void parts(const std::vector<Part>& parts);
  void load(const Part& part, const std::string& at);

 private:
  void run(const Part* first, const Part* last, const Part* counted);
  bool simple(const Part& part);
  void variable(const Part& part);
  void array(const Part& part, const model::Type& actual);
  void variable_elements(const Part& element, const std::string& head, bool many);
  void fixed_elements(const Part& part, const model::Type& element, const std::string& count);
};

// One expression that codes the value and is false on failure, where one is enough; empty otherwise.
[[nodiscard]] std::string encode_expression(const model::Type& type, const std::string& out,
                                            const std::string& expression, const Place& place);
[[nodiscard]] std::string decode_expression(const model::Type& type, const std::string& in,
                                            const std::string& expression, const Place& place);

// The expression that codes an element inside a loop, on a copy of the coder; empty where a copy does not
// help.
[[nodiscard]] std::string near_expression(const std::string& verb, const std::string& near,
                                          const Part& element, const Place& place, const Facts& facts);

// What an Optional holds, in a form that can be followed by a dot where its type needs that.
[[nodiscard]] std::string dereferenced(const model::Type& element, const std::string& optional);

// "u32", "f64": what the codec calls a scalar on the wire; empty for other types.
[[nodiscard]] const char* wire_word(const model::Type& actual);
// Arrays of it are copied by a byte swap alone: 32, 64, or 0.
[[nodiscard]] int swap_width(const model::Type& actual);

}  // namespace farcallc::cpp
