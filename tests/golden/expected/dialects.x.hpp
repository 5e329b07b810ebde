// Generated from dialects.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace dialects {

inline constexpr std::uint32_t SIZE = 8;

struct differs {
  std::int64_t on_the_wire = 0;

  friend bool operator==(const differs&, const differs&) = default;
};

// Included twice by dialects.x, once for each half of its condition.
struct part {
  std::int32_t whole = 0;

  friend bool operator==(const part&, const part&) = default;
};

struct fields {
  std::array<std::int32_t, 2> width{};
  part rest{};

  friend bool operator==(const fields&, const fields&) = default;
};

inline constexpr std::uint32_t SIXTY_FOUR = 64;
inline constexpr std::uint32_t SEVENTEEN = 17;
inline constexpr std::uint32_t SEVEN = 7;
inline constexpr std::uint32_t THROUGH = 4;

struct BYTES {
  std::int32_t first = 0;
  std::int32_t second = 0;
  std::array<std::uint8_t, 4> BYTES{};

  friend bool operator==(const ::dialects::BYTES&, const ::dialects::BYTES&) = default;
};

inline constexpr std::uint32_t WITHOUT = 1;
inline constexpr std::uint32_t COUNTED = 3;
// Types of C, which are no words of the language and so can be names as well.
using text_of_chars = std::vector<std::int8_t>;
using narrow_number = std::int32_t;

struct types {
  std::uint8_t a = 0;
  std::uint16_t b = 0;
  std::uint32_t c = 0;
  std::uint64_t d = 0;
  std::int8_t e = 0;
  std::int16_t f = 0;
  std::int32_t g = 0;
  std::int64_t h = 0;
  std::uint8_t i = 0;
  std::uint16_t j = 0;
  std::uint32_t k = 0;
  std::uint64_t l = 0;
  std::int64_t m = 0;
  std::uint64_t n = 0;
  std::int64_t o = 0;
  std::uint64_t p = 0;
  std::int16_t q = 0;
  std::uint16_t r = 0;
  std::uint8_t s = 0;
  std::int32_t t = 0;
  std::uint64_t u = 0;
  std::int32_t v = 0;
  std::int32_t w = 0;
  std::array<std::int8_t, 3> x{};
  std::vector<std::int8_t> y{};
  text_of_chars z{};
  std::array<std::uint8_t, 16> wide{};

  friend bool operator==(const types&, const types&) = default;
};

struct names {
  std::int32_t long_ = 0;
  std::uint32_t char_ = 0;
  std::int16_t short_ = 0;
  std::int64_t int8_t = 0;
  std::uint32_t u_long = 0;
  std::uint32_t netobj = 0;

  friend bool operator==(const names&, const names&) = default;
};

using blob = std::vector<std::uint8_t>;
using blobs = std::array<blob, 2>;
using blob_table = std::vector<blobs>;
using line = std::string;

struct arrays {
  blob_table table{};
  std::vector<line> lines{};
  std::array<line, 2> pair{};
  std::vector<std::uint8_t> raw{};

  friend bool operator==(const arrays&, const arrays&) = default;
};

// Discriminants.
enum class fruit : std::int32_t {
  APPLE = 97,
  PEAR = 112,
  NO_FRUIT = -1,
};
using enum fruit;

using food = fruit;

// union switch (std::int8_t c); a fresh value has 120. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class by_char {
 public:
  by_char() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit by_char(std::int8_t c) : by_char() { set_c(c); }
  by_char(const by_char& other);
  by_char(by_char&& other) noexcept;
  by_char& operator=(const by_char& other);
  by_char& operator=(by_char&& other) noexcept;
  ~by_char();

  [[nodiscard]] std::int8_t c() const noexcept { return c_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_c(std::int8_t c);

  // case 120
  [[nodiscard]] std::int32_t* if_x() noexcept;
  [[nodiscard]] const std::int32_t* if_x() const noexcept;
  [[nodiscard]] std::int32_t& x();
  [[nodiscard]] const std::int32_t& x() const;
  void set_x(std::int32_t value);
  [[nodiscard]] static by_char make_x(std::int32_t value);

  // case 10, -1
  [[nodiscard]] std::int64_t* if_newline() noexcept;
  [[nodiscard]] const std::int64_t* if_newline() const noexcept;
  [[nodiscard]] std::int64_t& newline();
  [[nodiscard]] const std::int64_t& newline() const;
  void set_newline(std::int8_t c, std::int64_t value);
  [[nodiscard]] static by_char make_newline(std::int8_t c, std::int64_t value);

  friend bool operator==(const by_char& a, const by_char& b);
  friend std::size_t encoded_size(const by_char& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const by_char& value);
  friend bool decode(::farcall::xdr::Decoder& in, by_char& value);

 private:
  enum class Arm : std::uint8_t { x, newline, no_data, no_arm };
  static Arm arm_of(std::int8_t c) noexcept;
  void destroy() noexcept;
  void copy_arm(const by_char& other);
  void copy_arm(by_char&& other) noexcept;

  std::int8_t c_;
  Arm selected_;
  union {
    std::int32_t x_;
    std::int64_t newline_;
  };
};

