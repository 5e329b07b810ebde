// Generated from language.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace language {

struct later;
struct mutual;
inline constexpr std::uint32_t IN_NEITHER = 1;
inline constexpr std::uint32_t DOUBLED = 12;
inline constexpr std::uint32_t DIGITS = 1000000;
inline constexpr std::uint32_t OCTAL = 15;
inline constexpr std::int32_t NEGATIVE = -3;
inline constexpr std::uint32_t LETTER = 97;
inline constexpr std::uint32_t ESCAPE = 10;
inline constexpr std::string_view TEXT = "a \"text\" with \\ and 100%";
inline constexpr std::uint32_t OTHER = 1000000;
inline constexpr std::uint32_t SUM = 2000030;
inline constexpr std::uint32_t FROM_ENUM = 2;
inline constexpr std::uint32_t FROM_PROCEDURE = 0;
inline constexpr std::uint64_t LARGE = 18446744073709551615u;
inline constexpr std::int64_t LEAST = (-9223372036854775807 - 1);

enum class plain : std::int32_t {
  E_ZERO = 0,
  E_ONE = 1,
  E_TWO = 2,
};
using enum plain;

enum class valued : std::int32_t {
  V_LIMIT = 12,
  V_NEXT = 13,
  V_NEGATIVE = -1,
  V_SAME = 12,
};
using enum valued;

using uint32_t = std::uint32_t;  // what <stdint.h> calls it

enum class tagged : std::int32_t {
  T_ONE = 1,
};
using enum tagged;

using later_ptr = ::farcall::Optional<later>;
using handle = std::vector<std::uint8_t>;
using name = std::string;
using names = std::vector<name>;
using table = std::array<names, 2>;

struct other_position_inner {
  std::int32_t deep = 0;

  friend bool operator==(const other_position_inner&, const other_position_inner&) = default;
};

struct other_position {
  std::int32_t x = 0;
  other_position_inner inner{};

  friend bool operator==(const other_position&, const other_position&) = default;
};

enum class other_light : std::int32_t {
  RED_LIGHT = 0,
  GREEN_LIGHT = 1,
};
using enum other_light;

// union switch (std::int32_t kind); a fresh value has 16. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class other_extra {
 public:
  other_extra() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit other_extra(std::int32_t kind) : other_extra() { set_kind(kind); }
  other_extra(const other_extra& other);
  other_extra(other_extra&& other) noexcept;
  other_extra& operator=(const other_extra& other);
  other_extra& operator=(other_extra&& other) noexcept;
  ~other_extra();

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_kind(std::int32_t kind);

  // case 16, -1
  [[nodiscard]] std::int32_t* if_number() noexcept;
  [[nodiscard]] const std::int32_t* if_number() const noexcept;
  [[nodiscard]] std::int32_t& number();
  [[nodiscard]] const std::int32_t& number() const;
  void set_number(std::int32_t kind, std::int32_t value);
  [[nodiscard]] static other_extra make_number(std::int32_t kind, std::int32_t value);

  friend bool operator==(const other_extra& a, const other_extra& b);
  friend std::size_t encoded_size(const other_extra& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const other_extra& value);
  friend bool decode(::farcall::xdr::Decoder& in, other_extra& value);

 private:
  enum class Arm : std::uint8_t { number, no_data, no_arm };
  static Arm arm_of(std::int32_t kind) noexcept;
  void destroy() noexcept;
  void copy_arm(const other_extra& other);
  void copy_arm(other_extra&& other) noexcept;

  std::int32_t kind_;
  Arm selected_;
  union {
    std::int32_t number_;
  };
};

struct other {
  other_position position{};
  other_light light = other_light::RED_LIGHT;
  other_extra extra{};
  ::farcall::Optional<other> left{};
  ::farcall::Optional<mutual> right{};

  friend bool operator==(const other&, const other&) = default;
};

