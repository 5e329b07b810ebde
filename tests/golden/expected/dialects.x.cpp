// Generated from dialects.x by farcallc 0.1.0, do not edit.
#include "dialects.x.hpp"

#include <farcall/xdr/text.hpp>

namespace dialects {

static inline void store(std::byte* p, const differs& value) {
  ::farcall::xdr::store_i64(p, value.on_the_wire);
}

static inline void load(const std::byte* p, differs& value) {
  value.on_the_wire = ::farcall::xdr::load_i64(p);
}

static inline void store(std::byte* p, const part& value) {
  ::farcall::xdr::store_i32(p, value.whole);
}

static inline void load(const std::byte* p, part& value) {
  value.whole = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const fields& value) {
  for (std::size_t i = 0; i < 2; ++i) {
    ::farcall::xdr::store_i32(p + 4 * i, value.width[i]);
  }
  store(p + 8, value.rest);
}

static inline void load(const std::byte* p, fields& value) {
  for (std::size_t i = 0; i < 2; ++i) {
    value.width[i] = ::farcall::xdr::load_i32(p + 4 * i);
  }
  load(p + 8, value.rest);
}

static inline void store(std::byte* p, const BYTES& value) {
  ::farcall::xdr::store_i32(p, value.first);
  ::farcall::xdr::store_i32(p + 4, value.second);
  std::memcpy(p + 8, value.BYTES.data(), 4);
}

static inline void load(const std::byte* p, BYTES& value) {
  value.first = ::farcall::xdr::load_i32(p);
  value.second = ::farcall::xdr::load_i32(p + 4);
  std::memcpy(value.BYTES.data(), p + 8, 4);
}

static inline void store(std::byte* p, const names& value) {
  ::farcall::xdr::store_i32(p, value.long_);
  ::farcall::xdr::store_u32(p + 4, value.char_);
  ::farcall::xdr::store_i32(p + 8, value.short_);
  ::farcall::xdr::store_i64(p + 12, value.int8_t);
  ::farcall::xdr::store_u32(p + 20, value.u_long);
  ::farcall::xdr::store_u32(p + 24, value.netobj);
}

static inline bool load(::farcall::xdr::Decoder& in, const std::byte* p, names& value) {
  value.long_ = ::farcall::xdr::load_i32(p);
  value.char_ = ::farcall::xdr::load_u32(p + 4);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 8), value.short_)) return in.at("names.short");
  value.int8_t = ::farcall::xdr::load_i64(p + 12);
  value.u_long = ::farcall::xdr::load_u32(p + 20);
  value.netobj = ::farcall::xdr::load_u32(p + 24);
  return true;
}

static inline void store(std::byte* p, const in_place_inner& value) {
  ::farcall::xdr::store_i32(p, value.deep);
}

static inline void load(const std::byte* p, in_place_inner& value) {
  value.deep = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const Name& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, Name& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const NAME& value) {
  store(p, value.name);
}

static inline void load(const std::byte* p, NAME& value) {
  load(p, value.name);
}

static inline void store(std::byte* p, const serve& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, serve& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const macros& value) {
  ::farcall::xdr::store_i32(p, value.major_);
  ::farcall::xdr::store_i32(p + 4, value.minor_);
  ::farcall::xdr::store_i32(p + 8, value.linux_);
  ::farcall::xdr::store_i32(p + 12, value.errno_);
  ::farcall::xdr::store_i32(p + 16, value.stdin_);
  ::farcall::xdr::store_i32(p + 20, value.EOF_);
  ::farcall::xdr::store_i32(p + 24, value.NULL_);
  ::farcall::xdr::store_i32(p + 28, value.assert_);
  ::farcall::xdr::store_i32(p + 32, value.INT_MAX_);
  ::farcall::xdr::store_i32(p + 36, value.EAGAIN_);
  ::farcall::xdr::store_i32(p + 40, value.std_);
  ::farcall::xdr::store_i32(p + 44, value.farcall);
  ::farcall::xdr::store_i32(p + 48, value.value);
  ::farcall::xdr::store_i32(p + 52, value.string_);
  ::farcall::xdr::store_i32(p + 56, value.operator_);
  ::farcall::xdr::store_i32(p + 60, value.co_await_);
  ::farcall::xdr::store_i32(p + 64, value.__double_);
  ::farcall::xdr::store_i32(p + 68, value._Upper);
}

static inline void load(const std::byte* p, macros& value) {
  value.major_ = ::farcall::xdr::load_i32(p);
  value.minor_ = ::farcall::xdr::load_i32(p + 4);
  value.linux_ = ::farcall::xdr::load_i32(p + 8);
  value.errno_ = ::farcall::xdr::load_i32(p + 12);
  value.stdin_ = ::farcall::xdr::load_i32(p + 16);
  value.EOF_ = ::farcall::xdr::load_i32(p + 20);
  value.NULL_ = ::farcall::xdr::load_i32(p + 24);
  value.assert_ = ::farcall::xdr::load_i32(p + 28);
  value.INT_MAX_ = ::farcall::xdr::load_i32(p + 32);
  value.EAGAIN_ = ::farcall::xdr::load_i32(p + 36);
  value.std_ = ::farcall::xdr::load_i32(p + 40);
  value.farcall = ::farcall::xdr::load_i32(p + 44);
  value.value = ::farcall::xdr::load_i32(p + 48);
  value.string_ = ::farcall::xdr::load_i32(p + 52);
  value.operator_ = ::farcall::xdr::load_i32(p + 56);
  value.co_await_ = ::farcall::xdr::load_i32(p + 60);
  value.__double_ = ::farcall::xdr::load_i32(p + 64);
  value._Upper = ::farcall::xdr::load_i32(p + 68);
}

static inline void store(std::byte* p, const typedef_struct& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, typedef_struct& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const tagged_struct& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, tagged_struct& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

static inline void store(std::byte* p, const typedef_structs_element& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, typedef_structs_element& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

}  // namespace dialects

namespace a::b {

static inline void store(std::byte* p, const here& value) {
  ::farcall::xdr::store_i32(p, value.x);
}

static inline void load(const std::byte* p, here& value) {
  value.x = ::farcall::xdr::load_i32(p);
}

}  // namespace a::b

namespace new_::unix_ {

static inline void store(std::byte* p, const here& value) {
  ::farcall::xdr::store_i32(p, value.x);
}

static inline void load(const std::byte* p, here& value) {
  value.x = ::farcall::xdr::load_i32(p);
}

}  // namespace new_::unix_

namespace time_ {

static inline void store(std::byte* p, const of_day& value) {
  store(p, value.x);
}

static inline void load(const std::byte* p, of_day& value) {
  load(p, value.x);
}

}  // namespace time_

namespace c {

static inline void store(std::byte* p, const here& value) {
  store(p, value.there);
  std::memcpy(p + 4, value.o.data(), 4);
}

static inline void load(const std::byte* p, here& value) {
  load(p, value.there);
  std::memcpy(value.o.data(), p + 4, 4);
}

}  // namespace c

namespace dialects {

static inline void store(std::byte* p, const careful& value) {
  ::farcall::xdr::store_i32(p, value.a);
  ::farcall::xdr::store_i32(p + 4, value.b);
  ::farcall::xdr::store_i32(p + 8, value.c);
  ::farcall::xdr::store_i32(p + 12, value.d);
  ::farcall::xdr::store_i32(p + 16, value.e);
}

static inline void load(const std::byte* p, careful& value) {
  value.a = ::farcall::xdr::load_i32(p);
  value.b = ::farcall::xdr::load_i32(p + 4);
  value.c = ::farcall::xdr::load_i32(p + 8);
  value.d = ::farcall::xdr::load_i32(p + 12);
  value.e = ::farcall::xdr::load_i32(p + 16);
}

static inline void store(std::byte* p, const INLINE_result& value) {
  ::farcall::xdr::store_i32(p, value.a);
}

static inline void load(const std::byte* p, INLINE_result& value) {
  value.a = ::farcall::xdr::load_i32(p);
}

}  // namespace dialects

namespace dialects {

bool encode(::farcall::xdr::Encoder& out, const differs& value) {
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("differs");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, differs& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("differs");
  load(p, value);
  return true;
}

std::string to_string(const differs& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const differs& value) {
  if (!out.open("differs")) return;
  out.field("on_the_wire", value.on_the_wire);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const part& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("part");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, part& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("part");
  load(p, value);
  return true;
}

std::string to_string(const part& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const part& value) {
  if (!out.open("part")) return;
  out.field("whole", value.whole);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const fields& value) {
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("fields");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, fields& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("fields");
  load(p, value);
  return true;
}

std::string to_string(const fields& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const fields& value) {
  if (!out.open("fields")) return;
  out.field("width", value.width);
  out.field("rest", value.rest);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const BYTES& value) {
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("BYTES");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, BYTES& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("BYTES");
  load(p, value);
  return true;
}

std::string to_string(const BYTES& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const BYTES& value) {
  if (!out.open("BYTES")) return;
  out.field("first", value.first);
  out.field("second", value.second);
  out.field("BYTES", value.BYTES);
  out.close();
}

std::size_t encoded_size(const types& value) noexcept {
  return 160 + 4 * value.y.size() + 4 * value.z.size();
}

bool encode(::farcall::xdr::Encoder& out, const types& value) {
  std::byte* p = out.run(136);
  if (p == nullptr) return out.at("types.a");
  ::farcall::xdr::store_u32(p, value.a);
  ::farcall::xdr::store_u32(p + 4, value.b);
  ::farcall::xdr::store_u32(p + 8, value.c);
  ::farcall::xdr::store_u64(p + 12, value.d);
  ::farcall::xdr::store_i32(p + 20, value.e);
  ::farcall::xdr::store_i32(p + 24, value.f);
  ::farcall::xdr::store_i32(p + 28, value.g);
  ::farcall::xdr::store_i64(p + 32, value.h);
  ::farcall::xdr::store_u32(p + 40, value.i);
  ::farcall::xdr::store_u32(p + 44, value.j);
  ::farcall::xdr::store_u32(p + 48, value.k);
  ::farcall::xdr::store_u64(p + 52, value.l);
  ::farcall::xdr::store_i64(p + 60, value.m);
  ::farcall::xdr::store_u64(p + 68, value.n);
  ::farcall::xdr::store_i64(p + 76, value.o);
  ::farcall::xdr::store_u64(p + 84, value.p);
  ::farcall::xdr::store_i32(p + 92, value.q);
  ::farcall::xdr::store_u32(p + 96, value.r);
  ::farcall::xdr::store_u32(p + 100, value.s);
  ::farcall::xdr::store_i32(p + 104, value.t);
  ::farcall::xdr::store_u64(p + 108, value.u);
  ::farcall::xdr::store_i32(p + 116, value.v);
  ::farcall::xdr::store_i32(p + 120, value.w);
  for (std::size_t i = 0; i < 3; ++i) {
    ::farcall::xdr::store_i32(p + 124 + 4 * i, value.x[i]);
  }
  if (!out.length(value.y.size(), 5)) return out.at("types.y");
  std::byte* p2 = out.run(4 * value.y.size());
  if (p2 == nullptr) return out.at("types.y");
  for (const auto& element : value.y) {
    ::farcall::xdr::store_i32(p2, element);
    p2 += 4;
  }
  if (!out.length(value.z.size(), ::farcall::xdr::unbounded)) return out.at("types.z");
  std::byte* p3 = out.run(4 * value.z.size());
  if (p3 == nullptr) return out.at("types.z");
  for (const auto& element2 : value.z) {
    ::farcall::xdr::store_i32(p3, element2);
    p3 += 4;
  }
  if (!out.fixed_opaque(value.wide)) return out.at("types.wide");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, types& value) {
  const std::byte* p = in.run(136);
  if (p == nullptr) return in.at("types.a");
  if (!in.to_narrow(::farcall::xdr::load_u32(p), value.a)) return in.at("types.a");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 4), value.b)) return in.at("types.b");
  value.c = ::farcall::xdr::load_u32(p + 8);
  value.d = ::farcall::xdr::load_u64(p + 12);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 20), value.e)) return in.at("types.e");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 24), value.f)) return in.at("types.f");
  value.g = ::farcall::xdr::load_i32(p + 28);
  value.h = ::farcall::xdr::load_i64(p + 32);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 40), value.i)) return in.at("types.i");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 44), value.j)) return in.at("types.j");
  value.k = ::farcall::xdr::load_u32(p + 48);
  value.l = ::farcall::xdr::load_u64(p + 52);
  value.m = ::farcall::xdr::load_i64(p + 60);
  value.n = ::farcall::xdr::load_u64(p + 68);
  value.o = ::farcall::xdr::load_i64(p + 76);
  value.p = ::farcall::xdr::load_u64(p + 84);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 92), value.q)) return in.at("types.q");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 96), value.r)) return in.at("types.r");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 100), value.s)) return in.at("types.s");
  value.t = ::farcall::xdr::load_i32(p + 104);
  value.u = ::farcall::xdr::load_u64(p + 108);
  value.v = ::farcall::xdr::load_i32(p + 116);
  value.w = ::farcall::xdr::load_i32(p + 120);
  for (std::size_t i = 0; i < 3; ++i) {
    if (!in.to_narrow(::farcall::xdr::load_u32(p + 124 + 4 * i), value.x[i])) return in.at("types.x");
  }
  std::uint32_t count = 0;
  if (!in.length(count, 5, 4, sizeof(std::int8_t))) return in.at("types.y");
  value.y.resize(count);
  const std::byte* p2 = in.run(std::size_t{4} * count);
  if (p2 == nullptr) return in.at("types.y");
  for (auto& element : value.y) {
    if (!in.to_narrow(::farcall::xdr::load_u32(p2), element)) return in.at("types.y");
    p2 += 4;
  }
  std::uint32_t count2 = 0;
  if (!in.length(count2, ::farcall::xdr::unbounded, 4, sizeof(std::int8_t))) return in.at("types.z");
  value.z.resize(count2);
  const std::byte* p3 = in.run(std::size_t{4} * count2);
  if (p3 == nullptr) return in.at("types.z");
  for (auto& element2 : value.z) {
    if (!in.to_narrow(::farcall::xdr::load_u32(p3), element2)) return in.at("types.z");
    p3 += 4;
  }
  if (!in.fixed_opaque(value.wide)) return in.at("types.wide");
  return true;
}