// union switch (narrow_number n); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class by_typedef {
 public:
  by_typedef() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit by_typedef(narrow_number n) : by_typedef() { set_n(n); }
  by_typedef(const by_typedef& other);
  by_typedef(by_typedef&& other) noexcept;
  by_typedef& operator=(const by_typedef& other);
  by_typedef& operator=(by_typedef&& other) noexcept;
  ~by_typedef();

  [[nodiscard]] narrow_number n() const noexcept { return n_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_n(narrow_number n);

  // default
  [[nodiscard]] std::int32_t* if_rest() noexcept;
  [[nodiscard]] const std::int32_t* if_rest() const noexcept;
  [[nodiscard]] std::int32_t& rest();
  [[nodiscard]] const std::int32_t& rest() const;
  void set_rest(narrow_number n, std::int32_t value);
  [[nodiscard]] static by_typedef make_rest(narrow_number n, std::int32_t value);

  // case -2
  [[nodiscard]] std::int32_t* if_minus_two() noexcept;
  [[nodiscard]] const std::int32_t* if_minus_two() const noexcept;
  [[nodiscard]] std::int32_t& minus_two();
  [[nodiscard]] const std::int32_t& minus_two() const;
  void set_minus_two(std::int32_t value);
  [[nodiscard]] static by_typedef make_minus_two(std::int32_t value);

  friend bool operator==(const by_typedef& a, const by_typedef& b);
  friend std::size_t encoded_size(const by_typedef& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const by_typedef& value);
  friend bool decode(::farcall::xdr::Decoder& in, by_typedef& value);

 private:
  enum class Arm : std::uint8_t { rest, minus_two, no_data, no_arm };
  static Arm arm_of(narrow_number n) noexcept;
  void destroy() noexcept;
  void copy_arm(const by_typedef& other);
  void copy_arm(by_typedef&& other) noexcept;

  narrow_number n_;
  Arm selected_;
  union {
    std::int32_t rest_;
    std::int32_t minus_two_;
  };
};

// union switch (food f); a fresh value has fruit::APPLE. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class by_typedef_enum {
 public:
  by_typedef_enum() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit by_typedef_enum(food f) : by_typedef_enum() { set_f(f); }
  by_typedef_enum(const by_typedef_enum& other);
  by_typedef_enum(by_typedef_enum&& other) noexcept;
  by_typedef_enum& operator=(const by_typedef_enum& other);
  by_typedef_enum& operator=(by_typedef_enum&& other) noexcept;
  ~by_typedef_enum();

  [[nodiscard]] food f() const noexcept { return f_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_f(food f);

  // case APPLE, NO_FRUIT
  [[nodiscard]] std::int32_t* if_by_typedef_enum_() noexcept;
  [[nodiscard]] const std::int32_t* if_by_typedef_enum_() const noexcept;
  [[nodiscard]] std::int32_t& by_typedef_enum_();
  [[nodiscard]] const std::int32_t& by_typedef_enum_() const;
  void set_by_typedef_enum_(food f, std::int32_t value);
  [[nodiscard]] static by_typedef_enum make_by_typedef_enum_(food f, std::int32_t value);

  friend bool operator==(const by_typedef_enum& a, const by_typedef_enum& b);
  friend std::size_t encoded_size(const by_typedef_enum& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const by_typedef_enum& value);
  friend bool decode(::farcall::xdr::Decoder& in, by_typedef_enum& value);

 private:
  enum class Arm : std::uint8_t { by_typedef_enum_, no_data, no_arm };
  static Arm arm_of(food f) noexcept;
  void destroy() noexcept;
  void copy_arm(const by_typedef_enum& other);
  void copy_arm(by_typedef_enum&& other) noexcept;

  food f_;
  Arm selected_;
  union {
    std::int32_t by_typedef_enum__;
  };
};

// union switch (std::uint32_t u); a fresh value has 4294967295. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class by_unsigned {
 public:
  by_unsigned() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit by_unsigned(std::uint32_t u) : by_unsigned() { set_u(u); }
  by_unsigned(const by_unsigned& other);
  by_unsigned(by_unsigned&& other) noexcept;
  by_unsigned& operator=(const by_unsigned& other);
  by_unsigned& operator=(by_unsigned&& other) noexcept;
  ~by_unsigned();

  [[nodiscard]] std::uint32_t u() const noexcept { return u_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_u(std::uint32_t u);

  // case 4294967295
  [[nodiscard]] std::int32_t* if_most() noexcept;
  [[nodiscard]] const std::int32_t* if_most() const noexcept;
  [[nodiscard]] std::int32_t& most();
  [[nodiscard]] const std::int32_t& most() const;
  void set_most(std::int32_t value);
  [[nodiscard]] static by_unsigned make_most(std::int32_t value);

  friend bool operator==(const by_unsigned& a, const by_unsigned& b);
  friend std::size_t encoded_size(const by_unsigned& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const by_unsigned& value);
  friend bool decode(::farcall::xdr::Decoder& in, by_unsigned& value);

 private:
  enum class Arm : std::uint8_t { most, no_data, no_arm };
  static Arm arm_of(std::uint32_t u) noexcept;
  void destroy() noexcept;
  void copy_arm(const by_unsigned& other);
  void copy_arm(by_unsigned&& other) noexcept;

  std::uint32_t u_;
  Arm selected_;
  union {
    std::int32_t most_;
  };
};

