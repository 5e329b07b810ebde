// Generated from locals.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace locals {

// Names that generated functions use for their own variables, as names of types, fields, constants, arms and
// parameters.
inline constexpr std::uint32_t value2 = 3;

inline constexpr std::uint32_t BOUND = 5;

enum class which : std::int32_t {
  other = 1,
  made = 5,
};
using enum which;

enum class fresh : std::int32_t {
  found = 0,
  arm = 1,
};
using enum fresh;

struct p {
  std::int32_t p = 0;
  double element = 0;

  friend bool operator==(const ::locals::p&, const ::locals::p&) = default;
};

struct in {
  std::vector<p> i{};
  std::int32_t out = 0;

  friend bool operator==(const in&, const in&) = default;
};

struct out {
  std::string value{};
  ::locals::in in{};

  friend bool operator==(const out&, const out&) = default;
};

struct node {
  std::int32_t value = 0;
  ::farcall::Optional<node> next{};

  friend bool operator==(const node&, const node&) = default;
};

struct value {
  ::farcall::Optional<node> first{};
  std::string count{};

  friend bool operator==(const value&, const value&) = default;
};

struct first {
  std::string more{};
  ::farcall::Optional<first> first_{};

  friend bool operator==(const first&, const first&) = default;
};

struct element {
  std::int32_t a = 0;
  std::string b{};

  friend bool operator==(const element&, const element&) = default;
};

struct element10 {
  std::vector<element> all{};

  friend bool operator==(const element10&, const element10&) = default;
};

struct count {
  std::vector<element> elements{};
  std::string near{};

  friend bool operator==(const count&, const count&) = default;
};

struct flag {
  std::vector<bool> flags{};
  ::farcall::Optional<flag> present{};

  friend bool operator==(const flag&, const flag&) = default;
};

struct size {
  std::vector<size> depth{};

  friend bool operator==(const size&, const size&) = default;
};

struct a {
  std::int32_t b = 0;

  friend bool operator==(const a&, const a&) = default;
};

struct near {
  std::vector<std::uint8_t> b{};

  friend bool operator==(const near&, const near&) = default;
};

// union switch (::locals::which value); a fresh value has ::locals::which::other. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class b {
 public:
  b() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit b(::locals::which which) : b() { set_value(which); }
  b(const b& other);
  b(b&& other) noexcept;
  b& operator=(const b& other);
  b& operator=(b&& other) noexcept;
  ~b();

  [[nodiscard]] ::locals::which value() const noexcept { return value_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_value(::locals::which which);

  // case other
  [[nodiscard]] ::locals::a* if_in() noexcept;
  [[nodiscard]] const ::locals::a* if_in() const noexcept;
  [[nodiscard]] ::locals::a& in();
  [[nodiscard]] const ::locals::a& in() const;
  void set_in(::locals::a value);
  [[nodiscard]] static b make_in(::locals::a value);

  // case made
  [[nodiscard]] ::locals::near* if_out() noexcept;
  [[nodiscard]] const ::locals::near* if_out() const noexcept;
  [[nodiscard]] ::locals::near& out();
  [[nodiscard]] const ::locals::near& out() const;
  void set_out(::locals::near value);
  [[nodiscard]] static b make_out(::locals::near value);

  friend bool operator==(const ::locals::b& a, const ::locals::b& b);
  friend std::size_t encoded_size(const ::locals::b& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const ::locals::b& value);
  friend bool decode(::farcall::xdr::Decoder& in, ::locals::b& value);

 private:
  enum class Arm : std::uint8_t { in, out, no_data, no_arm };
  static Arm arm_of(::locals::which which) noexcept;
  void destroy() noexcept;
  void copy_arm(const b& other);
  void copy_arm(b&& other) noexcept;

  ::locals::which value_;
  Arm selected_;
  union {
    ::locals::a in_;
    ::locals::near out_;
  };
};