// union switch (std::uint32_t which); a fresh value has 1. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class choice {
 public:
  choice() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit choice(std::uint32_t which) : choice() { set_which(which); }
  choice(const choice& other);
  choice(choice&& other) noexcept;
  choice& operator=(const choice& other);
  choice& operator=(choice&& other) noexcept;
  ~choice();

  [[nodiscard]] std::uint32_t which() const noexcept { return which_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_which(std::uint32_t which);

  // case 1, 2, 12
  [[nodiscard]] std::int32_t* if_choice_() noexcept;
  [[nodiscard]] const std::int32_t* if_choice_() const noexcept;
  [[nodiscard]] std::int32_t& choice_();
  [[nodiscard]] const std::int32_t& choice_() const;
  void set_choice_(std::uint32_t which, std::int32_t value);
  [[nodiscard]] static choice make_choice_(std::uint32_t which, std::int32_t value);

  // case 4294967295
  [[nodiscard]] later_ptr* if_chain() noexcept;
  [[nodiscard]] const later_ptr* if_chain() const noexcept;
  [[nodiscard]] later_ptr& chain();
  [[nodiscard]] const later_ptr& chain() const;
  void set_chain(later_ptr value);
  [[nodiscard]] static choice make_chain(later_ptr value);

  friend bool operator==(const choice& a, const choice& b);
  friend std::size_t encoded_size(const choice& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const choice& value);
  friend bool decode(::farcall::xdr::Decoder& in, choice& value);

 private:
  enum class Arm : std::uint8_t { choice_, chain, no_data, no_arm };
  static Arm arm_of(std::uint32_t which) noexcept;
  void destroy() noexcept;
  void copy_arm(const choice& other);
  void copy_arm(choice&& other) noexcept;

  std::uint32_t which_;
  Arm selected_;
  union {
    std::int32_t choice__;
    later_ptr chain_;
  };
};

struct later {
  uint32_t count = 0;
  other o{};
  plain kind = plain::E_ZERO;
  choice c{};
  std::uint32_t plain_unsigned = 0;
  std::uint64_t h = 0;
  std::uint32_t ul = 0;
  std::int64_t ll = 0;
  std::uint64_t q = 0;
  bool b = false;
  std::array<std::int8_t, 4> letters{};
  std::vector<std::int8_t> more{};
  table t{};
  std::vector<std::uint8_t> token{};
  later_ptr next{};

  friend bool operator==(const later&, const later&) = default;
};

struct mutual {
  ::farcall::Optional<other> back{};
  std::vector<mutual> many{};

  friend bool operator==(const mutual&, const mutual&) = default;
};

// union switch (bool yes); a fresh value has true. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class by_bool {
 public:
  by_bool() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit by_bool(bool yes) : by_bool() { set_yes(yes); }
  by_bool(const by_bool& other);
  by_bool(by_bool&& other) noexcept;
  by_bool& operator=(const by_bool& other);
  by_bool& operator=(by_bool&& other) noexcept;
  ~by_bool();

  [[nodiscard]] bool yes() const noexcept { return yes_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_yes(bool yes);

  // case true
  [[nodiscard]] name* if_yes_text() noexcept;
  [[nodiscard]] const name* if_yes_text() const noexcept;
  [[nodiscard]] name& yes_text();
  [[nodiscard]] const name& yes_text() const;
  void set_yes_text(name value);
  [[nodiscard]] static by_bool make_yes_text(name value);

  friend bool operator==(const by_bool& a, const by_bool& b);
  friend std::size_t encoded_size(const by_bool& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const by_bool& value);
  friend bool decode(::farcall::xdr::Decoder& in, by_bool& value);

 private:
  enum class Arm : std::uint8_t { yes_text, no_data, no_arm };
  static Arm arm_of(bool yes) noexcept;
  void destroy() noexcept;
  void copy_arm(const by_bool& other);
  void copy_arm(by_bool&& other) noexcept;

  bool yes_;
  Arm selected_;
  union {
    name yes_text_;
  };
};

