// What measuring, encoding and decoding share, and measuring itself.
#include <compiler/emit/cpp/codec.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace farcallc::cpp {

using model::Kind;

Facts::Facts(const model::Model& model) {
  for (const model::Definition* one : model.in_order) {
    RunFacts facts;
    if (one->as<model::Enum>() != nullptr) facts = {true, true};
    if (auto* alias = one->as<model::Alias>(); alias != nullptr && one->layout.fixed)
      facts = of(*alias->type);
    if (auto* structure = one->as<model::Struct>(); structure != nullptr && one->layout.fixed) {
      for (const model::Field& field : structure->fields) {
        RunFacts part = of(*field.type);
        facts.store_checks |= part.store_checks;
        facts.load_checks |= part.load_checks;
      }
    }
    definitions_[one] = facts;
  }
  find_inlined(model);
  find_flattened(model);
}

// Elements of long arrays that consist of numbers, strings and opaque data.
void Facts::find_inlined(const model::Model& model) {
  for (const model::Type& type : model.types) {
    if (type.kind != Kind::variable_array) continue;
    const model::Type& element = model::resolve(*type.element);
    if (element.kind != Kind::named) continue;
    const model::Definition& one = *element.definition;
    auto* of = one.as<model::Struct>();
    if (of == nullptr || one.layout.fixed || one.recursive || one.imported || of->is_list) continue;
    bool is_flat = std::all_of(of->fields.begin(), of->fields.end(), [](const model::Field& field) {
      Kind kind = model::resolve(*field.type).kind;
      return model::layout_of(*field.type).fixed || kind == Kind::string || kind == Kind::opaque;
    });
    if (is_flat) inlined_.insert(&one);
  }
}

namespace {

constexpr int many_pieces = 16;  // from here on, the code for a value is too much to be compiled into a loop

// How many strings, opaque data and unions there are in a value; many, too, where it has loops or is coded
// elsewhere.
int pieces_of(const model::Type& type) {
  const model::Type& actual = model::resolve(type);
  if (actual.kind == Kind::void_ || model::layout_of(actual).fixed) return 0;
  if (actual.kind == Kind::string || actual.kind == Kind::opaque) return 1;
  if (actual.kind != Kind::named || actual.definition->recursive || actual.definition->imported)
    return many_pieces;
  int pieces = 0;
  auto add = [&](const model::Field& field) {
    if (pieces < many_pieces) pieces += pieces_of(*field.type);
  };
  if (auto* of = actual.definition->as<model::Struct>()) {
    if (of->is_list) return many_pieces;
    for (const model::Field& field : of->fields) add(field);
  } else if (auto* choice = actual.definition->as<model::Union>()) {
    pieces = 1;
    for (const model::Arm& arm : choice->arms) add(arm.field);
  }
  return pieces;
}

}  // namespace

void Facts::find_flattened(const model::Model& model) {
  auto consider = [&](const model::Definition& one) {
    auto* of = one.as<model::Struct>();
    if (of == nullptr || one.layout.fixed || one.recursive || one.imported || is_inlined(one)) return;
    int pieces = 0;
    bool calls = false;
    for (const model::Field& field : of->fields) {
      if (of->is_list && &field == &of->fields.back()) break;  // the tail is a loop of its own
      if (pieces < many_pieces) pieces += pieces_of(*field.type);
      calls |= model::resolve(*field.type).kind == Kind::named && !model::layout_of(*field.type).fixed;
    }
    if (calls && pieces < many_pieces) flattened_.insert(&one);
  };
  for (const model::Definition* one : model.in_order) {
    if (auto* of = one->as<model::Struct>(); of != nullptr && of->is_list) consider(*one);
  }
  for (const model::Type& type : model.types) {
    if (type.kind != Kind::variable_array) continue;
    const model::Type& element = model::resolve(*type.element);
    if (element.kind == Kind::named) consider(*element.definition);
  }
}

RunFacts Facts::of(const model::Type& type) const {
  const model::Type* at = &type;
  while (at->kind == Kind::fixed_array) at = at->element;
  switch (at->kind) {
    case Kind::named: {
      auto found = definitions_.find(at->definition);
      return found == definitions_.end() ? RunFacts{} : found->second;
    }
    case Kind::boolean:
    case Kind::i8:
    case Kind::u8:
    case Kind::i16:
    case Kind::u16: return {false, true};
    case Kind::fixed_opaque: return {false, at->bound % 4 != 0};
    default: return {};
  }
}

void Body::line(const std::string& text) {
  text_.append(2 * static_cast<std::size_t>(depth_), ' ').append(text).append("\n");
}

std::string Body::fresh(const std::string& name) {
  int number = ++used_[name];
  return number == 1 ? name : name + std::to_string(number);
}

const char* wire_word(const model::Type& actual) {
  switch (actual.kind) {
    case Kind::i8:
    case Kind::i16:
    case Kind::i32: return "i32";
    case Kind::u8:
    case Kind::u16:
    case Kind::u32: return "u32";
    case Kind::i64: return "i64";
    case Kind::u64: return "u64";
    case Kind::f32: return "f32";
    case Kind::f64: return "f64";
    default: return "";
  }
}