// union switch (std::int32_t in); a fresh value has 1. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class depth {
 public:
  depth() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit depth(std::int32_t in) : depth() { set_in(in); }
  depth(const depth& other);
  depth(depth&& other) noexcept;
  depth& operator=(const depth& other);
  depth& operator=(depth&& other) noexcept;
  ~depth();

  [[nodiscard]] std::int32_t in() const noexcept { return in_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_in(std::int32_t in);

  // case 1
  [[nodiscard]] ::locals::out* if_node();
  [[nodiscard]] const ::locals::out* if_node() const noexcept;
  [[nodiscard]] ::locals::out& node();
  [[nodiscard]] const ::locals::out& node() const;
  void set_node(::locals::out value);
  [[nodiscard]] static depth make_node(::locals::out value);

  // case 2, 3
  [[nodiscard]] ::farcall::Optional<::locals::depth>* if_arm() noexcept;
  [[nodiscard]] const ::farcall::Optional<::locals::depth>* if_arm() const noexcept;
  [[nodiscard]] ::farcall::Optional<::locals::depth>& arm();
  [[nodiscard]] const ::farcall::Optional<::locals::depth>& arm() const;
  void set_arm(std::int32_t in, ::farcall::Optional<::locals::depth> value);
  [[nodiscard]] static depth make_arm(std::int32_t in, ::farcall::Optional<::locals::depth> value);

  // default
  [[nodiscard]] ::locals::value* if_found() noexcept;
  [[nodiscard]] const ::locals::value* if_found() const noexcept;
  [[nodiscard]] ::locals::value& found();
  [[nodiscard]] const ::locals::value& found() const;
  void set_found(std::int32_t in, ::locals::value value);
  [[nodiscard]] static depth make_found(std::int32_t in, ::locals::value value);

  friend bool operator==(const ::locals::depth& a, const ::locals::depth& b);
  friend std::size_t encoded_size(const ::locals::depth& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const ::locals::depth& value);
  friend bool decode(::farcall::xdr::Decoder& in, ::locals::depth& value);

 private:
  enum class Arm : std::uint8_t { node, arm, found, no_data, no_arm };
  static Arm arm_of(std::int32_t in) noexcept;
  void destroy() noexcept;
  void copy_arm(const depth& other);
  void copy_arm(depth&& other) noexcept;

  std::int32_t in_;
  Arm selected_;
  union {
    ::locals::out* node_;  // large, or like this union: on the heap; null is a fresh value
    ::farcall::Optional<::locals::depth> arm_;
    ::locals::value found_;
  };
};

// union switch (::locals::fresh other); a fresh value has ::locals::fresh::found. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class made_union {
 public:
  made_union() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit made_union(::locals::fresh which) : made_union() { set_other(which); }
  made_union(const made_union& other);
  made_union(made_union&& other) noexcept;
  made_union& operator=(const made_union& other);
  made_union& operator=(made_union&& other) noexcept;
  ~made_union();

  [[nodiscard]] ::locals::fresh other() const noexcept { return other_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_other(::locals::fresh which);

  // case found
  [[nodiscard]] ::locals::b* if_made() noexcept;
  [[nodiscard]] const ::locals::b* if_made() const noexcept;
  [[nodiscard]] ::locals::b& made();
  [[nodiscard]] const ::locals::b& made() const;
  void set_made(::locals::b value);
  [[nodiscard]] static made_union make_made(::locals::b value);

  friend bool operator==(const made_union& a, const made_union& b);
  friend std::size_t encoded_size(const made_union& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const made_union& value);
  friend bool decode(::farcall::xdr::Decoder& in, made_union& value);

 private:
  enum class Arm : std::uint8_t { made, no_data, no_arm };
  static Arm arm_of(::locals::fresh which) noexcept;
  void destroy() noexcept;
  void copy_arm(const made_union& other);
  void copy_arm(made_union&& other) noexcept;

  ::locals::fresh other_;
  Arm selected_;
  union {
    ::locals::b made_;
  };
};

using name = std::string;
using program_type = std::vector<element>;

struct call {
  element program_number_{};

  friend bool operator==(const call&, const call&) = default;
};

struct options {
  call result{};

  friend bool operator==(const options&, const options&) = default;
};

struct result {
  std::vector<options> call{};

  friend bool operator==(const result&, const result&) = default;
};

struct server {
  near serve{};

  friend bool operator==(const server&, const server&) = default;
};

struct into {
  server name{};

  friend bool operator==(const into&, const into&) = default;
};

struct binding {
  ::locals::into into{};

  friend bool operator==(const binding&, const binding&) = default;
};

