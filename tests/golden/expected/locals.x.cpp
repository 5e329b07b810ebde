// Generated from locals.x by farcallc 0.1.0, do not edit.
#include "locals.x.hpp"

#include <farcall/xdr/text.hpp>

namespace locals {

static inline void store(std::byte* p, const ::locals::p& value) {
  ::farcall::xdr::store_i32(p, value.p);
  ::farcall::xdr::store_f64(p + 4, value.element);
}

static inline void load(const std::byte* p, ::locals::p& value) {
  value.p = ::farcall::xdr::load_i32(p);
  value.element = ::farcall::xdr::load_f64(p + 4);
}

[[gnu::always_inline]] static inline bool encode_inline(::farcall::xdr::Encoder& out,
    const ::locals::element& value) {
  if (value.b.size() > ::farcall::xdr::unbounded) return out.fail(::farcall::xdr::Fault::too_long) ||
      out.at("element.b");
  std::byte* p = out.run(8 + ::farcall::xdr::padded(value.b.size()));
  if (p == nullptr) return out.at("element.a");
  ::farcall::xdr::store_i32(p, value.a);
  ::farcall::xdr::store_counted(p + 4, value.b.data(), value.b.size());
  return true;
}

[[gnu::always_inline]] static inline bool decode_inline(::farcall::xdr::Decoder& in,
    ::locals::element& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("element.a");
  value.a = ::farcall::xdr::load_i32(p);
  if (!in.string_of(::farcall::xdr::load_u32(p + 4), value.b,
      ::farcall::xdr::unbounded)) return in.at("element.b");
  return true;
}

static std::size_t size_of(const ::locals::size& value, std::uint32_t depth) noexcept;
static inline void store(std::byte* p, const ::locals::a& value) {
  ::farcall::xdr::store_i32(p, value.b);
}

static inline void load(const std::byte* p, ::locals::a& value) {
  value.b = ::farcall::xdr::load_i32(p);
}

[[gnu::always_inline]] static inline bool encode_inline(::farcall::xdr::Encoder& out,
    const ::locals::near& value) {
  if (!out.opaque(value.b, ::farcall::xdr::unbounded)) return out.at("near.b");
  return true;
}

[[gnu::always_inline]] static inline bool decode_inline(::farcall::xdr::Decoder& in, ::locals::near& value) {
  if (!in.opaque(value.b, ::farcall::xdr::unbounded)) return in.at("near.b");
  return true;
}

static std::size_t size_of(const ::locals::depth& value, std::uint32_t depth) noexcept;

}  // namespace locals

namespace locals {

std::string_view to_string(::locals::which value) noexcept {
  switch (value) {
    case ::locals::which::other: return "other";
    case ::locals::which::made: return "made";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, ::locals::which value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, ::locals::which& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<::locals::which>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(::locals::fresh value) noexcept {
  switch (value) {
    case ::locals::fresh::found: return "found";
    case ::locals::fresh::arm: return "arm";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, ::locals::fresh value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, ::locals::fresh& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<::locals::fresh>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::p& value) {
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("p");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::p& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("p");
  load(p, value);
  return true;
}

std::string to_string(const ::locals::p& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::p& value) {
  if (!out.open("p")) return;
  out.field("p", value.p);
  out.field("element", value.element);
  out.close();
}

std::size_t encoded_size(const ::locals::in& value) noexcept {
  return 8 + 12 * value.i.size();
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::in& value) {
  if (!out.length(value.i.size(), ::farcall::xdr::unbounded)) return out.at("in.i");
  std::byte* p = out.run(12 * value.i.size());
  if (p == nullptr) return out.at("in.i");
  for (const auto& element : value.i) {
    store(p, element);
    p += 12;
  }
  if (!out.i32(value.out)) return out.at("in.out");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::in& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 12, sizeof(::locals::p))) return in.at("in.i");
  value.i.resize(count);
  const std::byte* p = in.run(std::size_t{12} * count);
  if (p == nullptr) return in.at("in.i");
  for (auto& element : value.i) {
    load(p, element);
    p += 12;
  }
  if (!in.i32(value.out)) return in.at("in.out");
  return true;
}

std::string to_string(const ::locals::in& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::in& value) {
  if (!out.open("in")) return;
  out.field("i", value.i);
  out.field("out", value.out);
  out.close();
}

std::size_t encoded_size(const ::locals::out& value) noexcept {
  return ::farcall::xdr::counted(value.value.size()) + encoded_size(value.in);
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::out& value) {
  if (!out.string(value.value, ::farcall::xdr::unbounded)) return out.at("out.value");
  if (!encode(out, value.in)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::out& value) {
  if (!in.string(value.value, ::farcall::xdr::unbounded)) return in.at("out.value");
  if (!decode(in, value.in)) return false;
  return true;
}

std::string to_string(const ::locals::out& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::out& value) {
  if (!out.open("out")) return;
  out.field("value", value.value);
  out.field("in", value.in);
  out.close();
}

std::size_t encoded_size(const ::locals::node& first) noexcept {
  std::size_t size = 0;
  for (const ::locals::node* node = &first;; node = &*node->next) {
    const ::locals::node& value = *node;
    size += 4 + 4;
    if (!value.next) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::node& first) {
  for (const ::locals::node* node = &first;; node = &*node->next) {
    const ::locals::node& value = *node;
    if (!out.i32(value.value)) return out.at("node.value");
    if (!out.boolean(value.next.has_value())) return out.at("node.next");
    if (!value.next) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::node& first) {
  for (::locals::node* node = &first;;) {
    ::locals::node& value = *node;
    if (!in.i32(value.value)) return in.at("node.value");
    bool more = false;
    if (!in.boolean(more)) return in.at("node.next");
    if (!more) {
      value.next.reset();
      break;
    }
    if (!in.charge(sizeof(::locals::node))) return in.at("node.next");
    node = value.next ? &*value.next : &value.next.emplace();
  }
  return true;
}

std::string to_string(const ::locals::node& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::node& first) {
  if (!out.open_list("node")) return;
  for (const ::locals::node* node = &first; out.element(); node = &*node->next) {
    const ::locals::node& value = *node;
    if (out.open("")) {
      out.field("value", value.value);
      out.close();
    }
    if (!value.next) break;
  }
  out.close_list();
}

std::size_t encoded_size(const ::locals::value& value) noexcept {
  std::size_t size = 4 + ::farcall::xdr::counted(value.count.size());
  if (value.first) size += encoded_size(*value.first);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::value& value) {
  if (!out.boolean(value.first.has_value())) return out.at("value.first");
  if (value.first) {
    if (!encode(out, *value.first)) return false;
  }
  if (!out.string(value.count, BOUND)) return out.at("value.count");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::value& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("value.first");
  if (present) {
    if (!in.charge(sizeof(::locals::node))) return in.at("value.first");
    if (!value.first) value.first.emplace();
    if (!decode(in, *value.first)) return false;
  }
  if (!present) value.first.reset();
  if (!in.string(value.count, BOUND)) return in.at("value.count");
  return true;
}

std::string to_string(const ::locals::value& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::value& value) {
  if (!out.open("value")) return;
  out.field("first", value.first);
  out.field("count", value.count);
  out.close();
}

std::size_t encoded_size(const ::locals::first& first) noexcept {
  std::size_t size = 0;
  for (const ::locals::first* node = &first;; node = &*node->first_) {
    const ::locals::first& value = *node;
    size += ::farcall::xdr::counted(value.more.size()) + 4;
    if (!value.first_) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::first& first) {
  for (const ::locals::first* node = &first;; node = &*node->first_) {
    const ::locals::first& value = *node;
    if (!out.string(value.more, ::farcall::xdr::unbounded)) return out.at("first.more");
    if (!out.boolean(value.first_.has_value())) return out.at("first.first_");
    if (!value.first_) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::first& first) {
  for (::locals::first* node = &first;;) {
    ::locals::first& value = *node;
    if (!in.string(value.more, ::farcall::xdr::unbounded)) return in.at("first.more");
    bool more = false;
    if (!in.boolean(more)) return in.at("first.first_");
    if (!more) {
      value.first_.reset();
      break;
    }
    if (!in.charge(sizeof(::locals::first))) return in.at("first.first_");
    node = value.first_ ? &*value.first_ : &value.first_.emplace();
  }
  return true;
}

std::string to_string(const ::locals::first& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::first& first) {
  if (!out.open_list("first")) return;
  for (const ::locals::first* node = &first; out.element(); node = &*node->first_) {
    const ::locals::first& value = *node;
    if (out.open("")) {
      out.field("more", value.more);
      out.close();
    }
    if (!value.first_) break;
  }
  out.close_list();
}

std::size_t encoded_size(const ::locals::element& value) noexcept {
  return 4 + ::farcall::xdr::counted(value.b.size());
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::element& value) { return encode_inline(out,
    value); }

bool decode(::farcall::xdr::Decoder& in, ::locals::element& value) { return decode_inline(in, value); }

std::string to_string(const ::locals::element& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::element& value) {
  if (!out.open("element")) return;
  out.field("a", value.a);
  out.field("b", value.b);
  out.close();
}

std::size_t encoded_size(const ::locals::element10& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value.all) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::element10& value) {
  if (!out.length(value.all.size(), ::locals::value2)) return out.at("element10.all");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value.all) {
    if (!encode_inline(near, element)) {
      out = near;
      return out.at("element10.all");
    }
  }
  out = near;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::element10& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::locals::value2, 8, sizeof(::locals::element))) return in.at("element10.all");
  value.all.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value.all) {
    if (!decode_inline(near, element)) {
      in = near;
      return in.at("element10.all");
    }
  }
  in = near;
  return true;
}

std::string to_string(const ::locals::element10& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::element10& value) {
  if (!out.open("element10")) return;
  out.field("all", value.all);
  out.close();
}

std::size_t encoded_size(const ::locals::count& value) noexcept {
  std::size_t size = 4 + ::farcall::xdr::counted(value.near.size());
  for (const auto& element : value.elements) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::count& value) {
  if (!out.length(value.elements.size(), ::farcall::xdr::unbounded)) return out.at("count.elements");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value.elements) {
    if (!encode_inline(near, element)) {
      out = near;
      return out.at("count.elements");
    }
  }
  out = near;
  if (!out.string(value.near, ::farcall::xdr::unbounded)) return out.at("count.near");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::count& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8,
      sizeof(::locals::element))) return in.at("count.elements");
  value.elements.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value.elements) {
    if (!decode_inline(near, element)) {
      in = near;
      return in.at("count.elements");
    }
  }
  in = near;
  if (!in.string(value.near, ::farcall::xdr::unbounded)) return in.at("count.near");
  return true;
}