int swap_width(const model::Type& actual) {
  switch (actual.kind) {
    case Kind::i32:
    case Kind::u32:
    case Kind::f32: return 32;
    case Kind::i64:
    case Kind::u64:
    case Kind::f64: return 64;
    default: return 0;
  }
}

std::string encode_expression(const model::Type& type, const std::string& out, const std::string& expression,
                              const Place& place) {
  const model::Type& actual = model::resolve(type);
  switch (actual.kind) {
    case Kind::boolean: return fmt::format("{}.boolean({})", out, expression);
    case Kind::string: return fmt::format("{}.string({}, {})", out, expression, bound_at(actual, place));
    case Kind::opaque: return fmt::format("{}.opaque({}, {})", out, expression, bound_at(actual, place));
    case Kind::fixed_opaque: return fmt::format("{}.fixed_opaque({})", out, expression);
    case Kind::named: return fmt::format("encode({}, {})", out, expression);
    default: break;
  }
  std::string word = wire_word(actual);
  return word.empty() ? "" : fmt::format("{}.{}({})", out, word, expression);
}

std::string decode_expression(const model::Type& type, const std::string& in, const std::string& expression,
                              const Place& place) {
  const model::Type& actual = model::resolve(type);
  switch (actual.kind) {
    case Kind::i8:
    case Kind::u8:
    case Kind::i16:
    case Kind::u16: return fmt::format("{}.narrow({})", in, expression);
    case Kind::named: return fmt::format("decode({}, {})", in, expression);
    default: return encode_expression(type, in, expression, place);
  }
}

std::string near_expression(const std::string& verb, const std::string& near, const Part& element,
                            const Place& place, const Facts& facts) {
  const model::Type& actual = model::resolve(*element.type);
  if (actual.kind == Kind::string) {
    return fmt::format("{}.string({}, {})", near, element.expression, bound_at(actual, place));
  }
  if (actual.kind != Kind::named || !facts.is_inlined(*actual.definition)) return "";
  return fmt::format("{}_inline({}, {})", verb, near, element.expression);
}

std::string dereferenced(const model::Type& element, const std::string& optional) {
  const model::Type& actual = model::resolve(element);
  bool is_whole = actual.kind == Kind::named || *wire_word(actual) != '\0';
  return is_whole ? fmt::format("*{}", optional) : fmt::format("(*{})", optional);
}

std::string SizeBody::named(const model::Type& actual, const std::string& expression) const {
  bool recursive = counts_depth_ && actual.definition->recursive && !actual.definition->imported;
  return recursive ? fmt::format("size_of({}, depth + 1)", expression)
                   : fmt::format("encoded_size({})", expression);
}

void SizeBody::add(const Part& part) {
  const model::Type& actual = model::resolve(*part.type);
  model::Layout layout = model::layout_of(actual);
  if (layout.fixed) {
    constant_ += layout.wire;
    return;
  }
  switch (actual.kind) {
    case Kind::string:
    case Kind::opaque:
      terms_.push_back(fmt::format("::farcall::xdr::counted({}.size())", part.expression));
      return;
    case Kind::named: terms_.push_back(named(actual, part.expression)); return;
    default: return elements(part, actual);
  }
}

void SizeBody::elements(const Part& part, const model::Type& actual) {
  if (actual.kind != Kind::fixed_array) constant_ += 4;
  const model::Type& element = model::resolve(*actual.element);
  model::Layout layout = model::layout_of(element);
  if (layout.fixed) {
    terms_.push_back(actual.kind == Kind::optional
                         ? fmt::format("({} ? std::size_t{{{}}} : 0)", part.expression, layout.wire)
                         : fmt::format("{} * {}.size()", layout.wire, part.expression));
    return;
  }
  SizeBody inner(place_, facts_, counts_depth_);
  std::string name =
      actual.kind == Kind::optional ? dereferenced(element, part.expression) : fresh("element");
  inner.use_names_of(*this);  // loops inside loops need names of their own
  inner.add({&element, name, part.where});
  std::string sum = inner.take_sum();
  std::string head = actual.kind == Kind::optional
                         ? fmt::format("if ({})", part.expression)
                         : fmt::format("for (const auto& {} : {})", name, part.expression);
  if (!inner.has_statements()) {
    line(fmt::format("{} size += {};", head, sum));
    return;
  }
  open(head + " {");
  line(fmt::format("size += {};", sum));
  std::string_view rest = inner.text();
  while (!rest.empty()) {
    std::size_t end = rest.find('\n');
    line(std::string(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  close();
}

std::string SizeBody::take_sum() {
  std::string sum = constant_ > 0 || terms_.empty() ? std::to_string(constant_) : "";
  for (const std::string& term : terms_) sum += (sum.empty() ? "" : " + ") + term;
  constant_ = 0;
  terms_.clear();
  return sum;
}

}  // namespace farcallc::cpp
