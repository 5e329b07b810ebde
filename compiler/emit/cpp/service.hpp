// What the client and the server of a version share: how a procedure's arguments and results are named and
// coded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <compiler/emit/cpp/emitter.hpp>

namespace farcallc::cpp {

// A parameter or a result of a procedure, ready to be written.
struct Value {
  const model::Type* type = nullptr;
  std::string name;  // in generated code
  std::string cpp_type;
  ast::Direction direction = ast::Direction::in;
  std::string
      coder;  // "NFSPROC_READ_arg": the suffix of its own functions; empty where an expression will do
};

struct ProcedureText {
  const model::Procedure* of = nullptr;
  std::string name;
  std::string into_name;
  std::string reply_name;
  std::vector<Value> parameters;
  Value result;  // of type void where there is none
  [[nodiscard]] bool has_result() const { return result.type->kind != model::Kind::void_; }
  [[nodiscard]] std::vector<Value> arguments() const;  // what the call message carries
  [[nodiscard]] std::vector<Value> results() const;    // what the reply message carries
};

[[nodiscard]] bool has_attribute(const ProcedureText& procedure, std::string_view name);
[[nodiscard]] inline bool is_one_way(const ProcedureText& procedure) {
  return has_attribute(procedure, "oneway");
}

[[nodiscard]] inline bool is_durable(const ProcedureText& procedure) {
  return has_attribute(procedure, "durable");
}

// The place inside a function with the procedure's parameters.
[[nodiscard]] Place with_parameters(Place place, const ProcedureText& procedure);

[[nodiscard]] std::vector<ProcedureText> procedures_of(const Emission& emission,
                                                       const model::Version& version, const Place& place);

enum class Side : std::uint8_t { client, server, async_server };

// "const T& arg, U& other", each followed by a comma and a blank.
[[nodiscard]] std::string parameter_list(const ProcedureText& procedure, Side side);

// The same of what the call message carries, all of it constant: what an asynchronous caller passes.
[[nodiscard]] std::string argument_list(const ProcedureText& procedure);

// Whether a handler gets a parameter as `T&&`: what varies in size may own memory, and is the handler's to
// keep.
[[nodiscard]] bool moves(const Value& parameter);

// `a.size() + 4`, `encode(...) && …`: one expression for all values.
[[nodiscard]] std::string size_sum(const std::vector<Value>& values,
                                   const std::vector<std::string>& expressions, const Place& place);
[[nodiscard]] std::string encode_all(const std::vector<Value>& values,
                                     const std::vector<std::string>& expressions, const std::string& out,
                                     const Place& place);
[[nodiscard]] std::string decode_all(const std::vector<Value>& values,
                                     const std::vector<std::string>& expressions, const std::string& in,
                                     const Place& place);

// Functions for the values whose types have none of their own: arrays and optional data.
[[nodiscard]] std::string value_coders(const Emission& emission, const std::vector<ProcedureText>& procedures,
                                       const Place& place);

}  // namespace farcallc::cpp
