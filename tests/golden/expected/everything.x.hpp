// Generated from everything.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace everything {

struct stringentry;
inline constexpr std::uint32_t MAX_NAME = 255;  // the longest name
inline constexpr std::int32_t NEG = -5;
inline constexpr std::uint32_t HEXY = 4294967295;
inline constexpr std::string_view GREETING = "hello";

enum class color : std::int32_t {
  RED = 0,
  GREEN = 1,
  BLUE = 7,  // sky
};
using enum color;

enum class dense : std::int32_t {
  D0 = 0,
  D1 = 1,
  D2 = 2,
};
using enum dense;

using filename = std::string;
using cookie = std::array<std::uint8_t, 8>;
using odd = std::array<std::uint8_t, 5>;
using triple = std::array<std::int32_t, 3>;
using names = std::vector<filename>;

// A place.
struct point {
  std::int32_t x = 0;  // across
  std::int32_t y = 0;  // down
  color c = color::RED;
  bool visible = false;

  friend bool operator==(const point&, const point&) = default;
};

struct scalars {
  std::int32_t a = 0;
  std::uint32_t b = 0;
  std::int64_t c = 0;
  std::uint64_t d = 0;
  float e = 0;
  double f = 0;
  bool g = false;
  std::uint32_t h = 0;
  std::uint32_t i = 0;
  std::int32_t j = 0;
  std::int16_t k = 0;
  std::int8_t l = 0;
  std::int32_t m = 0;
  std::uint32_t n = 0;
  std::uint64_t o = 0;
  std::uint8_t p = 0;
  std::uint16_t q = 0;
  std::int64_t r = 0;
  std::array<std::uint8_t, 16> s{};

  friend bool operator==(const scalars&, const scalars&) = default;
};

struct mixed {
  point at{};
  triple t{};
  odd o{};
  std::string name{};
  filename file{};
  std::vector<std::uint8_t> data{};
  cookie ck{};
  std::vector<point> path{};
  std::vector<std::int32_t> numbers{};
  std::vector<std::int64_t> big{};
  std::array<double, 20> reals{};
  std::vector<bool> flags{};
  std::array<bool, 2> two{};
  std::vector<color> palette{};
  names all{};
  std::array<point, 4> corners{};
  std::array<filename, 2> pair{};
  ::farcall::Optional<point> maybe{};
  ::farcall::Optional<std::string> maybe_text{};
  ::farcall::Optional<std::int32_t> maybe_int{};
  std::vector<std::int16_t> shorts{};
  std::array<std::int8_t, 3> chars{};

  friend bool operator==(const mixed&, const mixed&) = default;
};

struct entry {
  std::uint64_t id = 0;
  std::string name{};
  ::farcall::Optional<entry> next{};

  friend bool operator==(const entry&, const entry&) = default;
};

using entries = ::farcall::Optional<entry>;

struct tree {
  std::int32_t value = 0;
  std::vector<tree> children{};

  friend bool operator==(const tree&, const tree&) = default;
};

struct btree {
  std::int32_t key = 0;
  ::farcall::Optional<btree> left{};
  ::farcall::Optional<btree> right{};

  friend bool operator==(const btree&, const btree&) = default;
};

// union switch (color status); a fresh value has color::RED. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class result {
 public:
  result() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit result(color status) : result() { set_status(status); }
  result(const result& other);
  result(result&& other) noexcept;
  result& operator=(const result& other);
  result& operator=(result&& other) noexcept;
  ~result();

  [[nodiscard]] color status() const noexcept { return status_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_status(color status);

  // case RED
  [[nodiscard]] entries* if_list() noexcept;
  [[nodiscard]] const entries* if_list() const noexcept;
  [[nodiscard]] entries& list();
  [[nodiscard]] const entries& list() const;
  void set_list(entries value);
  [[nodiscard]] static result make_list(entries value);

  // case GREEN
  [[nodiscard]] std::int32_t* if_number() noexcept;
  [[nodiscard]] const std::int32_t* if_number() const noexcept;
  [[nodiscard]] std::int32_t& number();
  [[nodiscard]] const std::int32_t& number() const;
  void set_number(std::int32_t value);
  [[nodiscard]] static result make_number(std::int32_t value);

  friend bool operator==(const result& a, const result& b);
  friend std::size_t encoded_size(const result& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const result& value);
  friend bool decode(::farcall::xdr::Decoder& in, result& value);

 private:
  enum class Arm : std::uint8_t { list, number, no_data, no_arm };
  static Arm arm_of(color status) noexcept;
  void destroy() noexcept;
  void copy_arm(const result& other);
  void copy_arm(result&& other) noexcept;

  color status_;
  Arm selected_;
  union {
    entries list_;
    std::int32_t number_;
  };
};

