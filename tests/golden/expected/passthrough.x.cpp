// Generated from passthrough.x by farcallc 0.1.0, do not edit.
#include "passthrough.x.hpp"

#include <farcall/xdr/text.hpp>

namespace passthrough {

static inline void store(std::byte* p, const point& value) {
  ::farcall::xdr::store_i32(p, value.x);
  ::farcall::xdr::store_i32(p + 4, value.y);
}

static inline void load(const std::byte* p, point& value) {
  value.x = ::farcall::xdr::load_i32(p);
  value.y = ::farcall::xdr::load_i32(p + 4);
}

}  // namespace passthrough

namespace inner {

static inline void store(std::byte* p, const deep& value) {
  ::farcall::xdr::store_i32(p, value.depth);
}

static inline void load(const std::byte* p, deep& value) {
  value.depth = ::farcall::xdr::load_i32(p);
}

}  // namespace inner

namespace passthrough {

bool encode(::farcall::xdr::Encoder& out, const point& value) {
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("point");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, point& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("point");
  load(p, value);
  return true;
}

std::string to_string(const point& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const point& value) {
  if (!out.open("point")) return;
  out.field("x", value.x);
  out.field("y", value.y);
  out.close();
}

std::size_t encoded_size(const place& value) noexcept {
  return 8 + ::farcall::xdr::counted(value.name.size());
}

bool encode(::farcall::xdr::Encoder& out, const place& value) {
  if (value.name.size() > ::farcall::xdr::unbounded) return out.fail(::farcall::xdr::Fault::too_long) ||
      out.at("place.name");
  std::byte* p = out.run(12 + ::farcall::xdr::padded(value.name.size()));
  if (p == nullptr) return out.at("place.at");
  store(p, value.at);
  ::farcall::xdr::store_counted(p + 8, value.name.data(), value.name.size());
  return true;
}

bool decode(::farcall::xdr::Decoder& in, place& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("place.at");
  load(p, value.at);
  if (!in.string_of(::farcall::xdr::load_u32(p + 8), value.name,
      ::farcall::xdr::unbounded)) return in.at("place.name");
  return true;
}

std::string to_string(const place& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const place& value) {
  if (!out.open("place")) return;
  out.field("at", value.at);
  out.field("name", value.name);
  out.close();
}

std::size_t encoded_size(const route& value) noexcept {
  return encoded_size(value.from) + encoded_size(value.to);
}

bool encode(::farcall::xdr::Encoder& out, const route& value) {
  if (!encode(out, value.from)) return false;
  if (!encode(out, value.to)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, route& value) {
  if (!decode(in, value.from)) return false;
  if (!decode(in, value.to)) return false;
  return true;
}

std::string to_string(const route& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const route& value) {
  if (!out.open("route")) return;
  out.field("from", value.from);
  out.field("to", value.to);
  out.close();
}

}  // namespace passthrough

namespace inner {

bool encode(::farcall::xdr::Encoder& out, const deep& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("deep");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, deep& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("deep");
  load(p, value);
  return true;
}

std::string to_string(const deep& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const deep& value) {
  if (!out.open("deep")) return;
  out.field("depth", value.depth);
  out.close();
}

}  // namespace inner

namespace passthrough::PASSTHROUGH_PROG::PASSTHROUGH_V {
namespace {

bool reply_of_REVERSE(::farcall::xdr::Decoder& in, route& value) {
  return decode(in, value);
}

void serve_REVERSE(Server& server, ::farcall::ServerCall& call) {
  route arg{};
  if (!decode(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.REVERSE(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_REVERSE(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    route arg{};
    if (!decode(call.arguments(), arg) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.REVERSE(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<route> Client::REVERSE(const route& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    route result{};
    if (!call.reserve(encoded_size(arg)) || !encode(call.arguments(), arg) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::REVERSE_into(const route& arg, route& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    if (!call.reserve(encoded_size(arg)) || !encode(call.arguments(), arg) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<route> AsyncClient::REVERSE(const route& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(encoded_size(arg)) && encode(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_REVERSE};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_REVERSE(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_REVERSE(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace passthrough::PASSTHROUGH_PROG::PASSTHROUGH_V