// union switch (std::int32_t n); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class no_data {
 public:
  no_data() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit no_data(std::int32_t n) : no_data() { set_n(n); }
  no_data(const no_data& other);
  no_data(no_data&& other) noexcept;
  no_data& operator=(const no_data& other);
  no_data& operator=(no_data&& other) noexcept;
  ~no_data();

  [[nodiscard]] std::int32_t n() const noexcept { return n_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_n(std::int32_t n);


  friend bool operator==(const no_data& a, const no_data& b);
  friend std::size_t encoded_size(const no_data& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const no_data& value);
  friend bool decode(::farcall::xdr::Decoder& in, no_data& value);

 private:
  enum class Arm : std::uint8_t { no_data, no_arm };
  static Arm arm_of(std::int32_t n) noexcept;
  void destroy() noexcept;
  void copy_arm(const no_data& other);
  void copy_arm(no_data&& other) noexcept;

  std::int32_t n_;
  Arm selected_;
};

// union switch (std::uint32_t n); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class one_value {
 public:
  one_value() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit one_value(std::uint32_t n) : one_value() { set_n(n); }
  one_value(const one_value& other);
  one_value(one_value&& other) noexcept;
  one_value& operator=(const one_value& other);
  one_value& operator=(one_value&& other) noexcept;
  ~one_value();

  [[nodiscard]] std::uint32_t n() const noexcept { return n_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_n(std::uint32_t n);


  friend bool operator==(const one_value& a, const one_value& b);
  friend std::size_t encoded_size(const one_value& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const one_value& value);
  friend bool decode(::farcall::xdr::Decoder& in, one_value& value);

 private:
  enum class Arm : std::uint8_t { no_data, no_arm };
  static Arm arm_of(std::uint32_t n) noexcept;
  void destroy() noexcept;
  void copy_arm(const one_value& other);
  void copy_arm(one_value&& other) noexcept;

  std::uint32_t n_;
  Arm selected_;
};

struct no_data_at_all {
  no_data a{};
  one_value b{};

  friend bool operator==(const no_data_at_all&, const no_data_at_all&) = default;
};

enum class in_place_kind : std::int32_t {
  IN_PLACE_A = 0,
  IN_PLACE_B = 1,
};
using enum in_place_kind;

struct in_place_inner {
  std::int32_t deep = 0;

  friend bool operator==(const in_place_inner&, const in_place_inner&) = default;
};

// union switch (in_place_kind kind); a fresh value has in_place_kind::IN_PLACE_A. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class in_place {
 public:
  in_place() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit in_place(in_place_kind kind) : in_place() { set_kind(kind); }
  in_place(const in_place& other);
  in_place(in_place&& other) noexcept;
  in_place& operator=(const in_place& other);
  in_place& operator=(in_place&& other) noexcept;
  ~in_place();

  [[nodiscard]] in_place_kind kind() const noexcept { return kind_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_kind(in_place_kind kind);

  // case IN_PLACE_A
  [[nodiscard]] in_place_inner* if_inner() noexcept;
  [[nodiscard]] const in_place_inner* if_inner() const noexcept;
  [[nodiscard]] in_place_inner& inner();
  [[nodiscard]] const in_place_inner& inner() const;
  void set_inner(in_place_inner value);
  [[nodiscard]] static in_place make_inner(in_place_inner value);

  friend bool operator==(const in_place& a, const in_place& b);
  friend std::size_t encoded_size(const in_place& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const in_place& value);
  friend bool decode(::farcall::xdr::Decoder& in, in_place& value);

 private:
  enum class Arm : std::uint8_t { inner, no_data, no_arm };
  static Arm arm_of(in_place_kind kind) noexcept;
  void destroy() noexcept;
  void copy_arm(const in_place& other);
  void copy_arm(in_place&& other) noexcept;

  in_place_kind kind_;
  Arm selected_;
  union {
    in_place_inner inner_;
  };
};

// Names.
struct Name {
  std::int32_t a = 0;

  friend bool operator==(const Name&, const Name&) = default;
};

struct NAME {
  Name name{};

  friend bool operator==(const NAME&, const NAME&) = default;
};

struct name {
  ::dialects::NAME Name{};
  ::farcall::Optional<name> NAME{};

  friend bool operator==(const name&, const name&) = default;
};

struct serve {
  std::int32_t a = 0;

  friend bool operator==(const serve&, const serve&) = default;
};

struct macros {
  std::int32_t major_ = 0;
  std::int32_t minor_ = 0;
  std::int32_t linux_ = 0;
  std::int32_t errno_ = 0;
  std::int32_t stdin_ = 0;
  std::int32_t EOF_ = 0;
  std::int32_t NULL_ = 0;
  std::int32_t assert_ = 0;
  std::int32_t INT_MAX_ = 0;
  std::int32_t EAGAIN_ = 0;
  std::int32_t std_ = 0;
  std::int32_t farcall = 0;
  std::int32_t value = 0;
  std::int32_t string_ = 0;
  std::int32_t operator_ = 0;
  std::int32_t co_await_ = 0;
  std::int32_t __double_ = 0;
  std::int32_t _Upper = 0;

  friend bool operator==(const macros&, const macros&) = default;
};

enum class keywords : std::int32_t {
  if_ = 0,
  else_ = 1,
  template_ = 2,
  requires_ = 3,
  true_ = 4,
  nullptr_ = 5,
  final = 6,
  override = 7,
  import = 8,
  module = 9,
};
using enum keywords;

inline constexpr std::uint32_t auto_ = 1;
using char8_t_ = std::int32_t;

struct version {
  std::int32_t program = 0;
  std::string version{};

  friend bool operator==(const ::dialects::version&, const ::dialects::version&) = default;
};