// union switch (std::int32_t kind); a fresh value has 0. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class big {
 public:
  big() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit big(std::int32_t kind) : big() { set_kind(kind); }
  big(const big& other);
  big(big&& other) noexcept;
  big& operator=(const big& other);
  big& operator=(big&& other) noexcept;
  ~big();

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_kind(std::int32_t kind);

  // case 1, -2
  [[nodiscard]] mixed* if_all();
  [[nodiscard]] const mixed* if_all() const noexcept;
  [[nodiscard]] mixed& all();
  [[nodiscard]] const mixed& all() const;
  void set_all(std::int32_t kind, mixed value);
  [[nodiscard]] static big make_all(std::int32_t kind, mixed value);

  // default
  [[nodiscard]] std::string* if_text() noexcept;
  [[nodiscard]] const std::string* if_text() const noexcept;
  [[nodiscard]] std::string& text();
  [[nodiscard]] const std::string& text() const;
  void set_text(std::int32_t kind, std::string value);
  [[nodiscard]] static big make_text(std::int32_t kind, std::string value);

  friend bool operator==(const big& a, const big& b);
  friend std::size_t encoded_size(const big& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const big& value);
  friend bool decode(::farcall::xdr::Decoder& in, big& value);

 private:
  enum class Arm : std::uint8_t { all, text, no_data, no_arm };
  static Arm arm_of(std::int32_t kind) noexcept;
  void destroy() noexcept;
  void copy_arm(const big& other);
  void copy_arm(big&& other) noexcept;

  std::int32_t kind_;
  Arm selected_;
  union {
    mixed* all_;  // large, or like this union: on the heap; null is a fresh value
    std::string text_;
  };
};

// union switch (bool there); a fresh value has true. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class maybe_point {
 public:
  maybe_point() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit maybe_point(bool there) : maybe_point() { set_there(there); }
  maybe_point(const maybe_point& other);
  maybe_point(maybe_point&& other) noexcept;
  maybe_point& operator=(const maybe_point& other);
  maybe_point& operator=(maybe_point&& other) noexcept;
  ~maybe_point();

  [[nodiscard]] bool there() const noexcept { return there_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_there(bool there);

  // case true
  [[nodiscard]] point* if_value() noexcept;
  [[nodiscard]] const point* if_value() const noexcept;
  [[nodiscard]] point& value();
  [[nodiscard]] const point& value() const;
  void set_value(point value);
  [[nodiscard]] static maybe_point make_value(point value);

  friend bool operator==(const maybe_point& a, const maybe_point& b);
  friend std::size_t encoded_size(const maybe_point& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const maybe_point& value);
  friend bool decode(::farcall::xdr::Decoder& in, maybe_point& value);

 private:
  enum class Arm : std::uint8_t { value, no_data, no_arm };
  static Arm arm_of(bool there) noexcept;
  void destroy() noexcept;
  void copy_arm(const maybe_point& other);
  void copy_arm(maybe_point&& other) noexcept;

  bool there_;
  Arm selected_;
  union {
    point value_;
  };
};