// union switch (plain p); a fresh value has plain::E_ZERO. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class only_default {
 public:
  only_default() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit only_default(plain p) : only_default() { set_p(p); }
  only_default(const only_default& other);
  only_default(only_default&& other) noexcept;
  only_default& operator=(const only_default& other);
  only_default& operator=(only_default&& other) noexcept;
  ~only_default();

  [[nodiscard]] plain p() const noexcept { return p_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_p(plain p);

  // default
  [[nodiscard]] std::int64_t* if_value() noexcept;
  [[nodiscard]] const std::int64_t* if_value() const noexcept;
  [[nodiscard]] std::int64_t& value();
  [[nodiscard]] const std::int64_t& value() const;
  void set_value(plain p, std::int64_t value);
  [[nodiscard]] static only_default make_value(plain p, std::int64_t value);

  friend bool operator==(const only_default& a, const only_default& b);
  friend std::size_t encoded_size(const only_default& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const only_default& value);
  friend bool decode(::farcall::xdr::Decoder& in, only_default& value);

 private:
  enum class Arm : std::uint8_t { value, no_data, no_arm };
  static Arm arm_of(plain p) noexcept;
  void destroy() noexcept;
  void copy_arm(const only_default& other);
  void copy_arm(only_default&& other) noexcept;

  plain p_;
  Arm selected_;
  union {
    std::int64_t value_;
  };
};

// union switch (std::int32_t kind); a fresh value has 1. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class no_data {
 public:
  no_data() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit no_data(std::int32_t kind) : no_data() { set_kind(kind); }
  no_data(const no_data& other);
  no_data(no_data&& other) noexcept;
  no_data& operator=(const no_data& other);
  no_data& operator=(no_data&& other) noexcept;
  ~no_data();

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_kind(std::int32_t kind);


  friend bool operator==(const no_data& a, const no_data& b);
  friend std::size_t encoded_size(const no_data& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const no_data& value);
  friend bool decode(::farcall::xdr::Decoder& in, no_data& value);

 private:
  enum class Arm : std::uint8_t { no_data, no_arm };
  static Arm arm_of(std::int32_t kind) noexcept;
  void destroy() noexcept;
  void copy_arm(const no_data& other);
  void copy_arm(no_data&& other) noexcept;

  std::int32_t kind_;
  Arm selected_;
};

// Names that C++ has other uses for.
struct class_ {
  std::int32_t class_ = 0;
  std::int32_t int32_t = 0;
  std::int32_t unix_ = 0;
  ::farcall::Optional<::language::class_> next{};

  friend bool operator==(const ::language::class_&, const ::language::class_&) = default;
};

struct Client_ {
  class_ Server_{};
  ::language::other other{};

  friend bool operator==(const Client_&, const Client_&) = default;
};

enum class namespace_ : std::int32_t {
  new_ = 0,
  delete_ = 1,
  errno_ = 2,
  ENOENT_ = 3,
};
using enum namespace_;

struct Case {
  std::int32_t a = 0;

  friend bool operator==(const Case&, const Case&) = default;
};

struct CASE {
  ::language::Case Case{};

  friend bool operator==(const CASE&, const CASE&) = default;
};

}  // namespace language

namespace outer::inner {

struct other_one {
  std::int32_t a = 0;

  friend bool operator==(const other_one&, const other_one&) = default;
};

struct qualified {
  ::language::later l{};
  other_one o{};
  other_one p{};

  friend bool operator==(const qualified&, const qualified&) = default;
};

}  // namespace outer::inner

namespace language {

struct user {
  ::outer::inner::qualified q{};

