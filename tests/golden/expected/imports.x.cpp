// Generated from imports.x by farcallc 0.1.0, do not edit.
#include "imports.x.hpp"

#include <farcall/xdr/text.hpp>

namespace imports {

std::size_t encoded_size(const borrower& value) noexcept {
  std::size_t size = 16 + encoded_size(value.where) + ::farcall::xdr::counted(value.file.size());
  for (const auto& element : value.many) size += ::farcall::xdr::counted(element.size());
  if (value.list) size += encoded_size(*value.list);
  for (const auto& element2 : value.answers) size += encoded_size(element2);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const borrower& value) {
  if (!encode(out, value.where)) return false;
  if (value.file.size() > ::everything::MAX_NAME) return out.fail(::farcall::xdr::Fault::too_long) ||
      out.at("borrower.file");
  std::byte* p = out.run(8 + ::farcall::xdr::padded(value.file.size()));
  if (p == nullptr) return out.at("borrower.shade");
  if (!is_declared(value.shade)) return out.fail(::farcall::xdr::Fault::bad_enum) || out.at("borrower.shade");
  ::farcall::xdr::store_i32(p, static_cast<std::int32_t>(value.shade));
  ::farcall::xdr::store_counted(p + 4, value.file.data(), value.file.size());
  if (!out.length(value.many.size(), 16)) return out.at("borrower.many");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value.many) {
    if (!near.string(element, ::everything::MAX_NAME)) {
      out = near;
      return out.at("borrower.many");
    }
  }
  out = near;
  if (!out.boolean(value.list.has_value())) return out.at("borrower.list");
  if (value.list) {
    if (!encode(out, *value.list)) return false;
  }
  if (!out.length(value.answers.size(), 4)) return out.at("borrower.answers");
  for (const auto& element2 : value.answers) {
    if (!encode(out, element2)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, borrower& value) {
  if (!decode(in, value.where)) return false;
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("borrower.shade");
  value.shade = static_cast<::everything::color>(::farcall::xdr::load_i32(p));
  if (!is_declared(value.shade)) return in.fail(::farcall::xdr::Fault::bad_enum) || in.at("borrower.shade");
  if (!in.string_of(::farcall::xdr::load_u32(p + 4), value.file,
      ::everything::MAX_NAME)) return in.at("borrower.file");
  std::uint32_t count = 0;
  if (!in.length(count, 16, 4, sizeof(::everything::filename))) return in.at("borrower.many");
  value.many.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value.many) {
    if (!near.string(element, ::everything::MAX_NAME)) {
      in = near;
      return in.at("borrower.many");
    }
  }
  in = near;
  bool present = false;
  if (!in.boolean(present)) return in.at("borrower.list");
  if (present) {
    if (!in.charge(sizeof(::everything::entry))) return in.at("borrower.list");
    if (!value.list) value.list.emplace();
    if (!decode(in, *value.list)) return false;
  }
  if (!present) value.list.reset();
  std::uint32_t count2 = 0;
  if (!in.length(count2, 4, 4, sizeof(::everything::result))) return in.at("borrower.answers");
  value.answers.resize(count2);
  for (auto& element2 : value.answers) {
    if (!decode(in, element2)) return false;
  }
  return true;
}

std::string to_string(const borrower& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const borrower& value) {
  if (!out.open("borrower")) return;
  out.field("where", value.where);
  out.field("shade", value.shade);
  out.field("file", value.file);
  out.field("many", value.many);
  out.field("list", value.list);
  out.field("answers", value.answers);
  out.close();
}

}  // namespace imports

namespace imports::IMPORTS_PROG::IMPORTS_VERS {
namespace {

std::size_t size_of_ASK_more(const std::vector<borrowers>& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) {
    size += 4;
    if (element) size += encoded_size(*element);
  }
  return size;
}

bool encode_ASK_more(::farcall::xdr::Encoder& out, const std::vector<borrowers>& value) {
  if (!out.length(value.size(), 2)) return out.at("ASK.more");
  for (const auto& element : value) {
    if (!out.boolean(element.has_value())) return out.at("ASK.more");
    if (element) {
      if (!encode(out, *element)) return false;
    }
  }
  return true;
}

bool decode_ASK_more(::farcall::xdr::Decoder& in, std::vector<borrowers>& value) {
  std::uint32_t count = 0;
  if (!in.length(count, 2, 4, sizeof(borrowers))) return in.at("ASK.more");
  value.resize(count);
  for (auto& element : value) {
    bool present = false;
    if (!in.boolean(present)) return in.at("ASK.more");
    if (present) {
      if (!in.charge(sizeof(borrower))) return in.at("ASK.more");
      if (!element) element.emplace();
      if (!decode(in, *element)) return false;
    }
    if (!present) element.reset();
  }
  return true;
}

std::size_t size_of_ASK_result(const borrowers& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_ASK_result(::farcall::xdr::Encoder& out, const borrowers& value) {
  if (!out.boolean(value.has_value())) return out.at("ASK.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_ASK_result(::farcall::xdr::Decoder& in, borrowers& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("ASK.result");
  if (present) {
    if (!in.charge(sizeof(borrower))) return in.at("ASK.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

bool reply_of_ASK(::farcall::xdr::Decoder& in, AsyncClient::ASK_reply& value) {
  return decode_ASK_result(in, value.result) && decode(in, value.shade) && decode_ASK_more(in, value.more);
}

void serve_ASK(Server& server, ::farcall::ServerCall& call) {
  ::everything::point arg1{};
  ::everything::color shade = ::everything::color::RED;
  std::vector<borrowers> more{};
  if (!decode(call.arguments(), arg1) || !decode(call.arguments(), shade) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.ASK(call, std::move(arg1), shade, more);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4 + size_of_ASK_result(*result) + size_of_ASK_more(more)) ||
      !encode_ASK_result(call.results(), *result) || !encode(call.results(), shade) ||
      !encode_ASK_more(call.results(), more)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_ASK(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::everything::point arg1{};
    ::everything::color shade = ::everything::color::RED;
    std::vector<borrowers> more{};
    if (!decode(call.arguments(), arg1) || !decode(call.arguments(), shade) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.ASK(call, std::move(arg1), shade, more);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4 + size_of_ASK_result(*result) + size_of_ASK_more(more)) ||
        !encode_ASK_result(call.results(), *result) || !encode(call.results(), shade) ||
        !encode_ASK_more(call.results(), more)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<borrowers> Client::ASK(const ::everything::point& arg1, ::everything::color& shade,
    std::vector<borrowers>& more, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    borrowers result{};
    ::everything::color shade_out = ::everything::color::RED;
    std::vector<borrowers> more_out{};
    if (!call.reserve(4 + encoded_size(arg1)) || !encode(call.arguments(), arg1) || !encode(call.arguments(),
        shade) || !call.transact() ||
        !decode_ASK_result(call.results(), result) || !decode(call.results(), shade_out) ||
            !decode_ASK_more(call.results(), more_out) || !call.results().finish()) {
      return call.error();
    }
    shade = std::move(shade_out);
    more = std::move(more_out);
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<AsyncClient::ASK_reply> AsyncClient::ASK(const ::everything::point& arg1,
    ::everything::color shade, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(4 + encoded_size(arg1)) && encode(call.arguments(), arg1) && encode(call.arguments(),
      shade)) call.send();
  return {call.take(), reply_of_ASK};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_ASK(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_ASK(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace imports::IMPORTS_PROG::IMPORTS_VERS