struct contextual {
  ::dialects::version version{};
  ::dialects::version other{};
  std::int32_t namespace_ = 0;
  std::int32_t in = 0;
  std::int32_t borrowed = 0;
  std::int32_t define = 0;

  friend bool operator==(const contextual&, const contextual&) = default;
};

enum class program : std::int32_t {
  program = 0,
  in = 1,
  out = 2,
};

struct typedef_struct {
  std::int32_t a = 0;

  friend bool operator==(const typedef_struct&, const typedef_struct&) = default;
};

struct tagged_struct {
  std::int32_t a = 0;

  friend bool operator==(const tagged_struct&, const tagged_struct&) = default;
};

using typedef_tagged = tagged_struct;

// union switch (std::int32_t a); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class typedef_union {
 public:
  typedef_union() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit typedef_union(std::int32_t a) : typedef_union() { set_a(a); }
  typedef_union(const typedef_union& other);
  typedef_union(typedef_union&& other) noexcept;
  typedef_union& operator=(const typedef_union& other);
  typedef_union& operator=(typedef_union&& other) noexcept;
  ~typedef_union();

  [[nodiscard]] std::int32_t a() const noexcept { return a_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_a(std::int32_t a);

  // case 0
  [[nodiscard]] typedef_tagged* if_b() noexcept;
  [[nodiscard]] const typedef_tagged* if_b() const noexcept;
  [[nodiscard]] typedef_tagged& b();
  [[nodiscard]] const typedef_tagged& b() const;
  void set_b(typedef_tagged value);
  [[nodiscard]] static typedef_union make_b(typedef_tagged value);

  friend bool operator==(const typedef_union& a, const typedef_union& b);
  friend std::size_t encoded_size(const typedef_union& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const typedef_union& value);
  friend bool decode(::farcall::xdr::Decoder& in, typedef_union& value);

 private:
  enum class Arm : std::uint8_t { b, no_data, no_arm };
  static Arm arm_of(std::int32_t a) noexcept;
  void destroy() noexcept;
  void copy_arm(const typedef_union& other);
  void copy_arm(typedef_union&& other) noexcept;

  std::int32_t a_;
  Arm selected_;
  union {
    typedef_tagged b_;
  };
};

enum class tagged_enum : std::int32_t {
  TAGGED = 0,
};
using enum tagged_enum;

using typedef_enum = ::farcall::Optional<tagged_enum>;

struct typedef_structs_element {
  std::int32_t a = 0;

  friend bool operator==(const typedef_structs_element&, const typedef_structs_element&) = default;
};

using typedef_structs = std::vector<typedef_structs_element>;

}  // namespace dialects

namespace a::b {

struct here {
  std::int32_t x = 0;

  friend bool operator==(const here&, const here&) = default;
};

inline constexpr std::uint32_t HERE = 4;

enum class colors : std::int32_t {
  BLUE = 0,
};
using enum colors;

}  // namespace a::b

namespace a {

struct user {
  ::a::b::here one{};
  std::vector<::a::b::here> two{};
  ::farcall::Optional<::a::b::here> three{};

  friend bool operator==(const user&, const user&) = default;
};

}  // namespace a

namespace a::b {

struct again {
  here x{};
  ::a::user up{};
  colors c = colors::BLUE;

  friend bool operator==(const again&, const again&) = default;
};

}  // namespace a::b

namespace new_::unix_ {

struct here {
  std::int32_t x = 0;

  friend bool operator==(const here&, const here&) = default;
};

}  // namespace new_::unix_

namespace time_ {

struct of_day {
  ::new_::unix_::here x{};

  friend bool operator==(const of_day&, const of_day&) = default;
};

}  // namespace time_

namespace c {

struct here {
  ::a::b::here there{};
  std::array<std::uint8_t, ::a::b::HERE> o{};

  friend bool operator==(const here&, const here&) = default;
};

}  // namespace c

namespace dialects {

struct outside {
  ::time_::of_day t{};
  ::a::b::again x{};
  ::c::here y{};

  friend bool operator==(const outside&, const outside&) = default;
};

// Comments and texts that could be taken for code:
struct careful {
  std::int32_t a = 0;  // ends in a backslash
  std::int32_t b = 0;  // ends in a trigraph
  std::int32_t c = 0;  // } int injected;
  std::int32_t d = 0;  // int injected; /*
  std::int32_t e = 0;

  friend bool operator==(const careful&, const careful&) = default;
};

// Long lines are folded, but not inside a text or a comment.
// union switch (std::int32_t d); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class long_comment {
 public:
  long_comment() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit long_comment(std::int32_t d) : long_comment() { set_d(d); }
  long_comment(const long_comment& other);
  long_comment(long_comment&& other) noexcept;
  long_comment& operator=(const long_comment& other);
  long_comment& operator=(long_comment&& other) noexcept;
  ~long_comment();

