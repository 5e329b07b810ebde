// Generated from square.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace square {

struct square_in {
  std::int32_t arg1 = 0;  // to be squared

  friend bool operator==(const square_in&, const square_in&) = default;
};

struct square_out {
  std::int32_t res1 = 0;

  friend bool operator==(const square_out&, const square_out&) = default;
};

[[nodiscard]] constexpr std::size_t encoded_size(const square_in&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const square_in& value);
bool decode(::farcall::xdr::Decoder& in, square_in& value);
[[nodiscard]] std::string to_string(const square_in& value);
void print_text(::farcall::xdr::Text& out, const square_in& value);

[[nodiscard]] constexpr std::size_t encoded_size(const square_out&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const square_out& value);
bool decode(::farcall::xdr::Decoder& in, square_out& value);
[[nodiscard]] std::string to_string(const square_out& value);
void print_text(::farcall::xdr::Text& out, const square_out& value);

}  // namespace square

namespace square::SQUARE_PROG {

inline constexpr std::uint32_t program_number = 824377344;

// The first, and so far the only one.
namespace SQUARE_VERS {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 824377344;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<square_out> SQUARE_PROC(const square_in& arg,
      const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> SQUARE_PROC_into(const square_in& arg, square_out& into,
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
  static constexpr std::uint32_t program_number = 824377344;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<square_out> SQUARE_PROC(const square_in& arg,
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
  [[nodiscard]] std::string_view service_name() const noexcept final { return "square.SQUARE_PROG.SQUARE_VERS"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<square_out> SQUARE_PROC(::farcall::CallContext& call, const square_in& arg) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "square.SQUARE_PROG.SQUARE_VERS"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<square_out>> SQUARE_PROC(::farcall::CallContext& call,
      square_in arg) = 0;
};

}  // namespace SQUARE_VERS

}  // namespace SQUARE_PROG
