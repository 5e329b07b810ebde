// Generated from square.x by farcallc 0.1.0, do not edit.
#include "square.x.hpp"

namespace square {

static inline void store(std::byte* p, const square_in& value) {
  ::farcall::xdr::store_i32(p, value.arg1);
}

static inline void load(const std::byte* p, square_in& value) {
  value.arg1 = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const square_out& value) {
  ::farcall::xdr::store_i32(p, value.res1);
}

static inline void load(const std::byte* p, square_out& value) {
  value.res1 = ::farcall::xdr::load_i32(p);
}

}  // namespace square

namespace square {

bool encode(::farcall::xdr::Encoder& out, const square_in& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("square_in");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, square_in& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("square_in");
  load(p, value);
  return true;
}

bool encode(::farcall::xdr::Encoder& out, const square_out& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("square_out");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, square_out& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("square_out");
  load(p, value);
  return true;
}

}  // namespace square

namespace square::SQUARE_PROG::SQUARE_VERS {
namespace {

void serve_null(::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_SQUARE_PROC(Server& server, ::farcall::ServerCall& call) {
  square_in arg{};
  if (!decode(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.SQUARE_PROC(call, arg);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

}  // namespace

::farcall::Result<square_out> Client::SQUARE_PROC(const square_in& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    square_out result{};
    if (!call.reserve(4) || !encode(call.arguments(), arg) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::SQUARE_PROC_into(const square_in& arg, square_out& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    if (!call.reserve(4) || !encode(call.arguments(), arg) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return serve_null(call);
    case 1: return serve_SQUARE_PROC(*this, call);
  }
  call.procedure_unavailable();
}
}  // namespace square::SQUARE_PROG::SQUARE_VERS