std::string to_string(const ::locals::count& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::count& value) {
  if (!out.open("count")) return;
  out.field("elements", value.elements);
  out.field("near", value.near);
  out.close();
}

std::size_t encoded_size(const ::locals::flag& first) noexcept {
  std::size_t size = 0;
  for (const ::locals::flag* node = &first;; node = &*node->present) {
    const ::locals::flag& value = *node;
    size += 4 + 4 * value.flags.size() + 4;
    if (!value.present) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::flag& first) {
  for (const ::locals::flag* node = &first;; node = &*node->present) {
    const ::locals::flag& value = *node;
    if (!out.length(value.flags.size(), ::farcall::xdr::unbounded)) return out.at("flag.flags");
    std::byte* p = out.run(4 * value.flags.size());
    if (p == nullptr) return out.at("flag.flags");
    for (bool element : value.flags) {
      ::farcall::xdr::store_u32(p, element ? 1 : 0);
      p += 4;
    }
    if (!out.boolean(value.present.has_value())) return out.at("flag.present");
    if (!value.present) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::flag& first) {
  for (::locals::flag* node = &first;;) {
    ::locals::flag& value = *node;
    std::uint32_t count = 0;
    if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(bool))) return in.at("flag.flags");
    value.flags.resize(count);
    const std::byte* p = in.run(std::size_t{4} * count);
    if (p == nullptr) return in.at("flag.flags");
    for (auto element : value.flags) {
      bool flag = false;
      if (!in.to_bool(::farcall::xdr::load_u32(p), flag)) return in.at("flag.flags");
      element = flag;
      p += 4;
    }
    bool more = false;
    if (!in.boolean(more)) return in.at("flag.present");
    if (!more) {
      value.present.reset();
      break;
    }
    if (!in.charge(sizeof(::locals::flag))) return in.at("flag.present");
    node = value.present ? &*value.present : &value.present.emplace();
  }
  return true;
}

std::string to_string(const ::locals::flag& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::flag& first) {
  if (!out.open_list("flag")) return;
  for (const ::locals::flag* node = &first; out.element(); node = &*node->present) {
    const ::locals::flag& value = *node;
    if (out.open("")) {
      out.field("flags", value.flags);
      out.close();
    }
    if (!value.present) break;
  }
  out.close_list();
}

static std::size_t size_of(const ::locals::size& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 4;
  for (const auto& element : value.depth) size += size_of(element, depth + 1);
  return size;
}

std::size_t encoded_size(const ::locals::size& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const ::locals::size& value) {
  if (!out.enter()) return out.at("size");
  if (!out.length(value.depth.size(), ::farcall::xdr::unbounded)) return out.at("size.depth");
  for (const auto& element : value.depth) {
    if (!encode(out, element)) return false;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::size& value) {
  if (!in.enter()) return in.at("size");
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(::locals::size))) return in.at("size.depth");
  value.depth.resize(count);
  for (auto& element : value.depth) {
    if (!decode(in, element)) return false;
  }
  in.leave();
  return true;
}