  [[nodiscard]] std::int32_t d() const noexcept { return d_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_d(std::int32_t d);

  // case 0
  // which is followed by a comment, that has commas, and so could be folded, badly
  [[nodiscard]] std::array<std::uint8_t, 64>* if_a_long_name_of_an_arm();
  [[nodiscard]] const std::array<std::uint8_t, 64>* if_a_long_name_of_an_arm() const noexcept;
  [[nodiscard]] std::array<std::uint8_t, 64>& a_long_name_of_an_arm();
  [[nodiscard]] const std::array<std::uint8_t, 64>& a_long_name_of_an_arm() const;
  void set_a_long_name_of_an_arm(std::array<std::uint8_t, 64> value);
  [[nodiscard]] static long_comment make_a_long_name_of_an_arm(std::array<std::uint8_t, 64> value);

  friend bool operator==(const long_comment& a, const long_comment& b);
  friend std::size_t encoded_size(const long_comment& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const long_comment& value);
  friend bool decode(::farcall::xdr::Decoder& in, long_comment& value);

 private:
  enum class Arm : std::uint8_t { a_long_name_of_an_arm, no_data, no_arm };
  static Arm arm_of(std::int32_t d) noexcept;
  void destroy() noexcept;
  void copy_arm(const long_comment& other);
  void copy_arm(long_comment&& other) noexcept;

  std::int32_t d_;
  Arm selected_;
  union {
    std::array<std::uint8_t, 64>* a_long_name_of_an_arm_;  // large, or like this union: on the heap; null is a fresh value
  };
};

inline constexpr std::string_view LONG = "one, two, three, four \\\\ five, six, seven, eight \", nine, ten, eleven, twelve, thirteen, fourteen, fifteen";
inline constexpr std::string_view QUOTES = "\"; int injected; //";
inline constexpr std::string_view TRIGRAPH = "what?\?/";
inline constexpr std::string_view PERCENT = "%s %n { } \\";
inline constexpr std::uint32_t FIRST_PROGRAM = 536871184;
using types_ptr = ::farcall::Optional<types>;

struct INLINE_result {
  std::int32_t a = 0;

