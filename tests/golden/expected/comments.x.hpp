// Generated from comments.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace comments {

inline constexpr std::uint32_t DEFINED = 1;

// the end of a
struct a {
  std::int32_t x = 0;
  std::int32_t y = 0;  // of y
  std::int32_t z = 0;  // of z

  friend bool operator==(const a&, const a&) = default;
};

// after b
struct b {
  // one
  // two
  // three
  std::int32_t x = 0;
  std::int32_t yy = 0;

  friend bool operator==(const b&, const b&) = default;
};

enum class e : std::int32_t {
  A1 = 1,  // of A1
  A2 = 2,  // of A2
  A3 = -12,  // of A3
};
using enum e;

enum class f : std::int32_t {
  B1 = 0,  // of B1
};
using enum f;

// union switch (e kind); a fresh value has e::A1. What is asked for an arm that
// is not selected is null from if_…, and RpcError with Code::invalid_argument from the others.
class u {
 public:
  u() noexcept;
  // The arm that this discriminant selects, with fresh data.
  explicit u(e kind) : u() { set_kind(kind); }
  u(const u& other);
  u(u&& other) noexcept;
  u& operator=(const u& other);
  u& operator=(u&& other) noexcept;
  ~u();

  [[nodiscard]] e kind() const noexcept { return kind_; }
  // Data of the arm stays where the new discriminant selects the same arm, and is fresh otherwise.
  void set_kind(e kind);

  // case A1, A2
  // of the first arm
  // a label's
  // of w
  [[nodiscard]] std::int32_t* if_w() noexcept;
  [[nodiscard]] const std::int32_t* if_w() const noexcept;
  [[nodiscard]] std::int32_t& w();
  [[nodiscard]] const std::int32_t& w() const;
  void set_w(e kind, std::int32_t value);
  [[nodiscard]] static u make_w(e kind, std::int32_t value);

  friend bool operator==(const u& a, const u& b);
  friend std::size_t encoded_size(const u& value) noexcept;
  friend bool encode(::farcall::xdr::Encoder& out, const u& value);
  friend bool decode(::farcall::xdr::Decoder& in, u& value);

 private:
  enum class Arm : std::uint8_t { w, no_data, no_arm };
  static Arm arm_of(e kind) noexcept;
  void destroy() noexcept;
  void copy_arm(const u& other);
  void copy_arm(u&& other) noexcept;

  e kind_;
  Arm selected_;
  union {
    std::int32_t w_;
  };
};

using text = std::string;

}  // namespace comments

namespace inner {

struct c {
  ::comments::a q{};
  ::farcall::Optional<::comments::b> r{};

  friend bool operator==(const c&, const c&) = default;
};

}  // namespace inner

namespace comments {

struct d1 {
  std::int32_t x = 0;

  friend bool operator==(const d1&, const d1&) = default;
};

[[nodiscard]] constexpr std::size_t encoded_size(const ::comments::a&) noexcept { return 12; }
bool encode(::farcall::xdr::Encoder& out, const ::comments::a& value);
bool decode(::farcall::xdr::Decoder& in, ::comments::a& value);
[[nodiscard]] std::string to_string(const ::comments::a& value);
void print_text(::farcall::xdr::Text& out, const ::comments::a& value);

[[nodiscard]] constexpr std::size_t encoded_size(const ::comments::b&) noexcept { return 8; }
bool encode(::farcall::xdr::Encoder& out, const ::comments::b& value);
bool decode(::farcall::xdr::Decoder& in, ::comments::b& value);
[[nodiscard]] std::string to_string(const ::comments::b& value);
void print_text(::farcall::xdr::Text& out, const ::comments::b& value);

[[nodiscard]] constexpr bool is_declared(e value) noexcept {
  switch (value) {
    case e::A3:
    case e::A1:
    case e::A2:
      return true;
  }
  return false;
}
[[nodiscard]] std::string_view to_string(e value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(e) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, e value);
bool decode(::farcall::xdr::Decoder& in, e& value);

[[nodiscard]] constexpr bool is_declared(f value) noexcept {
  return value == f::B1;
}
[[nodiscard]] std::string_view to_string(f value) noexcept;  // the enumerator's name; empty where there is none
[[nodiscard]] constexpr std::size_t encoded_size(f) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, f value);
bool decode(::farcall::xdr::Decoder& in, f& value);

[[nodiscard]] std::size_t encoded_size(const u& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const u& value);
bool decode(::farcall::xdr::Decoder& in, u& value);
[[nodiscard]] std::string to_string(const u& value);
void print_text(::farcall::xdr::Text& out, const u& value);

}  // namespace comments

namespace inner {

[[nodiscard]] std::size_t encoded_size(const c& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const c& value);
bool decode(::farcall::xdr::Decoder& in, c& value);
[[nodiscard]] std::string to_string(const c& value);
void print_text(::farcall::xdr::Text& out, const c& value);

}  // namespace inner

namespace comments {

[[nodiscard]] constexpr std::size_t encoded_size(const d1&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const d1& value);
bool decode(::farcall::xdr::Decoder& in, d1& value);
[[nodiscard]] std::string to_string(const d1& value);
void print_text(::farcall::xdr::Text& out, const d1& value);

}  // namespace comments

namespace comments::COMMENTS {

inline constexpr std::uint32_t program_number = 536871171;

// of V
namespace COMMENTS_V {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871171;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<std::int32_t> F(std::int32_t first, std::int32_t second, const std::string& third,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<std::int32_t> A_PROCEDURE_WITH_A_LONG_NAME(std::uint64_t first_parameter,
      std::uint64_t second_parameter, const u& third_parameter, std::int32_t fourth_parameter,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<::comments::a> IN_LINES(const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> IN_LINES_into(::comments::a& into,
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
  static constexpr std::uint32_t program_number = 536871171;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<std::int32_t> F(std::int32_t first, std::int32_t second, const std::string& third,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<std::int32_t> A_PROCEDURE_WITH_A_LONG_NAME(std::uint64_t first_parameter,
      std::uint64_t second_parameter, const u& third_parameter, std::int32_t fourth_parameter,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Reply<::comments::a> IN_LINES(const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "comments.COMMENTS.COMMENTS_V"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<std::int32_t> F(::farcall::CallContext& call, std::int32_t first,
      std::int32_t second, std::string&& third) = 0;
  virtual ::farcall::Result<std::int32_t> A_PROCEDURE_WITH_A_LONG_NAME(::farcall::CallContext& call,
      std::uint64_t first_parameter, std::uint64_t second_parameter, u&& third_parameter,
      std::int32_t fourth_parameter) = 0;
  virtual ::farcall::Result<::comments::a> IN_LINES(::farcall::CallContext& call) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "comments.COMMENTS.COMMENTS_V"; }
  [[nodiscard]] bool is_idempotent(std::uint32_t procedure) const noexcept final;
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<std::int32_t>> F(::farcall::CallContext& call,
      std::int32_t first, std::int32_t second, std::string third) = 0;
  virtual ::farcall::Task<::farcall::Result<std::int32_t>> A_PROCEDURE_WITH_A_LONG_NAME(::farcall::CallContext& call, std::uint64_t first_parameter, std::uint64_t second_parameter, u third_parameter, std::int32_t fourth_parameter) = 0;
  virtual ::farcall::Task<::farcall::Result<::comments::a>> IN_LINES(::farcall::CallContext& call) = 0;
};

}  // namespace COMMENTS_V

}  // namespace COMMENTS