// union switch (bool opted); a fresh value has false. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class stringlist {
 public:
  stringlist() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit stringlist(bool opted) : stringlist() { set_opted(opted); }
  stringlist(const stringlist& other);
  stringlist(stringlist&& other) noexcept;
  stringlist& operator=(const stringlist& other);
  stringlist& operator=(stringlist&& other) noexcept;
  ~stringlist();

  [[nodiscard]] bool opted() const noexcept { return opted_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_opted(bool opted);

  // case true
  [[nodiscard]] stringentry* if_element();
  [[nodiscard]] const stringentry* if_element() const noexcept;
  [[nodiscard]] stringentry& element();
  [[nodiscard]] const stringentry& element() const;
  void set_element(stringentry value);
  [[nodiscard]] static stringlist make_element(stringentry value);

  friend bool operator==(const stringlist& a, const stringlist& b);
  friend std::size_t encoded_size(const stringlist& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const stringlist& value);
  friend bool decode(::farcall::xdr::Decoder& in, stringlist& value);

 private:
  enum class Arm : std::uint8_t { element, no_data, no_arm };
  static Arm arm_of(bool opted) noexcept;
  void destroy() noexcept;
  void copy_arm(const stringlist& other);
  void copy_arm(stringlist&& other) noexcept;

  bool opted_;
  Arm selected_;
  union {
    stringentry* element_;  // large, or like this union: on the heap; null is a fresh value
  };
};

struct stringentry {
  std::string item{};
  stringlist next{};

  friend bool operator==(const stringentry&, const stringentry&) = default;
};

struct data {
  ::farcall::xdr::Borrowed bytes{};

  friend bool operator==(const data&, const data&) = default;
};

struct holder {
  big b{};
  result r{};
  maybe_point m{};
  stringlist s{};
  btree t{};
  tree u{};
  scalars sc{};
  data d{};

  friend bool operator==(const holder&, const holder&) = default;
};

struct sample {
  std::int32_t a = 0;
  double b = 0;
  double c = 0;
  std::string s{};

  friend bool operator==(const sample&, const sample&) = default;
};

struct samples {
  std::vector<sample> all{};

  friend bool operator==(const samples&, const samples&) = default;
};

[[nodiscard]] constexpr bool is_declared(color value) noexcept {
  switch (value) {
    case color::RED:
    case color::GREEN:
    case color::BLUE:
      return true;
  }
  return false;
}
[[nodiscard]] std::string_view to_string(color value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(color) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, color value);
bool decode(::farcall::xdr::Decoder& in, color& value);

[[nodiscard]] constexpr bool is_declared(dense value) noexcept {
  return value >= dense::D0 && value <= dense::D2;
}
[[nodiscard]] std::string_view to_string(dense value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(dense) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, dense value);
bool decode(::farcall::xdr::Decoder& in, dense& value);

[[nodiscard]] constexpr std::size_t encoded_size(const point&) noexcept { return 16; }
bool encode(::farcall::xdr::Encoder& out, const point& value);
bool decode(::farcall::xdr::Decoder& in, point& value);
[[nodiscard]] std::string to_string(const point& value);
void print_text(::farcall::xdr::Text& out, const point& value);

[[nodiscard]] constexpr std::size_t encoded_size(const scalars&) noexcept { return 108; }
bool encode(::farcall::xdr::Encoder& out, const scalars& value);
bool decode(::farcall::xdr::Decoder& in, scalars& value);
[[nodiscard]] std::string to_string(const scalars& value);
void print_text(::farcall::xdr::Text& out, const scalars& value);

[[nodiscard]] std::size_t encoded_size(const mixed& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const mixed& value);
bool decode(::farcall::xdr::Decoder& in, mixed& value);
[[nodiscard]] std::string to_string(const mixed& value);
void print_text(::farcall::xdr::Text& out, const mixed& value);

[[nodiscard]] std::size_t encoded_size(const entry& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const entry& value);
bool decode(::farcall::xdr::Decoder& in, entry& value);
[[nodiscard]] std::string to_string(const entry& value);
void print_text(::farcall::xdr::Text& out, const entry& value);

[[nodiscard]] std::size_t encoded_size(const tree& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const tree& value);
bool decode(::farcall::xdr::Decoder& in, tree& value);
[[nodiscard]] std::string to_string(const tree& value);
void print_text(::farcall::xdr::Text& out, const tree& value);