  friend bool operator==(const INLINE_result&, const INLINE_result&) = default;
};

enum class INLINE_answer : std::int32_t {
  YES_PLEASE = 0,
};
using enum INLINE_answer;

enum class only_for_clients : std::int32_t {
  CLIENT_ONLY = 0,
};
using enum only_for_clients;

[[nodiscard]] constexpr std::size_t encoded_size(const differs&) noexcept { return 8; }
bool encode(::farcall::xdr::Encoder& out, const differs& value);
bool decode(::farcall::xdr::Decoder& in, differs& value);
[[nodiscard]] std::string to_string(const differs& value);
void print_text(::farcall::xdr::Text& out, const differs& value);

[[nodiscard]] constexpr std::size_t encoded_size(const part&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const part& value);
bool decode(::farcall::xdr::Decoder& in, part& value);
[[nodiscard]] std::string to_string(const part& value);
void print_text(::farcall::xdr::Text& out, const part& value);

[[nodiscard]] constexpr std::size_t encoded_size(const fields&) noexcept { return 12; }
bool encode(::farcall::xdr::Encoder& out, const fields& value);
bool decode(::farcall::xdr::Decoder& in, fields& value);
[[nodiscard]] std::string to_string(const fields& value);
void print_text(::farcall::xdr::Text& out, const fields& value);

[[nodiscard]] constexpr std::size_t encoded_size(const BYTES&) noexcept { return 12; }
bool encode(::farcall::xdr::Encoder& out, const BYTES& value);
bool decode(::farcall::xdr::Decoder& in, BYTES& value);
[[nodiscard]] std::string to_string(const BYTES& value);
void print_text(::farcall::xdr::Text& out, const BYTES& value);

[[nodiscard]] std::size_t encoded_size(const types& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const types& value);
bool decode(::farcall::xdr::Decoder& in, types& value);
[[nodiscard]] std::string to_string(const types& value);
void print_text(::farcall::xdr::Text& out, const types& value);

[[nodiscard]] constexpr std::size_t encoded_size(const names&) noexcept { return 28; }
bool encode(::farcall::xdr::Encoder& out, const names& value);
bool decode(::farcall::xdr::Decoder& in, names& value);
[[nodiscard]] std::string to_string(const names& value);
void print_text(::farcall::xdr::Text& out, const names& value);

[[nodiscard]] std::size_t encoded_size(const arrays& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const arrays& value);
bool decode(::farcall::xdr::Decoder& in, arrays& value);
[[nodiscard]] std::string to_string(const arrays& value);
void print_text(::farcall::xdr::Text& out, const arrays& value);

[[nodiscard]] constexpr bool is_declared(fruit value) noexcept {
  switch (value) {
    case fruit::NO_FRUIT:
    case fruit::APPLE:
    case fruit::PEAR:
      return true;
  }
  return false;
}
[[nodiscard]] std::string_view to_string(fruit value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(fruit) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, fruit value);
bool decode(::farcall::xdr::Decoder& in, fruit& value);

[[nodiscard]] std::size_t encoded_size(const by_char& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const by_char& value);
bool decode(::farcall::xdr::Decoder& in, by_char& value);
[[nodiscard]] std::string to_string(const by_char& value);
void print_text(::farcall::xdr::Text& out, const by_char& value);

[[nodiscard]] std::size_t encoded_size(const by_typedef& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const by_typedef& value);
bool decode(::farcall::xdr::Decoder& in, by_typedef& value);
[[nodiscard]] std::string to_string(const by_typedef& value);
void print_text(::farcall::xdr::Text& out, const by_typedef& value);

[[nodiscard]] std::size_t encoded_size(const by_typedef_enum& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const by_typedef_enum& value);
bool decode(::farcall::xdr::Decoder& in, by_typedef_enum& value);
[[nodiscard]] std::string to_string(const by_typedef_enum& value);
void print_text(::farcall::xdr::Text& out, const by_typedef_enum& value);

[[nodiscard]] std::size_t encoded_size(const by_unsigned& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const by_unsigned& value);
bool decode(::farcall::xdr::Decoder& in, by_unsigned& value);
[[nodiscard]] std::string to_string(const by_unsigned& value);
void print_text(::farcall::xdr::Text& out, const by_unsigned& value);

[[nodiscard]] std::size_t encoded_size(const no_data& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const no_data& value);
bool decode(::farcall::xdr::Decoder& in, no_data& value);
[[nodiscard]] std::string to_string(const no_data& value);
void print_text(::farcall::xdr::Text& out, const no_data& value);

[[nodiscard]] std::size_t encoded_size(const one_value& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const one_value& value);
bool decode(::farcall::xdr::Decoder& in, one_value& value);
[[nodiscard]] std::string to_string(const one_value& value);
void print_text(::farcall::xdr::Text& out, const one_value& value);

[[nodiscard]] std::size_t encoded_size(const no_data_at_all& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const no_data_at_all& value);
bool decode(::farcall::xdr::Decoder& in, no_data_at_all& value);
[[nodiscard]] std::string to_string(const no_data_at_all& value);
void print_text(::farcall::xdr::Text& out, const no_data_at_all& value);

[[nodiscard]] constexpr bool is_declared(in_place_kind value) noexcept {
  return value >= in_place_kind::IN_PLACE_A && value <= in_place_kind::IN_PLACE_B;
}
[[nodiscard]] std::string_view to_string(in_place_kind value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(in_place_kind) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, in_place_kind value);
bool decode(::farcall::xdr::Decoder& in, in_place_kind& value);

[[nodiscard]] constexpr std::size_t encoded_size(const in_place_inner&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const in_place_inner& value);
bool decode(::farcall::xdr::Decoder& in, in_place_inner& value);
[[nodiscard]] std::string to_string(const in_place_inner& value);
void print_text(::farcall::xdr::Text& out, const in_place_inner& value);

[[nodiscard]] std::size_t encoded_size(const in_place& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const in_place& value);
bool decode(::farcall::xdr::Decoder& in, in_place& value);
[[nodiscard]] std::string to_string(const in_place& value);
void print_text(::farcall::xdr::Text& out, const in_place& value);

[[nodiscard]] constexpr std::size_t encoded_size(const Name&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const Name& value);
bool decode(::farcall::xdr::Decoder& in, Name& value);
[[nodiscard]] std::string to_string(const Name& value);
void print_text(::farcall::xdr::Text& out, const Name& value);

[[nodiscard]] constexpr std::size_t encoded_size(const NAME&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const NAME& value);
bool decode(::farcall::xdr::Decoder& in, NAME& value);
[[nodiscard]] std::string to_string(const NAME& value);
void print_text(::farcall::xdr::Text& out, const NAME& value);

[[nodiscard]] std::size_t encoded_size(const name& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const name& value);
bool decode(::farcall::xdr::Decoder& in, name& value);
[[nodiscard]] std::string to_string(const name& value);
void print_text(::farcall::xdr::Text& out, const name& value);

[[nodiscard]] constexpr std::size_t encoded_size(const serve&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const serve& value);
bool decode(::farcall::xdr::Decoder& in, serve& value);
[[nodiscard]] std::string to_string(const serve& value);
void print_text(::farcall::xdr::Text& out, const serve& value);

[[nodiscard]] constexpr std::size_t encoded_size(const macros&) noexcept { return 72; }
bool encode(::farcall::xdr::Encoder& out, const macros& value);
bool decode(::farcall::xdr::Decoder& in, macros& value);
[[nodiscard]] std::string to_string(const macros& value);
void print_text(::farcall::xdr::Text& out, const macros& value);

[[nodiscard]] constexpr bool is_declared(keywords value) noexcept {
  return value >= keywords::if_ && value <= keywords::module;
}
[[nodiscard]] std::string_view to_string(keywords value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(keywords) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, keywords value);
bool decode(::farcall::xdr::Decoder& in, keywords& value);

[[nodiscard]] std::size_t encoded_size(const version& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const version& value);
bool decode(::farcall::xdr::Decoder& in, version& value);
[[nodiscard]] std::string to_string(const version& value);
void print_text(::farcall::xdr::Text& out, const version& value);

[[nodiscard]] std::size_t encoded_size(const contextual& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const contextual& value);
bool decode(::farcall::xdr::Decoder& in, contextual& value);
[[nodiscard]] std::string to_string(const contextual& value);
void print_text(::farcall::xdr::Text& out, const contextual& value);

[[nodiscard]] constexpr bool is_declared(program value) noexcept {
  return value >= program::program && value <= program::out;
}
[[nodiscard]] std::string_view to_string(program value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(program) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, program value);
bool decode(::farcall::xdr::Decoder& in, program& value);

[[nodiscard]] constexpr std::size_t encoded_size(const typedef_struct&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const typedef_struct& value);
bool decode(::farcall::xdr::Decoder& in, typedef_struct& value);
[[nodiscard]] std::string to_string(const typedef_struct& value);
void print_text(::farcall::xdr::Text& out, const typedef_struct& value);

[[nodiscard]] constexpr std::size_t encoded_size(const tagged_struct&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const tagged_struct& value);
bool decode(::farcall::xdr::Decoder& in, tagged_struct& value);
[[nodiscard]] std::string to_string(const tagged_struct& value);
void print_text(::farcall::xdr::Text& out, const tagged_struct& value);

[[nodiscard]] std::size_t encoded_size(const typedef_union& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const typedef_union& value);
bool decode(::farcall::xdr::Decoder& in, typedef_union& value);
[[nodiscard]] std::string to_string(const typedef_union& value);
void print_text(::farcall::xdr::Text& out, const typedef_union& value);

[[nodiscard]] constexpr bool is_declared(tagged_enum value) noexcept {
  return value == tagged_enum::TAGGED;
}
[[nodiscard]] std::string_view to_string(tagged_enum value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(tagged_enum) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, tagged_enum value);
bool decode(::farcall::xdr::Decoder& in, tagged_enum& value);

[[nodiscard]] constexpr std::size_t encoded_size(const typedef_structs_element&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const typedef_structs_element& value);
bool decode(::farcall::xdr::Decoder& in, typedef_structs_element& value);
[[nodiscard]] std::string to_string(const typedef_structs_element& value);
void print_text(::farcall::xdr::Text& out, const typedef_structs_element& value);

}  // namespace dialects