std::string to_string(const types& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const types& value) {
  if (!out.open("types")) return;
  out.field("a", value.a);
  out.field("b", value.b);
  out.field("c", value.c);
  out.field("d", value.d);
  out.field("e", value.e);
  out.field("f", value.f);
  out.field("g", value.g);
  out.field("h", value.h);
  out.field("i", value.i);
  out.field("j", value.j);
  out.field("k", value.k);
  out.field("l", value.l);
  out.field("m", value.m);
  out.field("n", value.n);
  out.field("o", value.o);
  out.field("p", value.p);
  out.field("q", value.q);
  out.field("r", value.r);
  out.field("s", value.s);
  out.field("t", value.t);
  out.field("u", value.u);
  out.field("v", value.v);
  out.field("w", value.w);
  out.field("x", value.x);
  out.field("y", value.y);
  out.field("z", value.z);
  out.field("wide", value.wide);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const names& value) {
  std::byte* p = out.run(28);
  if (p == nullptr) return out.at("names");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, names& value) {
  const std::byte* p = in.run(28);
  if (p == nullptr) return in.at("names");
  return load(in, p, value);
}

std::string to_string(const names& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const names& value) {
  if (!out.open("names")) return;
  out.field("long", value.long_);
  out.field("char", value.char_);
  out.field("short", value.short_);
  out.field("int8_t", value.int8_t);
  out.field("u_long", value.u_long);
  out.field("netobj", value.netobj);
  out.close();
}

std::size_t encoded_size(const arrays& value) noexcept {
  std::size_t size = 8 + ::farcall::xdr::counted(value.raw.size());
  for (const auto& element : value.table) {
    size += 0;
    for (const auto& element2 : element) size += ::farcall::xdr::counted(element2.size());
  }
  for (const auto& element2 : value.lines) size += ::farcall::xdr::counted(element2.size());
  for (const auto& element3 : value.pair) size += ::farcall::xdr::counted(element3.size());
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const arrays& value) {
  if (!out.length(value.table.size(), ::farcall::xdr::unbounded)) return out.at("arrays.table");
  for (const auto& element : value.table) {
    for (const auto& element2 : element) {
      if (!out.opaque(element2, 12)) return out.at("arrays.table");
    }
  }
  if (!out.length(value.lines.size(), ::farcall::xdr::unbounded)) return out.at("arrays.lines");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element3 : value.lines) {
    if (!near.string(element3, ::farcall::xdr::unbounded)) {
      out = near;
      return out.at("arrays.lines");
    }
  }
  out = near;
  for (const auto& element4 : value.pair) {
    if (!out.string(element4, ::farcall::xdr::unbounded)) return out.at("arrays.pair");
  }
  if (!out.opaque(value.raw, ::farcall::xdr::unbounded)) return out.at("arrays.raw");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, arrays& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8, sizeof(blobs))) return in.at("arrays.table");
  value.table.resize(count);
  for (auto& element : value.table) {
    for (auto& element2 : element) {
      if (!in.opaque(element2, 12)) return in.at("arrays.table");
    }
  }
  std::uint32_t count2 = 0;
  if (!in.length(count2, ::farcall::xdr::unbounded, 4, sizeof(line))) return in.at("arrays.lines");
  value.lines.resize(count2);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element3 : value.lines) {
    if (!near.string(element3, ::farcall::xdr::unbounded)) {
      in = near;
      return in.at("arrays.lines");
    }
  }
  in = near;
  for (auto& element4 : value.pair) {
    if (!in.string(element4, ::farcall::xdr::unbounded)) return in.at("arrays.pair");
  }
  if (!in.opaque(value.raw, ::farcall::xdr::unbounded)) return in.at("arrays.raw");
  return true;
}

std::string to_string(const arrays& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const arrays& value) {
  if (!out.open("arrays")) return;
  out.field("table", value.table);
  out.field("lines", value.lines);
  out.field("pair", value.pair);
  out.field("raw", value.raw);
  out.close();
}