[[nodiscard]] std::size_t encoded_size(const btree& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const btree& value);
bool decode(::farcall::xdr::Decoder& in, btree& value);
[[nodiscard]] std::string to_string(const btree& value);
void print_text(::farcall::xdr::Text& out, const btree& value);

[[nodiscard]] std::size_t encoded_size(const result& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const result& value);
bool decode(::farcall::xdr::Decoder& in, result& value);
[[nodiscard]] std::string to_string(const result& value);
void print_text(::farcall::xdr::Text& out, const result& value);

[[nodiscard]] std::size_t encoded_size(const big& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const big& value);
bool decode(::farcall::xdr::Decoder& in, big& value);
[[nodiscard]] std::string to_string(const big& value);
void print_text(::farcall::xdr::Text& out, const big& value);

[[nodiscard]] std::size_t encoded_size(const maybe_point& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const maybe_point& value);
bool decode(::farcall::xdr::Decoder& in, maybe_point& value);
[[nodiscard]] std::string to_string(const maybe_point& value);
void print_text(::farcall::xdr::Text& out, const maybe_point& value);

[[nodiscard]] std::size_t encoded_size(const stringlist& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const stringlist& value);
bool decode(::farcall::xdr::Decoder& in, stringlist& value);
[[nodiscard]] std::string to_string(const stringlist& value);
void print_text(::farcall::xdr::Text& out, const stringlist& value);

[[nodiscard]] std::size_t encoded_size(const stringentry& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const stringentry& value);
bool decode(::farcall::xdr::Decoder& in, stringentry& value);
[[nodiscard]] std::string to_string(const stringentry& value);
void print_text(::farcall::xdr::Text& out, const stringentry& value);

[[nodiscard]] std::size_t encoded_size(const data& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const data& value);
bool decode(::farcall::xdr::Decoder& in, data& value);
[[nodiscard]] std::string to_string(const data& value);
void print_text(::farcall::xdr::Text& out, const data& value);

[[nodiscard]] std::size_t encoded_size(const holder& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const holder& value);
bool decode(::farcall::xdr::Decoder& in, holder& value);
[[nodiscard]] std::string to_string(const holder& value);
void print_text(::farcall::xdr::Text& out, const holder& value);

[[nodiscard]] std::size_t encoded_size(const sample& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const sample& value);
bool decode(::farcall::xdr::Decoder& in, sample& value);
[[nodiscard]] std::string to_string(const sample& value);
void print_text(::farcall::xdr::Text& out, const sample& value);

[[nodiscard]] std::size_t encoded_size(const samples& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const samples& value);
bool decode(::farcall::xdr::Decoder& in, samples& value);
[[nodiscard]] std::string to_string(const samples& value);
void print_text(::farcall::xdr::Text& out, const samples& value);

}  // namespace everything

