#include <compiler/emit/cpp/service.hpp>

#include <fmt/format.h>

#include <algorithm>

#include <compiler/emit/cpp/fill.hpp>

namespace farcallc::cpp {
namespace {

bool needs_coder(const model::Type& type) {
  const model::Type& actual = model::resolve(type);
  return actual.kind == model::Kind::fixed_array || actual.kind == model::Kind::variable_array ||
         actual.kind == model::Kind::optional;
}

std::string value_coder(const Emission& emission, const Value& value, const std::string& where,
                        const Place& place) {
  SizeBody size(place, emission.facts, false);
  size.add({value.type, "value", where});
  std::string sum = size.take_sum();
  EncodeBody encode(place, emission.facts);
  encode.parts({{value.type, "value", where}});
  DecodeBody decode(place, emission.facts);
  decode.parts({{value.type, "value", where}});
  std::string measure;
  if (!model::layout_of(*value.type).fixed) {
    measure = fill(R"(
std::size_t size_of_@coder@(const @type@& value) noexcept {
  std::size_t size = @sum@;
  @size@
  return size;
}

)",
                   {{"coder", value.coder}, {"type", value.cpp_type}, {"sum", sum}, {"size", size.text()}});
  }
  return measure + fill(R"(
bool encode_@coder@(::farcall::xdr::Encoder& out, const @type@& value) {
  @encode@
  return true;
}

bool decode_@coder@(::farcall::xdr::Decoder& in, @type@& value) {
  @decode@
  return true;
}

)",
                        {{"coder", value.coder},
                         {"type", value.cpp_type},
                         {"encode", encode.text()},
                         {"decode", decode.text()}});
}

}  // namespace

bool has_attribute(const ProcedureText& procedure, std::string_view name) {
  const auto& all = procedure.of->attributes;
  return std::any_of(all.begin(), all.end(), [&](const ast::Attribute& one) { return one.name == name; });
}

std::vector<Value> ProcedureText::arguments() const {
  std::vector<Value> all;
  for (const Value& one : parameters) {
    if (one.direction != ast::Direction::out) all.push_back(one);
  }
  return all;
}

std::vector<Value> ProcedureText::results() const {
  std::vector<Value> all;
  if (has_result()) all.push_back(result);
  for (const Value& one : parameters) {
    if (one.direction != ast::Direction::in) all.push_back(one);
  }
  return all;
}

Place with_parameters(Place place, const ProcedureText& procedure) {
  for (const Value& value : procedure.parameters) place.hidden.add(value.name);
  return place;
}

std::vector<ProcedureText> procedures_of(const Emission&, const model::Version& version, const Place& place) {
  std::vector<ProcedureText> all;
  Names members;
  for (const model::Procedure& one : version.procedures) members.add(spell_procedure(one.name));
  for (const model::Procedure& one : version.procedures) {
    ProcedureText text;
    text.of = &one;
    text.name = spell_procedure(one.name);
    text.into_name = members.invent(text.name + "_into");
    text.reply_name = members.invent(text.name + "_reply");
    Names names;
    for (const char* ours : {"call", "options", "into", "result", "done", "server", "binding_"})
      names.add(ours);
    for (std::size_t i = 0; i < one.parameters.size(); ++i) {
      const model::Parameter& parameter = one.parameters[i];
      Value value;
      value.type = parameter.field.type;
      value.direction = parameter.direction;
      std::string given = spell(parameter.field.name);
      value.name = names.invent(!given.empty()               ? given
                                : one.parameters.size() == 1 ? "arg"
                                                             : fmt::format("arg{}", i + 1));
      if (needs_coder(*value.type)) value.coder = fmt::format("{}_{}", text.name, value.name);
      text.parameters.push_back(std::move(value));
    }
    // A parameter hides a type of its name for the parameters behind it.
    Place inside = with_parameters(place, text);
    for (Value& value : text.parameters) value.cpp_type = type_at(*value.type, inside);
    text.result.type = one.result;
    text.result.name = "result";
    text.result.cpp_type = type_at(*one.result, inside);
    if (needs_coder(*one.result)) text.result.coder = text.name + "_result";
    all.push_back(std::move(text));
  }
  return all;
}

std::string parameter_list(const ProcedureText& procedure, Side side) {
  std::string text;
  for (const Value& one : procedure.parameters) {
    std::string_view how = "const {}& {}, ";
    if (one.direction != ast::Direction::in) {
      how = "{}& {}, ";
    } else if (is_scalar(*one.type) || side == Side::async_server) {
      how = "{} {}, ";  // a coroutine keeps its own
    } else if (side == Side::server && moves(one)) {
      how = "{}&& {}, ";
    }
    text += fmt::format(fmt::runtime(how), one.cpp_type, one.name);
  }
  return text;
}

std::string argument_list(const ProcedureText& procedure) {
  std::string text;
  for (const Value& one : procedure.arguments()) {
    text += is_scalar(*one.type) ? fmt::format("{} {}, ", one.cpp_type, one.name)
                                 : fmt::format("const {}& {}, ", one.cpp_type, one.name);
  }
  return text;
}

bool moves(const Value& parameter) {
  return parameter.direction == ast::Direction::in && !model::layout_of(*parameter.type).fixed;
}

std::string size_sum(const std::vector<Value>& values, const std::vector<std::string>& expressions,
                     const Place&) {
  std::uint64_t constant = 0;
  std::string terms;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const model::Type& actual = model::resolve(*values[i].type);
    model::Layout layout = model::layout_of(actual);
    if (layout.fixed) {
      constant += layout.wire;
    } else if (!values[i].coder.empty()) {
      terms += fmt::format(" + size_of_{}({})", values[i].coder, expressions[i]);
    } else if (actual.kind == model::Kind::named) {
      terms += fmt::format(" + encoded_size({})", expressions[i]);
    } else {
      std::string object = expressions[i][0] == '*' ? fmt::format("({})", expressions[i]) : expressions[i];
      terms += fmt::format(" + ::farcall::xdr::counted({}.size())", object);
    }
  }
  if (constant == 0 && !terms.empty()) return terms.substr(3);
  return std::to_string(constant) + terms;
}

std::string encode_all(const std::vector<Value>& values, const std::vector<std::string>& expressions,
                       const std::string& out, const Place& place) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string one = values[i].coder.empty()
                          ? encode_expression(*values[i].type, out, expressions[i], place)
                          : fmt::format("encode_{}({}, {})", values[i].coder, out, expressions[i]);
    text += fmt::format(" || !{}", one);
  }
  return text;
}

std::string decode_all(const std::vector<Value>& values, const std::vector<std::string>& expressions,
                       const std::string& in, const Place& place) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string one = values[i].coder.empty()
                          ? decode_expression(*values[i].type, in, expressions[i], place)
                          : fmt::format("decode_{}({}, {})", values[i].coder, in, expressions[i]);
    text += fmt::format("!{} || ", one);
  }
  return text;
}

std::string value_coders(const Emission& emission, const std::vector<ProcedureText>& procedures,
                         const Place& place) {
  std::string text;
  for (const ProcedureText& one : procedures) {
    for (const Value& value : one.parameters) {
      if (!value.coder.empty())
        text += value_coder(emission, value, std::string(one.of->name) + "." + value.name, place);
    }
    if (!one.result.coder.empty())
      text += value_coder(emission, one.result, std::string(one.of->name) + ".result", place);
  }
  return text;
}

}  // namespace farcallc::cpp
