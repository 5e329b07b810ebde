// Generated from square.x by farcallc 0.1.0, do not edit.
#include "square.x.hpp"

#include <farcall/xdr/text.hpp>

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

std::string to_string(const square_in& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const square_in& value) {
  if (!out.open("square_in")) return;
  out.field("arg1", value.arg1);
  out.close();
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

std::string to_string(const square_out& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const square_out& value) {
  if (!out.open("square_out")) return;
  out.field("res1", value.res1);
  out.close();
}

}  // namespace square

namespace square::SQUARE_PROG::SQUARE_VERS {
namespace {

bool reply_of_SQUARE_PROC(::farcall::xdr::Decoder& in, square_out& value) {
  return decode(in, value);
}

void serve_SQUARE_PROC(Server& server, ::farcall::ServerCall& call) {
  square_in arg{};
  if (!decode(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.SQUARE_PROC(call, arg);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_SQUARE_PROC(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    square_in arg{};
    if (!decode(call.arguments(), arg) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.SQUARE_PROC(call, arg);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !encode(call.results(), *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
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

::farcall::Reply<square_out> AsyncClient::SQUARE_PROC(const square_in& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(4) && encode(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_SQUARE_PROC};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_SQUARE_PROC(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_SQUARE_PROC(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace square::SQUARE_PROG::SQUARE_VERS