namespace everything::EVERYTHING_PROG {

inline constexpr std::uint32_t program_number = 536870913;

namespace EVERYTHING_V1 {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536870913;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<void> NULLPROC(const ::farcall::CallOptions& options = {}) const;
  // Sums.
  ::farcall::Result<std::int32_t> ADD(std::int32_t arg1, std::int32_t arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::everything::result> LIST(const filename& dir, const cookie& c,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> LIST_into(const filename& dir, const cookie& c, ::everything::result& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<entries> LIST2(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> LIST2_into(entries& into, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::string> NAME(const std::string& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> NAME_into(const std::string& arg, std::string& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<names> NAMES(const names& arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> NAMES_into(const names& arg, names& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<holder> ECHO(const holder& arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> ECHO_into(const holder& arg, holder& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<bool> FLAG(color arg, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Starts calls of the procedures: await what they return, block for it, or have it told to a function. Arguments
// are encoded before the method returns.
// Thread: safe from several.
class AsyncClient {
 public:
  static constexpr bool is_asynchronous = true;
  static constexpr std::uint32_t program_number = 536870913;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<void> NULLPROC(const ::farcall::CallOptions& options = {}) const;
  // Sums.
  ::farcall::Reply<std::int32_t> ADD(std::int32_t arg1, std::int32_t arg2,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::everything::result> LIST(const filename& dir, const cookie& c,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<entries> LIST2(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::string> NAME(const std::string& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<names> NAMES(const names& arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<holder> ECHO(const holder& arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<bool> FLAG(color arg, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "everything.EVERYTHING_PROG.EVERYTHING_V1"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<void> NULLPROC(::farcall::CallContext&) { return {}; }
  // Sums.
  virtual ::farcall::Result<std::int32_t> ADD(::farcall::CallContext& call, std::int32_t arg1,
      std::int32_t arg2) = 0;
  virtual ::farcall::Result<::everything::result> LIST(::farcall::CallContext& call, filename&& dir,
      const cookie& c) = 0;
  virtual ::farcall::Result<entries> LIST2(::farcall::CallContext& call) = 0;
  virtual ::farcall::Result<std::string> NAME(::farcall::CallContext& call, std::string&& arg) = 0;
  virtual ::farcall::Result<names> NAMES(::farcall::CallContext& call, names&& arg) = 0;
  virtual ::farcall::Result<holder> ECHO(::farcall::CallContext& call, holder&& arg) = 0;
  virtual ::farcall::Result<bool> FLAG(::farcall::CallContext& call, color arg) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "everything.EVERYTHING_PROG.EVERYTHING_V1"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<void>> NULLPROC(::farcall::CallContext& call) = 0;
  // Sums.
  virtual ::farcall::Task<::farcall::Result<std::int32_t>> ADD(::farcall::CallContext& call,
      std::int32_t arg1, std::int32_t arg2) = 0;
  virtual ::farcall::Task<::farcall::Result<::everything::result>> LIST(::farcall::CallContext& call,
      filename dir, cookie c) = 0;
  virtual ::farcall::Task<::farcall::Result<entries>> LIST2(::farcall::CallContext& call) = 0;
  virtual ::farcall::Task<::farcall::Result<std::string>> NAME(::farcall::CallContext& call,
      std::string arg) = 0;
  virtual ::farcall::Task<::farcall::Result<names>> NAMES(::farcall::CallContext& call, names arg) = 0;
  virtual ::farcall::Task<::farcall::Result<holder>> ECHO(::farcall::CallContext& call, holder arg) = 0;
  virtual ::farcall::Task<::farcall::Result<bool>> FLAG(::farcall::CallContext& call, color arg) = 0;
};

}  // namespace EVERYTHING_V1

namespace EVERYTHING_V2 {

inline constexpr std::uint32_t version_number = 2;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536870913;
  static constexpr std::uint32_t version_number = 2;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<mixed> MIX(const point& where, const triple& t, const mixed& arg3,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> MIX_into(const point& where, const triple& t, const mixed& arg3, mixed& into,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::int32_t> SWAP(std::int32_t& a, std::string& b, point& where,
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
  static constexpr std::uint32_t program_number = 536870913;
  static constexpr std::uint32_t version_number = 2;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<mixed> MIX(const point& where, const triple& t, const mixed& arg3,
      const ::farcall::CallOptions& options = {}) const;
  struct SWAP_reply {
    std::int32_t result = 0;
    std::int32_t a = 0;
    std::string b{};
    point where{};
  };
  ::farcall::Reply<SWAP_reply> SWAP(std::int32_t a, const std::string& b,
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
  [[nodiscard]] std::string_view service_name() const noexcept final { return "everything.EVERYTHING_PROG.EVERYTHING_V2"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<mixed> MIX(::farcall::CallContext& call, const point& where, const triple& t,
      mixed&& arg3) = 0;
  virtual ::farcall::Result<std::int32_t> SWAP(::farcall::CallContext& call, std::int32_t& a, std::string& b,
      point& where) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "everything.EVERYTHING_PROG.EVERYTHING_V2"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<mixed>> MIX(::farcall::CallContext& call, point where, triple t,
      mixed arg3) = 0;
  virtual ::farcall::Task<::farcall::Result<std::int32_t>> SWAP(::farcall::CallContext& call,
      std::int32_t& a, std::string& b, point& where) = 0;
};

}  // namespace EVERYTHING_V2

}  // namespace EVERYTHING_PROG
