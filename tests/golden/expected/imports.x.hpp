// Generated from imports.x by farcallc 0.1.0, do not edit.
#pragma once

#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>

#include "everything.x.hpp"

static_assert(::farcall::generated_code_version == 2, "this farcall needs code of another farcallc");

namespace imports {

struct borrower {
  ::everything::point where{};
  ::everything::color shade = ::everything::color::RED;
  ::everything::filename file{};
  ::everything::names many{};
  ::everything::entries list{};
  std::vector<::everything::result> answers{};

  friend bool operator==(const borrower&, const borrower&) = default;
};

using borrowers = ::farcall::Optional<borrower>;

[[nodiscard]] std::size_t encoded_size(const borrower& value) noexcept;
bool encode(::farcall::xdr::Encoder& out, const borrower& value);
bool decode(::farcall::xdr::Decoder& in, borrower& value);
[[nodiscard]] std::string to_string(const borrower& value);
void print_text(::farcall::xdr::Text& out, const borrower& value);

}  // namespace imports

namespace imports::IMPORTS_PROG {

inline constexpr std::uint32_t program_number = 536871171;

namespace IMPORTS_VERS {

inline constexpr std::uint32_t version_number = 1;

// Calls the procedures, and blocks until their results are there. A method whose name ends in _into decodes into
// an object that the caller keeps, and uses its memory again.
// Thread: safe from several.
class Client {
 public:
  static constexpr std::uint32_t program_number = 536871171;
  static constexpr std::uint32_t version_number = 1;

  explicit Client(::farcall::Binding binding) noexcept : binding_(std::move(binding)) {}

  ::farcall::Result<borrowers> ASK(const ::everything::point& arg1, ::everything::color& shade,
      std::vector<borrowers>& more, const ::farcall::CallOptions& options = {}) const;

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

  struct ASK_reply {
    borrowers result{};
    ::everything::color shade = ::everything::color::RED;
    std::vector<borrowers> more{};
  };
  ::farcall::Reply<ASK_reply> ASK(const ::everything::point& arg1, ::everything::color shade,
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
  [[nodiscard]] std::string_view service_name() const noexcept final { return "imports.IMPORTS_PROG.IMPORTS_VERS"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Result<borrowers> ASK(::farcall::CallContext& call, ::everything::point&& arg1,
      ::everything::color& shade, std::vector<borrowers>& more) = 0;
};
// The same for procedures that are coroutines: while one awaits something, no thread waits with it.
// Thread: each begins on a thread of the server, and goes on where what it awaits resumes it.
class AsyncServer : public ::farcall::Service {
 public:
  [[nodiscard]] std::uint32_t service_program() const noexcept final { return program_number; }
  [[nodiscard]] std::uint32_t service_version() const noexcept final { return version_number; }
  [[nodiscard]] std::string_view service_name() const noexcept final { return "imports.IMPORTS_PROG.IMPORTS_VERS"; }
  void serve_call(::farcall::ServerCall& call) final;

  virtual ::farcall::Task<::farcall::Result<borrowers>> ASK(::farcall::CallContext& call,
      ::everything::point arg1, ::everything::color& shade, std::vector<borrowers>& more) = 0;
};

}  // namespace IMPORTS_VERS

}  // namespace IMPORTS_PROG