  friend bool operator==(const user&, const user&) = default;
};

inline constexpr std::uint32_t FIRST_NUMBER = 1;
inline constexpr std::uint32_t LANGUAGE_1_AGAIN = 2;
inline constexpr std::uint32_t IN_HEADER = 1;
inline constexpr std::uint32_t IN_SERVER = 1;

[[nodiscard]] constexpr bool is_declared(plain value) noexcept {
  return value >= plain::E_ZERO && value <= plain::E_TWO;
}
[[nodiscard]] std::string_view to_string(plain value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(plain) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, plain value);
bool decode(::farcall::xdr::Decoder& in, plain& value);

[[nodiscard]] constexpr bool is_declared(valued value) noexcept {
  switch (value) {
    case valued::V_NEGATIVE:
    case valued::V_LIMIT:
    case valued::V_NEXT:
      return true;
  }
  return false;
}
[[nodiscard]] std::string_view to_string(valued value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(valued) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, valued value);
bool decode(::farcall::xdr::Decoder& in, valued& value);

[[nodiscard]] constexpr bool is_declared(tagged value) noexcept {
  return value == tagged::T_ONE;
}
[[nodiscard]] std::string_view to_string(tagged value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(tagged) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, tagged value);
bool decode(::farcall::xdr::Decoder& in, tagged& value);

[[nodiscard]] constexpr std::size_t encoded_size(const other_position_inner&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const other_position_inner& value);
bool decode(::farcall::xdr::Decoder& in, other_position_inner& value);
[[nodiscard]] std::string to_string(const other_position_inner& value);
void print_text(::farcall::xdr::Text& out, const other_position_inner& value);

[[nodiscard]] constexpr std::size_t encoded_size(const other_position&) noexcept { return 8; }
bool encode(::farcall::xdr::Encoder& out, const other_position& value);
bool decode(::farcall::xdr::Decoder& in, other_position& value);
[[nodiscard]] std::string to_string(const other_position& value);
void print_text(::farcall::xdr::Text& out, const other_position& value);

[[nodiscard]] constexpr bool is_declared(other_light value) noexcept {
  return value >= other_light::RED_LIGHT && value <= other_light::GREEN_LIGHT;
}
[[nodiscard]] std::string_view to_string(other_light value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(other_light) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, other_light value);
bool decode(::farcall::xdr::Decoder& in, other_light& value);

[[nodiscard]] std::size_t encoded_size(const other_extra& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const other_extra& value);
bool decode(::farcall::xdr::Decoder& in, other_extra& value);
[[nodiscard]] std::string to_string(const other_extra& value);
void print_text(::farcall::xdr::Text& out, const other_extra& value);

[[nodiscard]] std::size_t encoded_size(const ::language::other& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const ::language::other& value);
bool decode(::farcall::xdr::Decoder& in, ::language::other& value);
[[nodiscard]] std::string to_string(const ::language::other& value);
void print_text(::farcall::xdr::Text& out, const ::language::other& value);

[[nodiscard]] std::size_t encoded_size(const choice& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const choice& value);
bool decode(::farcall::xdr::Decoder& in, choice& value);
[[nodiscard]] std::string to_string(const choice& value);
void print_text(::farcall::xdr::Text& out, const choice& value);

[[nodiscard]] std::size_t encoded_size(const later& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const later& value);
bool decode(::farcall::xdr::Decoder& in, later& value);
[[nodiscard]] std::string to_string(const later& value);
void print_text(::farcall::xdr::Text& out, const later& value);

[[nodiscard]] std::size_t encoded_size(const mutual& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const mutual& value);
bool decode(::farcall::xdr::Decoder& in, mutual& value);
[[nodiscard]] std::string to_string(const mutual& value);
void print_text(::farcall::xdr::Text& out, const mutual& value);

[[nodiscard]] std::size_t encoded_size(const by_bool& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const by_bool& value);
bool decode(::farcall::xdr::Decoder& in, by_bool& value);
[[nodiscard]] std::string to_string(const by_bool& value);
void print_text(::farcall::xdr::Text& out, const by_bool& value);

[[nodiscard]] std::size_t encoded_size(const only_default& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const only_default& value);
bool decode(::farcall::xdr::Decoder& in, only_default& value);
[[nodiscard]] std::string to_string(const only_default& value);
void print_text(::farcall::xdr::Text& out, const only_default& value);

[[nodiscard]] std::size_t encoded_size(const no_data& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const no_data& value);
bool decode(::farcall::xdr::Decoder& in, no_data& value);
[[nodiscard]] std::string to_string(const no_data& value);
void print_text(::farcall::xdr::Text& out, const no_data& value);

[[nodiscard]] std::size_t encoded_size(const class_& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const class_& value);
bool decode(::farcall::xdr::Decoder& in, class_& value);
[[nodiscard]] std::string to_string(const class_& value);
void print_text(::farcall::xdr::Text& out, const class_& value);

[[nodiscard]] std::size_t encoded_size(const Client_& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const Client_& value);
bool decode(::farcall::xdr::Decoder& in, Client_& value);
[[nodiscard]] std::string to_string(const Client_& value);
void print_text(::farcall::xdr::Text& out, const Client_& value);

[[nodiscard]] constexpr bool is_declared(namespace_ value) noexcept {
  return value >= namespace_::new_ && value <= namespace_::ENOENT_;
}
[[nodiscard]] std::string_view to_string(namespace_ value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(namespace_) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, namespace_ value);
bool decode(::farcall::xdr::Decoder& in, namespace_& value);

[[nodiscard]] constexpr std::size_t encoded_size(const Case&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const Case& value);
bool decode(::farcall::xdr::Decoder& in, Case& value);
[[nodiscard]] std::string to_string(const Case& value);
void print_text(::farcall::xdr::Text& out, const Case& value);

[[nodiscard]] constexpr std::size_t encoded_size(const CASE&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const CASE& value);
bool decode(::farcall::xdr::Decoder& in, CASE& value);
[[nodiscard]] std::string to_string(const CASE& value);
void print_text(::farcall::xdr::Text& out, const CASE& value);

}  // namespace language