namespace a::b {

[[nodiscard]] constexpr std::size_t encoded_size(const here&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const here& value);
bool decode(::farcall::xdr::Decoder& in, here& value);
[[nodiscard]] std::string to_string(const here& value);
void print_text(::farcall::xdr::Text& out, const here& value);

[[nodiscard]] constexpr bool is_declared(colors value) noexcept {
  return value == colors::BLUE;
}
[[nodiscard]] std::string_view to_string(colors value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(colors) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, colors value);
bool decode(::farcall::xdr::Decoder& in, colors& value);

}  // namespace a::b

namespace a {

[[nodiscard]] std::size_t encoded_size(const user& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const user& value);
bool decode(::farcall::xdr::Decoder& in, user& value);
[[nodiscard]] std::string to_string(const user& value);
void print_text(::farcall::xdr::Text& out, const user& value);

}  // namespace a

namespace a::b {

[[nodiscard]] std::size_t encoded_size(const again& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const again& value);
bool decode(::farcall::xdr::Decoder& in, again& value);
[[nodiscard]] std::string to_string(const again& value);
void print_text(::farcall::xdr::Text& out, const again& value);

}  // namespace a::b

namespace new_::unix_ {

[[nodiscard]] constexpr std::size_t encoded_size(const here&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const here& value);
bool decode(::farcall::xdr::Decoder& in, here& value);
[[nodiscard]] std::string to_string(const here& value);
void print_text(::farcall::xdr::Text& out, const here& value);

}  // namespace new_::unix_

namespace time_ {

[[nodiscard]] constexpr std::size_t encoded_size(const of_day&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const of_day& value);
bool decode(::farcall::xdr::Decoder& in, of_day& value);
[[nodiscard]] std::string to_string(const of_day& value);
void print_text(::farcall::xdr::Text& out, const of_day& value);

}  // namespace time_

namespace c {

[[nodiscard]] constexpr std::size_t encoded_size(const here&) noexcept { return 8; }
bool encode(::farcall::xdr::Encoder& out, const here& value);
bool decode(::farcall::xdr::Decoder& in, here& value);
[[nodiscard]] std::string to_string(const here& value);
void print_text(::farcall::xdr::Text& out, const here& value);

}  // namespace c

namespace dialects {

[[nodiscard]] std::size_t encoded_size(const outside& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const outside& value);
bool decode(::farcall::xdr::Decoder& in, outside& value);
[[nodiscard]] std::string to_string(const outside& value);
void print_text(::farcall::xdr::Text& out, const outside& value);

[[nodiscard]] constexpr std::size_t encoded_size(const careful&) noexcept { return 20; }
bool encode(::farcall::xdr::Encoder& out, const careful& value);
bool decode(::farcall::xdr::Decoder& in, careful& value);
[[nodiscard]] std::string to_string(const careful& value);
void print_text(::farcall::xdr::Text& out, const careful& value);

[[nodiscard]] std::size_t encoded_size(const long_comment& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const long_comment& value);
bool decode(::farcall::xdr::Decoder& in, long_comment& value);
[[nodiscard]] std::string to_string(const long_comment& value);
void print_text(::farcall::xdr::Text& out, const long_comment& value);

[[nodiscard]] constexpr std::size_t encoded_size(const INLINE_result&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const INLINE_result& value);
bool decode(::farcall::xdr::Decoder& in, INLINE_result& value);
[[nodiscard]] std::string to_string(const INLINE_result& value);
void print_text(::farcall::xdr::Text& out, const INLINE_result& value);

[[nodiscard]] constexpr bool is_declared(INLINE_answer value) noexcept {
  return value == INLINE_answer::YES_PLEASE;
}
[[nodiscard]] std::string_view to_string(INLINE_answer value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(INLINE_answer) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, INLINE_answer value);
bool decode(::farcall::xdr::Decoder& in, INLINE_answer& value);

[[nodiscard]] constexpr bool is_declared(only_for_clients value) noexcept {
  return value == only_for_clients::CLIENT_ONLY;
}
[[nodiscard]] std::string_view to_string(only_for_clients value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(only_for_clients) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, only_for_clients value);
bool decode(::farcall::xdr::Decoder& in, only_for_clients& value);

}  // namespace dialects

