// Generated from comments.x by farcallc 0.1.0, do not edit.
#include "comments.x.hpp"

#include <farcall/xdr/text.hpp>

namespace comments {

static inline void store(std::byte* p, const ::comments::a& value) {
  ::farcall::xdr::store_i32(p, value.x);
  ::farcall::xdr::store_i32(p + 4, value.y);
  ::farcall::xdr::store_i32(p + 8, value.z);
}

static inline void load(const std::byte* p, ::comments::a& value) {
  value.x = ::farcall::xdr::load_i32(p);
  value.y = ::farcall::xdr::load_i32(p + 4);
  value.z = ::farcall::xdr::load_i32(p + 8);
}

static inline void store(std::byte* p, const ::comments::b& value) {
  ::farcall::xdr::store_i32(p, value.x);
  ::farcall::xdr::store_i32(p + 4, value.yy);
}

static inline void load(const std::byte* p, ::comments::b& value) {
  value.x = ::farcall::xdr::load_i32(p);
  value.yy = ::farcall::xdr::load_i32(p + 4);
}

static inline void store(std::byte* p, const d1& value) {
  ::farcall::xdr::store_i32(p, value.x);
}

static inline void load(const std::byte* p, d1& value) {
  value.x = ::farcall::xdr::load_i32(p);
}

}  // namespace comments