std::string to_string(const ::locals::size& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::size& value) {
  if (!out.open("size")) return;
  out.field("depth", value.depth);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::a& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("a");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::a& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("a");
  load(p, value);
  return true;
}

std::string to_string(const ::locals::a& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::a& value) {
  if (!out.open("a")) return;
  out.field("b", value.b);
  out.close();
}

std::size_t encoded_size(const ::locals::near& value) noexcept {
  return ::farcall::xdr::counted(value.b.size());
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::near& value) { return encode_inline(out, value); }

bool decode(::farcall::xdr::Decoder& in, ::locals::near& value) { return decode_inline(in, value); }

std::string to_string(const ::locals::near& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::near& value) {
  if (!out.open("near")) return;
  out.field("b", value.b);
  out.close();
}

b::b() noexcept : value_(::locals::which::other), selected_(Arm::in) { std::construct_at(&in_); }
b::b(const b& other) : value_(other.value_), selected_(other.selected_) {
  copy_arm(other);
}
b::b(b&& other) noexcept : value_(other.value_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
b& b::operator=(const b& other) {
  if (this != &other) *this = ::locals::b(other);
  return *this;
}
b& b::operator=(b&& other) noexcept {
  if (this == &other) return *this;
  ::locals::b made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  value_ = made.value_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
b::~b() { destroy(); }

b::Arm b::arm_of([[maybe_unused]] ::locals::which which) noexcept {
  if (which == ::locals::which::other) return Arm::in;
  if (which == ::locals::which::made) return Arm::out;
  return Arm::no_arm;
}

void b::set_value(::locals::which which) {
  Arm arm = arm_of(which);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::in: std::construct_at(&in_); break;
      case Arm::out: std::construct_at(&out_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  value_ = which;
}

void b::destroy() noexcept {
  switch (selected_) {
    case Arm::in: std::destroy_at(&in_); break;
    case Arm::out: std::destroy_at(&out_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void b::copy_arm(const b& other) {
  switch (selected_) {
    case Arm::in: std::construct_at(&in_, other.in_); break;
    case Arm::out: std::construct_at(&out_, other.out_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void b::copy_arm(b&& other) noexcept {
  switch (selected_) {
    case Arm::in: std::construct_at(&in_, std::move(other.in_)); break;
    case Arm::out: std::construct_at(&out_, std::move(other.out_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

::locals::a* b::if_in() noexcept {
  if (selected_ != Arm::in) return nullptr;
  return &in_;
}
const ::locals::a* b::if_in() const noexcept {
  if (selected_ != Arm::in) return nullptr;
  return &in_;
}
::locals::a& b::in() {
  ::locals::a* found = if_in();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "b does not hold in", {}});
  return *found;
}
const ::locals::a& b::in() const {
  const ::locals::a* found = if_in();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "b does not hold in", {}});
  return *found;
}
void b::set_in(::locals::a value) {
  set_value(::locals::which::other);
  this->in() = std::move(value);
}
b b::make_in(::locals::a value) {
  ::locals::b made;
  made.set_in(std::move(value));
  return made;
}

::locals::near* b::if_out() noexcept {
  if (selected_ != Arm::out) return nullptr;
  return &out_;
}
const ::locals::near* b::if_out() const noexcept {
  if (selected_ != Arm::out) return nullptr;
  return &out_;
}
::locals::near& b::out() {
  ::locals::near* found = if_out();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "b does not hold out", {}});
  return *found;
}
const ::locals::near& b::out() const {
  const ::locals::near* found = if_out();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "b does not hold out", {}});
  return *found;
}
void b::set_out(::locals::near value) {
  set_value(::locals::which::made);
  this->out() = std::move(value);
}
b b::make_out(::locals::near value) {
  ::locals::b made;
  made.set_out(std::move(value));
  return made;
}

bool operator==(const ::locals::b& a, const ::locals::b& b) {
  if (a.value_ != b.value_) return false;
  switch (a.selected_) {
    case ::locals::b::Arm::in: return a.in_ == b.in_;
    case ::locals::b::Arm::out: return a.out_ == b.out_;
    case ::locals::b::Arm::no_data:
    case ::locals::b::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const ::locals::b& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == ::locals::b::Arm::in) {
    size += 4;
  }
  if (value.selected_ == ::locals::b::Arm::out) {
    size += encoded_size(value.out_);
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::b& value) {
  if (!encode(out, value.value_)) return out.at("b.value");
  switch (value.selected_) {
    case ::locals::b::Arm::in: {
      if (!encode(out, value.in_)) return false;
      break;
    }
    case ::locals::b::Arm::out: {
      if (!encode(out, value.out_)) return false;
      break;
    }
    case ::locals::b::Arm::no_data: break;
    case ::locals::b::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("b.value");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::b& value) {
  ::locals::which which = ::locals::which::other;
  if (!decode(in, which)) return in.at("b.value");
  value.set_value(which);
  switch (value.selected_) {
    case ::locals::b::Arm::in: {
      if (!decode(in, value.in_)) return false;
      break;
    }
    case ::locals::b::Arm::out: {
      if (!decode(in, value.out_)) return false;
      break;
    }
    case ::locals::b::Arm::no_data: break;
    case ::locals::b::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("b.value");
  }
  return true;
}

std::string to_string(const ::locals::b& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::b& value) {
  if (!out.open("b")) return;
  out.field("value", value.value());
  if (const ::locals::a* arm = value.if_in()) out.field("in", *arm);
  if (const ::locals::near* arm = value.if_out()) out.field("out", *arm);
  out.close();
}

depth::depth() noexcept : in_(1), selected_(Arm::node) { node_ = nullptr; }
depth::depth(const depth& other) : in_(other.in_), selected_(other.selected_) {
  copy_arm(other);
}
depth::depth(depth&& other) noexcept : in_(other.in_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
depth& depth::operator=(const depth& other) {
  if (this != &other) *this = ::locals::depth(other);
  return *this;
}
depth& depth::operator=(depth&& other) noexcept {
  if (this == &other) return *this;
  ::locals::depth made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  in_ = made.in_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
depth::~depth() { destroy(); }

depth::Arm depth::arm_of([[maybe_unused]] std::int32_t in) noexcept {
  if (in == 1) return Arm::node;
  if (in == 2) return Arm::arm;
  if (in == 3) return Arm::arm;
  return Arm::found;
}

void depth::set_in(std::int32_t in) {
  Arm arm = arm_of(in);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::node: node_ = nullptr; break;
      case Arm::arm: std::construct_at(&arm_); break;
      case Arm::found: std::construct_at(&found_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  in_ = in;
}

void depth::destroy() noexcept {
  switch (selected_) {
    case Arm::node: delete node_; break;
    case Arm::arm: std::destroy_at(&arm_); break;
    case Arm::found: std::destroy_at(&found_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void depth::copy_arm(const depth& other) {
  switch (selected_) {
    case Arm::node: node_ = other.node_ == nullptr ? nullptr : new ::locals::out(*other.node_); break;
    case Arm::arm: std::construct_at(&arm_, other.arm_); break;
    case Arm::found: std::construct_at(&found_, other.found_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void depth::copy_arm(depth&& other) noexcept {
  switch (selected_) {
    case Arm::node: node_ = std::exchange(other.node_, nullptr); break;
    case Arm::arm: std::construct_at(&arm_, std::move(other.arm_)); break;
    case Arm::found: std::construct_at(&found_, std::move(other.found_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

::locals::out* depth::if_node() {
  if (selected_ != Arm::node) return nullptr;
  if (node_ == nullptr) node_ = new ::locals::out{};
  return node_;
}
const ::locals::out* depth::if_node() const noexcept {
  if (selected_ != Arm::node) return nullptr;
  static const ::locals::out fresh{};
  return node_ == nullptr ? &fresh : node_;
}
::locals::out& depth::node() {
  ::locals::out* found = if_node();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold node", {}});
  return *found;
}
const ::locals::out& depth::node() const {
  const ::locals::out* found = if_node();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold node", {}});
  return *found;
}
void depth::set_node(::locals::out value) {
  set_in(1);
  this->node() = std::move(value);
}
depth depth::make_node(::locals::out value) {
  ::locals::depth made;
  made.set_node(std::move(value));
  return made;
}

::farcall::Optional<::locals::depth>* depth::if_arm() noexcept {
  if (selected_ != Arm::arm) return nullptr;
  return &arm_;
}
const ::farcall::Optional<::locals::depth>* depth::if_arm() const noexcept {
  if (selected_ != Arm::arm) return nullptr;
  return &arm_;
}
::farcall::Optional<::locals::depth>& depth::arm() {
  ::farcall::Optional<::locals::depth>* found = if_arm();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold arm", {}});
  return *found;
}
const ::farcall::Optional<::locals::depth>& depth::arm() const {
  const ::farcall::Optional<::locals::depth>* found = if_arm();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold arm", {}});
  return *found;
}
void depth::set_arm(std::int32_t in, ::farcall::Optional<::locals::depth> value) {
  set_in(in);
  this->arm() = std::move(value);
}
depth depth::make_arm(std::int32_t in, ::farcall::Optional<::locals::depth> value) {
  ::locals::depth made;
  made.set_arm(in, std::move(value));
  return made;
}

::locals::value* depth::if_found() noexcept {
  if (selected_ != Arm::found) return nullptr;
  return &found_;
}
const ::locals::value* depth::if_found() const noexcept {
  if (selected_ != Arm::found) return nullptr;
  return &found_;
}
::locals::value& depth::found() {
  ::locals::value* found = if_found();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold found", {}});
  return *found;
}
const ::locals::value& depth::found() const {
  const ::locals::value* found = if_found();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "depth does not hold found", {}});
  return *found;
}
void depth::set_found(std::int32_t in, ::locals::value value) {
  set_in(in);
  this->found() = std::move(value);
}
depth depth::make_found(std::int32_t in, ::locals::value value) {
  ::locals::depth made;
  made.set_found(in, std::move(value));
  return made;
}

bool operator==(const ::locals::depth& a, const ::locals::depth& b) {
  if (a.in_ != b.in_) return false;
  switch (a.selected_) {
    case ::locals::depth::Arm::node: return *a.if_node() == *b.if_node();
    case ::locals::depth::Arm::arm: return a.arm_ == b.arm_;
    case ::locals::depth::Arm::found: return a.found_ == b.found_;
    case ::locals::depth::Arm::no_data:
    case ::locals::depth::Arm::no_arm: break;
  }
  return true;
}

static std::size_t size_of(const ::locals::depth& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 4;
  if (const ::locals::out* found = value.if_node()) {
    [[maybe_unused]] const ::locals::out& arm = *found;
    size += encoded_size(arm);
  }
  if (const ::farcall::Optional<::locals::depth>* found = value.if_arm()) {
    [[maybe_unused]] const ::farcall::Optional<::locals::depth>& arm = *found;
    size += 4;
    if (arm) size += size_of(*arm, depth + 1);
  }
  if (const ::locals::value* found = value.if_found()) {
    [[maybe_unused]] const ::locals::value& arm = *found;
    size += encoded_size(arm);
  }
  return size;
}

std::size_t encoded_size(const ::locals::depth& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const ::locals::depth& value) {
  if (!out.enter()) return out.at("depth");
  if (!out.i32(value.in_)) return out.at("depth.in");
  switch (value.selected_) {
    case ::locals::depth::Arm::node: {
      const ::locals::out& arm = *value.if_node();
      if (!encode(out, arm)) return false;
      break;
    }
    case ::locals::depth::Arm::arm: {
      if (!out.boolean(value.arm_.has_value())) return out.at("depth.arm");
      if (value.arm_) {
        if (!encode(out, *value.arm_)) return false;
      }
      break;
    }
    case ::locals::depth::Arm::found: {
      if (!encode(out, value.found_)) return false;
      break;
    }
    case ::locals::depth::Arm::no_data: break;
    case ::locals::depth::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("depth.in");
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::depth& value) {
  if (!in.enter()) return in.at("depth");
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("depth.in");
  value.set_in(which);
  switch (value.selected_) {
    case ::locals::depth::Arm::node: {
      if (!in.charge(sizeof(::locals::out))) return in.at("depth.node");
      ::locals::out& arm = *value.if_node();
      if (!decode(in, arm)) return false;
      break;
    }
    case ::locals::depth::Arm::arm: {
      bool present = false;
      if (!in.boolean(present)) return in.at("depth.arm");
      if (present) {
        if (!in.charge(sizeof(::locals::depth))) return in.at("depth.arm");
        if (!value.arm_) value.arm_.emplace();
        if (!decode(in, *value.arm_)) return false;
      }
      if (!present) value.arm_.reset();
      break;
    }
    case ::locals::depth::Arm::found: {
      if (!decode(in, value.found_)) return false;
      break;
    }
    case ::locals::depth::Arm::no_data: break;
    case ::locals::depth::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("depth.in");
  }
  in.leave();
  return true;
}

std::string to_string(const ::locals::depth& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::depth& value) {
  if (!out.open("depth")) return;
  out.field("in", value.in());
  if (const ::locals::out* arm = value.if_node()) out.field("node", *arm);
  if (const ::farcall::Optional<::locals::depth>* arm = value.if_arm()) out.field("arm", *arm);
  if (const ::locals::value* arm = value.if_found()) out.field("found", *arm);
  out.close();
}

made_union::made_union() noexcept : other_(::locals::fresh::found),
    selected_(Arm::made) { std::construct_at(&made_); }
made_union::made_union(const made_union& other) : other_(other.other_), selected_(other.selected_) {
  copy_arm(other);
}
made_union::made_union(made_union&& other) noexcept : other_(other.other_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
made_union& made_union::operator=(const made_union& other) {
  if (this != &other) *this = made_union(other);
  return *this;
}
made_union& made_union::operator=(made_union&& other) noexcept {
  if (this == &other) return *this;
  made_union made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  other_ = made.other_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
made_union::~made_union() { destroy(); }

made_union::Arm made_union::arm_of([[maybe_unused]] ::locals::fresh which) noexcept {
  if (which == ::locals::fresh::found) return Arm::made;
  if (which == ::locals::fresh::arm) return Arm::no_data;
  return Arm::no_arm;
}

void made_union::set_other(::locals::fresh which) {
  Arm arm = arm_of(which);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::made: std::construct_at(&made_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  other_ = which;
}

void made_union::destroy() noexcept {
  switch (selected_) {
    case Arm::made: std::destroy_at(&made_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void made_union::copy_arm(const made_union& other) {
  switch (selected_) {
    case Arm::made: std::construct_at(&made_, other.made_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void made_union::copy_arm(made_union&& other) noexcept {
  switch (selected_) {
    case Arm::made: std::construct_at(&made_, std::move(other.made_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

::locals::b* made_union::if_made() noexcept {
  if (selected_ != Arm::made) return nullptr;
  return &made_;
}
const ::locals::b* made_union::if_made() const noexcept {
  if (selected_ != Arm::made) return nullptr;
  return &made_;
}
::locals::b& made_union::made() {
  ::locals::b* found = if_made();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "made_union does not hold made", {}});
  return *found;
}
const ::locals::b& made_union::made() const {
  const ::locals::b* found = if_made();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "made_union does not hold made", {}});
  return *found;
}
void made_union::set_made(::locals::b value) {
  set_other(::locals::fresh::found);
  this->made() = std::move(value);
}
made_union made_union::make_made(::locals::b value) {
  made_union made;
  made.set_made(std::move(value));
  return made;
}

bool operator==(const made_union& a, const made_union& b) {
  if (a.other_ != b.other_) return false;
  switch (a.selected_) {
    case made_union::Arm::made: return a.made_ == b.made_;
    case made_union::Arm::no_data:
    case made_union::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const made_union& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == made_union::Arm::made) {
    size += encoded_size(value.made_);
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const made_union& value) {
  if (!encode(out, value.other_)) return out.at("made_union.other");
  switch (value.selected_) {
    case made_union::Arm::made: {
      if (!encode(out, value.made_)) return false;
      break;
    }
    case made_union::Arm::no_data: break;
    case made_union::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("made_union.other");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, made_union& value) {
  ::locals::fresh which = ::locals::fresh::found;
  if (!decode(in, which)) return in.at("made_union.other");
  value.set_other(which);
  switch (value.selected_) {
    case made_union::Arm::made: {
      if (!decode(in, value.made_)) return false;
      break;
    }
    case made_union::Arm::no_data: break;
    case made_union::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("made_union.other");
  }
  return true;
}

std::string to_string(const made_union& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const made_union& value) {
  if (!out.open("made_union")) return;
  out.field("other", value.other());
  if (const ::locals::b* arm = value.if_made()) out.field("made", *arm);
  out.close();
}

std::size_t encoded_size(const call& value) noexcept {
  return encoded_size(value.program_number_);
}

bool encode(::farcall::xdr::Encoder& out, const call& value) {
  if (!encode(out, value.program_number_)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, call& value) {
  if (!decode(in, value.program_number_)) return false;
  return true;
}

std::string to_string(const call& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const call& value) {
  if (!out.open("call")) return;
  out.field("program_number", value.program_number_);
  out.close();
}

std::size_t encoded_size(const options& value) noexcept {
  return encoded_size(value.result);
}

[[gnu::flatten]] bool encode(::farcall::xdr::Encoder& out, const options& value) {
  if (!encode(out, value.result)) return false;
  return true;
}

[[gnu::flatten]] bool decode(::farcall::xdr::Decoder& in, options& value) {
  if (!decode(in, value.result)) return false;
  return true;
}

std::string to_string(const options& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const options& value) {
  if (!out.open("options")) return;
  out.field("result", value.result);
  out.close();
}

std::size_t encoded_size(const result& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value.call) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const result& value) {
  if (!out.length(value.call.size(), ::farcall::xdr::unbounded)) return out.at("result.call");
  for (const auto& element : value.call) {
    if (!encode(out, element)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, result& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8, sizeof(options))) return in.at("result.call");
  value.call.resize(count);
  for (auto& element : value.call) {
    if (!decode(in, element)) return false;
  }
  return true;
}

std::string to_string(const result& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const result& value) {
  if (!out.open("result")) return;
  out.field("call", value.call);
  out.close();
}

std::size_t encoded_size(const server& value) noexcept {
  return encoded_size(value.serve);
}

bool encode(::farcall::xdr::Encoder& out, const server& value) {
  if (!encode(out, value.serve)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, server& value) {
  if (!decode(in, value.serve)) return false;
  return true;
}

std::string to_string(const server& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const server& value) {
  if (!out.open("server")) return;
  out.field("serve", value.serve);
  out.close();
}

std::size_t encoded_size(const into& value) noexcept {
  return encoded_size(value.name);
}

bool encode(::farcall::xdr::Encoder& out, const into& value) {
  if (!encode(out, value.name)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, into& value) {
  if (!decode(in, value.name)) return false;
  return true;
}

std::string to_string(const into& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const into& value) {
  if (!out.open("into")) return;
  out.field("name", value.name);
  out.close();
}

std::size_t encoded_size(const binding& value) noexcept {
  return encoded_size(value.into);
}

bool encode(::farcall::xdr::Encoder& out, const binding& value) {
  if (!encode(out, value.into)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, binding& value) {
  if (!decode(in, value.into)) return false;
  return true;
}

std::string to_string(const binding& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const binding& value) {
  if (!out.open("binding")) return;
  out.field("into", value.into);
  out.close();
}

std::size_t encoded_size(const procedure& value) noexcept {
  return ::farcall::xdr::counted(value.is_idempotent.size());
}

bool encode(::farcall::xdr::Encoder& out, const procedure& value) {
  if (!out.string(value.is_idempotent, ::farcall::xdr::unbounded)) return out.at("procedure.is_idempotent");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, procedure& value) {
  if (!in.string(value.is_idempotent, ::farcall::xdr::unbounded)) return in.at("procedure.is_idempotent");
  return true;
}

std::string to_string(const procedure& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const procedure& value) {
  if (!out.open("procedure")) return;
  out.field("is_idempotent", value.is_idempotent);
  out.close();
}

std::size_t encoded_size(const ::locals::present& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value.near) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::present& value) {
  if (!out.length(value.near.size(), ::farcall::xdr::unbounded)) return out.at("present.near");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value.near) {
    if (!encode_inline(near, element)) {
      out = near;
      return out.at("present.near");
    }
  }
  out = near;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::present& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(::locals::near))) return in.at("present.near");
  value.near.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value.near) {
    if (!decode_inline(near, element)) {
      in = near;
      return in.at("present.near");
    }
  }
  in = near;
  return true;
}

std::string to_string(const ::locals::present& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::present& value) {
  if (!out.open("present")) return;
  out.field("near", value.near);
  out.close();
}

std::size_t encoded_size(const ::locals::i& value) noexcept {
  std::size_t size = 0;
  for (const auto& element : value.p) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const ::locals::i& value) {
  for (const auto& element : value.p) {
    if (!encode(out, element)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::locals::i& value) {
  for (auto& element : value.p) {
    if (!decode(in, element)) return false;
  }
  return true;
}

std::string to_string(const ::locals::i& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::locals::i& value) {
  if (!out.open("i")) return;
  out.field("p", value.p);
  out.close();
}

std::size_t encoded_size(const number& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value.more) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const number& value) {
  if (!out.length(value.more.size(), ::farcall::xdr::unbounded)) return out.at("number.more");
  for (const auto& element : value.more) {
    if (!encode(out, element)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, number& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8, sizeof(::locals::i))) return in.at("number.more");
  value.more.resize(count);
  for (auto& element : value.more) {
    if (!decode(in, element)) return false;
  }
  return true;
}

std::string to_string(const number& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const number& value) {
  if (!out.open("number")) return;
  out.field("more", value.more);
  out.close();
}

}  // namespace locals

namespace locals::locals_program::locals_version {
namespace {

std::size_t size_of_numbers_number(const std::vector<::locals::number>& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) size += encoded_size(element);
  return size;
}

bool encode_numbers_number(::farcall::xdr::Encoder& out, const std::vector<::locals::number>& value) {
  if (!out.length(value.size(), ::farcall::xdr::unbounded)) return out.at("numbers.number");
  for (const auto& element : value) {
    if (!encode(out, element)) return false;
  }
  return true;
}

bool decode_numbers_number(::farcall::xdr::Decoder& in, std::vector<::locals::number>& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(number))) return in.at("numbers.number");
  value.resize(count);
  for (auto& element : value) {
    if (!decode(in, element)) return false;
  }
  return true;
}

std::size_t size_of_b_value(const std::vector<::locals::present>& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) size += encoded_size(element);
  return size;
}

bool encode_b_value(::farcall::xdr::Encoder& out, const std::vector<::locals::present>& value) {
  if (!out.length(value.size(), ::farcall::xdr::unbounded)) return out.at("b.value");
  for (const auto& element : value) {
    if (!encode(out, element)) return false;
  }
  return true;
}

bool decode_b_value(::farcall::xdr::Decoder& in, std::vector<::locals::present>& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(::locals::present))) return in.at("b.value");
  value.resize(count);
  for (auto& element : value) {
    if (!decode(in, element)) return false;
  }
  return true;
}

std::size_t size_of_flags_size(const ::farcall::Optional<::locals::size>& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_flags_size(::farcall::xdr::Encoder& out, const ::farcall::Optional<::locals::size>& value) {
  if (!out.boolean(value.has_value())) return out.at("flags.size");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_flags_size(::farcall::xdr::Decoder& in, ::farcall::Optional<::locals::size>& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("flags.size");
  if (present) {
    if (!in.charge(sizeof(::locals::size))) return in.at("flags.size");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

std::size_t size_of_flags_result(const ::farcall::Optional<::locals::flag>& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_flags_result(::farcall::xdr::Encoder& out, const ::farcall::Optional<::locals::flag>& value) {
  if (!out.boolean(value.has_value())) return out.at("flags.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_flags_result(::farcall::xdr::Decoder& in, ::farcall::Optional<::locals::flag>& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("flags.result");
  if (present) {
    if (!in.charge(sizeof(::locals::flag))) return in.at("flags.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

bool reply_of_one(::farcall::xdr::Decoder& in, ::locals::result& value) {
  return decode(in, value);
}

bool reply_of_call_(::farcall::xdr::Decoder& in, ::locals::out& value) {
  return decode(in, value);
}

bool reply_of_name(::farcall::xdr::Decoder& in, ::locals::name& value) {
  return in.string(value, BOUND);
}

bool reply_of_server(::farcall::xdr::Decoder& in, ::locals::server& value) {
  return decode(in, value);
}

bool reply_of_numbers(::farcall::xdr::Decoder& in, ::locals::number& value) {
  return decode(in, value);
}

bool reply_of_b(::farcall::xdr::Decoder& in, AsyncClient::b_reply& value) {
  return decode(in, value.result) && decode(in, value.a) && decode(in, value.result_) && decode_b_value(in,
      value.value);
}

bool reply_of_procedure(::farcall::xdr::Decoder& in, ::locals::procedure& value) {
  return decode(in, value);
}

bool reply_of_flags(::farcall::xdr::Decoder& in, ::farcall::Optional<::locals::flag>& value) {
  return decode_flags_result(in, value);
}

void serve_null(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.null(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_one(Server& server, ::farcall::ServerCall& call) {
  ::locals::call call_{};
  ::locals::options options_{};
  ::locals::in value{};
  if (!decode(call.arguments(), call_) || !decode(call.arguments(), options_) || !decode(call.arguments(),
      value) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.one(call, std::move(call_), std::move(options_), std::move(value));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_call_(Server& server, ::farcall::ServerCall& call) {
  ::locals::in in{};
  ::locals::out out{};
  ::locals::node node{};
  if (!decode(call.arguments(), in) || !decode(call.arguments(), out) || !decode(call.arguments(), node) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.call_(call, std::move(in), std::move(out), std::move(node));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_name(Server& server, ::farcall::ServerCall& call) {
  ::locals::name name{};
  if (!call.arguments().string(name, BOUND) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.name(call, std::move(name));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      BOUND)) return call.bad_results();
  call.send();
}

void serve_server(Server& server, ::farcall::ServerCall& call) {
  ::locals::server server_{};
  ::locals::into into_{};
  ::locals::binding binding{};
  if (!decode(call.arguments(), server_) || !decode(call.arguments(), into_) || !decode(call.arguments(),
      binding) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.server(call, std::move(server_), std::move(into_), std::move(binding));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_numbers(Server& server, ::farcall::ServerCall& call) {
  std::vector<::locals::number> number{};
  ::locals::element10 BOUND{};
  if (!decode_numbers_number(call.arguments(), number) || !decode(call.arguments(), BOUND) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.numbers(call, std::move(number), std::move(BOUND));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_b(Server& server, ::farcall::ServerCall& call) {
  ::locals::a a{};
  ::locals::depth result_{};
  std::vector<::locals::present> value{};
  if (!decode(call.arguments(), a) || !decode_b_value(call.arguments(), value) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.b(call, a, result_, value);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4 + encoded_size(*result) + encoded_size(result_) + size_of_b_value(value)) ||
      !encode(call.results(), *result) || !encode(call.results(), a) || !encode(call.results(), result_) ||
      !encode_b_value(call.results(), value)) return call.bad_results();
  call.send();
}

void serve_procedure(Server& server, ::farcall::ServerCall& call) {
  ::locals::p p{};
  ::locals::i i{};
  ::locals::value arg3{};
  ::locals::first arg4{};
  if (!decode(call.arguments(), p) || !decode(call.arguments(), i) || !decode(call.arguments(), arg3) ||
      !decode(call.arguments(), arg4) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.procedure(call, p, std::move(i), std::move(arg3), std::move(arg4));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_flags(Server& server, ::farcall::ServerCall& call) {
  ::farcall::Optional<::locals::size> size{};
  made_union decode_{};
  if (!decode_flags_size(call.arguments(), size) || !decode(call.arguments(), decode_) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.flags(call, std::move(size), std::move(decode_));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_flags_result(*result)) || !encode_flags_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_null(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.null(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_one(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::call call_{};
    ::locals::options options_{};
    ::locals::in value{};
    if (!decode(call.arguments(), call_) || !decode(call.arguments(), options_) || !decode(call.arguments(),
        value) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.one(call, std::move(call_), std::move(options_), std::move(value));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_call_(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::in in{};
    ::locals::out out{};
    ::locals::node node{};
    if (!decode(call.arguments(), in) || !decode(call.arguments(), out) || !decode(call.arguments(), node) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.call_(call, std::move(in), std::move(out), std::move(node));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_name(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::name name{};
    if (!call.arguments().string(name, BOUND) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.name(call, std::move(name));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
        BOUND)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_server(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::server server_{};
    ::locals::into into_{};
    ::locals::binding binding{};
    if (!decode(call.arguments(), server_) || !decode(call.arguments(), into_) || !decode(call.arguments(),
        binding) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.server(call, std::move(server_), std::move(into_), std::move(binding));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_numbers(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::vector<::locals::number> number{};
    ::locals::element10 BOUND{};
    if (!decode_numbers_number(call.arguments(), number) || !decode(call.arguments(), BOUND) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.numbers(call, std::move(number), std::move(BOUND));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_b(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::a a{};
    ::locals::depth result_{};
    std::vector<::locals::present> value{};
    if (!decode(call.arguments(), a) || !decode_b_value(call.arguments(), value) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.b(call, a, result_, value);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4 + encoded_size(*result) + encoded_size(result_) + size_of_b_value(value)) ||
        !encode(call.results(), *result) || !encode(call.results(), a) || !encode(call.results(), result_) ||
        !encode_b_value(call.results(), value)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_procedure(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::locals::p p{};
    ::locals::i i{};
    ::locals::value arg3{};
    ::locals::first arg4{};
    if (!decode(call.arguments(), p) || !decode(call.arguments(), i) || !decode(call.arguments(), arg3) ||
        !decode(call.arguments(), arg4) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.procedure(call, p, std::move(i), std::move(arg3), std::move(arg4));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_flags(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::farcall::Optional<::locals::size> size{};
    made_union decode_{};
    if (!decode_flags_size(call.arguments(), size) || !decode(call.arguments(), decode_) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.flags(call, std::move(size), std::move(decode_));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_flags_result(*result)) || !encode_flags_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<void> Client::null(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 0, options);
  try {
    if (!call.reserve(0) || !call.transact() ||
        !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::result> Client::one(const ::locals::call& call_,
    const ::locals::options& options_, const ::locals::in& value,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    ::locals::result result{};
    if (!call.reserve(encoded_size(call_) + encoded_size(options_) + encoded_size(value)) ||
        !encode(call.arguments(), call_) || !encode(call.arguments(), options_) || !encode(call.arguments(),
        value) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::one_into(const ::locals::call& call_, const ::locals::options& options_,
    const ::locals::in& value, ::locals::result& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    if (!call.reserve(encoded_size(call_) + encoded_size(options_) + encoded_size(value)) ||
        !encode(call.arguments(), call_) || !encode(call.arguments(), options_) || !encode(call.arguments(),
        value) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::out> Client::call_(const ::locals::in& in, const ::locals::out& out,
    const ::locals::node& node, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    ::locals::out result{};
    if (!call.reserve(encoded_size(in) + encoded_size(out) + encoded_size(node)) || !encode(call.arguments(),
        in) || !encode(call.arguments(), out) || !encode(call.arguments(), node) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::call__into(const ::locals::in& in, const ::locals::out& out,
    const ::locals::node& node, ::locals::out& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    if (!call.reserve(encoded_size(in) + encoded_size(out) + encoded_size(node)) || !encode(call.arguments(),
        in) || !encode(call.arguments(), out) || !encode(call.arguments(), node) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::name> Client::name(const ::locals::name& name,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    ::locals::name result{};
    if (!call.reserve(::farcall::xdr::counted(name.size())) || !call.arguments().string(name, BOUND) ||
        !call.transact() ||
        !call.results().string(result, BOUND) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::name_into(const ::locals::name& name, ::locals::name& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    if (!call.reserve(::farcall::xdr::counted(name.size())) || !call.arguments().string(name, BOUND) ||
        !call.transact() ||
        !call.results().string(into, BOUND) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::server> Client::server(const ::locals::server& server_,
    const ::locals::into& into_, const ::locals::binding& binding,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 4, options);
  try {
    ::locals::server result{};
    if (!call.reserve(encoded_size(server_) + encoded_size(into_) + encoded_size(binding)) ||
        !encode(call.arguments(), server_) || !encode(call.arguments(), into_) || !encode(call.arguments(),
        binding) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::server_into(const ::locals::server& server_, const ::locals::into& into_,
    const ::locals::binding& binding, ::locals::server& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 4, options);
  try {
    if (!call.reserve(encoded_size(server_) + encoded_size(into_) + encoded_size(binding)) ||
        !encode(call.arguments(), server_) || !encode(call.arguments(), into_) || !encode(call.arguments(),
        binding) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::number> Client::numbers(const std::vector<::locals::number>& number,
    const ::locals::element10& BOUND, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 5, options);
  try {
    ::locals::number result{};
    if (!call.reserve(size_of_numbers_number(number) + encoded_size(BOUND)) ||
        !encode_numbers_number(call.arguments(), number) || !encode(call.arguments(), BOUND) ||
        !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::numbers_into(const std::vector<::locals::number>& number,
    const ::locals::element10& BOUND, ::locals::number& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 5, options);
  try {
    if (!call.reserve(size_of_numbers_number(number) + encoded_size(BOUND)) ||
        !encode_numbers_number(call.arguments(), number) || !encode(call.arguments(), BOUND) ||
        !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::b> Client::b(::locals::a& a, ::locals::depth& result_,
    std::vector<::locals::present>& value, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 6, options);
  try {
    ::locals::b result{};
    ::locals::a a_out{};
    ::locals::depth result__out{};
    std::vector<::locals::present> value_out{};
    if (!call.reserve(4 + size_of_b_value(value)) || !encode(call.arguments(), a) ||
        !encode_b_value(call.arguments(), value) || !call.transact() ||
        !decode(call.results(), result) || !decode(call.results(), a_out) || !decode(call.results(),
            result__out) || !decode_b_value(call.results(), value_out) || !call.results().finish()) {
      return call.error();
    }
    a = std::move(a_out);
    result_ = std::move(result__out);
    value = std::move(value_out);
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::locals::procedure> Client::procedure(const ::locals::p& p, const ::locals::i& i,
    const ::locals::value& arg3, const ::locals::first& arg4, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    ::locals::procedure result{};
    if (!call.reserve(12 + encoded_size(i) + encoded_size(arg3) + encoded_size(arg4)) ||
        !encode(call.arguments(), p) || !encode(call.arguments(), i) || !encode(call.arguments(), arg3) ||
        !encode(call.arguments(), arg4) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::procedure_into(const ::locals::p& p, const ::locals::i& i,
    const ::locals::value& arg3, const ::locals::first& arg4, ::locals::procedure& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    if (!call.reserve(12 + encoded_size(i) + encoded_size(arg3) + encoded_size(arg4)) ||
        !encode(call.arguments(), p) || !encode(call.arguments(), i) || !encode(call.arguments(), arg3) ||
        !encode(call.arguments(), arg4) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::farcall::Optional<::locals::flag>> Client::flags(const ::farcall::Optional<::locals::size>& size, const made_union& decode_, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 8, options);
  try {
    ::farcall::Optional<::locals::flag> result{};
    if (!call.reserve(size_of_flags_size(size) + encoded_size(decode_)) ||
        !encode_flags_size(call.arguments(), size) || !encode(call.arguments(), decode_) ||
        !call.transact() ||
        !decode_flags_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::flags_into(const ::farcall::Optional<::locals::size>& size,
    const made_union& decode_, ::farcall::Optional<::locals::flag>& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 8, options);
  try {
    if (!call.reserve(size_of_flags_size(size) + encoded_size(decode_)) ||
        !encode_flags_size(call.arguments(), size) || !encode(call.arguments(), decode_) ||
        !call.transact() ||
        !decode_flags_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<void> AsyncClient::null(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 0, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<::locals::result> AsyncClient::one(const ::locals::call& call_,
    const ::locals::options& options_, const ::locals::in& value,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(encoded_size(call_) + encoded_size(options_) +
      encoded_size(value)) && encode(call.arguments(), call_) && encode(call.arguments(),
      options_) && encode(call.arguments(), value)) call.send();
  return {call.take(), reply_of_one};
}

::farcall::Reply<::locals::out> AsyncClient::call_(const ::locals::in& in, const ::locals::out& out,
    const ::locals::node& node, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(encoded_size(in) + encoded_size(out) + encoded_size(node)) && encode(call.arguments(),
      in) && encode(call.arguments(), out) && encode(call.arguments(), node)) call.send();
  return {call.take(), reply_of_call_};
}

::farcall::Reply<::locals::name> AsyncClient::name(const ::locals::name& name,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 3, options);
  if (call.reserve(::farcall::xdr::counted(name.size())) && call.arguments().string(name, BOUND)) call.send();
  return {call.take(), reply_of_name};
}

::farcall::Reply<::locals::server> AsyncClient::server(const ::locals::server& server_,
    const ::locals::into& into_, const ::locals::binding& binding,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 4, options);
  if (call.reserve(encoded_size(server_) + encoded_size(into_) +
      encoded_size(binding)) && encode(call.arguments(), server_) && encode(call.arguments(),
      into_) && encode(call.arguments(), binding)) call.send();
  return {call.take(), reply_of_server};
}

::farcall::Reply<::locals::number> AsyncClient::numbers(const std::vector<::locals::number>& number,
    const ::locals::element10& BOUND, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 5, options);
  if (call.reserve(size_of_numbers_number(number) +
      encoded_size(BOUND)) && encode_numbers_number(call.arguments(), number) && encode(call.arguments(),
      BOUND)) call.send();
  return {call.take(), reply_of_numbers};
}

::farcall::Reply<AsyncClient::b_reply> AsyncClient::b(const ::locals::a& a,
    const std::vector<::locals::present>& value, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 6, options);
  if (call.reserve(4 + size_of_b_value(value)) && encode(call.arguments(),
      a) && encode_b_value(call.arguments(), value)) call.send();
  return {call.take(), reply_of_b};
}

::farcall::Reply<::locals::procedure> AsyncClient::procedure(const ::locals::p& p, const ::locals::i& i,
    const ::locals::value& arg3, const ::locals::first& arg4, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 7, options);
  if (call.reserve(12 + encoded_size(i) + encoded_size(arg3) +
      encoded_size(arg4)) && encode(call.arguments(), p) && encode(call.arguments(),
      i) && encode(call.arguments(), arg3) && encode(call.arguments(), arg4)) call.send();
  return {call.take(), reply_of_procedure};
}

::farcall::Reply<::farcall::Optional<::locals::flag>> AsyncClient::flags(const ::farcall::Optional<::locals::size>& size, const made_union& decode_, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 8, options);
  if (call.reserve(size_of_flags_size(size) + encoded_size(decode_)) && encode_flags_size(call.arguments(),
      size) && encode(call.arguments(), decode_)) call.send();
  return {call.take(), reply_of_flags};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return serve_null(*this, call);
    case 1: return serve_one(*this, call);
    case 2: return serve_call_(*this, call);
    case 3: return serve_name(*this, call);
    case 4: return serve_server(*this, call);
    case 5: return serve_numbers(*this, call);
    case 6: return serve_b(*this, call);
    case 7: return serve_procedure(*this, call);
    case 8: return serve_flags(*this, call);
  }
  call.procedure_unavailable();
}

bool Server::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 1:  // one
    case 6:  // b
      return true;
    default:
      return false;
  }
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return void(answer_null(*this, ::farcall::stub::Deferred(call)));
    case 1: return void(answer_one(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_call_(*this, ::farcall::stub::Deferred(call)));
    case 3: return void(answer_name(*this, ::farcall::stub::Deferred(call)));
    case 4: return void(answer_server(*this, ::farcall::stub::Deferred(call)));
    case 5: return void(answer_numbers(*this, ::farcall::stub::Deferred(call)));
    case 6: return void(answer_b(*this, ::farcall::stub::Deferred(call)));
    case 7: return void(answer_procedure(*this, ::farcall::stub::Deferred(call)));
    case 8: return void(answer_flags(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}

bool AsyncServer::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 1:  // one
    case 6:  // b
      return true;
    default:
      return false;
  }
}
}  // namespace locals::locals_program::locals_version
