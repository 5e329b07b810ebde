// Generated from language.x by farcallc 0.1.0, do not edit.
#include "language.x.hpp"

#include <farcall/xdr/text.hpp>

namespace language {

static inline void store(std::byte* p, const other_position_inner& value) {
  ::farcall::xdr::store_i32(p, value.deep);
}

static inline void load(const std::byte* p, other_position_inner& value) {
  value.deep = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const other_position& value) {
  ::farcall::xdr::store_i32(p, value.x);
  store(p + 4, value.inner);
}

static inline void load(const std::byte* p, other_position& value) {
  value.x = ::farcall::xdr::load_i32(p);
  load(p + 4, value.inner);
}

static std::size_t size_of(const ::language::other& value, std::uint32_t depth) noexcept;
static std::size_t size_of(const choice& value, std::uint32_t depth) noexcept;
static std::size_t size_of(const later& first, std::uint32_t depth) noexcept;
static std::size_t size_of(const mutual& value, std::uint32_t depth) noexcept;
static inline void store(std::byte* p, const Case& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, Case& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const CASE& value) {
  store(p, value.Case);
}

static inline void load(const std::byte* p, CASE& value) {
  load(p, value.Case);
}

}  // namespace language

namespace outer::inner {

static inline void store(std::byte* p, const other_one& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, other_one& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

}  // namespace outer::inner

namespace language {

std::string_view to_string(plain value) noexcept {
  switch (value) {
    case plain::E_ZERO: return "E_ZERO";
    case plain::E_ONE: return "E_ONE";
    case plain::E_TWO: return "E_TWO";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, plain value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, plain& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<plain>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(valued value) noexcept {
  switch (value) {
    case valued::V_LIMIT: return "V_LIMIT";
    case valued::V_NEXT: return "V_NEXT";
    case valued::V_NEGATIVE: return "V_NEGATIVE";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, valued value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, valued& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<valued>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(tagged value) noexcept {
  switch (value) {
    case tagged::T_ONE: return "T_ONE";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, tagged value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, tagged& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<tagged>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const other_position_inner& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("other_position_inner");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, other_position_inner& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("other_position_inner");
  load(p, value);
  return true;
}

std::string to_string(const other_position_inner& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const other_position_inner& value) {
  if (!out.open("other_position_inner")) return;
  out.field("deep", value.deep);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const other_position& value) {
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("other_position");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, other_position& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("other_position");
  load(p, value);
  return true;
}

std::string to_string(const other_position& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const other_position& value) {
  if (!out.open("other_position")) return;
  out.field("x", value.x);
  out.field("inner", value.inner);
  out.close();
}

std::string_view to_string(other_light value) noexcept {
  switch (value) {
    case other_light::RED_LIGHT: return "RED_LIGHT";
    case other_light::GREEN_LIGHT: return "GREEN_LIGHT";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, other_light value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, other_light& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<other_light>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

other_extra::other_extra() noexcept : kind_(16), selected_(Arm::number) { std::construct_at(&number_); }
other_extra::other_extra(const other_extra& other) : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(other);
}
other_extra::other_extra(other_extra&& other) noexcept : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
other_extra& other_extra::operator=(const other_extra& other) {
  if (this != &other) *this = other_extra(other);
  return *this;
}
other_extra& other_extra::operator=(other_extra&& other) noexcept {
  if (this == &other) return *this;
  other_extra made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  kind_ = made.kind_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
other_extra::~other_extra() { destroy(); }

other_extra::Arm other_extra::arm_of([[maybe_unused]] std::int32_t kind) noexcept {
  if (kind == 16) return Arm::number;
  if (kind == -1) return Arm::number;
  return Arm::no_data;
}

void other_extra::set_kind(std::int32_t kind) {
  Arm arm = arm_of(kind);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::number: std::construct_at(&number_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  kind_ = kind;
}

void other_extra::destroy() noexcept {
  switch (selected_) {
    case Arm::number: std::destroy_at(&number_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void other_extra::copy_arm(const other_extra& other) {
  switch (selected_) {
    case Arm::number: std::construct_at(&number_, other.number_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void other_extra::copy_arm(other_extra&& other) noexcept {
  switch (selected_) {
    case Arm::number: std::construct_at(&number_, std::move(other.number_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* other_extra::if_number() noexcept {
  if (selected_ != Arm::number) return nullptr;
  return &number_;
}
const std::int32_t* other_extra::if_number() const noexcept {
  if (selected_ != Arm::number) return nullptr;
  return &number_;
}
std::int32_t& other_extra::number() {
  std::int32_t* found = if_number();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "other_extra does not hold number", {}});
  return *found;
}
const std::int32_t& other_extra::number() const {
  const std::int32_t* found = if_number();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "other_extra does not hold number", {}});
  return *found;
}
void other_extra::set_number(std::int32_t kind, std::int32_t value) {
  set_kind(kind);
  this->number() = value;
}
other_extra other_extra::make_number(std::int32_t kind, std::int32_t value) {
  other_extra made;
  made.set_number(kind, value);
  return made;
}

bool operator==(const other_extra& a, const other_extra& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.selected_) {
    case other_extra::Arm::number: return a.number_ == b.number_;
    case other_extra::Arm::no_data:
    case other_extra::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const other_extra& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == other_extra::Arm::number) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const other_extra& value) {
  if (!out.i32(value.kind_)) return out.at("other_extra.kind");
  switch (value.selected_) {
    case other_extra::Arm::number: {
      if (!out.i32(value.number_)) return out.at("other_extra.number");
      break;
    }
    case other_extra::Arm::no_data: break;
    case other_extra::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("other_extra.kind");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, other_extra& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("other_extra.kind");
  value.set_kind(which);
  switch (value.selected_) {
    case other_extra::Arm::number: {
      if (!in.i32(value.number_)) return in.at("other_extra.number");
      break;
    }
    case other_extra::Arm::no_data: break;
    case other_extra::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("other_extra.kind");
  }
  return true;
}

std::string to_string(const other_extra& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const other_extra& value) {
  if (!out.open("other_extra")) return;
  out.field("kind", value.kind());
  if (const std::int32_t* arm = value.if_number()) out.field("number", *arm);
  out.close();
}

static std::size_t size_of(const ::language::other& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 20 + encoded_size(value.extra);
  if (value.left) size += size_of(*value.left, depth + 1);
  if (value.right) size += size_of(*value.right, depth + 1);
  return size;
}

std::size_t encoded_size(const ::language::other& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const ::language::other& value) {
  if (!out.enter()) return out.at("other");
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("other.position");
  store(p, value.position);
  if (!is_declared(value.light)) return out.fail(::farcall::xdr::Fault::bad_enum) || out.at("other.light");
  ::farcall::xdr::store_i32(p + 8, static_cast<std::int32_t>(value.light));
  if (!encode(out, value.extra)) return false;
  if (!out.boolean(value.left.has_value())) return out.at("other.left");
  if (value.left) {
    if (!encode(out, *value.left)) return false;
  }
  if (!out.boolean(value.right.has_value())) return out.at("other.right");
  if (value.right) {
    if (!encode(out, *value.right)) return false;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, ::language::other& value) {
  if (!in.enter()) return in.at("other");
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("other.position");
  load(p, value.position);
  value.light = static_cast<other_light>(::farcall::xdr::load_i32(p + 8));
  if (!is_declared(value.light)) return in.fail(::farcall::xdr::Fault::bad_enum) || in.at("other.light");
  if (!decode(in, value.extra)) return false;
  bool present = false;
  if (!in.boolean(present)) return in.at("other.left");
  if (present) {
    if (!in.charge(sizeof(::language::other))) return in.at("other.left");
    if (!value.left) value.left.emplace();
    if (!decode(in, *value.left)) return false;
  }
  if (!present) value.left.reset();
  bool present2 = false;
  if (!in.boolean(present2)) return in.at("other.right");
  if (present2) {
    if (!in.charge(sizeof(mutual))) return in.at("other.right");
    if (!value.right) value.right.emplace();
    if (!decode(in, *value.right)) return false;
  }
  if (!present2) value.right.reset();
  in.leave();
  return true;
}

std::string to_string(const ::language::other& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const ::language::other& value) {
  if (!out.open("other")) return;
  out.field("position", value.position);
  out.field("light", value.light);
  out.field("extra", value.extra);
  out.field("left", value.left);
  out.field("right", value.right);
  out.close();
}

choice::choice() noexcept : which_(1), selected_(Arm::choice_) { std::construct_at(&choice__); }
choice::choice(const choice& other) : which_(other.which_), selected_(other.selected_) {
  copy_arm(other);
}
choice::choice(choice&& other) noexcept : which_(other.which_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
choice& choice::operator=(const choice& other) {
  if (this != &other) *this = choice(other);
  return *this;
}
choice& choice::operator=(choice&& other) noexcept {
  if (this == &other) return *this;
  choice made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  which_ = made.which_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
choice::~choice() { destroy(); }

choice::Arm choice::arm_of([[maybe_unused]] std::uint32_t which) noexcept {
  if (which == 1) return Arm::choice_;
  if (which == 2) return Arm::choice_;
  if (which == 12) return Arm::choice_;
  if (which == 4294967295) return Arm::chain;
  return Arm::no_data;
}

void choice::set_which(std::uint32_t which) {
  Arm arm = arm_of(which);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::choice_: std::construct_at(&choice__); break;
      case Arm::chain: std::construct_at(&chain_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  which_ = which;
}

void choice::destroy() noexcept {
  switch (selected_) {
    case Arm::choice_: std::destroy_at(&choice__); break;
    case Arm::chain: std::destroy_at(&chain_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void choice::copy_arm(const choice& other) {
  switch (selected_) {
    case Arm::choice_: std::construct_at(&choice__, other.choice__); break;
    case Arm::chain: std::construct_at(&chain_, other.chain_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void choice::copy_arm(choice&& other) noexcept {
  switch (selected_) {
    case Arm::choice_: std::construct_at(&choice__, std::move(other.choice__)); break;
    case Arm::chain: std::construct_at(&chain_, std::move(other.chain_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* choice::if_choice_() noexcept {
  if (selected_ != Arm::choice_) return nullptr;
  return &choice__;
}
const std::int32_t* choice::if_choice_() const noexcept {
  if (selected_ != Arm::choice_) return nullptr;
  return &choice__;
}
std::int32_t& choice::choice_() {
  std::int32_t* found = if_choice_();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "choice does not hold choice", {}});
  return *found;
}
const std::int32_t& choice::choice_() const {
  const std::int32_t* found = if_choice_();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "choice does not hold choice", {}});
  return *found;
}
void choice::set_choice_(std::uint32_t which, std::int32_t value) {
  set_which(which);
  this->choice_() = value;
}
choice choice::make_choice_(std::uint32_t which, std::int32_t value) {
  choice made;
  made.set_choice_(which, value);
  return made;
}

later_ptr* choice::if_chain() noexcept {
  if (selected_ != Arm::chain) return nullptr;
  return &chain_;
}
const later_ptr* choice::if_chain() const noexcept {
  if (selected_ != Arm::chain) return nullptr;
  return &chain_;
}
later_ptr& choice::chain() {
  later_ptr* found = if_chain();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "choice does not hold chain", {}});
  return *found;
}
const later_ptr& choice::chain() const {
  const later_ptr* found = if_chain();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "choice does not hold chain", {}});
  return *found;
}
void choice::set_chain(later_ptr value) {
  set_which(4294967295);
  this->chain() = std::move(value);
}
choice choice::make_chain(later_ptr value) {
  choice made;
  made.set_chain(std::move(value));
  return made;
}

bool operator==(const choice& a, const choice& b) {
  if (a.which_ != b.which_) return false;
  switch (a.selected_) {
    case choice::Arm::choice_: return a.choice__ == b.choice__;
    case choice::Arm::chain: return a.chain_ == b.chain_;
    case choice::Arm::no_data:
    case choice::Arm::no_arm: break;
  }
  return true;
}

static std::size_t size_of(const choice& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 4;
  if (const std::int32_t* found = value.if_choice_()) {
    [[maybe_unused]] const std::int32_t& arm = *found;
    size += 4;
  }
  if (const later_ptr* found = value.if_chain()) {
    [[maybe_unused]] const later_ptr& arm = *found;
    size += 4;
    if (arm) size += size_of(*arm, depth + 1);
  }
  return size;
}

std::size_t encoded_size(const choice& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const choice& value) {
  if (!out.enter()) return out.at("choice");
  if (!out.u32(value.which_)) return out.at("choice.which");
  switch (value.selected_) {
    case choice::Arm::choice_: {
      if (!out.i32(value.choice__)) return out.at("choice.choice");
      break;
    }
    case choice::Arm::chain: {
      if (!out.boolean(value.chain_.has_value())) return out.at("choice.chain");
      if (value.chain_) {
        if (!encode(out, *value.chain_)) return false;
      }
      break;
    }
    case choice::Arm::no_data: break;
    case choice::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("choice.which");
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, choice& value) {
  if (!in.enter()) return in.at("choice");
  std::uint32_t which = 0;
  if (!in.u32(which)) return in.at("choice.which");
  value.set_which(which);
  switch (value.selected_) {
    case choice::Arm::choice_: {
      if (!in.i32(value.choice__)) return in.at("choice.choice");
      break;
    }
    case choice::Arm::chain: {
      bool present = false;
      if (!in.boolean(present)) return in.at("choice.chain");
      if (present) {
        if (!in.charge(sizeof(later))) return in.at("choice.chain");
        if (!value.chain_) value.chain_.emplace();
        if (!decode(in, *value.chain_)) return false;
      }
      if (!present) value.chain_.reset();
      break;
    }
    case choice::Arm::no_data: break;
    case choice::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("choice.which");
  }
  in.leave();
  return true;
}

std::string to_string(const choice& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const choice& value) {
  if (!out.open("choice")) return;
  out.field("which", value.which());
  if (const std::int32_t* arm = value.if_choice_()) out.field("choice", *arm);
  if (const later_ptr* arm = value.if_chain()) out.field("chain", *arm);
  out.close();
}

static std::size_t size_of(const later& first, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 0;
  for (const later* node = &first;; node = &*node->next) {
    const later& value = *node;
    size += 64 + size_of(value.o, depth + 1) + size_of(value.c, depth + 1) + 4 * value.more.size() +
        ::farcall::xdr::counted(value.token.size()) + 4;
    for (const auto& element : value.t) {
      size += 4;
      for (const auto& element2 : element) size += ::farcall::xdr::counted(element2.size());
    }
    if (!value.next) return size;
  }
}

std::size_t encoded_size(const later& first) noexcept { return size_of(first, 0); }

bool encode(::farcall::xdr::Encoder& out, const later& first) {
  if (!out.enter()) return out.at("later");
  for (const later* node = &first;; node = &*node->next) {
    const later& value = *node;
    if (!out.u32(value.count)) return out.at("later.count");
    if (!encode(out, value.o)) return false;
    if (!encode(out, value.kind)) return out.at("later.kind");
    if (!encode(out, value.c)) return false;
    std::byte* p = out.run(52);
    if (p == nullptr) return out.at("later.plain_unsigned");
    ::farcall::xdr::store_u32(p, value.plain_unsigned);
    ::farcall::xdr::store_u64(p + 4, value.h);
    ::farcall::xdr::store_u32(p + 12, value.ul);
    ::farcall::xdr::store_i64(p + 16, value.ll);
    ::farcall::xdr::store_u64(p + 24, value.q);
    ::farcall::xdr::store_u32(p + 32, value.b ? 1 : 0);
    for (std::size_t i = 0; i < 4; ++i) {
      ::farcall::xdr::store_i32(p + 36 + 4 * i, value.letters[i]);
    }
    if (!out.length(value.more.size(), ::farcall::xdr::unbounded)) return out.at("later.more");
    std::byte* p2 = out.run(4 * value.more.size());
    if (p2 == nullptr) return out.at("later.more");
    for (const auto& element : value.more) {
      ::farcall::xdr::store_i32(p2, element);
      p2 += 4;
    }
    for (const auto& element2 : value.t) {
      if (!out.length(element2.size(), 12)) return out.at("later.t");
      ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
      for (const auto& element3 : element2) {
        if (!near.string(element3, ::farcall::xdr::unbounded)) {
          out = near;
          return out.at("later.t");
        }
      }
      out = near;
    }
    if (!out.opaque(value.token, 1024)) return out.at("later.token");
    if (!out.boolean(value.next.has_value())) return out.at("later.next");
    if (!value.next) break;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, later& first) {
  if (!in.enter()) return in.at("later");
  for (later* node = &first;;) {
    later& value = *node;
    if (!in.u32(value.count)) return in.at("later.count");
    if (!decode(in, value.o)) return false;
    if (!decode(in, value.kind)) return in.at("later.kind");
    if (!decode(in, value.c)) return false;
    const std::byte* p = in.run(52);
    if (p == nullptr) return in.at("later.plain_unsigned");
    value.plain_unsigned = ::farcall::xdr::load_u32(p);
    value.h = ::farcall::xdr::load_u64(p + 4);
    value.ul = ::farcall::xdr::load_u32(p + 12);
    value.ll = ::farcall::xdr::load_i64(p + 16);
    value.q = ::farcall::xdr::load_u64(p + 24);
    if (!in.to_bool(::farcall::xdr::load_u32(p + 32), value.b)) return in.at("later.b");
    for (std::size_t i = 0; i < 4; ++i) {
      if (!in.to_narrow(::farcall::xdr::load_u32(p + 36 + 4 * i),
          value.letters[i])) return in.at("later.letters");
    }
    std::uint32_t count = 0;
    if (!in.length(count, ::farcall::xdr::unbounded, 4, sizeof(std::int8_t))) return in.at("later.more");
    value.more.resize(count);
    const std::byte* p2 = in.run(std::size_t{4} * count);
    if (p2 == nullptr) return in.at("later.more");
    for (auto& element : value.more) {
      if (!in.to_narrow(::farcall::xdr::load_u32(p2), element)) return in.at("later.more");
      p2 += 4;
    }
    for (auto& element2 : value.t) {
      std::uint32_t count2 = 0;
      if (!in.length(count2, 12, 4, sizeof(name))) return in.at("later.t");
      element2.resize(count2);
      ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
      for (auto& element3 : element2) {
        if (!near.string(element3, ::farcall::xdr::unbounded)) {
          in = near;
          return in.at("later.t");
        }
      }
      in = near;
    }
    if (!in.opaque(value.token, 1024)) return in.at("later.token");
    bool more = false;
    if (!in.boolean(more)) return in.at("later.next");
    if (!more) {
      value.next.reset();
      break;
    }
    if (!in.charge(sizeof(later))) return in.at("later.next");
    node = value.next ? &*value.next : &value.next.emplace();
  }
  in.leave();
  return true;
}

std::string to_string(const later& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const later& first) {
  if (!out.open_list("later")) return;
  for (const later* node = &first; out.element(); node = &*node->next) {
    const later& value = *node;
    if (out.open("")) {
      out.field("count", value.count);
      out.field("o", value.o);
      out.field("kind", value.kind);
      out.field("c", value.c);
      out.field("plain_unsigned", value.plain_unsigned);
      out.field("h", value.h);
      out.field("ul", value.ul);
      out.field("ll", value.ll);
      out.field("q", value.q);
      out.field("b", value.b);
      out.field("letters", value.letters);
      out.field("more", value.more);
      out.field("t", value.t);
      out.field("token", value.token);
      out.close();
    }
    if (!value.next) break;
  }
  out.close_list();
}

static std::size_t size_of(const mutual& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 8;
  if (value.back) size += size_of(*value.back, depth + 1);
  for (const auto& element : value.many) size += size_of(element, depth + 1);
  return size;
}

std::size_t encoded_size(const mutual& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const mutual& value) {
  if (!out.enter()) return out.at("mutual");
  if (!out.boolean(value.back.has_value())) return out.at("mutual.back");
  if (value.back) {
    if (!encode(out, *value.back)) return false;
  }
  if (!out.length(value.many.size(), ::farcall::xdr::unbounded)) return out.at("mutual.many");
  for (const auto& element : value.many) {
    if (!encode(out, element)) return false;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, mutual& value) {
  if (!in.enter()) return in.at("mutual");
  bool present = false;
  if (!in.boolean(present)) return in.at("mutual.back");
  if (present) {
    if (!in.charge(sizeof(::language::other))) return in.at("mutual.back");
    if (!value.back) value.back.emplace();
    if (!decode(in, *value.back)) return false;
  }
  if (!present) value.back.reset();
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8, sizeof(mutual))) return in.at("mutual.many");
  value.many.resize(count);
  for (auto& element : value.many) {
    if (!decode(in, element)) return false;
  }
  in.leave();
  return true;
}

std::string to_string(const mutual& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const mutual& value) {
  if (!out.open("mutual")) return;
  out.field("back", value.back);
  out.field("many", value.many);
  out.close();
}

by_bool::by_bool() noexcept : yes_(true), selected_(Arm::yes_text) { std::construct_at(&yes_text_); }
by_bool::by_bool(const by_bool& other) : yes_(other.yes_), selected_(other.selected_) {
  copy_arm(other);
}
by_bool::by_bool(by_bool&& other) noexcept : yes_(other.yes_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
by_bool& by_bool::operator=(const by_bool& other) {
  if (this != &other) *this = by_bool(other);
  return *this;
}
by_bool& by_bool::operator=(by_bool&& other) noexcept {
  if (this == &other) return *this;
  by_bool made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  yes_ = made.yes_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
by_bool::~by_bool() { destroy(); }

by_bool::Arm by_bool::arm_of([[maybe_unused]] bool yes) noexcept {
  if (yes == true) return Arm::yes_text;
  if (yes == false) return Arm::no_data;
  return Arm::no_arm;
}

void by_bool::set_yes(bool yes) {
  Arm arm = arm_of(yes);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::yes_text: std::construct_at(&yes_text_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  yes_ = yes;
}

void by_bool::destroy() noexcept {
  switch (selected_) {
    case Arm::yes_text: std::destroy_at(&yes_text_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_bool::copy_arm(const by_bool& other) {
  switch (selected_) {
    case Arm::yes_text: std::construct_at(&yes_text_, other.yes_text_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_bool::copy_arm(by_bool&& other) noexcept {
  switch (selected_) {
    case Arm::yes_text: std::construct_at(&yes_text_, std::move(other.yes_text_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

name* by_bool::if_yes_text() noexcept {
  if (selected_ != Arm::yes_text) return nullptr;
  return &yes_text_;
}
const name* by_bool::if_yes_text() const noexcept {
  if (selected_ != Arm::yes_text) return nullptr;
  return &yes_text_;
}
name& by_bool::yes_text() {
  name* found = if_yes_text();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_bool does not hold yes_text", {}});
  return *found;
}
const name& by_bool::yes_text() const {
  const name* found = if_yes_text();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_bool does not hold yes_text", {}});
  return *found;
}
void by_bool::set_yes_text(name value) {
  set_yes(true);
  this->yes_text() = std::move(value);
}
by_bool by_bool::make_yes_text(name value) {
  by_bool made;
  made.set_yes_text(std::move(value));
  return made;
}

bool operator==(const by_bool& a, const by_bool& b) {
  if (a.yes_ != b.yes_) return false;
  switch (a.selected_) {
    case by_bool::Arm::yes_text: return a.yes_text_ == b.yes_text_;
    case by_bool::Arm::no_data:
    case by_bool::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const by_bool& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == by_bool::Arm::yes_text) {
    size += ::farcall::xdr::counted(value.yes_text_.size());
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const by_bool& value) {
  if (!out.boolean(value.yes_)) return out.at("by_bool.yes");
  switch (value.selected_) {
    case by_bool::Arm::yes_text: {
      if (!out.string(value.yes_text_, ::farcall::xdr::unbounded)) return out.at("by_bool.yes_text");
      break;
    }
    case by_bool::Arm::no_data: break;
    case by_bool::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("by_bool.yes");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, by_bool& value) {
  bool which = false;
  if (!in.boolean(which)) return in.at("by_bool.yes");
  value.set_yes(which);
  switch (value.selected_) {
    case by_bool::Arm::yes_text: {
      if (!in.string(value.yes_text_, ::farcall::xdr::unbounded)) return in.at("by_bool.yes_text");
      break;
    }
    case by_bool::Arm::no_data: break;
    case by_bool::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("by_bool.yes");
  }
  return true;
}

std::string to_string(const by_bool& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const by_bool& value) {
  if (!out.open("by_bool")) return;
  out.field("yes", value.yes());
  if (const name* arm = value.if_yes_text()) out.field("yes_text", *arm);
  out.close();
}

only_default::only_default() noexcept : p_(plain::E_ZERO),
    selected_(Arm::value) { std::construct_at(&value_); }
only_default::only_default(const only_default& other) : p_(other.p_), selected_(other.selected_) {
  copy_arm(other);
}
only_default::only_default(only_default&& other) noexcept : p_(other.p_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
only_default& only_default::operator=(const only_default& other) {
  if (this != &other) *this = only_default(other);
  return *this;
}
only_default& only_default::operator=(only_default&& other) noexcept {
  if (this == &other) return *this;
  only_default made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  p_ = made.p_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
only_default::~only_default() { destroy(); }

only_default::Arm only_default::arm_of([[maybe_unused]] plain p) noexcept {
  return Arm::value;
}

void only_default::set_p(plain p) {
  Arm arm = arm_of(p);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::value: std::construct_at(&value_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  p_ = p;
}

void only_default::destroy() noexcept {
  switch (selected_) {
    case Arm::value: std::destroy_at(&value_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void only_default::copy_arm(const only_default& other) {
  switch (selected_) {
    case Arm::value: std::construct_at(&value_, other.value_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void only_default::copy_arm(only_default&& other) noexcept {
  switch (selected_) {
    case Arm::value: std::construct_at(&value_, std::move(other.value_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int64_t* only_default::if_value() noexcept {
  if (selected_ != Arm::value) return nullptr;
  return &value_;
}
const std::int64_t* only_default::if_value() const noexcept {
  if (selected_ != Arm::value) return nullptr;
  return &value_;
}
std::int64_t& only_default::value() {
  std::int64_t* found = if_value();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "only_default does not hold value", {}});
  return *found;
}
const std::int64_t& only_default::value() const {
  const std::int64_t* found = if_value();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "only_default does not hold value", {}});
  return *found;
}
void only_default::set_value(plain p, std::int64_t value) {
  set_p(p);
  this->value() = value;
}
only_default only_default::make_value(plain p, std::int64_t value) {
  only_default made;
  made.set_value(p, value);
  return made;
}

bool operator==(const only_default& a, const only_default& b) {
  if (a.p_ != b.p_) return false;
  switch (a.selected_) {
    case only_default::Arm::value: return a.value_ == b.value_;
    case only_default::Arm::no_data:
    case only_default::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const only_default& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == only_default::Arm::value) {
    size += 8;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const only_default& value) {
  if (!encode(out, value.p_)) return out.at("only_default.p");
  switch (value.selected_) {
    case only_default::Arm::value: {
      if (!out.i64(value.value_)) return out.at("only_default.value");
      break;
    }
    case only_default::Arm::no_data: break;
    case only_default::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("only_default.p");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, only_default& value) {
  plain which = plain::E_ZERO;
  if (!decode(in, which)) return in.at("only_default.p");
  value.set_p(which);
  switch (value.selected_) {
    case only_default::Arm::value: {
      if (!in.i64(value.value_)) return in.at("only_default.value");
      break;
    }
    case only_default::Arm::no_data: break;
    case only_default::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("only_default.p");
  }
  return true;
}

std::string to_string(const only_default& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const only_default& value) {
  if (!out.open("only_default")) return;
  out.field("p", value.p());
  if (const std::int64_t* arm = value.if_value()) out.field("value", *arm);
  out.close();
}

no_data::no_data() noexcept : kind_(1), selected_(Arm::no_data) {}
no_data::no_data(const no_data& other) : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(other);
}
no_data::no_data(no_data&& other) noexcept : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
no_data& no_data::operator=(const no_data& other) {
  if (this != &other) *this = no_data(other);
  return *this;
}
no_data& no_data::operator=(no_data&& other) noexcept {
  if (this == &other) return *this;
  no_data made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  kind_ = made.kind_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
no_data::~no_data() { destroy(); }

no_data::Arm no_data::arm_of([[maybe_unused]] std::int32_t kind) noexcept {
  if (kind == 1) return Arm::no_data;
  return Arm::no_arm;
}

void no_data::set_kind(std::int32_t kind) {
  Arm arm = arm_of(kind);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  kind_ = kind;
}

void no_data::destroy() noexcept {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void no_data::copy_arm([[maybe_unused]] const no_data& other) {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void no_data::copy_arm([[maybe_unused]] no_data&& other) noexcept {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

bool operator==(const no_data& a, const no_data& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.selected_) {
    case no_data::Arm::no_data:
    case no_data::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size([[maybe_unused]] const no_data& value) noexcept {
  std::size_t size = 4;
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const no_data& value) {
  if (!out.i32(value.kind_)) return out.at("no_data.kind");
  switch (value.selected_) {
    case no_data::Arm::no_data: break;
    case no_data::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("no_data.kind");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, no_data& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("no_data.kind");
  value.set_kind(which);
  switch (value.selected_) {
    case no_data::Arm::no_data: break;
    case no_data::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("no_data.kind");
  }
  return true;
}

std::string to_string(const no_data& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const no_data& value) {
  if (!out.open("no_data")) return;
  out.field("kind", value.kind());
  out.close();
}

std::size_t encoded_size(const class_& first) noexcept {
  std::size_t size = 0;
  for (const class_* node = &first;; node = &*node->next) {
    const class_& value = *node;
    size += 12 + 4;
    if (!value.next) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const class_& first) {
  for (const class_* node = &first;; node = &*node->next) {
    const class_& value = *node;
    std::byte* p = out.run(12);
    if (p == nullptr) return out.at("class.class");
    ::farcall::xdr::store_i32(p, value.class_);
    ::farcall::xdr::store_i32(p + 4, value.int32_t);
    ::farcall::xdr::store_i32(p + 8, value.unix_);
    if (!out.boolean(value.next.has_value())) return out.at("class.next");
    if (!value.next) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, class_& first) {
  for (class_* node = &first;;) {
    class_& value = *node;
    const std::byte* p = in.run(12);
    if (p == nullptr) return in.at("class.class");
    value.class_ = ::farcall::xdr::load_i32(p);
    value.int32_t = ::farcall::xdr::load_i32(p + 4);
    value.unix_ = ::farcall::xdr::load_i32(p + 8);
    bool more = false;
    if (!in.boolean(more)) return in.at("class.next");
    if (!more) {
      value.next.reset();
      break;
    }
    if (!in.charge(sizeof(class_))) return in.at("class.next");
    node = value.next ? &*value.next : &value.next.emplace();
  }
  return true;
}

std::string to_string(const class_& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const class_& first) {
  if (!out.open_list("class")) return;
  for (const class_* node = &first; out.element(); node = &*node->next) {
    const class_& value = *node;
    if (out.open("")) {
      out.field("class", value.class_);
      out.field("int32_t", value.int32_t);
      out.field("unix", value.unix_);
      out.close();
    }
    if (!value.next) break;
  }
  out.close_list();
}

std::size_t encoded_size(const Client_& value) noexcept {
  return encoded_size(value.Server_) + encoded_size(value.other);
}

bool encode(::farcall::xdr::Encoder& out, const Client_& value) {
  if (!encode(out, value.Server_)) return false;
  if (!encode(out, value.other)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, Client_& value) {
  if (!decode(in, value.Server_)) return false;
  if (!decode(in, value.other)) return false;
  return true;
}

std::string to_string(const Client_& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const Client_& value) {
  if (!out.open("Client")) return;
  out.field("Server", value.Server_);
  out.field("other", value.other);
  out.close();
}

std::string_view to_string(namespace_ value) noexcept {
  switch (value) {
    case namespace_::new_: return "new_";
    case namespace_::delete_: return "delete";
    case namespace_::errno_: return "errno";
    case namespace_::ENOENT_: return "ENOENT";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, namespace_ value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, namespace_& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<namespace_>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const Case& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("Case");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, Case& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("Case");
  load(p, value);
  return true;
}

std::string to_string(const Case& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const Case& value) {
  if (!out.open("Case")) return;
  out.field("a", value.a);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const CASE& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("CASE");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, CASE& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("CASE");
  load(p, value);
  return true;
}

std::string to_string(const CASE& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const CASE& value) {
  if (!out.open("CASE")) return;
  out.field("Case", value.Case);
  out.close();
}

}  // namespace language

namespace outer::inner {

bool encode(::farcall::xdr::Encoder& out, const other_one& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("other_one");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, other_one& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("other_one");
  load(p, value);
  return true;
}

std::string to_string(const other_one& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const other_one& value) {
  if (!out.open("other_one")) return;
  out.field("a", value.a);
  out.close();
}

std::size_t encoded_size(const qualified& value) noexcept {
  return 8 + encoded_size(value.l);
}

bool encode(::farcall::xdr::Encoder& out, const qualified& value) {
  if (!encode(out, value.l)) return false;
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("qualified.o");
  store(p, value.o);
  store(p + 4, value.p);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, qualified& value) {
  if (!decode(in, value.l)) return false;
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("qualified.o");
  load(p, value.o);
  load(p + 4, value.p);
  return true;
}

std::string to_string(const qualified& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const qualified& value) {
  if (!out.open("qualified")) return;
  out.field("l", value.l);
  out.field("o", value.o);
  out.field("p", value.p);
  out.close();
}

}  // namespace outer::inner

namespace language {

std::size_t encoded_size(const user& value) noexcept {
  return encoded_size(value.q);
}

bool encode(::farcall::xdr::Encoder& out, const user& value) {
  if (!encode(out, value.q)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, user& value) {
  if (!decode(in, value.q)) return false;
  return true;
}

std::string to_string(const user& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const user& value) {
  if (!out.open("user")) return;
  out.field("q", value.q);
  out.close();
}

}  // namespace language

namespace language::LANGUAGE::LANGUAGE_1 {
namespace {

std::size_t size_of_THIRD_rest(const names& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) size += ::farcall::xdr::counted(element.size());
  return size;
}

bool encode_THIRD_rest(::farcall::xdr::Encoder& out, const names& value) {
  if (!out.length(value.size(), 12)) return out.at("THIRD.rest");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value) {
    if (!near.string(element, ::farcall::xdr::unbounded)) {
      out = near;
      return out.at("THIRD.rest");
    }
  }
  out = near;
  return true;
}

bool decode_THIRD_rest(::farcall::xdr::Decoder& in, names& value) {
  std::uint32_t count = 0;
  if (!in.length(count, 12, 4, sizeof(name))) return in.at("THIRD.rest");
  value.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value) {
    if (!near.string(element, ::farcall::xdr::unbounded)) {
      in = near;
      return in.at("THIRD.rest");
    }
  }
  in = near;
  return true;
}

std::size_t size_of_THIRD_result(const later_ptr& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_THIRD_result(::farcall::xdr::Encoder& out, const later_ptr& value) {
  if (!out.boolean(value.has_value())) return out.at("THIRD.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_THIRD_result(::farcall::xdr::Decoder& in, later_ptr& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("THIRD.result");
  if (present) {
    if (!in.charge(sizeof(later))) return in.at("THIRD.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

bool reply_of_FIRST(::farcall::xdr::Decoder& in, later& value) {
  return decode(in, value);
}

bool reply_of_SECOND(::farcall::xdr::Decoder& in, std::string& value) {
  return in.string(value, ::farcall::xdr::unbounded);
}

bool reply_of_THIRD(::farcall::xdr::Decoder& in, later_ptr& value) {
  return decode_THIRD_result(in, value);
}

bool reply_of_encode_(::farcall::xdr::Decoder& in, std::int32_t& value) {
  return in.i32(value);
}

bool reply_of_restore(::farcall::xdr::Decoder& in, AsyncClient::restore_reply& value) {
  return in.i32(value.a) && in.string(value.b, ::farcall::xdr::unbounded);
}

bool reply_of_SIXTH(::farcall::xdr::Decoder& in, std::uint32_t& value) {
  return in.u32(value);
}

bool reply_of_plain(::farcall::xdr::Decoder& in, ::language::plain& value) {
  return decode(in, value);
}

bool reply_of_DURABLE(::farcall::xdr::Decoder& in, AsyncClient::DURABLE_reply& value) {
  return in.string(value.result, ::farcall::xdr::unbounded) && in.i32(value.a);
}

void serve_LANGUAGE_NULL(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.LANGUAGE_NULL(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_FIRST(Server& server, ::farcall::ServerCall& call) {
  later arg1{};
  ::language::plain arg2 = ::language::plain::E_ZERO;
  if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.FIRST(call, std::move(arg1), arg2);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_SECOND(Server& server, ::farcall::ServerCall& call) {
  std::string arg{};
  if (!call.arguments().string(arg, ::farcall::xdr::unbounded) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.SECOND(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      ::farcall::xdr::unbounded)) return call.bad_results();
  call.send();
}

void serve_THIRD(Server& server, ::farcall::ServerCall& call) {
  name first{};
  names rest{};
  if (!call.arguments().string(first, ::farcall::xdr::unbounded) || !decode_THIRD_rest(call.arguments(),
      rest) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.THIRD(call, std::move(first), std::move(rest));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_THIRD_result(*result)) || !encode_THIRD_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

void serve_encode_(Server& server, ::farcall::ServerCall& call) {
  std::int32_t in = 0;
  std::int32_t out = 0;
  if (!call.arguments().i32(in) || !call.arguments().i32(out) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.encode_(call, in, out);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().i32(*result)) return call.bad_results();
  call.send();
}

void serve_restore(Server& server, ::farcall::ServerCall& call) {
  std::int32_t a = 0;
  name b{};
  if (!call.arguments().i32(a) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.restore(call, a, b);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4 + ::farcall::xdr::counted(b.size())) || !call.results().i32(a) ||
      !call.results().string(b, ::farcall::xdr::unbounded)) return call.bad_results();
  call.send();
}

void serve_SIXTH(Server& server, ::farcall::ServerCall& call) {
  std::uint32_t arg = 0;
  if (!call.arguments().u32(arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.SIXTH(call, arg);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().u32(*result)) return call.bad_results();
  call.send();
}

void serve_plain(Server& server, ::farcall::ServerCall& call) {
  ::language::plain plain = ::language::plain::E_ZERO;
  if (!decode(call.arguments(), plain) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.plain(call, plain);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_ONE_WAY(Server& server, ::farcall::ServerCall& call) {
  std::string what{};
  std::int32_t often = 0;
  if (!call.arguments().string(what, ::farcall::xdr::unbounded) || !call.arguments().i32(often) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.ONE_WAY(call, std::move(what), often);
  call.end_one_way(result);
}

void serve_DURABLE(Server& server, ::farcall::ServerCall& call) {
  name arg1{};
  std::int32_t a = 0;
  if (!call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().i32(a) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.DURABLE(call, std::move(arg1), a);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4 + ::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      ::farcall::xdr::unbounded) || !call.results().i32(a)) return call.bad_results();
  call.send();
}

void serve_DURABLE_TOO(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.DURABLE_TOO(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_LANGUAGE_NULL(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.LANGUAGE_NULL(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_FIRST(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    later arg1{};
    ::language::plain arg2 = ::language::plain::E_ZERO;
    if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.FIRST(call, std::move(arg1), arg2);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_SECOND(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::string arg{};
    if (!call.arguments().string(arg, ::farcall::xdr::unbounded) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.SECOND(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
        ::farcall::xdr::unbounded)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_THIRD(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    name first{};
    names rest{};
    if (!call.arguments().string(first, ::farcall::xdr::unbounded) || !decode_THIRD_rest(call.arguments(),
        rest) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.THIRD(call, std::move(first), std::move(rest));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_THIRD_result(*result)) || !encode_THIRD_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_encode_(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::int32_t in = 0;
    std::int32_t out = 0;
    if (!call.arguments().i32(in) || !call.arguments().i32(out) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.encode_(call, in, out);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().i32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_restore(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::int32_t a = 0;
    name b{};
    if (!call.arguments().i32(a) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.restore(call, a, b);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4 + ::farcall::xdr::counted(b.size())) || !call.results().i32(a) ||
        !call.results().string(b, ::farcall::xdr::unbounded)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_SIXTH(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::uint32_t arg = 0;
    if (!call.arguments().u32(arg) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.SIXTH(call, arg);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().u32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_plain(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::language::plain plain = ::language::plain::E_ZERO;
    if (!decode(call.arguments(), plain) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.plain(call, plain);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !encode(call.results(), *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_ONE_WAY(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::string what{};
    std::int32_t often = 0;
    if (!call.arguments().string(what, ::farcall::xdr::unbounded) || !call.arguments().i32(often) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.ONE_WAY(call, std::move(what), often);
    auto result = co_await std::move(done);
    call.end_one_way(result);
  } catch (...) {
    call.thrown();
  }
}

void serve_DURABLE(AsyncServer& server, ::farcall::ServerCall& call) {
  name arg1{};
  std::int32_t a = 0;
  if (!call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().i32(a) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.DURABLE(call, std::move(arg1), a);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4 + ::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      ::farcall::xdr::unbounded) || !call.results().i32(a)) return call.bad_results();
  call.send();
}

void serve_DURABLE_TOO(AsyncServer& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.DURABLE_TOO(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

}  // namespace

::farcall::Result<void> Client::LANGUAGE_NULL(const ::farcall::CallOptions& options) const {
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

::farcall::Result<later> Client::FIRST(const later& arg1, ::language::plain arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    later result{};
    if (!call.reserve(4 + encoded_size(arg1)) || !encode(call.arguments(), arg1) || !encode(call.arguments(),
        arg2) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::FIRST_into(const later& arg1, ::language::plain arg2, later& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    if (!call.reserve(4 + encoded_size(arg1)) || !encode(call.arguments(), arg1) || !encode(call.arguments(),
        arg2) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::string> Client::SECOND(const std::string& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    std::string result{};
    if (!call.reserve(::farcall::xdr::counted(arg.size())) || !call.arguments().string(arg,
        ::farcall::xdr::unbounded) || !call.transact() ||
        !call.results().string(result, ::farcall::xdr::unbounded) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::SECOND_into(const std::string& arg, std::string& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    if (!call.reserve(::farcall::xdr::counted(arg.size())) || !call.arguments().string(arg,
        ::farcall::xdr::unbounded) || !call.transact() ||
        !call.results().string(into, ::farcall::xdr::unbounded) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<later_ptr> Client::THIRD(const name& first, const names& rest,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    later_ptr result{};
    if (!call.reserve(::farcall::xdr::counted(first.size()) + size_of_THIRD_rest(rest)) ||
        !call.arguments().string(first, ::farcall::xdr::unbounded) || !encode_THIRD_rest(call.arguments(),
        rest) || !call.transact() ||
        !decode_THIRD_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::THIRD_into(const name& first, const names& rest, later_ptr& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    if (!call.reserve(::farcall::xdr::counted(first.size()) + size_of_THIRD_rest(rest)) ||
        !call.arguments().string(first, ::farcall::xdr::unbounded) || !encode_THIRD_rest(call.arguments(),
        rest) || !call.transact() ||
        !decode_THIRD_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::int32_t> Client::encode_(std::int32_t in, std::int32_t out,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 4, options);
  try {
    std::int32_t result = 0;
    if (!call.reserve(8) || !call.arguments().i32(in) || !call.arguments().i32(out) || !call.transact() ||
        !call.results().i32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::restore(std::int32_t& a, name& b,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 5, options);
  try {
    std::int32_t a_out = 0;
    name b_out{};
    if (!call.reserve(4) || !call.arguments().i32(a) || !call.transact() ||
        !call.results().i32(a_out) || !call.results().string(b_out, ::farcall::xdr::unbounded) ||
            !call.results().finish()) {
      return call.error();
    }
    a = std::move(a_out);
    b = std::move(b_out);
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::uint32_t> Client::SIXTH(std::uint32_t arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 6, options);
  try {
    std::uint32_t result = 0;
    if (!call.reserve(4) || !call.arguments().u32(arg) || !call.transact() ||
        !call.results().u32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::language::plain> Client::plain(::language::plain plain,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    ::language::plain result = ::language::plain::E_ZERO;
    if (!call.reserve(4) || !encode(call.arguments(), plain) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::ONE_WAY(const std::string& what, std::int32_t often,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 8, options);
  try {
    if (!call.reserve(4 + ::farcall::xdr::counted(what.size())) || !call.arguments().string(what,
        ::farcall::xdr::unbounded) || !call.arguments().i32(often) || !call.send_one_way()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<name> Client::DURABLE(const name& arg1, std::int32_t& a,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 9, options);
  try {
    name result{};
    std::int32_t a_out = 0;
    if (!call.reserve(4 + ::farcall::xdr::counted(arg1.size())) || !call.arguments().string(arg1,
        ::farcall::xdr::unbounded) || !call.arguments().i32(a) || !call.transact_durably() ||
        !call.results().string(result, ::farcall::xdr::unbounded) || !call.results().i32(a_out) ||
            !call.results().finish()) {
      return call.error();
    }
    a = std::move(a_out);
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::DURABLE_TOO(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 10, options);
  try {
    if (!call.reserve(0) || !call.transact_durably() ||
        !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<void> AsyncClient::LANGUAGE_NULL(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 0, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<later> AsyncClient::FIRST(const later& arg1, ::language::plain arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(4 + encoded_size(arg1)) && encode(call.arguments(), arg1) && encode(call.arguments(),
      arg2)) call.send();
  return {call.take(), reply_of_FIRST};
}

::farcall::Reply<std::string> AsyncClient::SECOND(const std::string& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(::farcall::xdr::counted(arg.size())) && call.arguments().string(arg,
      ::farcall::xdr::unbounded)) call.send();
  return {call.take(), reply_of_SECOND};
}

::farcall::Reply<later_ptr> AsyncClient::THIRD(const name& first, const names& rest,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 3, options);
  if (call.reserve(::farcall::xdr::counted(first.size()) +
      size_of_THIRD_rest(rest)) && call.arguments().string(first,
      ::farcall::xdr::unbounded) && encode_THIRD_rest(call.arguments(), rest)) call.send();
  return {call.take(), reply_of_THIRD};
}

::farcall::Reply<std::int32_t> AsyncClient::encode_(std::int32_t in, std::int32_t out,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 4, options);
  if (call.reserve(8) && call.arguments().i32(in) && call.arguments().i32(out)) call.send();
  return {call.take(), reply_of_encode_};
}

::farcall::Reply<AsyncClient::restore_reply> AsyncClient::restore(std::int32_t a,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 5, options);
  if (call.reserve(4) && call.arguments().i32(a)) call.send();
  return {call.take(), reply_of_restore};
}

::farcall::Reply<std::uint32_t> AsyncClient::SIXTH(std::uint32_t arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 6, options);
  if (call.reserve(4) && call.arguments().u32(arg)) call.send();
  return {call.take(), reply_of_SIXTH};
}

::farcall::Reply<::language::plain> AsyncClient::plain(::language::plain plain,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 7, options);
  if (call.reserve(4) && encode(call.arguments(), plain)) call.send();
  return {call.take(), reply_of_plain};
}

::farcall::Reply<void> AsyncClient::ONE_WAY(const std::string& what, std::int32_t often,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 8, options);
  if (call.reserve(4 + ::farcall::xdr::counted(what.size())) && call.arguments().string(what,
      ::farcall::xdr::unbounded) && call.arguments().i32(often)) call.send_one_way();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<AsyncClient::DURABLE_reply> AsyncClient::DURABLE(const name& arg1, std::int32_t a,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 9, options);
  if (call.reserve(4 + ::farcall::xdr::counted(arg1.size())) && call.arguments().string(arg1,
      ::farcall::xdr::unbounded) && call.arguments().i32(a)) call.send_durably();
  return {call.take(), reply_of_DURABLE};
}

::farcall::Reply<void> AsyncClient::DURABLE_TOO(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 10, options);
  if (call.reserve(0)) call.send_durably();
  return ::farcall::Reply<void>(call.take());
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return serve_LANGUAGE_NULL(*this, call);
    case 1: return serve_FIRST(*this, call);
    case 2: return serve_SECOND(*this, call);
    case 3: return serve_THIRD(*this, call);
    case 4: return serve_encode_(*this, call);
    case 5: return serve_restore(*this, call);
    case 6: return serve_SIXTH(*this, call);
    case 7: return serve_plain(*this, call);
    case 8: return serve_ONE_WAY(*this, call);
    case 9: return serve_DURABLE(*this, call);
    case 10: return serve_DURABLE_TOO(*this, call);
  }
  call.procedure_unavailable();
}

bool Server::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 4:  // encode_
      return true;
    default:
      return false;
  }
}

std::span<const std::uint32_t> Server::durable_procedures() const noexcept {
  static constexpr std::uint32_t numbers[] = {9, 10};
  return numbers;
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return void(answer_LANGUAGE_NULL(*this, ::farcall::stub::Deferred(call)));
    case 1: return void(answer_FIRST(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_SECOND(*this, ::farcall::stub::Deferred(call)));
    case 3: return void(answer_THIRD(*this, ::farcall::stub::Deferred(call)));
    case 4: return void(answer_encode_(*this, ::farcall::stub::Deferred(call)));
    case 5: return void(answer_restore(*this, ::farcall::stub::Deferred(call)));
    case 6: return void(answer_SIXTH(*this, ::farcall::stub::Deferred(call)));
    case 7: return void(answer_plain(*this, ::farcall::stub::Deferred(call)));
    case 8: return void(answer_ONE_WAY(*this, ::farcall::stub::Deferred(call)));
    case 9: return serve_DURABLE(*this, call);
    case 10: return serve_DURABLE_TOO(*this, call);
  }
  call.procedure_unavailable();
}

bool AsyncServer::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 4:  // encode_
      return true;
    default:
      return false;
  }
}

std::span<const std::uint32_t> AsyncServer::durable_procedures() const noexcept {
  static constexpr std::uint32_t numbers[] = {9, 10};
  return numbers;
}
}  // namespace language::LANGUAGE::LANGUAGE_1

namespace language::LANGUAGE::LANGUAGE_2 {
namespace {

bool reply_of_FIRST(::farcall::xdr::Decoder& in, std::int32_t& value) {
  return in.i32(value);
}

void serve_FIRST(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.FIRST(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().i32(*result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_FIRST(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.FIRST(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().i32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<std::int32_t> Client::FIRST(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    std::int32_t result = 0;
    if (!call.reserve(0) || !call.transact() ||
        !call.results().i32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<std::int32_t> AsyncClient::FIRST(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(0)) call.send();
  return {call.take(), reply_of_FIRST};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_FIRST(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_FIRST(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace language::LANGUAGE::LANGUAGE_2

namespace language::CALLBACK::V {
namespace {

void serve_DONE(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.DONE(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_DONE(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.DONE(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<void> Client::DONE(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
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

::farcall::Reply<void> AsyncClient::DONE(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_DONE(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_DONE(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace language::CALLBACK::V