namespace outer::inner {

[[nodiscard]] constexpr std::size_t encoded_size(const other_one&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const other_one& value);
bool decode(::farcall::xdr::Decoder& in, other_one& value);
[[nodiscard]] std::string to_string(const other_one& value);
void print_text(::farcall::xdr::Text& out, const other_one& value);

[[nodiscard]] std::size_t encoded_size(const qualified& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const qualified& value);
bool decode(::farcall::xdr::Decoder& in, qualified& value);
[[nodiscard]] std::string to_string(const qualified& value);
void print_text(::farcall::xdr::Text& out, const qualified& value);

}  // namespace outer::inner

namespace language {

[[nodiscard]] std::size_t encoded_size(const user& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const user& value);
bool decode(::farcall::xdr::Decoder& in, user& value);
[[nodiscard]] std::string to_string(const user& value);
void print_text(::farcall::xdr::Text& out, const user& value);

}  // namespace language

namespace language::LANGUAGE {

inline constexpr std::uint32_t program_number = 536871168;

namespace LANGUAGE_1 {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871168;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> LANGUAGE_NULL(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<later> FIRST(const later& arg1, ::language::plain arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> FIRST_into(const later& arg1, ::language::plain arg2, later& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::string> SECOND(const std::string& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> SECOND_into(const std::string& arg, std::string& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<later_ptr> THIRD(const name& first, const names& rest,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> THIRD_into(const name& first, const names& rest, later_ptr& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::int32_t> encode_(std::int32_t in, std::int32_t out,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> restore(std::int32_t& a, name& b, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::uint32_t> SIXTH(std::uint32_t arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::language::plain> plain(::language::plain plain,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> ONE_WAY(const std::string& what, std::int32_t often,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<name> DURABLE(const name& arg1, std::int32_t& a,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> DURABLE_TOO(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871168;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> LANGUAGE_NULL(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<later> FIRST(const later& arg1, ::language::plain arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::string> SECOND(const std::string& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<later_ptr> THIRD(const name& first, const names& rest,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::int32_t> encode_(std::int32_t in, std::int32_t out,
      const ::farcall::CallOptions& options = {}) const;
  struct restore_reply {
    std::int32_t a = 0;
    name b{};
  };
  ::farcall::Reply<restore_reply> restore(std::int32_t a, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::uint32_t> SIXTH(std::uint32_t arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::language::plain> plain(::language::plain plain,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<void> ONE_WAY(const std::string& what, std::int32_t often,
      const ::farcall::CallOptions& options = {}) const;
  struct DURABLE_reply {
    name result{};
    std::int32_t a = 0;
  };
  ::farcall::Reply<DURABLE_reply> DURABLE(const name& arg1, std::int32_t a,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<void> DURABLE_TOO(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.LANGUAGE.LANGUAGE_1"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  [[nodiscard]] std::span<const std::uint32_t> durable_procedures() const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> LANGUAGE_NULL(::farcall::CallContext&) { return {}; }
  virtual ::farcall::Result<later> FIRST(::farcall::CallContext& call, later&& arg1,
      ::language::plain arg2) = 0;
  virtual ::farcall::Result<std::string> SECOND(::farcall::CallContext& call, std::string&& arg) = 0;
  virtual ::farcall::Result<later_ptr> THIRD(::farcall::CallContext& call, name&& first, names&& rest) = 0;
  virtual ::farcall::Result<std::int32_t> encode_(::farcall::CallContext& call, std::int32_t in,
      std::int32_t out) = 0;
  virtual ::farcall::Result<void> restore(::farcall::CallContext& call, std::int32_t& a, name& b) = 0;
  virtual ::farcall::Result<std::uint32_t> SIXTH(::farcall::CallContext& call, std::uint32_t arg) = 0;
  virtual ::farcall::Result<::language::plain> plain(::farcall::CallContext& call,
      ::language::plain plain) = 0;
  virtual ::farcall::Result<void> ONE_WAY(::farcall::CallContext& call, std::string&& what,
      std::int32_t often) = 0;
  virtual ::farcall::Result<name> DURABLE(::farcall::CallContext& call, name&& arg1, std::int32_t& a) = 0;
  virtual ::farcall::Result<void> DURABLE_TOO(::farcall::CallContext& call) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.LANGUAGE.LANGUAGE_1"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  [[nodiscard]] std::span<const std::uint32_t> durable_procedures() const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> LANGUAGE_NULL(::farcall::CallContext& call) = 0;
  virtual ::farcall::Task<::farcall::Result<later>> FIRST(::farcall::CallContext& call, later arg1,
      ::language::plain arg2) = 0;
  virtual ::farcall::Task<::farcall::Result<std::string>> SECOND(::farcall::CallContext& call,
      std::string arg) = 0;
  virtual ::farcall::Task<::farcall::Result<later_ptr>> THIRD(::farcall::CallContext& call, name first,
      names rest) = 0;
  virtual ::farcall::Task<::farcall::Result<std::int32_t>> encode_(::farcall::CallContext& call,
      std::int32_t in, std::int32_t out) = 0;
  virtual ::farcall::Task<::farcall::Result<void>> restore(::farcall::CallContext& call, std::int32_t& a,
      name& b) = 0;
  virtual ::farcall::Task<::farcall::Result<std::uint32_t>> SIXTH(::farcall::CallContext& call,
      std::uint32_t arg) = 0;
  virtual ::farcall::Task<::farcall::Result<::language::plain>> plain(::farcall::CallContext& call,
      ::language::plain plain) = 0;
  virtual ::farcall::Task<::farcall::Result<void>> ONE_WAY(::farcall::CallContext& call, std::string what,
      std::int32_t often) = 0;
  virtual ::farcall::Result<name> DURABLE(::farcall::CallContext& call, name&& arg1, std::int32_t& a) = 0;
  virtual ::farcall::Result<void> DURABLE_TOO(::farcall::CallContext& call) = 0;
};

}  // namespace LANGUAGE_1

namespace LANGUAGE_2 {

inline constexpr std::uint32_t version_number = 2;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871168;
  static constexpr std::uint32_t version_number = 2;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<std::int32_t> FIRST(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871168;
  static constexpr std::uint32_t version_number = 2;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<std::int32_t> FIRST(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.LANGUAGE.LANGUAGE_2"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<std::int32_t> FIRST(::farcall::CallContext& call) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.LANGUAGE.LANGUAGE_2"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<std::int32_t>> FIRST(::farcall::CallContext& call) = 0;
};

}  // namespace LANGUAGE_2

}  // namespace LANGUAGE

namespace language::CALLBACK {

inline constexpr std::uint32_t program_number = 536871169;

namespace V {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871169;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> DONE(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871169;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> DONE(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.CALLBACK.V"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> DONE(::farcall::CallContext& call) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "language.CALLBACK.V"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> DONE(::farcall::CallContext& call) = 0;
};

}  // namespace V

}  // namespace CALLBACK