namespace comments {

bool encode(::farcall::xdr::Encoder& out, const ::comments::a& value) {
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("a");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::comments::a& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("a");
  load(p, value);
  return true;
}

std::string to_string(const ::comments::a& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::comments::a& value) {
  if (!out.open("a")) return;
  out.field("x", value.x);
  out.field("y", value.y);
  out.field("z", value.z);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const ::comments::b& value) {
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("b");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::comments::b& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("b");
  load(p, value);
  return true;
}

std::string to_string(const ::comments::b& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::comments::b& value) {
  if (!out.open("b")) return;
  out.field("x", value.x);
  out.field("yy", value.yy);
  out.close();
}

std::string_view to_string(e value) noexcept {
  switch (value) {
    case e::A1: return "A1";
    case e::A2: return "A2";
    case e::A3: return "A3";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, e value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, e& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<e>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(f value) noexcept {
  switch (value) {
    case f::B1: return "B1";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, f value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, f& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<f>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

u::u() noexcept : kind_(e::A1), selected_(Arm::w) { std::construct_at(&w_); }
u::u(const u& other) : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(other);
}
u::u(u&& other) noexcept : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
u& u::operator=(const u& other) {
  if (this != &other) *this = u(other);
  return *this;
}
u& u::operator=(u&& other) noexcept {
  if (this == &other) return *this;
  u made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  kind_ = made.kind_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
u::~u() { destroy(); }

u::Arm u::arm_of([[maybe_unused]] e kind) noexcept {
  if (kind == e::A1) return Arm::w;
  if (kind == e::A2) return Arm::w;
  return Arm::no_data;
}

void u::set_kind(e kind) {
  Arm arm = arm_of(kind);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::w: std::construct_at(&w_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  kind_ = kind;
}

void u::destroy() noexcept {
  switch (selected_) {
    case Arm::w: std::destroy_at(&w_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void u::copy_arm(const u& other) {
  switch (selected_) {
    case Arm::w: std::construct_at(&w_, other.w_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void u::copy_arm(u&& other) noexcept {
  switch (selected_) {
    case Arm::w: std::construct_at(&w_, std::move(other.w_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* u::if_w() noexcept {
  if (selected_ != Arm::w) return nullptr;
  return &w_;
}
const std::int32_t* u::if_w() const noexcept {
  if (selected_ != Arm::w) return nullptr;
  return &w_;
}
std::int32_t& u::w() {
  std::int32_t* found = if_w();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "u does not hold w", {}});
  return *found;
}
const std::int32_t& u::w() const {
  const std::int32_t* found = if_w();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "u does not hold w", {}});
  return *found;
}
void u::set_w(e kind, std::int32_t value) {
  set_kind(kind);
  this->w() = value;
}
u u::make_w(e kind, std::int32_t value) {
  u made;
  made.set_w(kind, value);
  return made;
}

bool operator==(const u& a, const u& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.selected_) {
    case u::Arm::w: return a.w_ == b.w_;
    case u::Arm::no_data:
    case u::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const u& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == u::Arm::w) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const u& value) {
  if (!encode(out, value.kind_)) return out.at("u.kind");
  switch (value.selected_) {
    case u::Arm::w: {
      if (!out.i32(value.w_)) return out.at("u.w");
      break;
    }
    case u::Arm::no_data: break;
    case u::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("u.kind");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, u& value) {
  e which = e::A1;
  if (!decode(in, which)) return in.at("u.kind");
  value.set_kind(which);
  switch (value.selected_) {
    case u::Arm::w: {
      if (!in.i32(value.w_)) return in.at("u.w");
      break;
    }
    case u::Arm::no_data: break;
    case u::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("u.kind");
  }
  return true;
}

std::string to_string(const u& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const u& value) {
  if (!out.open("u")) return;
  out.field("kind", value.kind());
  if (const std::int32_t* arm = value.if_w()) out.field("w", *arm);
  out.close();
}

}  // namespace comments

namespace inner {

std::size_t encoded_size(const c& value) noexcept {
  return 16 + (value.r ? std::size_t{8} : 0);
}

bool encode(::farcall::xdr::Encoder& out, const c& value) {
  if (!encode(out, value.q)) return false;
  if (!out.boolean(value.r.has_value())) return out.at("c.r");
  if (value.r) {
    if (!encode(out, *value.r)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, c& value) {
  if (!decode(in, value.q)) return false;
  bool present = false;
  if (!in.boolean(present)) return in.at("c.r");
  if (present) {
    if (!in.charge(sizeof(::comments::b))) return in.at("c.r");
    if (!value.r) value.r.emplace();
    if (!decode(in, *value.r)) return false;
  }
  if (!present) value.r.reset();
  return true;
}

std::string to_string(const c& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const c& value) {
  if (!out.open("c")) return;
  out.field("q", value.q);
  out.field("r", value.r);
  out.close();
}

}  // namespace inner

namespace comments {

bool encode(::farcall::xdr::Encoder& out, const d1& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("d1");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, d1& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("d1");
  load(p, value);
  return true;
}

std::string to_string(const d1& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const d1& value) {
  if (!out.open("d1")) return;
  out.field("x", value.x);
  out.close();
}

}  // namespace comments

namespace comments::COMMENTS::COMMENTS_V {
namespace {

bool reply_of_F(::farcall::xdr::Decoder& in, std::int32_t& value) {
  return in.i32(value);
}

bool reply_of_A_PROCEDURE_WITH_A_LONG_NAME(::farcall::xdr::Decoder& in, std::int32_t& value) {
  return in.i32(value);
}

bool reply_of_IN_LINES(::farcall::xdr::Decoder& in, ::comments::a& value) {
  return decode(in, value);
}

void serve_F(Server& server, ::farcall::ServerCall& call) {
  std::int32_t first = 0;
  std::int32_t second = 0;
  std::string third{};
  if (!call.arguments().i32(first) || !call.arguments().i32(second) || !call.arguments().string(third,
      ::farcall::xdr::unbounded) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.F(call, first, second, std::move(third));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().i32(*result)) return call.bad_results();
  call.send();
}

void serve_A_PROCEDURE_WITH_A_LONG_NAME(Server& server, ::farcall::ServerCall& call) {
  std::uint64_t first_parameter = 0;
  std::uint64_t second_parameter = 0;
  u third_parameter{};
  std::int32_t fourth_parameter = 0;
  if (!call.arguments().u64(first_parameter) || !call.arguments().u64(second_parameter) ||
      !decode(call.arguments(), third_parameter) || !call.arguments().i32(fourth_parameter) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.A_PROCEDURE_WITH_A_LONG_NAME(call, first_parameter, second_parameter,
      std::move(third_parameter), fourth_parameter);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().i32(*result)) return call.bad_results();
  call.send();
}

void serve_IN_LINES(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.IN_LINES(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(12) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_F(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::int32_t first = 0;
    std::int32_t second = 0;
    std::string third{};
    if (!call.arguments().i32(first) || !call.arguments().i32(second) || !call.arguments().string(third,
        ::farcall::xdr::unbounded) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.F(call, first, second, std::move(third));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().i32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_A_PROCEDURE_WITH_A_LONG_NAME(AsyncServer& server,
    ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::uint64_t first_parameter = 0;
    std::uint64_t second_parameter = 0;
    u third_parameter{};
    std::int32_t fourth_parameter = 0;
    if (!call.arguments().u64(first_parameter) || !call.arguments().u64(second_parameter) ||
        !decode(call.arguments(), third_parameter) || !call.arguments().i32(fourth_parameter) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.A_PROCEDURE_WITH_A_LONG_NAME(call, first_parameter, second_parameter,
        std::move(third_parameter), fourth_parameter);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().i32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_IN_LINES(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.IN_LINES(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(12) || !encode(call.results(), *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<std::int32_t> Client::F(std::int32_t first, std::int32_t second, const std::string& third,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    std::int32_t result = 0;
    if (!call.reserve(8 + ::farcall::xdr::counted(third.size())) || !call.arguments().i32(first) ||
        !call.arguments().i32(second) || !call.arguments().string(third, ::farcall::xdr::unbounded) ||
        !call.transact() ||
        !call.results().i32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::int32_t> Client::A_PROCEDURE_WITH_A_LONG_NAME(std::uint64_t first_parameter,
    std::uint64_t second_parameter, const u& third_parameter, std::int32_t fourth_parameter,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    std::int32_t result = 0;
    if (!call.reserve(20 + encoded_size(third_parameter)) || !call.arguments().u64(first_parameter) ||
        !call.arguments().u64(second_parameter) || !encode(call.arguments(), third_parameter) ||
        !call.arguments().i32(fourth_parameter) || !call.transact() ||
        !call.results().i32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::comments::a> Client::IN_LINES(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    ::comments::a result{};
    if (!call.reserve(0) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::IN_LINES_into(::comments::a& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    if (!call.reserve(0) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<std::int32_t> AsyncClient::F(std::int32_t first, std::int32_t second,
    const std::string& third, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(8 + ::farcall::xdr::counted(third.size())) && call.arguments().i32(first) && call.arguments().i32(second) && call.arguments().string(third, ::farcall::xdr::unbounded)) call.send();
  return {call.take(), reply_of_F};
}

::farcall::Reply<std::int32_t> AsyncClient::A_PROCEDURE_WITH_A_LONG_NAME(std::uint64_t first_parameter,
    std::uint64_t second_parameter, const u& third_parameter, std::int32_t fourth_parameter,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(20 + encoded_size(third_parameter)) && call.arguments().u64(first_parameter) && call.arguments().u64(second_parameter) && encode(call.arguments(), third_parameter) && call.arguments().i32(fourth_parameter)) call.send();
  return {call.take(), reply_of_A_PROCEDURE_WITH_A_LONG_NAME};
}

::farcall::Reply<::comments::a> AsyncClient::IN_LINES(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 3, options);
  if (call.reserve(0)) call.send();
  return {call.take(), reply_of_IN_LINES};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_F(*this, call);
    case 2: return serve_A_PROCEDURE_WITH_A_LONG_NAME(*this, call);
    case 3: return serve_IN_LINES(*this, call);
  }
  call.procedure_unavailable();
}

bool Server::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 1:  // F
      return true;
    default:
      return false;
  }
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_F(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_A_PROCEDURE_WITH_A_LONG_NAME(*this, ::farcall::stub::Deferred(call)));
    case 3: return void(answer_IN_LINES(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}

bool AsyncServer::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 1:  // F
      return true;
    default:
      return false;
  }
}
}  // namespace comments::COMMENTS::COMMENTS_V