std::string_view to_string(fruit value) noexcept {
  switch (value) {
    case fruit::APPLE: return "APPLE";
    case fruit::PEAR: return "PEAR";
    case fruit::NO_FRUIT: return "NO_FRUIT";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, fruit value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, fruit& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<fruit>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

by_char::by_char() noexcept : c_(120), selected_(Arm::x) { std::construct_at(&x_); }
by_char::by_char(const by_char& other) : c_(other.c_), selected_(other.selected_) {
  copy_arm(other);
}
by_char::by_char(by_char&& other) noexcept : c_(other.c_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
by_char& by_char::operator=(const by_char& other) {
  if (this != &other) *this = by_char(other);
  return *this;
}
by_char& by_char::operator=(by_char&& other) noexcept {
  if (this == &other) return *this;
  by_char made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  c_ = made.c_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
by_char::~by_char() { destroy(); }

by_char::Arm by_char::arm_of([[maybe_unused]] std::int8_t c) noexcept {
  if (c == 120) return Arm::x;
  if (c == 10) return Arm::newline;
  if (c == -1) return Arm::newline;
  return Arm::no_data;
}

void by_char::set_c(std::int8_t c) {
  Arm arm = arm_of(c);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::x: std::construct_at(&x_); break;
      case Arm::newline: std::construct_at(&newline_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  c_ = c;
}

void by_char::destroy() noexcept {
  switch (selected_) {
    case Arm::x: std::destroy_at(&x_); break;
    case Arm::newline: std::destroy_at(&newline_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_char::copy_arm(const by_char& other) {
  switch (selected_) {
    case Arm::x: std::construct_at(&x_, other.x_); break;
    case Arm::newline: std::construct_at(&newline_, other.newline_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_char::copy_arm(by_char&& other) noexcept {
  switch (selected_) {
    case Arm::x: std::construct_at(&x_, std::move(other.x_)); break;
    case Arm::newline: std::construct_at(&newline_, std::move(other.newline_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* by_char::if_x() noexcept {
  if (selected_ != Arm::x) return nullptr;
  return &x_;
}
const std::int32_t* by_char::if_x() const noexcept {
  if (selected_ != Arm::x) return nullptr;
  return &x_;
}
std::int32_t& by_char::x() {
  std::int32_t* found = if_x();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_char does not hold x", {}});
  return *found;
}
const std::int32_t& by_char::x() const {
  const std::int32_t* found = if_x();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_char does not hold x", {}});
  return *found;
}
void by_char::set_x(std::int32_t value) {
  set_c(120);
  this->x() = value;
}
by_char by_char::make_x(std::int32_t value) {
  by_char made;
  made.set_x(value);
  return made;
}

std::int64_t* by_char::if_newline() noexcept {
  if (selected_ != Arm::newline) return nullptr;
  return &newline_;
}
const std::int64_t* by_char::if_newline() const noexcept {
  if (selected_ != Arm::newline) return nullptr;
  return &newline_;
}
std::int64_t& by_char::newline() {
  std::int64_t* found = if_newline();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_char does not hold newline", {}});
  return *found;
}
const std::int64_t& by_char::newline() const {
  const std::int64_t* found = if_newline();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_char does not hold newline", {}});
  return *found;
}
void by_char::set_newline(std::int8_t c, std::int64_t value) {
  set_c(c);
  this->newline() = value;
}
by_char by_char::make_newline(std::int8_t c, std::int64_t value) {
  by_char made;
  made.set_newline(c, value);
  return made;
}

bool operator==(const by_char& a, const by_char& b) {
  if (a.c_ != b.c_) return false;
  switch (a.selected_) {
    case by_char::Arm::x: return a.x_ == b.x_;
    case by_char::Arm::newline: return a.newline_ == b.newline_;
    case by_char::Arm::no_data:
    case by_char::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const by_char& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == by_char::Arm::x) {
    size += 4;
  }
  if (value.selected_ == by_char::Arm::newline) {
    size += 8;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const by_char& value) {
  if (!out.i32(value.c_)) return out.at("by_char.c");
  switch (value.selected_) {
    case by_char::Arm::x: {
      if (!out.i32(value.x_)) return out.at("by_char.x");
      break;
    }
    case by_char::Arm::newline: {
      if (!out.i64(value.newline_)) return out.at("by_char.newline");
      break;
    }
    case by_char::Arm::no_data: break;
    case by_char::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("by_char.c");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, by_char& value) {
  std::int8_t which = 0;
  if (!in.narrow(which)) return in.at("by_char.c");
  value.set_c(which);
  switch (value.selected_) {
    case by_char::Arm::x: {
      if (!in.i32(value.x_)) return in.at("by_char.x");
      break;
    }
    case by_char::Arm::newline: {
      if (!in.i64(value.newline_)) return in.at("by_char.newline");
      break;
    }
    case by_char::Arm::no_data: break;
    case by_char::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("by_char.c");
  }
  return true;
}

std::string to_string(const by_char& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const by_char& value) {
  if (!out.open("by_char")) return;
  out.field("c", value.c());
  if (const std::int32_t* arm = value.if_x()) out.field("x", *arm);
  if (const std::int64_t* arm = value.if_newline()) out.field("newline", *arm);
  out.close();
}

by_typedef::by_typedef() noexcept : n_(0), selected_(Arm::rest) { std::construct_at(&rest_); }
by_typedef::by_typedef(const by_typedef& other) : n_(other.n_), selected_(other.selected_) {
  copy_arm(other);
}
by_typedef::by_typedef(by_typedef&& other) noexcept : n_(other.n_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
by_typedef& by_typedef::operator=(const by_typedef& other) {
  if (this != &other) *this = by_typedef(other);
  return *this;
}
by_typedef& by_typedef::operator=(by_typedef&& other) noexcept {
  if (this == &other) return *this;
  by_typedef made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  n_ = made.n_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
by_typedef::~by_typedef() { destroy(); }

by_typedef::Arm by_typedef::arm_of([[maybe_unused]] narrow_number n) noexcept {
  if (n == 7) return Arm::no_data;
  if (n == -2) return Arm::minus_two;
  return Arm::rest;
}

void by_typedef::set_n(narrow_number n) {
  Arm arm = arm_of(n);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::rest: std::construct_at(&rest_); break;
      case Arm::minus_two: std::construct_at(&minus_two_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  n_ = n;
}

void by_typedef::destroy() noexcept {
  switch (selected_) {
    case Arm::rest: std::destroy_at(&rest_); break;
    case Arm::minus_two: std::destroy_at(&minus_two_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_typedef::copy_arm(const by_typedef& other) {
  switch (selected_) {
    case Arm::rest: std::construct_at(&rest_, other.rest_); break;
    case Arm::minus_two: std::construct_at(&minus_two_, other.minus_two_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_typedef::copy_arm(by_typedef&& other) noexcept {
  switch (selected_) {
    case Arm::rest: std::construct_at(&rest_, std::move(other.rest_)); break;
    case Arm::minus_two: std::construct_at(&minus_two_, std::move(other.minus_two_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* by_typedef::if_rest() noexcept {
  if (selected_ != Arm::rest) return nullptr;
  return &rest_;
}
const std::int32_t* by_typedef::if_rest() const noexcept {
  if (selected_ != Arm::rest) return nullptr;
  return &rest_;
}
std::int32_t& by_typedef::rest() {
  std::int32_t* found = if_rest();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef does not hold rest", {}});
  return *found;
}
const std::int32_t& by_typedef::rest() const {
  const std::int32_t* found = if_rest();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef does not hold rest", {}});
  return *found;
}
void by_typedef::set_rest(narrow_number n, std::int32_t value) {
  set_n(n);
  this->rest() = value;
}
by_typedef by_typedef::make_rest(narrow_number n, std::int32_t value) {
  by_typedef made;
  made.set_rest(n, value);
  return made;
}

std::int32_t* by_typedef::if_minus_two() noexcept {
  if (selected_ != Arm::minus_two) return nullptr;
  return &minus_two_;
}
const std::int32_t* by_typedef::if_minus_two() const noexcept {
  if (selected_ != Arm::minus_two) return nullptr;
  return &minus_two_;
}
std::int32_t& by_typedef::minus_two() {
  std::int32_t* found = if_minus_two();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef does not hold minus_two", {}});
  return *found;
}
const std::int32_t& by_typedef::minus_two() const {
  const std::int32_t* found = if_minus_two();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef does not hold minus_two", {}});
  return *found;
}
void by_typedef::set_minus_two(std::int32_t value) {
  set_n(-2);
  this->minus_two() = value;
}
by_typedef by_typedef::make_minus_two(std::int32_t value) {
  by_typedef made;
  made.set_minus_two(value);
  return made;
}

bool operator==(const by_typedef& a, const by_typedef& b) {
  if (a.n_ != b.n_) return false;
  switch (a.selected_) {
    case by_typedef::Arm::rest: return a.rest_ == b.rest_;
    case by_typedef::Arm::minus_two: return a.minus_two_ == b.minus_two_;
    case by_typedef::Arm::no_data:
    case by_typedef::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const by_typedef& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == by_typedef::Arm::rest) {
    size += 4;
  }
  if (value.selected_ == by_typedef::Arm::minus_two) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const by_typedef& value) {
  if (!out.i32(value.n_)) return out.at("by_typedef.n");
  switch (value.selected_) {
    case by_typedef::Arm::rest: {
      if (!out.i32(value.rest_)) return out.at("by_typedef.rest");
      break;
    }
    case by_typedef::Arm::minus_two: {
      if (!out.i32(value.minus_two_)) return out.at("by_typedef.minus_two");
      break;
    }
    case by_typedef::Arm::no_data: break;
    case by_typedef::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("by_typedef.n");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, by_typedef& value) {
  narrow_number which = 0;
  if (!in.i32(which)) return in.at("by_typedef.n");
  value.set_n(which);
  switch (value.selected_) {
    case by_typedef::Arm::rest: {
      if (!in.i32(value.rest_)) return in.at("by_typedef.rest");
      break;
    }
    case by_typedef::Arm::minus_two: {
      if (!in.i32(value.minus_two_)) return in.at("by_typedef.minus_two");
      break;
    }
    case by_typedef::Arm::no_data: break;
    case by_typedef::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("by_typedef.n");
  }
  return true;
}

std::string to_string(const by_typedef& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const by_typedef& value) {
  if (!out.open("by_typedef")) return;
  out.field("n", value.n());
  if (const std::int32_t* arm = value.if_rest()) out.field("rest", *arm);
  if (const std::int32_t* arm = value.if_minus_two()) out.field("minus_two", *arm);
  out.close();
}

by_typedef_enum::by_typedef_enum() noexcept : f_(fruit::APPLE),
    selected_(Arm::by_typedef_enum_) { std::construct_at(&by_typedef_enum__); }
by_typedef_enum::by_typedef_enum(const by_typedef_enum& other) : f_(other.f_), selected_(other.selected_) {
  copy_arm(other);
}
by_typedef_enum::by_typedef_enum(by_typedef_enum&& other) noexcept : f_(other.f_),
    selected_(other.selected_) {
  copy_arm(std::move(other));
}
by_typedef_enum& by_typedef_enum::operator=(const by_typedef_enum& other) {
  if (this != &other) *this = by_typedef_enum(other);
  return *this;
}
by_typedef_enum& by_typedef_enum::operator=(by_typedef_enum&& other) noexcept {
  if (this == &other) return *this;
  by_typedef_enum made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  f_ = made.f_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
by_typedef_enum::~by_typedef_enum() { destroy(); }

by_typedef_enum::Arm by_typedef_enum::arm_of([[maybe_unused]] food f) noexcept {
  if (f == fruit::APPLE) return Arm::by_typedef_enum_;
  if (f == fruit::NO_FRUIT) return Arm::by_typedef_enum_;
  if (f == fruit::PEAR) return Arm::no_data;
  return Arm::no_arm;
}

void by_typedef_enum::set_f(food f) {
  Arm arm = arm_of(f);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::by_typedef_enum_: std::construct_at(&by_typedef_enum__); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  f_ = f;
}

void by_typedef_enum::destroy() noexcept {
  switch (selected_) {
    case Arm::by_typedef_enum_: std::destroy_at(&by_typedef_enum__); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_typedef_enum::copy_arm(const by_typedef_enum& other) {
  switch (selected_) {
    case Arm::by_typedef_enum_: std::construct_at(&by_typedef_enum__, other.by_typedef_enum__); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_typedef_enum::copy_arm(by_typedef_enum&& other) noexcept {
  switch (selected_) {
    case Arm::by_typedef_enum_: std::construct_at(&by_typedef_enum__,
        std::move(other.by_typedef_enum__)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* by_typedef_enum::if_by_typedef_enum_() noexcept {
  if (selected_ != Arm::by_typedef_enum_) return nullptr;
  return &by_typedef_enum__;
}
const std::int32_t* by_typedef_enum::if_by_typedef_enum_() const noexcept {
  if (selected_ != Arm::by_typedef_enum_) return nullptr;
  return &by_typedef_enum__;
}
std::int32_t& by_typedef_enum::by_typedef_enum_() {
  std::int32_t* found = if_by_typedef_enum_();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef_enum does not hold by_typedef_enum", {}});
  return *found;
}
const std::int32_t& by_typedef_enum::by_typedef_enum_() const {
  const std::int32_t* found = if_by_typedef_enum_();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_typedef_enum does not hold by_typedef_enum", {}});
  return *found;
}
void by_typedef_enum::set_by_typedef_enum_(food f, std::int32_t value) {
  set_f(f);
  this->by_typedef_enum_() = value;
}
by_typedef_enum by_typedef_enum::make_by_typedef_enum_(food f, std::int32_t value) {
  by_typedef_enum made;
  made.set_by_typedef_enum_(f, value);
  return made;
}

bool operator==(const by_typedef_enum& a, const by_typedef_enum& b) {
  if (a.f_ != b.f_) return false;
  switch (a.selected_) {
    case by_typedef_enum::Arm::by_typedef_enum_: return a.by_typedef_enum__ == b.by_typedef_enum__;
    case by_typedef_enum::Arm::no_data:
    case by_typedef_enum::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const by_typedef_enum& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == by_typedef_enum::Arm::by_typedef_enum_) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const by_typedef_enum& value) {
  if (!encode(out, value.f_)) return out.at("by_typedef_enum.f");
  switch (value.selected_) {
    case by_typedef_enum::Arm::by_typedef_enum_: {
      if (!out.i32(value.by_typedef_enum__)) return out.at("by_typedef_enum.by_typedef_enum");
      break;
    }
    case by_typedef_enum::Arm::no_data: break;
    case by_typedef_enum::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("by_typedef_enum.f");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, by_typedef_enum& value) {
  food which = fruit::APPLE;
  if (!decode(in, which)) return in.at("by_typedef_enum.f");
  value.set_f(which);
  switch (value.selected_) {
    case by_typedef_enum::Arm::by_typedef_enum_: {
      if (!in.i32(value.by_typedef_enum__)) return in.at("by_typedef_enum.by_typedef_enum");
      break;
    }
    case by_typedef_enum::Arm::no_data: break;
    case by_typedef_enum::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("by_typedef_enum.f");
  }
  return true;
}

std::string to_string(const by_typedef_enum& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const by_typedef_enum& value) {
  if (!out.open("by_typedef_enum")) return;
  out.field("f", value.f());
  if (const std::int32_t* arm = value.if_by_typedef_enum_()) out.field("by_typedef_enum", *arm);
  out.close();
}

by_unsigned::by_unsigned() noexcept : u_(4294967295), selected_(Arm::most) { std::construct_at(&most_); }
by_unsigned::by_unsigned(const by_unsigned& other) : u_(other.u_), selected_(other.selected_) {
  copy_arm(other);
}
by_unsigned::by_unsigned(by_unsigned&& other) noexcept : u_(other.u_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
by_unsigned& by_unsigned::operator=(const by_unsigned& other) {
  if (this != &other) *this = by_unsigned(other);
  return *this;
}
by_unsigned& by_unsigned::operator=(by_unsigned&& other) noexcept {
  if (this == &other) return *this;
  by_unsigned made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  u_ = made.u_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
by_unsigned::~by_unsigned() { destroy(); }

by_unsigned::Arm by_unsigned::arm_of([[maybe_unused]] std::uint32_t u) noexcept {
  if (u == 4294967295) return Arm::most;
  return Arm::no_data;
}

void by_unsigned::set_u(std::uint32_t u) {
  Arm arm = arm_of(u);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::most: std::construct_at(&most_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  u_ = u;
}

void by_unsigned::destroy() noexcept {
  switch (selected_) {
    case Arm::most: std::destroy_at(&most_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_unsigned::copy_arm(const by_unsigned& other) {
  switch (selected_) {
    case Arm::most: std::construct_at(&most_, other.most_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void by_unsigned::copy_arm(by_unsigned&& other) noexcept {
  switch (selected_) {
    case Arm::most: std::construct_at(&most_, std::move(other.most_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::int32_t* by_unsigned::if_most() noexcept {
  if (selected_ != Arm::most) return nullptr;
  return &most_;
}
const std::int32_t* by_unsigned::if_most() const noexcept {
  if (selected_ != Arm::most) return nullptr;
  return &most_;
}
std::int32_t& by_unsigned::most() {
  std::int32_t* found = if_most();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_unsigned does not hold most", {}});
  return *found;
}
const std::int32_t& by_unsigned::most() const {
  const std::int32_t* found = if_most();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "by_unsigned does not hold most", {}});
  return *found;
}
void by_unsigned::set_most(std::int32_t value) {
  set_u(4294967295);
  this->most() = value;
}
by_unsigned by_unsigned::make_most(std::int32_t value) {
  by_unsigned made;
  made.set_most(value);
  return made;
}

bool operator==(const by_unsigned& a, const by_unsigned& b) {
  if (a.u_ != b.u_) return false;
  switch (a.selected_) {
    case by_unsigned::Arm::most: return a.most_ == b.most_;
    case by_unsigned::Arm::no_data:
    case by_unsigned::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const by_unsigned& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == by_unsigned::Arm::most) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const by_unsigned& value) {
  if (!out.u32(value.u_)) return out.at("by_unsigned.u");
  switch (value.selected_) {
    case by_unsigned::Arm::most: {
      if (!out.i32(value.most_)) return out.at("by_unsigned.most");
      break;
    }
    case by_unsigned::Arm::no_data: break;
    case by_unsigned::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("by_unsigned.u");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, by_unsigned& value) {
  std::uint32_t which = 0;
  if (!in.u32(which)) return in.at("by_unsigned.u");
  value.set_u(which);
  switch (value.selected_) {
    case by_unsigned::Arm::most: {
      if (!in.i32(value.most_)) return in.at("by_unsigned.most");
      break;
    }
    case by_unsigned::Arm::no_data: break;
    case by_unsigned::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("by_unsigned.u");
  }
  return true;
}

std::string to_string(const by_unsigned& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const by_unsigned& value) {
  if (!out.open("by_unsigned")) return;
  out.field("u", value.u());
  if (const std::int32_t* arm = value.if_most()) out.field("most", *arm);
  out.close();
}

no_data::no_data() noexcept : n_(0), selected_(Arm::no_data) {}
no_data::no_data(const no_data& other) : n_(other.n_), selected_(other.selected_) {
  copy_arm(other);
}
no_data::no_data(no_data&& other) noexcept : n_(other.n_), selected_(other.selected_) {
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
  n_ = made.n_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
no_data::~no_data() { destroy(); }

no_data::Arm no_data::arm_of([[maybe_unused]] std::int32_t n) noexcept {
  return Arm::no_data;
}

void no_data::set_n(std::int32_t n) {
  Arm arm = arm_of(n);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  n_ = n;
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
  if (a.n_ != b.n_) return false;
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
  if (!out.i32(value.n_)) return out.at("no_data.n");
  switch (value.selected_) {
    case no_data::Arm::no_data: break;
    case no_data::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("no_data.n");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, no_data& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("no_data.n");
  value.set_n(which);
  switch (value.selected_) {
    case no_data::Arm::no_data: break;
    case no_data::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("no_data.n");
  }
  return true;
}

std::string to_string(const no_data& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const no_data& value) {
  if (!out.open("no_data")) return;
  out.field("n", value.n());
  out.close();
}

one_value::one_value() noexcept : n_(0), selected_(Arm::no_data) {}
one_value::one_value(const one_value& other) : n_(other.n_), selected_(other.selected_) {
  copy_arm(other);
}
one_value::one_value(one_value&& other) noexcept : n_(other.n_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
one_value& one_value::operator=(const one_value& other) {
  if (this != &other) *this = one_value(other);
  return *this;
}
one_value& one_value::operator=(one_value&& other) noexcept {
  if (this == &other) return *this;
  one_value made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  n_ = made.n_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
one_value::~one_value() { destroy(); }

one_value::Arm one_value::arm_of([[maybe_unused]] std::uint32_t n) noexcept {
  if (n == 0) return Arm::no_data;
  return Arm::no_arm;
}

void one_value::set_n(std::uint32_t n) {
  Arm arm = arm_of(n);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  n_ = n;
}

void one_value::destroy() noexcept {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void one_value::copy_arm([[maybe_unused]] const one_value& other) {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void one_value::copy_arm([[maybe_unused]] one_value&& other) noexcept {
  switch (selected_) {
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

bool operator==(const one_value& a, const one_value& b) {
  if (a.n_ != b.n_) return false;
  switch (a.selected_) {
    case one_value::Arm::no_data:
    case one_value::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size([[maybe_unused]] const one_value& value) noexcept {
  std::size_t size = 4;
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const one_value& value) {
  if (!out.u32(value.n_)) return out.at("one_value.n");
  switch (value.selected_) {
    case one_value::Arm::no_data: break;
    case one_value::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("one_value.n");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, one_value& value) {
  std::uint32_t which = 0;
  if (!in.u32(which)) return in.at("one_value.n");
  value.set_n(which);
  switch (value.selected_) {
    case one_value::Arm::no_data: break;
    case one_value::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("one_value.n");
  }
  return true;
}

std::string to_string(const one_value& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const one_value& value) {
  if (!out.open("one_value")) return;
  out.field("n", value.n());
  out.close();
}

std::size_t encoded_size(const no_data_at_all& value) noexcept {
  return encoded_size(value.a) + encoded_size(value.b);
}

bool encode(::farcall::xdr::Encoder& out, const no_data_at_all& value) {
  if (!encode(out, value.a)) return false;
  if (!encode(out, value.b)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, no_data_at_all& value) {
  if (!decode(in, value.a)) return false;
  if (!decode(in, value.b)) return false;
  return true;
}

std::string to_string(const no_data_at_all& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const no_data_at_all& value) {
  if (!out.open("no_data_at_all")) return;
  out.field("a", value.a);
  out.field("b", value.b);
  out.close();
}

std::string_view to_string(in_place_kind value) noexcept {
  switch (value) {
    case in_place_kind::IN_PLACE_A: return "IN_PLACE_A";
    case in_place_kind::IN_PLACE_B: return "IN_PLACE_B";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, in_place_kind value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, in_place_kind& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<in_place_kind>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const in_place_inner& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("in_place_inner");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, in_place_inner& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("in_place_inner");
  load(p, value);
  return true;
}

std::string to_string(const in_place_inner& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const in_place_inner& value) {
  if (!out.open("in_place_inner")) return;
  out.field("deep", value.deep);
  out.close();
}

in_place::in_place() noexcept : kind_(in_place_kind::IN_PLACE_A),
    selected_(Arm::inner) { std::construct_at(&inner_); }
in_place::in_place(const in_place& other) : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(other);
}
in_place::in_place(in_place&& other) noexcept : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
in_place& in_place::operator=(const in_place& other) {
  if (this != &other) *this = in_place(other);
  return *this;
}
in_place& in_place::operator=(in_place&& other) noexcept {
  if (this == &other) return *this;
  in_place made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  kind_ = made.kind_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
in_place::~in_place() { destroy(); }

in_place::Arm in_place::arm_of([[maybe_unused]] in_place_kind kind) noexcept {
  if (kind == in_place_kind::IN_PLACE_A) return Arm::inner;
  if (kind == in_place_kind::IN_PLACE_B) return Arm::no_data;
  return Arm::no_arm;
}

void in_place::set_kind(in_place_kind kind) {
  Arm arm = arm_of(kind);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::inner: std::construct_at(&inner_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  kind_ = kind;
}

void in_place::destroy() noexcept {
  switch (selected_) {
    case Arm::inner: std::destroy_at(&inner_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void in_place::copy_arm(const in_place& other) {
  switch (selected_) {
    case Arm::inner: std::construct_at(&inner_, other.inner_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void in_place::copy_arm(in_place&& other) noexcept {
  switch (selected_) {
    case Arm::inner: std::construct_at(&inner_, std::move(other.inner_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

in_place_inner* in_place::if_inner() noexcept {
  if (selected_ != Arm::inner) return nullptr;
  return &inner_;
}
const in_place_inner* in_place::if_inner() const noexcept {
  if (selected_ != Arm::inner) return nullptr;
  return &inner_;
}
in_place_inner& in_place::inner() {
  in_place_inner* found = if_inner();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "in_place does not hold inner", {}});
  return *found;
}
const in_place_inner& in_place::inner() const {
  const in_place_inner* found = if_inner();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "in_place does not hold inner", {}});
  return *found;
}
void in_place::set_inner(in_place_inner value) {
  set_kind(in_place_kind::IN_PLACE_A);
  this->inner() = std::move(value);
}
in_place in_place::make_inner(in_place_inner value) {
  in_place made;
  made.set_inner(std::move(value));
  return made;
}

bool operator==(const in_place& a, const in_place& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.selected_) {
    case in_place::Arm::inner: return a.inner_ == b.inner_;
    case in_place::Arm::no_data:
    case in_place::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const in_place& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == in_place::Arm::inner) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const in_place& value) {
  if (!encode(out, value.kind_)) return out.at("in_place.kind");
  switch (value.selected_) {
    case in_place::Arm::inner: {
      if (!encode(out, value.inner_)) return false;
      break;
    }
    case in_place::Arm::no_data: break;
    case in_place::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("in_place.kind");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, in_place& value) {
  in_place_kind which = in_place_kind::IN_PLACE_A;
  if (!decode(in, which)) return in.at("in_place.kind");
  value.set_kind(which);
  switch (value.selected_) {
    case in_place::Arm::inner: {
      if (!decode(in, value.inner_)) return false;
      break;
    }
    case in_place::Arm::no_data: break;
    case in_place::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("in_place.kind");
  }
  return true;
}

std::string to_string(const in_place& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const in_place& value) {
  if (!out.open("in_place")) return;
  out.field("kind", value.kind());
  if (const in_place_inner* arm = value.if_inner()) out.field("inner", *arm);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const Name& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("Name");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, Name& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("Name");
  load(p, value);
  return true;
}

std::string to_string(const Name& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const Name& value) {
  if (!out.open("Name")) return;
  out.field("a", value.a);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const NAME& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("NAME");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, NAME& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("NAME");
  load(p, value);
  return true;
}

std::string to_string(const NAME& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const NAME& value) {
  if (!out.open("NAME")) return;
  out.field("name", value.name);
  out.close();
}

std::size_t encoded_size(const name& first) noexcept {
  std::size_t size = 0;
  for (const name* node = &first;; node = &*node->NAME) {
    const name& value = *node;
    size += 4 + 4;
    if (!value.NAME) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const name& first) {
  for (const name* node = &first;; node = &*node->NAME) {
    const name& value = *node;
    if (!encode(out, value.Name)) return false;
    if (!out.boolean(value.NAME.has_value())) return out.at("name.NAME");
    if (!value.NAME) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, name& first) {
  for (name* node = &first;;) {
    name& value = *node;
    if (!decode(in, value.Name)) return false;
    bool more = false;
    if (!in.boolean(more)) return in.at("name.NAME");
    if (!more) {
      value.NAME.reset();
      break;
    }
    if (!in.charge(sizeof(name))) return in.at("name.NAME");
    node = value.NAME ? &*value.NAME : &value.NAME.emplace();
  }
  return true;
}

std::string to_string(const name& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const name& first) {
  if (!out.open_list("name")) return;
  for (const name* node = &first; out.element(); node = &*node->NAME) {
    const name& value = *node;
    if (out.open("")) {
      out.field("Name", value.Name);
      out.close();
    }
    if (!value.NAME) break;
  }
  out.close_list();
}

bool encode(::farcall::xdr::Encoder& out, const serve& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("serve");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, serve& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("serve");
  load(p, value);
  return true;
}

std::string to_string(const serve& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const serve& value) {
  if (!out.open("serve")) return;
  out.field("a", value.a);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const macros& value) {
  std::byte* p = out.run(72);
  if (p == nullptr) return out.at("macros");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, macros& value) {
  const std::byte* p = in.run(72);
  if (p == nullptr) return in.at("macros");
  load(p, value);
  return true;
}

std::string to_string(const macros& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const macros& value) {
  if (!out.open("macros")) return;
  out.field("major", value.major_);
  out.field("minor", value.minor_);
  out.field("linux", value.linux_);
  out.field("errno", value.errno_);
  out.field("stdin", value.stdin_);
  out.field("EOF", value.EOF_);
  out.field("NULL", value.NULL_);
  out.field("assert", value.assert_);
  out.field("INT_MAX", value.INT_MAX_);
  out.field("EAGAIN", value.EAGAIN_);
  out.field("std", value.std_);
  out.field("farcall", value.farcall);
  out.field("value", value.value);
  out.field("string_", value.string_);
  out.field("operator", value.operator_);
  out.field("co_await", value.co_await_);
  out.field("__double", value.__double_);
  out.field("_Upper", value._Upper);
  out.close();
}

std::string_view to_string(keywords value) noexcept {
  switch (value) {
    case keywords::if_: return "if";
    case keywords::else_: return "else";
    case keywords::template_: return "template";
    case keywords::requires_: return "requires";
    case keywords::true_: return "true";
    case keywords::nullptr_: return "nullptr";
    case keywords::final: return "final";
    case keywords::override: return "override";
    case keywords::import: return "import";
    case keywords::module: return "module";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, keywords value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, keywords& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<keywords>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::size_t encoded_size(const version& value) noexcept {
  return 4 + ::farcall::xdr::counted(value.version.size());
}

bool encode(::farcall::xdr::Encoder& out, const version& value) {
  if (value.version.size() > 8) return out.fail(::farcall::xdr::Fault::too_long) || out.at("version.version");
  std::byte* p = out.run(8 + ::farcall::xdr::padded(value.version.size()));
  if (p == nullptr) return out.at("version.program");
  ::farcall::xdr::store_i32(p, value.program);
  ::farcall::xdr::store_counted(p + 4, value.version.data(), value.version.size());
  return true;
}

bool decode(::farcall::xdr::Decoder& in, version& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("version.program");
  value.program = ::farcall::xdr::load_i32(p);
  if (!in.string_of(::farcall::xdr::load_u32(p + 4), value.version, 8)) return in.at("version.version");
  return true;
}

std::string to_string(const version& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const version& value) {
  if (!out.open("version")) return;
  out.field("program", value.program);
  out.field("version", value.version);
  out.close();
}

std::size_t encoded_size(const contextual& value) noexcept {
  return 16 + encoded_size(value.version) + encoded_size(value.other);
}

bool encode(::farcall::xdr::Encoder& out, const contextual& value) {
  if (!encode(out, value.version)) return false;
  if (!encode(out, value.other)) return false;
  std::byte* p = out.run(16);
  if (p == nullptr) return out.at("contextual.namespace");
  ::farcall::xdr::store_i32(p, value.namespace_);
  ::farcall::xdr::store_i32(p + 4, value.in);
  ::farcall::xdr::store_i32(p + 8, value.borrowed);
  ::farcall::xdr::store_i32(p + 12, value.define);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, contextual& value) {
  if (!decode(in, value.version)) return false;
  if (!decode(in, value.other)) return false;
  const std::byte* p = in.run(16);
  if (p == nullptr) return in.at("contextual.namespace");
  value.namespace_ = ::farcall::xdr::load_i32(p);
  value.in = ::farcall::xdr::load_i32(p + 4);
  value.borrowed = ::farcall::xdr::load_i32(p + 8);
  value.define = ::farcall::xdr::load_i32(p + 12);
  return true;
}

std::string to_string(const contextual& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const contextual& value) {
  if (!out.open("contextual")) return;
  out.field("version", value.version);
  out.field("other", value.other);
  out.field("namespace", value.namespace_);
  out.field("in", value.in);
  out.field("borrowed", value.borrowed);
  out.field("define", value.define);
  out.close();
}

std::string_view to_string(program value) noexcept {
  switch (value) {
    case program::program: return "program";
    case program::in: return "in";
    case program::out: return "out";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, program value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, program& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<program>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const typedef_struct& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("typedef_struct");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, typedef_struct& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("typedef_struct");
  load(p, value);
  return true;
}

std::string to_string(const typedef_struct& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const typedef_struct& value) {
  if (!out.open("typedef_struct")) return;
  out.field("a", value.a);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const tagged_struct& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("tagged_struct");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, tagged_struct& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("tagged_struct");
  load(p, value);
  return true;
}

std::string to_string(const tagged_struct& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const tagged_struct& value) {
  if (!out.open("tagged_struct")) return;
  out.field("a", value.a);
  out.close();
}

typedef_union::typedef_union() noexcept : a_(0), selected_(Arm::b) { std::construct_at(&b_); }
typedef_union::typedef_union(const typedef_union& other) : a_(other.a_), selected_(other.selected_) {
  copy_arm(other);
}
typedef_union::typedef_union(typedef_union&& other) noexcept : a_(other.a_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
typedef_union& typedef_union::operator=(const typedef_union& other) {
  if (this != &other) *this = typedef_union(other);
  return *this;
}
typedef_union& typedef_union::operator=(typedef_union&& other) noexcept {
  if (this == &other) return *this;
  typedef_union made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  a_ = made.a_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
typedef_union::~typedef_union() { destroy(); }

typedef_union::Arm typedef_union::arm_of([[maybe_unused]] std::int32_t a) noexcept {
  if (a == 0) return Arm::b;
  return Arm::no_data;
}

void typedef_union::set_a(std::int32_t a) {
  Arm arm = arm_of(a);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::b: std::construct_at(&b_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  a_ = a;
}

void typedef_union::destroy() noexcept {
  switch (selected_) {
    case Arm::b: std::destroy_at(&b_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void typedef_union::copy_arm(const typedef_union& other) {
  switch (selected_) {
    case Arm::b: std::construct_at(&b_, other.b_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void typedef_union::copy_arm(typedef_union&& other) noexcept {
  switch (selected_) {
    case Arm::b: std::construct_at(&b_, std::move(other.b_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

typedef_tagged* typedef_union::if_b() noexcept {
  if (selected_ != Arm::b) return nullptr;
  return &b_;
}
const typedef_tagged* typedef_union::if_b() const noexcept {
  if (selected_ != Arm::b) return nullptr;
  return &b_;
}
typedef_tagged& typedef_union::b() {
  typedef_tagged* found = if_b();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "typedef_union does not hold b", {}});
  return *found;
}
const typedef_tagged& typedef_union::b() const {
  const typedef_tagged* found = if_b();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "typedef_union does not hold b", {}});
  return *found;
}
void typedef_union::set_b(typedef_tagged value) {
  set_a(0);
  this->b() = std::move(value);
}
typedef_union typedef_union::make_b(typedef_tagged value) {
  typedef_union made;
  made.set_b(std::move(value));
  return made;
}

bool operator==(const typedef_union& a, const typedef_union& b) {
  if (a.a_ != b.a_) return false;
  switch (a.selected_) {
    case typedef_union::Arm::b: return a.b_ == b.b_;
    case typedef_union::Arm::no_data:
    case typedef_union::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const typedef_union& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == typedef_union::Arm::b) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const typedef_union& value) {
  if (!out.i32(value.a_)) return out.at("typedef_union.a");
  switch (value.selected_) {
    case typedef_union::Arm::b: {
      if (!encode(out, value.b_)) return false;
      break;
    }
    case typedef_union::Arm::no_data: break;
    case typedef_union::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("typedef_union.a");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, typedef_union& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("typedef_union.a");
  value.set_a(which);
  switch (value.selected_) {
    case typedef_union::Arm::b: {
      if (!decode(in, value.b_)) return false;
      break;
    }
    case typedef_union::Arm::no_data: break;
    case typedef_union::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("typedef_union.a");
  }
  return true;
}

std::string to_string(const typedef_union& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const typedef_union& value) {
  if (!out.open("typedef_union")) return;
  out.field("a", value.a());
  if (const typedef_tagged* arm = value.if_b()) out.field("b", *arm);
  out.close();
}

std::string_view to_string(tagged_enum value) noexcept {
  switch (value) {
    case tagged_enum::TAGGED: return "TAGGED";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, tagged_enum value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, tagged_enum& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<tagged_enum>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const typedef_structs_element& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("typedef_structs_element");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, typedef_structs_element& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("typedef_structs_element");
  load(p, value);
  return true;
}

std::string to_string(const typedef_structs_element& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const typedef_structs_element& value) {
  if (!out.open("typedef_structs_element")) return;
  out.field("a", value.a);
  out.close();
}

}  // namespace dialects

namespace a::b {

bool encode(::farcall::xdr::Encoder& out, const here& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("here");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, here& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("here");
  load(p, value);
  return true;
}

std::string to_string(const here& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const here& value) {
  if (!out.open("here")) return;
  out.field("x", value.x);
  out.close();
}

std::string_view to_string(colors value) noexcept {
  switch (value) {
    case colors::BLUE: return "BLUE";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, colors value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, colors& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<colors>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

}  // namespace a::b

namespace a {

std::size_t encoded_size(const user& value) noexcept {
  return 12 + 4 * value.two.size() + (value.three ? std::size_t{4} : 0);
}

bool encode(::farcall::xdr::Encoder& out, const user& value) {
  if (!encode(out, value.one)) return false;
  if (!out.length(value.two.size(), ::a::b::HERE)) return out.at("user.two");
  std::byte* p = out.run(4 * value.two.size());
  if (p == nullptr) return out.at("user.two");
  for (const auto& element : value.two) {
    store(p, element);
    p += 4;
  }
  if (!out.boolean(value.three.has_value())) return out.at("user.three");
  if (value.three) {
    if (!encode(out, *value.three)) return false;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, user& value) {
  if (!decode(in, value.one)) return false;
  std::uint32_t count = 0;
  if (!in.length(count, ::a::b::HERE, 4, sizeof(::a::b::here))) return in.at("user.two");
  value.two.resize(count);
  const std::byte* p = in.run(std::size_t{4} * count);
  if (p == nullptr) return in.at("user.two");
  for (auto& element : value.two) {
    load(p, element);
    p += 4;
  }
  bool present = false;
  if (!in.boolean(present)) return in.at("user.three");
  if (present) {
    if (!in.charge(sizeof(::a::b::here))) return in.at("user.three");
    if (!value.three) value.three.emplace();
    if (!decode(in, *value.three)) return false;
  }
  if (!present) value.three.reset();
  return true;
}

std::string to_string(const user& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const user& value) {
  if (!out.open("user")) return;
  out.field("one", value.one);
  out.field("two", value.two);
  out.field("three", value.three);
  out.close();
}

}  // namespace a

namespace a::b {

std::size_t encoded_size(const again& value) noexcept {
  return 8 + encoded_size(value.up);
}

bool encode(::farcall::xdr::Encoder& out, const again& value) {
  if (!encode(out, value.x)) return false;
  if (!encode(out, value.up)) return false;
  if (!encode(out, value.c)) return out.at("again.c");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, again& value) {
  if (!decode(in, value.x)) return false;
  if (!decode(in, value.up)) return false;
  if (!decode(in, value.c)) return in.at("again.c");
  return true;
}

std::string to_string(const again& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const again& value) {
  if (!out.open("again")) return;
  out.field("x", value.x);
  out.field("up", value.up);
  out.field("c", value.c);
  out.close();
}

}  // namespace a::b

namespace new_::unix_ {

bool encode(::farcall::xdr::Encoder& out, const here& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("here");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, here& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("here");
  load(p, value);
  return true;
}

std::string to_string(const here& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const here& value) {
  if (!out.open("here")) return;
  out.field("x", value.x);
  out.close();
}

}  // namespace new_::unix_

namespace time_ {

bool encode(::farcall::xdr::Encoder& out, const of_day& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("of_day");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, of_day& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("of_day");
  load(p, value);
  return true;
}

std::string to_string(const of_day& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const of_day& value) {
  if (!out.open("of_day")) return;
  out.field("x", value.x);
  out.close();
}

}  // namespace time_

namespace c {

bool encode(::farcall::xdr::Encoder& out, const here& value) {
  std::byte* p = out.run(8);
  if (p == nullptr) return out.at("here");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, here& value) {
  const std::byte* p = in.run(8);
  if (p == nullptr) return in.at("here");
  load(p, value);
  return true;
}

std::string to_string(const here& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const here& value) {
  if (!out.open("here")) return;
  out.field("there", value.there);
  out.field("o", value.o);
  out.close();
}

}  // namespace c

namespace dialects {

std::size_t encoded_size(const outside& value) noexcept {
  return 12 + encoded_size(value.x);
}

bool encode(::farcall::xdr::Encoder& out, const outside& value) {
  if (!encode(out, value.t)) return false;
  if (!encode(out, value.x)) return false;
  if (!encode(out, value.y)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, outside& value) {
  if (!decode(in, value.t)) return false;
  if (!decode(in, value.x)) return false;
  if (!decode(in, value.y)) return false;
  return true;
}

std::string to_string(const outside& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const outside& value) {
  if (!out.open("outside")) return;
  out.field("t", value.t);
  out.field("x", value.x);
  out.field("y", value.y);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const careful& value) {
  std::byte* p = out.run(20);
  if (p == nullptr) return out.at("careful");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, careful& value) {
  const std::byte* p = in.run(20);
  if (p == nullptr) return in.at("careful");
  load(p, value);
  return true;
}

std::string to_string(const careful& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const careful& value) {
  if (!out.open("careful")) return;
  out.field("a", value.a);
  out.field("b", value.b);
  out.field("c", value.c);
  out.field("d", value.d);
  out.field("e", value.e);
  out.close();
}

long_comment::long_comment() noexcept : d_(0),
    selected_(Arm::a_long_name_of_an_arm) { a_long_name_of_an_arm_ = nullptr; }
long_comment::long_comment(const long_comment& other) : d_(other.d_), selected_(other.selected_) {
  copy_arm(other);
}
long_comment::long_comment(long_comment&& other) noexcept : d_(other.d_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
long_comment& long_comment::operator=(const long_comment& other) {
  if (this != &other) *this = long_comment(other);
  return *this;
}
long_comment& long_comment::operator=(long_comment&& other) noexcept {
  if (this == &other) return *this;
  long_comment made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  d_ = made.d_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
long_comment::~long_comment() { destroy(); }

long_comment::Arm long_comment::arm_of([[maybe_unused]] std::int32_t d) noexcept {
  if (d == 0) return Arm::a_long_name_of_an_arm;
  return Arm::no_arm;
}

void long_comment::set_d(std::int32_t d) {
  Arm arm = arm_of(d);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::a_long_name_of_an_arm: a_long_name_of_an_arm_ = nullptr; break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  d_ = d;
}

void long_comment::destroy() noexcept {
  switch (selected_) {
    case Arm::a_long_name_of_an_arm: delete a_long_name_of_an_arm_; break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void long_comment::copy_arm(const long_comment& other) {
  switch (selected_) {
    case Arm::a_long_name_of_an_arm: a_long_name_of_an_arm_ = other.a_long_name_of_an_arm_ == nullptr ? nullptr : new std::array<std::uint8_t, 64>(*other.a_long_name_of_an_arm_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void long_comment::copy_arm(long_comment&& other) noexcept {
  switch (selected_) {
    case Arm::a_long_name_of_an_arm: a_long_name_of_an_arm_ = std::exchange(other.a_long_name_of_an_arm_,
        nullptr); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

std::array<std::uint8_t, 64>* long_comment::if_a_long_name_of_an_arm() {
  if (selected_ != Arm::a_long_name_of_an_arm) return nullptr;
  if (a_long_name_of_an_arm_ == nullptr) a_long_name_of_an_arm_ = new std::array<std::uint8_t, 64>{};
  return a_long_name_of_an_arm_;
}
const std::array<std::uint8_t, 64>* long_comment::if_a_long_name_of_an_arm() const noexcept {
  if (selected_ != Arm::a_long_name_of_an_arm) return nullptr;
  static const std::array<std::uint8_t, 64> fresh{};
  return a_long_name_of_an_arm_ == nullptr ? &fresh : a_long_name_of_an_arm_;
}
std::array<std::uint8_t, 64>& long_comment::a_long_name_of_an_arm() {
  std::array<std::uint8_t, 64>* found = if_a_long_name_of_an_arm();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "long_comment does not hold a_long_name_of_an_arm", {}});
  return *found;
}
const std::array<std::uint8_t, 64>& long_comment::a_long_name_of_an_arm() const {
  const std::array<std::uint8_t, 64>* found = if_a_long_name_of_an_arm();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "long_comment does not hold a_long_name_of_an_arm", {}});
  return *found;
}
void long_comment::set_a_long_name_of_an_arm(std::array<std::uint8_t, 64> value) {
  set_d(0);
  this->a_long_name_of_an_arm() = std::move(value);
}
long_comment long_comment::make_a_long_name_of_an_arm(std::array<std::uint8_t, 64> value) {
  long_comment made;
  made.set_a_long_name_of_an_arm(std::move(value));
  return made;
}

bool operator==(const long_comment& a, const long_comment& b) {
  if (a.d_ != b.d_) return false;
  switch (a.selected_) {
    case long_comment::Arm::a_long_name_of_an_arm: return *a.if_a_long_name_of_an_arm() == *b.if_a_long_name_of_an_arm();
    case long_comment::Arm::no_data:
    case long_comment::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const long_comment& value) noexcept {
  std::size_t size = 4;
  if (const std::array<std::uint8_t, 64>* found = value.if_a_long_name_of_an_arm()) {
    [[maybe_unused]] const std::array<std::uint8_t, 64>& arm = *found;
    size += 64;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const long_comment& value) {
  if (!out.i32(value.d_)) return out.at("long_comment.d");
  switch (value.selected_) {
    case long_comment::Arm::a_long_name_of_an_arm: {
      const std::array<std::uint8_t, 64>& arm = *value.if_a_long_name_of_an_arm();
      if (!out.fixed_opaque(arm)) return out.at("long_comment.a_long_name_of_an_arm");
      break;
    }
    case long_comment::Arm::no_data: break;
    case long_comment::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("long_comment.d");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, long_comment& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("long_comment.d");
  value.set_d(which);
  switch (value.selected_) {
    case long_comment::Arm::a_long_name_of_an_arm: {
      if (!in.charge(sizeof(std::array<std::uint8_t,
          64>))) return in.at("long_comment.a_long_name_of_an_arm");
      std::array<std::uint8_t, 64>& arm = *value.if_a_long_name_of_an_arm();
      if (!in.fixed_opaque(arm)) return in.at("long_comment.a_long_name_of_an_arm");
      break;
    }
    case long_comment::Arm::no_data: break;
    case long_comment::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("long_comment.d");
  }
  return true;
}

std::string to_string(const long_comment& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const long_comment& value) {
  if (!out.open("long_comment")) return;
  out.field("d", value.d());
  if (const std::array<std::uint8_t,
      64>* arm = value.if_a_long_name_of_an_arm()) out.field("a_long_name_of_an_arm", *arm);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const INLINE_result& value) {
  std::byte* p = out.run(4);
  if (p == nullptr) return out.at("INLINE_result");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, INLINE_result& value) {
  const std::byte* p = in.run(4);
  if (p == nullptr) return in.at("INLINE_result");
  load(p, value);
  return true;
}

std::string to_string(const INLINE_result& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const INLINE_result& value) {
  if (!out.open("INLINE_result")) return;
  out.field("a", value.a);
  out.close();
}

std::string_view to_string(INLINE_answer value) noexcept {
  switch (value) {
    case INLINE_answer::YES_PLEASE: return "YES_PLEASE";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, INLINE_answer value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, INLINE_answer& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<INLINE_answer>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(only_for_clients value) noexcept {
  switch (value) {
    case only_for_clients::CLIENT_ONLY: return "CLIENT_ONLY";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, only_for_clients value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, only_for_clients& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<only_for_clients>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

}  // namespace dialects

namespace dialects::DIALECTS::ONE {
namespace {

std::size_t size_of_GET_result(const types_ptr& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_GET_result(::farcall::xdr::Encoder& out, const types_ptr& value) {
  if (!out.boolean(value.has_value())) return out.at("GET.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_GET_result(::farcall::xdr::Decoder& in, types_ptr& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("GET.result");
  if (present) {
    if (!in.charge(sizeof(types))) return in.at("GET.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

std::size_t size_of_OPTIONAL_arg(const ::farcall::Optional<names>& value) noexcept {
  std::size_t size = 4 + (value ? std::size_t{28} : 0);
  return size;
}

bool encode_OPTIONAL_arg(::farcall::xdr::Encoder& out, const ::farcall::Optional<names>& value) {
  if (!out.boolean(value.has_value())) return out.at("OPTIONAL.arg");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_OPTIONAL_arg(::farcall::xdr::Decoder& in, ::farcall::Optional<names>& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("OPTIONAL.arg");
  if (present) {
    if (!in.charge(sizeof(names))) return in.at("OPTIONAL.arg");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

std::size_t size_of_OPTIONAL_result(const ::farcall::Optional<names>& value) noexcept {
  std::size_t size = 4 + (value ? std::size_t{28} : 0);
  return size;
}

bool encode_OPTIONAL_result(::farcall::xdr::Encoder& out, const ::farcall::Optional<names>& value) {
  if (!out.boolean(value.has_value())) return out.at("OPTIONAL.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_OPTIONAL_result(::farcall::xdr::Decoder& in, ::farcall::Optional<names>& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("OPTIONAL.result");
  if (present) {
    if (!in.charge(sizeof(names))) return in.at("OPTIONAL.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

bool reply_of_GET(::farcall::xdr::Decoder& in, types_ptr& value) {
  return decode_GET_result(in, value);
}

bool reply_of_NUMBER(::farcall::xdr::Decoder& in, std::uint32_t& value) {
  return in.u32(value);
}

bool reply_of_TEXT(::farcall::xdr::Decoder& in, std::string& value) {
  return in.string(value, ::farcall::xdr::unbounded);
}

bool reply_of_NESTED(::farcall::xdr::Decoder& in, ::a::b::here& value) {
  return decode(in, value);
}

bool reply_of_OPTIONAL(::farcall::xdr::Decoder& in, ::farcall::Optional<names>& value) {
  return decode_OPTIONAL_result(in, value);
}

bool reply_of_INLINE(::farcall::xdr::Decoder& in, INLINE_result& value) {
  return decode(in, value);
}

void serve_NOTHING(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NOTHING(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_GET(Server& server, ::farcall::ServerCall& call) {
  types arg1{};
  fruit arg2 = fruit::APPLE;
  by_char arg3{};
  if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) || !decode(call.arguments(),
      arg3) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.GET(call, std::move(arg1), arg2, std::move(arg3));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_GET_result(*result)) || !encode_GET_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

void serve_NUMBER(Server& server, ::farcall::ServerCall& call) {
  std::uint32_t arg1 = 0;
  std::uint32_t arg2 = 0;
  std::uint32_t l = 0;
  if (!call.arguments().u32(arg1) || !call.arguments().u32(arg2) || !call.arguments().u32(l) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NUMBER(call, arg1, arg2, l);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().u32(*result)) return call.bad_results();
  call.send();
}

void serve_TEXT(Server& server, ::farcall::ServerCall& call) {
  std::string arg1{};
  std::string arg2{};
  if (!call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().string(arg2, 10) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.TEXT(call, std::move(arg1), std::move(arg2));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      ::farcall::xdr::unbounded)) return call.bad_results();
  call.send();
}

void serve_NESTED(Server& server, ::farcall::ServerCall& call) {
  ::a::user user{};
  if (!decode(call.arguments(), user) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NESTED(call, std::move(user));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_OPTIONAL(Server& server, ::farcall::ServerCall& call) {
  ::farcall::Optional<names> arg{};
  if (!decode_OPTIONAL_arg(call.arguments(), arg) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.OPTIONAL(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_OPTIONAL_result(*result)) || !encode_OPTIONAL_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

void serve_INLINE(Server& server, ::farcall::ServerCall& call) {
  INLINE_answer answer = INLINE_answer::YES_PLEASE;
  if (!decode(call.arguments(), answer) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.INLINE(call, answer);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_NOTHING(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NOTHING(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_GET(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    types arg1{};
    fruit arg2 = fruit::APPLE;
    by_char arg3{};
    if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) || !decode(call.arguments(),
        arg3) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.GET(call, std::move(arg1), arg2, std::move(arg3));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_GET_result(*result)) || !encode_GET_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_NUMBER(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::uint32_t arg1 = 0;
    std::uint32_t arg2 = 0;
    std::uint32_t l = 0;
    if (!call.arguments().u32(arg1) || !call.arguments().u32(arg2) || !call.arguments().u32(l) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NUMBER(call, arg1, arg2, l);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().u32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_TEXT(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::string arg1{};
    std::string arg2{};
    if (!call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().string(arg2, 10) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.TEXT(call, std::move(arg1), std::move(arg2));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
        ::farcall::xdr::unbounded)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_NESTED(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::a::user user{};
    if (!decode(call.arguments(), user) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NESTED(call, std::move(user));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !encode(call.results(), *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_OPTIONAL(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::farcall::Optional<names> arg{};
    if (!decode_OPTIONAL_arg(call.arguments(), arg) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.OPTIONAL(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_OPTIONAL_result(*result)) || !encode_OPTIONAL_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_INLINE(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    INLINE_answer answer = INLINE_answer::YES_PLEASE;
    if (!decode(call.arguments(), answer) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.INLINE(call, answer);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !encode(call.results(), *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<void> Client::NOTHING(const ::farcall::CallOptions& options) const {
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

::farcall::Result<types_ptr> Client::GET(const types& arg1, fruit arg2, const by_char& arg3,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    types_ptr result{};
    if (!call.reserve(4 + encoded_size(arg1) + encoded_size(arg3)) || !encode(call.arguments(), arg1) ||
        !encode(call.arguments(), arg2) || !encode(call.arguments(), arg3) || !call.transact() ||
        !decode_GET_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::GET_into(const types& arg1, fruit arg2, const by_char& arg3, types_ptr& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    if (!call.reserve(4 + encoded_size(arg1) + encoded_size(arg3)) || !encode(call.arguments(), arg1) ||
        !encode(call.arguments(), arg2) || !encode(call.arguments(), arg3) || !call.transact() ||
        !decode_GET_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::uint32_t> Client::NUMBER(std::uint32_t arg1, std::uint32_t arg2, std::uint32_t l,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 8, options);
  try {
    std::uint32_t result = 0;
    if (!call.reserve(12) || !call.arguments().u32(arg1) || !call.arguments().u32(arg2) ||
        !call.arguments().u32(l) || !call.transact() ||
        !call.results().u32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::string> Client::TEXT(const std::string& arg1, const std::string& arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 16, options);
  try {
    std::string result{};
    if (!call.reserve(::farcall::xdr::counted(arg1.size()) + ::farcall::xdr::counted(arg2.size())) ||
        !call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().string(arg2, 10) ||
        !call.transact() ||
        !call.results().string(result, ::farcall::xdr::unbounded) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::TEXT_into(const std::string& arg1, const std::string& arg2,
    std::string& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 16, options);
  try {
    if (!call.reserve(::farcall::xdr::counted(arg1.size()) + ::farcall::xdr::counted(arg2.size())) ||
        !call.arguments().string(arg1, ::farcall::xdr::unbounded) || !call.arguments().string(arg2, 10) ||
        !call.transact() ||
        !call.results().string(into, ::farcall::xdr::unbounded) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::a::b::here> Client::NESTED(const ::a::user& user,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 20, options);
  try {
    ::a::b::here result{};
    if (!call.reserve(encoded_size(user)) || !encode(call.arguments(), user) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::NESTED_into(const ::a::user& user, ::a::b::here& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 20, options);
  try {
    if (!call.reserve(encoded_size(user)) || !encode(call.arguments(), user) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::farcall::Optional<names>> Client::OPTIONAL(const ::farcall::Optional<names>& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 21, options);
  try {
    ::farcall::Optional<names> result{};
    if (!call.reserve(size_of_OPTIONAL_arg(arg)) || !encode_OPTIONAL_arg(call.arguments(), arg) ||
        !call.transact() ||
        !decode_OPTIONAL_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::OPTIONAL_into(const ::farcall::Optional<names>& arg,
    ::farcall::Optional<names>& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 21, options);
  try {
    if (!call.reserve(size_of_OPTIONAL_arg(arg)) || !encode_OPTIONAL_arg(call.arguments(), arg) ||
        !call.transact() ||
        !decode_OPTIONAL_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<INLINE_result> Client::INLINE(INLINE_answer answer,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 22, options);
  try {
    INLINE_result result{};
    if (!call.reserve(4) || !encode(call.arguments(), answer) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::INLINE_into(INLINE_answer answer, INLINE_result& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 22, options);
  try {
    if (!call.reserve(4) || !encode(call.arguments(), answer) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<void> AsyncClient::NOTHING(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 0, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<types_ptr> AsyncClient::GET(const types& arg1, fruit arg2, const by_char& arg3,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 7, options);
  if (call.reserve(4 + encoded_size(arg1) + encoded_size(arg3)) && encode(call.arguments(),
      arg1) && encode(call.arguments(), arg2) && encode(call.arguments(), arg3)) call.send();
  return {call.take(), reply_of_GET};
}

::farcall::Reply<std::uint32_t> AsyncClient::NUMBER(std::uint32_t arg1, std::uint32_t arg2, std::uint32_t l,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 8, options);
  if (call.reserve(12) && call.arguments().u32(arg1) && call.arguments().u32(arg2) && call.arguments().u32(l)) call.send();
  return {call.take(), reply_of_NUMBER};
}

::farcall::Reply<std::string> AsyncClient::TEXT(const std::string& arg1, const std::string& arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 16, options);
  if (call.reserve(::farcall::xdr::counted(arg1.size()) +
      ::farcall::xdr::counted(arg2.size())) && call.arguments().string(arg1,
      ::farcall::xdr::unbounded) && call.arguments().string(arg2, 10)) call.send();
  return {call.take(), reply_of_TEXT};
}

::farcall::Reply<::a::b::here> AsyncClient::NESTED(const ::a::user& user,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 20, options);
  if (call.reserve(encoded_size(user)) && encode(call.arguments(), user)) call.send();
  return {call.take(), reply_of_NESTED};
}

::farcall::Reply<::farcall::Optional<names>> AsyncClient::OPTIONAL(const ::farcall::Optional<names>& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 21, options);
  if (call.reserve(size_of_OPTIONAL_arg(arg)) && encode_OPTIONAL_arg(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_OPTIONAL};
}

::farcall::Reply<INLINE_result> AsyncClient::INLINE(INLINE_answer answer,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 22, options);
  if (call.reserve(4) && encode(call.arguments(), answer)) call.send();
  return {call.take(), reply_of_INLINE};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return serve_NOTHING(*this, call);
    case 7: return serve_GET(*this, call);
    case 8: return serve_NUMBER(*this, call);
    case 16: return serve_TEXT(*this, call);
    case 20: return serve_NESTED(*this, call);
    case 21: return serve_OPTIONAL(*this, call);
    case 22: return serve_INLINE(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return void(answer_NOTHING(*this, ::farcall::stub::Deferred(call)));
    case 7: return void(answer_GET(*this, ::farcall::stub::Deferred(call)));
    case 8: return void(answer_NUMBER(*this, ::farcall::stub::Deferred(call)));
    case 16: return void(answer_TEXT(*this, ::farcall::stub::Deferred(call)));
    case 20: return void(answer_NESTED(*this, ::farcall::stub::Deferred(call)));
    case 21: return void(answer_OPTIONAL(*this, ::farcall::stub::Deferred(call)));
    case 22: return void(answer_INLINE(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace dialects::DIALECTS::ONE

namespace dialects::DIALECTS::TWO {
namespace {

bool reply_of_RENAME(::farcall::xdr::Decoder& in, name& value) {
  return decode(in, value);
}

bool reply_of_version(::farcall::xdr::Decoder& in, ::dialects::version& value) {
  return decode(in, value);
}

void serve_NOTHING(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NOTHING(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_RENAME(Server& server, ::farcall::ServerCall& call) {
  name arg1{};
  serve arg2{};
  if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.RENAME(call, std::move(arg1), arg2);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_version(Server& server, ::farcall::ServerCall& call) {
  ::dialects::version version{};
  ::dialects::program program = ::dialects::program::program;
  if (!decode(call.arguments(), version) || !decode(call.arguments(), program) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.version(call, std::move(version), program);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_NOTHING(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NOTHING(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_RENAME(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    name arg1{};
    serve arg2{};
    if (!decode(call.arguments(), arg1) || !decode(call.arguments(), arg2) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.RENAME(call, std::move(arg1), arg2);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_version(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    ::dialects::version version{};
    ::dialects::program program = ::dialects::program::program;
    if (!decode(call.arguments(), version) || !decode(call.arguments(), program) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.version(call, std::move(version), program);
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

::farcall::Result<void> Client::NOTHING(const ::farcall::CallOptions& options) const {
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

::farcall::Result<name> Client::RENAME(const name& arg1, const serve& arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    name result{};
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

::farcall::Result<void> Client::RENAME_into(const name& arg1, const serve& arg2, name& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
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

::farcall::Result<::dialects::version> Client::version(const ::dialects::version& version,
    ::dialects::program program, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    ::dialects::version result{};
    if (!call.reserve(4 + encoded_size(version)) || !encode(call.arguments(), version) ||
        !encode(call.arguments(), program) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::version_into(const ::dialects::version& version, ::dialects::program program,
    ::dialects::version& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    if (!call.reserve(4 + encoded_size(version)) || !encode(call.arguments(), version) ||
        !encode(call.arguments(), program) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<void> AsyncClient::NOTHING(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<name> AsyncClient::RENAME(const name& arg1, const serve& arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(4 + encoded_size(arg1)) && encode(call.arguments(), arg1) && encode(call.arguments(),
      arg2)) call.send();
  return {call.take(), reply_of_RENAME};
}

::farcall::Reply<::dialects::version> AsyncClient::version(const ::dialects::version& version,
    ::dialects::program program, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 3, options);
  if (call.reserve(4 + encoded_size(version)) && encode(call.arguments(),
      version) && encode(call.arguments(), program)) call.send();
  return {call.take(), reply_of_version};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_NOTHING(*this, call);
    case 2: return serve_RENAME(*this, call);
    case 3: return serve_version(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_NOTHING(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_RENAME(*this, ::farcall::stub::Deferred(call)));
    case 3: return void(answer_version(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace dialects::DIALECTS::TWO

namespace dialects::DIALECTS_CALLBACK::ONE {
namespace {

void serve_NOTHING(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NOTHING(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_NOTHING(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NOTHING(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<void> Client::NOTHING(const ::farcall::CallOptions& options) const {
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

::farcall::Reply<void> AsyncClient::NOTHING(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_NOTHING(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_NOTHING(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace dialects::DIALECTS_CALLBACK::ONE