struct procedure {
  std::string is_idempotent{};

  friend bool operator==(const procedure&, const procedure&) = default;
};

struct present {
  std::vector<::locals::near> near{};

  friend bool operator==(const present&, const present&) = default;
};

struct i {
  std::array<present, 2> p{};

  friend bool operator==(const i&, const i&) = default;
};

struct number {
  std::vector<i> more{};

  friend bool operator==(const number&, const number&) = default;
};

[[nodiscard]] constexpr bool is_declared(::locals::which value) noexcept {
  switch (value) {
    case ::locals::which::other:
    case ::locals::which::made:
      return true;
  }
  return false;
}
[[nodiscard]] std::string_view to_string(::locals::which value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(::locals::which) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, ::locals::which value);
bool decode(::farcall::xdr::Decoder& in, ::locals::which& value);

[[nodiscard]] constexpr bool is_declared(::locals::fresh value) noexcept {
  return value >= ::locals::fresh::found && value <= ::locals::fresh::arm;
}
[[nodiscard]] std::string_view to_string(::locals::fresh value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(::locals::fresh) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, ::locals::fresh value);
bool decode(::farcall::xdr::Decoder& in, ::locals::fresh& value);

[[nodiscard]] constexpr std::size_t encoded_size(const ::locals::p&) noexcept { return 12; }
bool encode(::farcall::xdr::Encoder& out, const ::locals::p& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::p& value);
[[nodiscard]] std::string to_string(const ::locals::p& value);
void print_text(::farcall::xdr::Text& out, const ::locals::p& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::in& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::in& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::in& value);
[[nodiscard]] std::string to_string(const ::locals::in& value);
void print_text(::farcall::xdr::Text& out, const ::locals::in& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::out& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::out& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::out& value);
[[nodiscard]] std::string to_string(const ::locals::out& value);
void print_text(::farcall::xdr::Text& out, const ::locals::out& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::node& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::node& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::node& value);
[[nodiscard]] std::string to_string(const ::locals::node& value);
void print_text(::farcall::xdr::Text& out, const ::locals::node& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::value& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::value& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::value& value);
[[nodiscard]] std::string to_string(const ::locals::value& value);
void print_text(::farcall::xdr::Text& out, const ::locals::value& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::first& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::first& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::first& value);
[[nodiscard]] std::string to_string(const ::locals::first& value);
void print_text(::farcall::xdr::Text& out, const ::locals::first& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::element& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::element& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::element& value);
[[nodiscard]] std::string to_string(const ::locals::element& value);
void print_text(::farcall::xdr::Text& out, const ::locals::element& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::element10& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::element10& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::element10& value);
[[nodiscard]] std::string to_string(const ::locals::element10& value);
void print_text(::farcall::xdr::Text& out, const ::locals::element10& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::count& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::count& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::count& value);
[[nodiscard]] std::string to_string(const ::locals::count& value);
void print_text(::farcall::xdr::Text& out, const ::locals::count& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::flag& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::flag& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::flag& value);
[[nodiscard]] std::string to_string(const ::locals::flag& value);
void print_text(::farcall::xdr::Text& out, const ::locals::flag& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::size& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::size& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::size& value);
[[nodiscard]] std::string to_string(const ::locals::size& value);
void print_text(::farcall::xdr::Text& out, const ::locals::size& value);

[[nodiscard]] constexpr std::size_t encoded_size(const ::locals::a&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const ::locals::a& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::a& value);
[[nodiscard]] std::string to_string(const ::locals::a& value);
void print_text(::farcall::xdr::Text& out, const ::locals::a& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::near& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::near& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::near& value);
[[nodiscard]] std::string to_string(const ::locals::near& value);
void print_text(::farcall::xdr::Text& out, const ::locals::near& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::b& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::b& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::b& value);
[[nodiscard]] std::string to_string(const ::locals::b& value);
void print_text(::farcall::xdr::Text& out, const ::locals::b& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::depth& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::depth& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::depth& value);
[[nodiscard]] std::string to_string(const ::locals::depth& value);
void print_text(::farcall::xdr::Text& out, const ::locals::depth& value);

