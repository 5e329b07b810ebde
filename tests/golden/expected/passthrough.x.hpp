// Generated from passthrough.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");
#include <string>
#define SCALE 3
struct foreign;

namespace passthrough {

struct point {
  std::int32_t x = 0;
  std::int32_t y = 0;

  friend bool operator==(const point&, const point&) = default;
};

// Like C, without a namespace.
inline int scaled(const point& p) { return SCALE * (p.x + p.y); }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
inline int seven(int ignored) { return 7; }

}  // namespace passthrough

#pragma GCC diagnostic pop
#ifdef SCALE

namespace passthrough {

struct place {
  point at{};
  std::string name{};

  friend bool operator==(const place&, const place&) = default;
};

struct route {
  place from{};
  place to{};

  friend bool operator==(const route&, const route&) = default;
};

}  // namespace passthrough

// Inside of a definition: behind it.
#endif

namespace passthrough {

inline int distance(const route& r) { return scaled(r.to.at) - scaled(r.from.at); }

}  // namespace passthrough

#include <vector>

namespace passthrough {

inline std::vector<int> all_of(const ::passthrough::place& p) { return {p.at.x, p.at.y}; }

}  // namespace passthrough

namespace passthrough { inline std::string named(const place& p) { return "a text that is long enough, longer than a line may be, is not broken: " + p.name; } }

namespace inner {

struct deep {
  std::int32_t depth = 0;

  friend bool operator==(const deep&, const deep&) = default;
};

}  // namespace inner

namespace passthrough {

[[nodiscard]] constexpr std::size_t encoded_size(const point&) noexcept { return 8; }
bool encode(::farcall::xdr::Encoder& out, const point& value);
bool decode(::farcall::xdr::Decoder& in, point& value);
[[nodiscard]] std::string to_string(const point& value);
void print_text(::farcall::xdr::Text& out, const point& value);

[[nodiscard]] std::size_t encoded_size(const place& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const place& value);
bool decode(::farcall::xdr::Decoder& in, place& value);
[[nodiscard]] std::string to_string(const place& value);
void print_text(::farcall::xdr::Text& out, const place& value);

[[nodiscard]] std::size_t encoded_size(const route& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const route& value);
bool decode(::farcall::xdr::Decoder& in, route& value);
[[nodiscard]] std::string to_string(const route& value);
void print_text(::farcall::xdr::Text& out, const route& value);

}  // namespace passthrough

namespace inner {

[[nodiscard]] constexpr std::size_t encoded_size(const deep&) noexcept { return 4; }
bool encode(::farcall::xdr::Encoder& out, const deep& value);
bool decode(::farcall::xdr::Decoder& in, deep& value);
[[nodiscard]] std::string to_string(const deep& value);
void print_text(::farcall::xdr::Text& out, const deep& value);

}  // namespace inner

namespace passthrough::PASSTHROUGH_PROG {

inline constexpr std::uint32_t program_number = 536871172;

namespace PASSTHROUGH_V {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871172;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<route> REVERSE(const route& arg, const ::farcall::CallOptions& options = {}) const;
  ::farcall::Result<void> REVERSE_into(const route& arg, route& into,
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
  static constexpr std::uint32_t program_number = 536871172;
  static constexpr std::uint32_t version_number = 1;

  explicit AsyncClient(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Reply<route> REVERSE(const route& arg, const ::farcall::CallOptions& options = {}) const;

 private:
  ::farcall::Binding binding_;
};

// Derive from it and implement the procedures. What comes as `T&&` is the handler's to keep: it may move from it.
// Thread: they are called from the server's threads, several at a time when one is slow.
class Server : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "passthrough.PASSTHROUGH_PROG.PASSTHROUGH_V"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<route> REVERSE(::farcall::CallContext& call, route&& arg) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "passthrough.PASSTHROUGH_PROG.PASSTHROUGH_V"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<route>> REVERSE(::farcall::CallContext& call, route arg) = 0;
};

}  // namespace PASSTHROUGH_V

}  // namespace PASSTHROUGH_PROG

namespace passthrough {

using TheClient = PASSTHROUGH_PROG::PASSTHROUGH_V::Client;

}  // namespace passthrough

namespace inner {

inline int depth_of(const deep& d) { return d.depth; }

}  // namespace inner

namespace passthrough {

inline int depth_from_outside(const ::inner::deep& d) { return ::inner::depth_of(d); }

}  // namespace passthrough