namespace dialects::DIALECTS {

inline constexpr std::uint32_t program_number = 536871184;

namespace ONE {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871184;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> NOTHING(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<types_ptr> GET(const types& arg1, fruit arg2, const by_char& arg3,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> GET_into(const types& arg1, fruit arg2, const by_char& arg3, types_ptr& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::uint32_t> NUMBER(std::uint32_t arg1, std::uint32_t arg2, std::uint32_t l,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::string> TEXT(const std::string& arg1, const std::string& arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> TEXT_into(const std::string& arg1, const std::string& arg2, std::string& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::a::b::here> NESTED(const ::a::user& user,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> NESTED_into(const ::a::user& user, ::a::b::here& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::farcall::Optional<names>> OPTIONAL(const ::farcall::Optional<names>& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> OPTIONAL_into(const ::farcall::Optional<names>& arg,
      ::farcall::Optional<names>& into, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<INLINE_result> INLINE(INLINE_answer answer,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> INLINE_into(INLINE_answer answer, INLINE_result& into,
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
  static constexpr std::uint32_t program_number = 536871184;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> NOTHING(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<types_ptr> GET(const types& arg1, fruit arg2, const by_char& arg3,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::uint32_t> NUMBER(std::uint32_t arg1, std::uint32_t arg2, std::uint32_t l,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::string> TEXT(const std::string& arg1, const std::string& arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::a::b::here> NESTED(const ::a::user& user,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::farcall::Optional<names>> OPTIONAL(const ::farcall::Optional<names>& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<INLINE_result> INLINE(INLINE_answer answer,
      const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS.ONE"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> NOTHING(::farcall::CallContext&) { return {}; }
  virtual ::farcall::Result<types_ptr> GET(::farcall::CallContext& call, types&& arg1, fruit arg2,
      by_char&& arg3) = 0;
  virtual ::farcall::Result<std::uint32_t> NUMBER(::farcall::CallContext& call, std::uint32_t arg1,
      std::uint32_t arg2, std::uint32_t l) = 0;
  virtual ::farcall::Result<std::string> TEXT(::farcall::CallContext& call, std::string&& arg1,
      std::string&& arg2) = 0;
  virtual ::farcall::Result<::a::b::here> NESTED(::farcall::CallContext& call, ::a::user&& user) = 0;
  virtual ::farcall::Result<::farcall::Optional<names>> OPTIONAL(::farcall::CallContext& call,
      ::farcall::Optional<names>&& arg) = 0;
  virtual ::farcall::Result<INLINE_result> INLINE(::farcall::CallContext& call, INLINE_answer answer) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS.ONE"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> NOTHING(::farcall::CallContext& call) = 0;
  virtual ::farcall::Task<::farcall::Result<types_ptr>> GET(::farcall::CallContext& call, types arg1,
      fruit arg2, by_char arg3) = 0;
  virtual ::farcall::Task<::farcall::Result<std::uint32_t>> NUMBER(::farcall::CallContext& call,
      std::uint32_t arg1, std::uint32_t arg2, std::uint32_t l) = 0;
  virtual ::farcall::Task<::farcall::Result<std::string>> TEXT(::farcall::CallContext& call,
      std::string arg1, std::string arg2) = 0;
  virtual ::farcall::Task<::farcall::Result<::a::b::here>> NESTED(::farcall::CallContext& call,
      ::a::user user) = 0;
  virtual ::farcall::Task<::farcall::Result<::farcall::Optional<names>>> OPTIONAL(::farcall::CallContext& call, ::farcall::Optional<names> arg) = 0;
  virtual ::farcall::Task<::farcall::Result<INLINE_result>> INLINE(::farcall::CallContext& call,
      INLINE_answer answer) = 0;
};

}  // namespace ONE

namespace TWO {

inline constexpr std::uint32_t version_number = 16;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871184;
  static constexpr std::uint32_t version_number = 16;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> NOTHING(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<name> RENAME(const name& arg1, const serve& arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> RENAME_into(const name& arg1, const serve& arg2, name& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::dialects::version> version(const ::dialects::version& version,
      ::dialects::program program, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> version_into(const ::dialects::version& version, ::dialects::program program,
      ::dialects::version& into, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871184;
  static constexpr std::uint32_t version_number = 16;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> NOTHING(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<name> RENAME(const name& arg1, const serve& arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::dialects::version> version(const ::dialects::version& version,
      ::dialects::program program, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS.TWO"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> NOTHING(::farcall::CallContext& call) = 0;
  virtual ::farcall::Result<name> RENAME(::farcall::CallContext& call, name&& arg1, const serve& arg2) = 0;
  virtual ::farcall::Result<::dialects::version> version(::farcall::CallContext& call,
      ::dialects::version&& version, ::dialects::program program) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS.TWO"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> NOTHING(::farcall::CallContext& call) = 0;
  virtual ::farcall::Task<::farcall::Result<name>> RENAME(::farcall::CallContext& call, name arg1,
      serve arg2) = 0;
  virtual ::farcall::Task<::farcall::Result<::dialects::version>> version(::farcall::CallContext& call,
      ::dialects::version version, ::dialects::program program) = 0;
};

}  // namespace TWO

}  // namespace DIALECTS

namespace dialects::DIALECTS_CALLBACK {

inline constexpr std::uint32_t program_number = 536871185;

namespace ONE {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871185;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> NOTHING(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536871185;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> NOTHING(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS_CALLBACK.ONE"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> NOTHING(::farcall::CallContext& call) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "dialects.DIALECTS_CALLBACK.ONE"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> NOTHING(::farcall::CallContext& call) = 0;
};

}  // namespace ONE

}  // namespace DIALECTS_CALLBACK