[[nodiscard]] std::size_t encoded_size(const made_union& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const made_union& value);
bool decode(::farcall::xdr::Decoder& in, made_union& value);
[[nodiscard]] std::string to_string(const made_union& value);
void print_text(::farcall::xdr::Text& out, const made_union& value);

[[nodiscard]] std::size_t encoded_size(const call& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const call& value);
bool decode(::farcall::xdr::Decoder& in, call& value);
[[nodiscard]] std::string to_string(const call& value);
void print_text(::farcall::xdr::Text& out, const call& value);

[[nodiscard]] std::size_t encoded_size(const options& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const options& value);
bool decode(::farcall::xdr::Decoder& in, options& value);
[[nodiscard]] std::string to_string(const options& value);
void print_text(::farcall::xdr::Text& out, const options& value);

[[nodiscard]] std::size_t encoded_size(const result& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const result& value);
bool decode(::farcall::xdr::Decoder& in, result& value);
[[nodiscard]] std::string to_string(const result& value);
void print_text(::farcall::xdr::Text& out, const result& value);

[[nodiscard]] std::size_t encoded_size(const server& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const server& value);
bool decode(::farcall::xdr::Decoder& in, server& value);
[[nodiscard]] std::string to_string(const server& value);
void print_text(::farcall::xdr::Text& out, const server& value);

[[nodiscard]] std::size_t encoded_size(const into& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const into& value);
bool decode(::farcall::xdr::Decoder& in, into& value);
[[nodiscard]] std::string to_string(const into& value);
void print_text(::farcall::xdr::Text& out, const into& value);

[[nodiscard]] std::size_t encoded_size(const binding& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const binding& value);
bool decode(::farcall::xdr::Decoder& in, binding& value);
[[nodiscard]] std::string to_string(const binding& value);
void print_text(::farcall::xdr::Text& out, const binding& value);

[[nodiscard]] std::size_t encoded_size(const procedure& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const procedure& value);
bool decode(::farcall::xdr::Decoder& in, procedure& value);
[[nodiscard]] std::string to_string(const procedure& value);
void print_text(::farcall::xdr::Text& out, const procedure& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::present& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::present& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::present& value);
[[nodiscard]] std::string to_string(const ::locals::present& value);
void print_text(::farcall::xdr::Text& out, const ::locals::present& value);

[[nodiscard]] std::size_t encoded_size(const ::locals::i& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::locals::i& value);
bool decode(::farcall::xdr::Decoder& in, ::locals::i& value);
[[nodiscard]] std::string to_string(const ::locals::i& value);
void print_text(::farcall::xdr::Text& out, const ::locals::i& value);

[[nodiscard]] std::size_t encoded_size(const number& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const number& value);
bool decode(::farcall::xdr::Decoder& in, number& value);
[[nodiscard]] std::string to_string(const number& value);
void print_text(::farcall::xdr::Text& out, const number& value);

}  // namespace locals

namespace locals::locals_program {

inline constexpr std::uint32_t program_number = 536871170;

namespace locals_version {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871170;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> null(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::result> one(const ::locals::call& call_, const ::locals::options& options_,
      const ::locals::in& value, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> one_into(const ::locals::call& call_, const ::locals::options& options_,
      const ::locals::in& value, ::locals::result& into, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::out> call_(const ::locals::in& in, const ::locals::out& out,
      const ::locals::node& node, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> call__into(const ::locals::in& in, const ::locals::out& out,
      const ::locals::node& node, ::locals::out& into, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::name> name(const ::locals::name& name,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> name_into(const ::locals::name& name, ::locals::name& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::server> server(const ::locals::server& server_, const ::locals::into& into_,
      const ::locals::binding& binding, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> server_into(const ::locals::server& server_, const ::locals::into& into_,
      const ::locals::binding& binding, ::locals::server& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::number> numbers(const std::vector<::locals::number>& number,
      const ::locals::element10& BOUND, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> numbers_into(const std::vector<::locals::number>& number,
      const ::locals::element10& BOUND, ::locals::number& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::b> b(::locals::a& a, ::locals::depth& result_,
      std::vector<::locals::present>& value, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::locals::procedure> procedure(const ::locals::p& p, const ::locals::i& i,
      const ::locals::value& arg3, const ::locals::first& arg4,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> procedure_into(const ::locals::p& p, const ::locals::i& i,
      const ::locals::value& arg3, const ::locals::first& arg4, ::locals::procedure& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::farcall::Optional<::locals::flag>> flags(const ::farcall::Optional<::locals::size>& size, const made_union& decode_, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> flags_into(const ::farcall::Optional<::locals::size>& size,
      const made_union& decode_, ::farcall::Optional<::locals::flag>& into,
      const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871170;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> null(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::result> one(const ::locals::call& call_, const ::locals::options& options_,
      const ::locals::in& value, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::out> call_(const ::locals::in& in, const ::locals::out& out,
      const ::locals::node& node, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::name> name(const ::locals::name& name,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::server> server(const ::locals::server& server_, const ::locals::into& into_,
      const ::locals::binding& binding, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::number> numbers(const std::vector<::locals::number>& number,
      const ::locals::element10& BOUND, const ::farcall::CallOptions& options = {}) const;
  struct b_reply {
    ::locals::b result{};
    ::locals::a a{};
    ::locals::depth result_{};
    std::vector<::locals::present> value{};
  };
  ::farcall::Reply<b_reply> b(const ::locals::a& a, const std::vector<::locals::present>& value,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::locals::procedure> procedure(const ::locals::p& p, const ::locals::i& i,
      const ::locals::value& arg3, const ::locals::first& arg4,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::farcall::Optional<::locals::flag>> flags(const ::farcall::Optional<::locals::size>& size, const made_union& decode_, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "locals.locals_program.locals_version"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> null(::farcall::CallContext&) { return {}; }
  virtual ::farcall::Result<::locals::result> one(::farcall::CallContext& call, ::locals::call&& call_,
      ::locals::options&& options_, ::locals::in&& value) = 0;
  virtual ::farcall::Result<::locals::out> call_(::farcall::CallContext& call, ::locals::in&& in,
      ::locals::out&& out, ::locals::node&& node) = 0;
  virtual ::farcall::Result<::locals::name> name(::farcall::CallContext& call, ::locals::name&& name) = 0;
  virtual ::farcall::Result<::locals::server> server(::farcall::CallContext& call,
      ::locals::server&& server_, ::locals::into&& into_, ::locals::binding&& binding) = 0;
  virtual ::farcall::Result<::locals::number> numbers(::farcall::CallContext& call,
      std::vector<::locals::number>&& number, ::locals::element10&& BOUND) = 0;
  virtual ::farcall::Result<::locals::b> b(::farcall::CallContext& call, ::locals::a& a,
      ::locals::depth& result_, std::vector<::locals::present>& value) = 0;
  virtual ::farcall::Result<::locals::procedure> procedure(::farcall::CallContext& call,
      const ::locals::p& p, ::locals::i&& i, ::locals::value&& arg3, ::locals::first&& arg4) = 0;
  virtual ::farcall::Result<::farcall::Optional<::locals::flag>> flags(::farcall::CallContext& call,
      ::farcall::Optional<::locals::size>&& size, made_union&& decode_) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "locals.locals_program.locals_version"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> null(::farcall::CallContext& call) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::result>> one(::farcall::CallContext& call,
      ::locals::call call_, ::locals::options options_, ::locals::in value) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::out>> call_(::farcall::CallContext& call,
      ::locals::in in, ::locals::out out, ::locals::node node) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::name>> name(::farcall::CallContext& call,
      ::locals::name name) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::server>> server(::farcall::CallContext& call,
      ::locals::server server_, ::locals::into into_, ::locals::binding binding) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::number>> numbers(::farcall::CallContext& call,
      std::vector<::locals::number> number, ::locals::element10 BOUND) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::b>> b(::farcall::CallContext& call, ::locals::a& a,
      ::locals::depth& result_, std::vector<::locals::present>& value) = 0;
  virtual ::farcall::Task<::farcall::Result<::locals::procedure>> procedure(::farcall::CallContext& call,
      ::locals::p p, ::locals::i i, ::locals::value arg3, ::locals::first arg4) = 0;
  virtual ::farcall::Task<::farcall::Result<::farcall::Optional<::locals::flag>>> flags(::farcall::CallContext& call, ::farcall::Optional<::locals::size> size, made_union decode_) = 0;
};

}  // namespace locals_version

}  // namespace locals_program
