// Generated from everything.x by farcallc 0.1.0, do not edit.
#include "everything.x.hpp"

#include <farcall/xdr/text.hpp>

namespace everything {

static inline bool store(::farcall::xdr::Encoder& out, std::byte* p, const point& value) {
  ::farcall::xdr::store_i32(p, value.x);
  ::farcall::xdr::store_i32(p + 4, value.y);
  if (!is_declared(value.c)) return out.fail(::farcall::xdr::Fault::bad_enum) || out.at("point.c");
  ::farcall::xdr::store_i32(p + 8, static_cast<std::int32_t>(value.c));
  ::farcall::xdr::store_u32(p + 12, value.visible ? 1 : 0);
  return true;
}

static inline bool load(::farcall::xdr::Decoder& in, const std::byte* p, point& value) {
  value.x = ::farcall::xdr::load_i32(p);
  value.y = ::farcall::xdr::load_i32(p + 4);
  value.c = static_cast<color>(::farcall::xdr::load_i32(p + 8));
  if (!is_declared(value.c)) return in.fail(::farcall::xdr::Fault::bad_enum) || in.at("point.c");
  if (!in.to_bool(::farcall::xdr::load_u32(p + 12), value.visible)) return in.at("point.visible");
  return true;
}

static inline void store(std::byte* p, const scalars& value) {
  ::farcall::xdr::store_i32(p, value.a);
  ::farcall::xdr::store_u32(p + 4, value.b);
  ::farcall::xdr::store_i64(p + 8, value.c);
  ::farcall::xdr::store_u64(p + 16, value.d);
  ::farcall::xdr::store_f32(p + 24, value.e);
  ::farcall::xdr::store_f64(p + 28, value.f);
  ::farcall::xdr::store_u32(p + 36, value.g ? 1 : 0);
  ::farcall::xdr::store_u32(p + 40, value.h);
  ::farcall::xdr::store_u32(p + 44, value.i);
  ::farcall::xdr::store_i32(p + 48, value.j);
  ::farcall::xdr::store_i32(p + 52, value.k);
  ::farcall::xdr::store_i32(p + 56, value.l);
  ::farcall::xdr::store_i32(p + 60, value.m);
  ::farcall::xdr::store_u32(p + 64, value.n);
  ::farcall::xdr::store_u64(p + 68, value.o);
  ::farcall::xdr::store_u32(p + 76, value.p);
  ::farcall::xdr::store_u32(p + 80, value.q);
  ::farcall::xdr::store_i64(p + 84, value.r);
  std::memcpy(p + 92, value.s.data(), 16);
}

static inline bool load(::farcall::xdr::Decoder& in, const std::byte* p, scalars& value) {
  value.a = ::farcall::xdr::load_i32(p);
  value.b = ::farcall::xdr::load_u32(p + 4);
  value.c = ::farcall::xdr::load_i64(p + 8);
  value.d = ::farcall::xdr::load_u64(p + 16);
  value.e = ::farcall::xdr::load_f32(p + 24);
  value.f = ::farcall::xdr::load_f64(p + 28);
  if (!in.to_bool(::farcall::xdr::load_u32(p + 36), value.g)) return in.at("scalars.g");
  value.h = ::farcall::xdr::load_u32(p + 40);
  value.i = ::farcall::xdr::load_u32(p + 44);
  value.j = ::farcall::xdr::load_i32(p + 48);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 52), value.k)) return in.at("scalars.k");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 56), value.l)) return in.at("scalars.l");
  value.m = ::farcall::xdr::load_i32(p + 60);
  value.n = ::farcall::xdr::load_u32(p + 64);
  value.o = ::farcall::xdr::load_u64(p + 68);
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 76), value.p)) return in.at("scalars.p");
  if (!in.to_narrow(::farcall::xdr::load_u32(p + 80), value.q)) return in.at("scalars.q");
  value.r = ::farcall::xdr::load_i64(p + 84);
  std::memcpy(value.s.data(), p + 92, 16);
  return true;
}

static std::size_t size_of(const tree& value, std::uint32_t depth) noexcept;
static std::size_t size_of(const btree& first, std::uint32_t depth) noexcept;
static std::size_t size_of(const stringlist& value, std::uint32_t depth) noexcept;
static std::size_t size_of(const stringentry& value, std::uint32_t depth) noexcept;
[[gnu::always_inline]] static inline bool encode_inline(::farcall::xdr::Encoder& out, const sample& value) {
  if (value.s.size() > ::farcall::xdr::unbounded) return out.fail(::farcall::xdr::Fault::too_long) ||
      out.at("sample.s");
  std::byte* p = out.run(24 + ::farcall::xdr::padded(value.s.size()));
  if (p == nullptr) return out.at("sample.a");
  ::farcall::xdr::store_i32(p, value.a);
  ::farcall::xdr::store_f64(p + 4, value.b);
  ::farcall::xdr::store_f64(p + 12, value.c);
  ::farcall::xdr::store_counted(p + 20, value.s.data(), value.s.size());
  return true;
}

[[gnu::always_inline]] static inline bool decode_inline(::farcall::xdr::Decoder& in, sample& value) {
  const std::byte* p = in.run(24);
  if (p == nullptr) return in.at("sample.a");
  value.a = ::farcall::xdr::load_i32(p);
  value.b = ::farcall::xdr::load_f64(p + 4);
  value.c = ::farcall::xdr::load_f64(p + 12);
  if (!in.string_of(::farcall::xdr::load_u32(p + 20), value.s,
      ::farcall::xdr::unbounded)) return in.at("sample.s");
  return true;
}

}  // namespace everything

namespace everything {

std::string_view to_string(color value) noexcept {
  switch (value) {
    case color::RED: return "RED";
    case color::GREEN: return "GREEN";
    case color::BLUE: return "BLUE";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, color value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, color& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<color>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

std::string_view to_string(dense value) noexcept {
  switch (value) {
    case dense::D0: return "D0";
    case dense::D1: return "D1";
    case dense::D2: return "D2";
  }
  return {};
}

bool encode(::farcall::xdr::Encoder& out, dense value) {
  if (!is_declared(value)) return out.fail(::farcall::xdr::Fault::bad_enum);
  return out.i32(static_cast<std::int32_t>(value));
}

bool decode(::farcall::xdr::Decoder& in, dense& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return false;
  value = static_cast<dense>(which);
  return is_declared(value) || in.fail(::farcall::xdr::Fault::bad_enum);
}

bool encode(::farcall::xdr::Encoder& out, const point& value) {
  std::byte* p = out.run(16);
  if (p == nullptr) return out.at("point");
  return store(out, p, value);
}

bool decode(::farcall::xdr::Decoder& in, point& value) {
  const std::byte* p = in.run(16);
  if (p == nullptr) return in.at("point");
  return load(in, p, value);
}

std::string to_string(const point& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const point& value) {
  if (!out.open("point")) return;
  out.field("x", value.x);
  out.field("y", value.y);
  out.field("c", value.c);
  out.field("visible", value.visible);
  out.close();
}

bool encode(::farcall::xdr::Encoder& out, const scalars& value) {
  std::byte* p = out.run(108);
  if (p == nullptr) return out.at("scalars");
  store(p, value);
  return true;
}

bool decode(::farcall::xdr::Decoder& in, scalars& value) {
  const std::byte* p = in.run(108);
  if (p == nullptr) return in.at("scalars");
  return load(in, p, value);
}

std::string to_string(const scalars& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const scalars& value) {
  if (!out.open("scalars")) return;
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
  out.close();
}

std::size_t encoded_size(const mixed& value) noexcept {
  std::size_t size = 328 + ::farcall::xdr::counted(value.name.size()) +
      ::farcall::xdr::counted(value.file.size()) + ::farcall::xdr::counted(value.data.size()) +
      16 * value.path.size() + 4 * value.numbers.size() + 8 * value.big.size() + 4 * value.flags.size() +
      4 * value.palette.size() + (value.maybe ? std::size_t{16} : 0) +
      (value.maybe_int ? std::size_t{4} : 0) + 4 * value.shorts.size();
  for (const auto& element : value.all) size += ::farcall::xdr::counted(element.size());
  for (const auto& element2 : value.pair) size += ::farcall::xdr::counted(element2.size());
  if (value.maybe_text) size += ::farcall::xdr::counted((*value.maybe_text).size());
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const mixed& value) {
  if (value.name.size() > ::farcall::xdr::unbounded) return out.fail(::farcall::xdr::Fault::too_long) ||
      out.at("mixed.name");
  if (value.file.size() > MAX_NAME) return out.fail(::farcall::xdr::Fault::too_long) || out.at("mixed.file");
  if (value.data.size() > 100) return out.fail(::farcall::xdr::Fault::too_long) || out.at("mixed.data");
  std::byte* p = out.run(56 + ::farcall::xdr::padded(value.name.size()) +
      ::farcall::xdr::padded(value.file.size()) + ::farcall::xdr::padded(value.data.size()));
  if (p == nullptr) return out.at("mixed.at");
  if (!store(out, p, value.at)) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    ::farcall::xdr::store_i32(p + 16 + 4 * i, value.t[i]);
  }
  std::memcpy(p + 28, value.o.data(), 5);
  std::memset(p + 28 + 5, 0, 3);
  p = ::farcall::xdr::store_counted(p + 36, value.name.data(), value.name.size());
  p = ::farcall::xdr::store_counted(p, value.file.data(), value.file.size());
  p = ::farcall::xdr::store_counted(p, value.data.data(), value.data.size());
  std::memcpy(p, value.ck.data(), 8);
  if (!out.length(value.path.size(), ::farcall::xdr::unbounded)) return out.at("mixed.path");
  std::byte* p2 = out.run(16 * value.path.size());
  if (p2 == nullptr) return out.at("mixed.path");
  for (const auto& element : value.path) {
    if (!store(out, p2, element)) return false;
    p2 += 16;
  }
  if (!out.length(value.numbers.size(), ::farcall::xdr::unbounded) || !out.words_32(value.numbers.data(),
      value.numbers.size())) return out.at("mixed.numbers");
  if (!out.length(value.big.size(), 10) || !out.words_64(value.big.data(),
      value.big.size())) return out.at("mixed.big");
  std::byte* p3 = out.run(160);
  if (p3 == nullptr) return out.at("mixed.reals");
  ::farcall::xdr::swap_words_64(p3, value.reals.data(), 20);
  if (!out.length(value.flags.size(), ::farcall::xdr::unbounded)) return out.at("mixed.flags");
  std::byte* p4 = out.run(4 * value.flags.size());
  if (p4 == nullptr) return out.at("mixed.flags");
  for (bool element2 : value.flags) {
    ::farcall::xdr::store_u32(p4, element2 ? 1 : 0);
    p4 += 4;
  }
  std::byte* p5 = out.run(8);
  if (p5 == nullptr) return out.at("mixed.two");
  for (std::size_t i2 = 0; i2 < 2; ++i2) {
    ::farcall::xdr::store_u32(p5 + 4 * i2, value.two[i2] ? 1 : 0);
  }
  if (!out.length(value.palette.size(), ::farcall::xdr::unbounded)) return out.at("mixed.palette");
  std::byte* p6 = out.run(4 * value.palette.size());
  if (p6 == nullptr) return out.at("mixed.palette");
  for (const auto& element3 : value.palette) {
    if (!is_declared(element3)) return out.fail(::farcall::xdr::Fault::bad_enum) || out.at("mixed.palette");
    ::farcall::xdr::store_i32(p6, static_cast<std::int32_t>(element3));
    p6 += 4;
  }
  if (!out.length(value.all.size(), 16)) return out.at("mixed.all");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element4 : value.all) {
    if (!near.string(element4, MAX_NAME)) {
      out = near;
      return out.at("mixed.all");
    }
  }
  out = near;
  std::byte* p7 = out.run(64);
  if (p7 == nullptr) return out.at("mixed.corners");
  for (std::size_t i3 = 0; i3 < 4; ++i3) {
    if (!store(out, p7 + 16 * i3, value.corners[i3])) return false;
  }
  for (const auto& element5 : value.pair) {
    if (!out.string(element5, MAX_NAME)) return out.at("mixed.pair");
  }
  if (!out.boolean(value.maybe.has_value())) return out.at("mixed.maybe");
  if (value.maybe) {
    if (!encode(out, *value.maybe)) return false;
  }
  if (!out.boolean(value.maybe_text.has_value())) return out.at("mixed.maybe_text");
  if (value.maybe_text) {
    if (!out.string((*value.maybe_text), ::farcall::xdr::unbounded)) return out.at("mixed.maybe_text");
  }
  if (!out.boolean(value.maybe_int.has_value())) return out.at("mixed.maybe_int");
  if (value.maybe_int) {
    if (!out.i32(*value.maybe_int)) return out.at("mixed.maybe_int");
  }
  if (!out.length(value.shorts.size(), ::farcall::xdr::unbounded)) return out.at("mixed.shorts");
  std::byte* p8 = out.run(4 * value.shorts.size());
  if (p8 == nullptr) return out.at("mixed.shorts");
  for (const auto& element6 : value.shorts) {
    ::farcall::xdr::store_i32(p8, element6);
    p8 += 4;
  }
  std::byte* p9 = out.run(12);
  if (p9 == nullptr) return out.at("mixed.chars");
  for (std::size_t i4 = 0; i4 < 3; ++i4) {
    ::farcall::xdr::store_i32(p9 + 4 * i4, value.chars[i4]);
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, mixed& value) {
  const std::byte* p = in.run(40);
  if (p == nullptr) return in.at("mixed.at");
  if (!load(in, p, value.at)) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    value.t[i] = ::farcall::xdr::load_i32(p + 16 + 4 * i);
  }
  std::memcpy(value.o.data(), p + 28, 5);
  if (!in.padding(p + 28 + 5, 3)) return in.at("mixed.o");
  if (!in.string_of(::farcall::xdr::load_u32(p + 36), value.name,
      ::farcall::xdr::unbounded)) return in.at("mixed.name");
  if (!in.string(value.file, MAX_NAME)) return in.at("mixed.file");
  if (!in.opaque(value.data, 100)) return in.at("mixed.data");
  if (!in.fixed_opaque(value.ck)) return in.at("mixed.ck");
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 16, sizeof(point))) return in.at("mixed.path");
  value.path.resize(count);
  const std::byte* p2 = in.run(std::size_t{16} * count);
  if (p2 == nullptr) return in.at("mixed.path");
  for (auto& element : value.path) {
    if (!load(in, p2, element)) return false;
    p2 += 16;
  }
  std::uint32_t count2 = 0;
  if (!in.length(count2, ::farcall::xdr::unbounded, 4, sizeof(std::int32_t))) return in.at("mixed.numbers");
  if (!in.words(value.numbers, count2)) return in.at("mixed.numbers");
  std::uint32_t count3 = 0;
  if (!in.length(count3, 10, 8, sizeof(std::int64_t))) return in.at("mixed.big");
  if (!in.words(value.big, count3)) return in.at("mixed.big");
  const std::byte* p3 = in.run(160);
  if (p3 == nullptr) return in.at("mixed.reals");
  ::farcall::xdr::swap_words_64(value.reals.data(), p3, 20);
  std::uint32_t count4 = 0;
  if (!in.length(count4, ::farcall::xdr::unbounded, 4, sizeof(bool))) return in.at("mixed.flags");
  value.flags.resize(count4);
  const std::byte* p4 = in.run(std::size_t{4} * count4);
  if (p4 == nullptr) return in.at("mixed.flags");
  for (auto element2 : value.flags) {
    bool flag = false;
    if (!in.to_bool(::farcall::xdr::load_u32(p4), flag)) return in.at("mixed.flags");
    element2 = flag;
    p4 += 4;
  }
  const std::byte* p5 = in.run(8);
  if (p5 == nullptr) return in.at("mixed.two");
  for (std::size_t i2 = 0; i2 < 2; ++i2) {
    if (!in.to_bool(::farcall::xdr::load_u32(p5 + 4 * i2), value.two[i2])) return in.at("mixed.two");
  }
  std::uint32_t count5 = 0;
  if (!in.length(count5, ::farcall::xdr::unbounded, 4, sizeof(color))) return in.at("mixed.palette");
  value.palette.resize(count5);
  const std::byte* p6 = in.run(std::size_t{4} * count5);
  if (p6 == nullptr) return in.at("mixed.palette");
  for (auto& element3 : value.palette) {
    element3 = static_cast<color>(::farcall::xdr::load_i32(p6));
    if (!is_declared(element3)) return in.fail(::farcall::xdr::Fault::bad_enum) || in.at("mixed.palette");
    p6 += 4;
  }
  std::uint32_t count6 = 0;
  if (!in.length(count6, 16, 4, sizeof(filename))) return in.at("mixed.all");
  value.all.resize(count6);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element4 : value.all) {
    if (!near.string(element4, MAX_NAME)) {
      in = near;
      return in.at("mixed.all");
    }
  }
  in = near;
  const std::byte* p7 = in.run(64);
  if (p7 == nullptr) return in.at("mixed.corners");
  for (std::size_t i3 = 0; i3 < 4; ++i3) {
    if (!load(in, p7 + 16 * i3, value.corners[i3])) return false;
  }
  for (auto& element5 : value.pair) {
    if (!in.string(element5, MAX_NAME)) return in.at("mixed.pair");
  }
  bool present = false;
  if (!in.boolean(present)) return in.at("mixed.maybe");
  if (present) {
    if (!in.charge(sizeof(point))) return in.at("mixed.maybe");
    if (!value.maybe) value.maybe.emplace();
    if (!decode(in, *value.maybe)) return false;
  }
  if (!present) value.maybe.reset();
  bool present2 = false;
  if (!in.boolean(present2)) return in.at("mixed.maybe_text");
  if (present2) {
    if (!in.charge(sizeof(std::string))) return in.at("mixed.maybe_text");
    if (!value.maybe_text) value.maybe_text.emplace();
    if (!in.string((*value.maybe_text), ::farcall::xdr::unbounded)) return in.at("mixed.maybe_text");
  }
  if (!present2) value.maybe_text.reset();
  bool present3 = false;
  if (!in.boolean(present3)) return in.at("mixed.maybe_int");
  if (present3) {
    if (!in.charge(sizeof(std::int32_t))) return in.at("mixed.maybe_int");
    if (!value.maybe_int) value.maybe_int.emplace();
    if (!in.i32(*value.maybe_int)) return in.at("mixed.maybe_int");
  }
  if (!present3) value.maybe_int.reset();
  std::uint32_t count7 = 0;
  if (!in.length(count7, ::farcall::xdr::unbounded, 4, sizeof(std::int16_t))) return in.at("mixed.shorts");
  value.shorts.resize(count7);
  const std::byte* p8 = in.run(std::size_t{4} * count7);
  if (p8 == nullptr) return in.at("mixed.shorts");
  for (auto& element6 : value.shorts) {
    if (!in.to_narrow(::farcall::xdr::load_u32(p8), element6)) return in.at("mixed.shorts");
    p8 += 4;
  }
  const std::byte* p9 = in.run(12);
  if (p9 == nullptr) return in.at("mixed.chars");
  for (std::size_t i4 = 0; i4 < 3; ++i4) {
    if (!in.to_narrow(::farcall::xdr::load_u32(p9 + 4 * i4), value.chars[i4])) return in.at("mixed.chars");
  }
  return true;
}

std::string to_string(const mixed& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const mixed& value) {
  if (!out.open("mixed")) return;
  out.field("at", value.at);
  out.field("t", value.t);
  out.field("o", value.o);
  out.field("name", value.name);
  out.field("file", value.file);
  out.field("data", value.data);
  out.field("ck", value.ck);
  out.field("path", value.path);
  out.field("numbers", value.numbers);
  out.field("big", value.big);
  out.field("reals", value.reals);
  out.field("flags", value.flags);
  out.field("two", value.two);
  out.field("palette", value.palette);
  out.field("all", value.all);
  out.field("corners", value.corners);
  out.field("pair", value.pair);
  out.field("maybe", value.maybe);
  out.field("maybe_text", value.maybe_text);
  out.field("maybe_int", value.maybe_int);
  out.field("shorts", value.shorts);
  out.field("chars", value.chars);
  out.close();
}

std::size_t encoded_size(const entry& first) noexcept {
  std::size_t size = 0;
  for (const entry* node = &first;; node = &*node->next) {
    const entry& value = *node;
    size += 8 + ::farcall::xdr::counted(value.name.size()) + 4;
    if (!value.next) return size;
  }
}

bool encode(::farcall::xdr::Encoder& out, const entry& first) {
  for (const entry* node = &first;; node = &*node->next) {
    const entry& value = *node;
    if (value.name.size() > ::farcall::xdr::unbounded) return out.fail(::farcall::xdr::Fault::too_long) ||
        out.at("entry.name");
    std::byte* p = out.run(12 + ::farcall::xdr::padded(value.name.size()));
    if (p == nullptr) return out.at("entry.id");
    ::farcall::xdr::store_u64(p, value.id);
    ::farcall::xdr::store_counted(p + 8, value.name.data(), value.name.size());
    if (!out.boolean(value.next.has_value())) return out.at("entry.next");
    if (!value.next) break;
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, entry& first) {
  for (entry* node = &first;;) {
    entry& value = *node;
    const std::byte* p = in.run(12);
    if (p == nullptr) return in.at("entry.id");
    value.id = ::farcall::xdr::load_u64(p);
    if (!in.string_of(::farcall::xdr::load_u32(p + 8), value.name,
        ::farcall::xdr::unbounded)) return in.at("entry.name");
    bool more = false;
    if (!in.boolean(more)) return in.at("entry.next");
    if (!more) {
      value.next.reset();
      break;
    }
    if (!in.charge(sizeof(entry))) return in.at("entry.next");
    node = value.next ? &*value.next : &value.next.emplace();
  }
  return true;
}

std::string to_string(const entry& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const entry& first) {
  if (!out.open_list("entry")) return;
  for (const entry* node = &first; out.element(); node = &*node->next) {
    const entry& value = *node;
    if (out.open("")) {
      out.field("id", value.id);
      out.field("name", value.name);
      out.close();
    }
    if (!value.next) break;
  }
  out.close_list();
}

static std::size_t size_of(const tree& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 8;
  for (const auto& element : value.children) size += size_of(element, depth + 1);
  return size;
}

std::size_t encoded_size(const tree& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const tree& value) {
  if (!out.enter()) return out.at("tree");
  if (!out.i32(value.value)) return out.at("tree.value");
  if (!out.length(value.children.size(), ::farcall::xdr::unbounded)) return out.at("tree.children");
  for (const auto& element : value.children) {
    if (!encode(out, element)) return false;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, tree& value) {
  if (!in.enter()) return in.at("tree");
  if (!in.i32(value.value)) return in.at("tree.value");
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 8, sizeof(tree))) return in.at("tree.children");
  value.children.resize(count);
  for (auto& element : value.children) {
    if (!decode(in, element)) return false;
  }
  in.leave();
  return true;
}

std::string to_string(const tree& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const tree& value) {
  if (!out.open("tree")) return;
  out.field("value", value.value);
  out.field("children", value.children);
  out.close();
}

static std::size_t size_of(const btree& first, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 0;
  for (const btree* node = &first;; node = &*node->right) {
    const btree& value = *node;
    size += 8 + 4;
    if (value.left) size += size_of(*value.left, depth + 1);
    if (!value.right) return size;
  }
}

std::size_t encoded_size(const btree& first) noexcept { return size_of(first, 0); }

bool encode(::farcall::xdr::Encoder& out, const btree& first) {
  if (!out.enter()) return out.at("btree");
  for (const btree* node = &first;; node = &*node->right) {
    const btree& value = *node;
    if (!out.i32(value.key)) return out.at("btree.key");
    if (!out.boolean(value.left.has_value())) return out.at("btree.left");
    if (value.left) {
      if (!encode(out, *value.left)) return false;
    }
    if (!out.boolean(value.right.has_value())) return out.at("btree.right");
    if (!value.right) break;
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, btree& first) {
  if (!in.enter()) return in.at("btree");
  for (btree* node = &first;;) {
    btree& value = *node;
    if (!in.i32(value.key)) return in.at("btree.key");
    bool present = false;
    if (!in.boolean(present)) return in.at("btree.left");
    if (present) {
      if (!in.charge(sizeof(btree))) return in.at("btree.left");
      if (!value.left) value.left.emplace();
      if (!decode(in, *value.left)) return false;
    }
    if (!present) value.left.reset();
    bool more = false;
    if (!in.boolean(more)) return in.at("btree.right");
    if (!more) {
      value.right.reset();
      break;
    }
    if (!in.charge(sizeof(btree))) return in.at("btree.right");
    node = value.right ? &*value.right : &value.right.emplace();
  }
  in.leave();
  return true;
}

std::string to_string(const btree& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const btree& first) {
  if (!out.open_list("btree")) return;
  for (const btree* node = &first; out.element(); node = &*node->right) {
    const btree& value = *node;
    if (out.open("")) {
      out.field("key", value.key);
      out.field("left", value.left);
      out.close();
    }
    if (!value.right) break;
  }
  out.close_list();
}

result::result() noexcept : status_(color::RED), selected_(Arm::list) { std::construct_at(&list_); }
result::result(const result& other) : status_(other.status_), selected_(other.selected_) {
  copy_arm(other);
}
result::result(result&& other) noexcept : status_(other.status_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
result& result::operator=(const result& other) {
  if (this != &other) *this = result(other);
  return *this;
}
result& result::operator=(result&& other) noexcept {
  if (this == &other) return *this;
  result made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  status_ = made.status_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
result::~result() { destroy(); }

result::Arm result::arm_of([[maybe_unused]] color status) noexcept {
  if (status == color::RED) return Arm::list;
  if (status == color::GREEN) return Arm::number;
  if (status == color::BLUE) return Arm::no_data;
  return Arm::no_arm;
}

void result::set_status(color status) {
  Arm arm = arm_of(status);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::list: std::construct_at(&list_); break;
      case Arm::number: std::construct_at(&number_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  status_ = status;
}

void result::destroy() noexcept {
  switch (selected_) {
    case Arm::list: std::destroy_at(&list_); break;
    case Arm::number: std::destroy_at(&number_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void result::copy_arm(const result& other) {
  switch (selected_) {
    case Arm::list: std::construct_at(&list_, other.list_); break;
    case Arm::number: std::construct_at(&number_, other.number_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void result::copy_arm(result&& other) noexcept {
  switch (selected_) {
    case Arm::list: std::construct_at(&list_, std::move(other.list_)); break;
    case Arm::number: std::construct_at(&number_, std::move(other.number_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

entries* result::if_list() noexcept {
  if (selected_ != Arm::list) return nullptr;
  return &list_;
}
const entries* result::if_list() const noexcept {
  if (selected_ != Arm::list) return nullptr;
  return &list_;
}
entries& result::list() {
  entries* found = if_list();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "result does not hold list", {}});
  return *found;
}
const entries& result::list() const {
  const entries* found = if_list();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "result does not hold list", {}});
  return *found;
}
void result::set_list(entries value) {
  set_status(color::RED);
  this->list() = std::move(value);
}
result result::make_list(entries value) {
  result made;
  made.set_list(std::move(value));
  return made;
}

std::int32_t* result::if_number() noexcept {
  if (selected_ != Arm::number) return nullptr;
  return &number_;
}
const std::int32_t* result::if_number() const noexcept {
  if (selected_ != Arm::number) return nullptr;
  return &number_;
}
std::int32_t& result::number() {
  std::int32_t* found = if_number();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "result does not hold number", {}});
  return *found;
}
const std::int32_t& result::number() const {
  const std::int32_t* found = if_number();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "result does not hold number", {}});
  return *found;
}
void result::set_number(std::int32_t value) {
  set_status(color::GREEN);
  this->number() = value;
}
result result::make_number(std::int32_t value) {
  result made;
  made.set_number(value);
  return made;
}

bool operator==(const result& a, const result& b) {
  if (a.status_ != b.status_) return false;
  switch (a.selected_) {
    case result::Arm::list: return a.list_ == b.list_;
    case result::Arm::number: return a.number_ == b.number_;
    case result::Arm::no_data:
    case result::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const result& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == result::Arm::list) {
    size += 4;
    if (value.list_) size += encoded_size(*value.list_);
  }
  if (value.selected_ == result::Arm::number) {
    size += 4;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const result& value) {
  if (!encode(out, value.status_)) return out.at("result.status");
  switch (value.selected_) {
    case result::Arm::list: {
      if (!out.boolean(value.list_.has_value())) return out.at("result.list");
      if (value.list_) {
        if (!encode(out, *value.list_)) return false;
      }
      break;
    }
    case result::Arm::number: {
      if (!out.i32(value.number_)) return out.at("result.number");
      break;
    }
    case result::Arm::no_data: break;
    case result::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("result.status");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, result& value) {
  color which = color::RED;
  if (!decode(in, which)) return in.at("result.status");
  value.set_status(which);
  switch (value.selected_) {
    case result::Arm::list: {
      bool present = false;
      if (!in.boolean(present)) return in.at("result.list");
      if (present) {
        if (!in.charge(sizeof(entry))) return in.at("result.list");
        if (!value.list_) value.list_.emplace();
        if (!decode(in, *value.list_)) return false;
      }
      if (!present) value.list_.reset();
      break;
    }
    case result::Arm::number: {
      if (!in.i32(value.number_)) return in.at("result.number");
      break;
    }
    case result::Arm::no_data: break;
    case result::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("result.status");
  }
  return true;
}

std::string to_string(const result& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const result& value) {
  if (!out.open("result")) return;
  out.field("status", value.status());
  if (const entries* arm = value.if_list()) out.field("list", *arm);
  if (const std::int32_t* arm = value.if_number()) out.field("number", *arm);
  out.close();
}

big::big() noexcept : kind_(0), selected_(Arm::no_data) {}
big::big(const big& other) : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(other);
}
big::big(big&& other) noexcept : kind_(other.kind_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
big& big::operator=(const big& other) {
  if (this != &other) *this = big(other);
  return *this;
}
big& big::operator=(big&& other) noexcept {
  if (this == &other) return *this;
  big made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  kind_ = made.kind_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
big::~big() { destroy(); }

big::Arm big::arm_of([[maybe_unused]] std::int32_t kind) noexcept {
  if (kind == 0) return Arm::no_data;
  if (kind == 1) return Arm::all;
  if (kind == -2) return Arm::all;
  return Arm::text;
}

void big::set_kind(std::int32_t kind) {
  Arm arm = arm_of(kind);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::all: all_ = nullptr; break;
      case Arm::text: std::construct_at(&text_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  kind_ = kind;
}

void big::destroy() noexcept {
  switch (selected_) {
    case Arm::all: delete all_; break;
    case Arm::text: std::destroy_at(&text_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void big::copy_arm(const big& other) {
  switch (selected_) {
    case Arm::all: all_ = other.all_ == nullptr ? nullptr : new mixed(*other.all_); break;
    case Arm::text: std::construct_at(&text_, other.text_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void big::copy_arm(big&& other) noexcept {
  switch (selected_) {
    case Arm::all: all_ = std::exchange(other.all_, nullptr); break;
    case Arm::text: std::construct_at(&text_, std::move(other.text_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

mixed* big::if_all() {
  if (selected_ != Arm::all) return nullptr;
  if (all_ == nullptr) all_ = new mixed{};
  return all_;
}
const mixed* big::if_all() const noexcept {
  if (selected_ != Arm::all) return nullptr;
  static const mixed fresh{};
  return all_ == nullptr ? &fresh : all_;
}
mixed& big::all() {
  mixed* found = if_all();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "big does not hold all", {}});
  return *found;
}
const mixed& big::all() const {
  const mixed* found = if_all();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "big does not hold all", {}});
  return *found;
}
void big::set_all(std::int32_t kind, mixed value) {
  set_kind(kind);
  this->all() = std::move(value);
}
big big::make_all(std::int32_t kind, mixed value) {
  big made;
  made.set_all(kind, std::move(value));
  return made;
}

std::string* big::if_text() noexcept {
  if (selected_ != Arm::text) return nullptr;
  return &text_;
}
const std::string* big::if_text() const noexcept {
  if (selected_ != Arm::text) return nullptr;
  return &text_;
}
std::string& big::text() {
  std::string* found = if_text();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "big does not hold text", {}});
  return *found;
}
const std::string& big::text() const {
  const std::string* found = if_text();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "big does not hold text", {}});
  return *found;
}
void big::set_text(std::int32_t kind, std::string value) {
  set_kind(kind);
  this->text() = std::move(value);
}
big big::make_text(std::int32_t kind, std::string value) {
  big made;
  made.set_text(kind, std::move(value));
  return made;
}

bool operator==(const big& a, const big& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.selected_) {
    case big::Arm::all: return *a.if_all() == *b.if_all();
    case big::Arm::text: return a.text_ == b.text_;
    case big::Arm::no_data:
    case big::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const big& value) noexcept {
  std::size_t size = 4;
  if (const mixed* found = value.if_all()) {
    [[maybe_unused]] const mixed& arm = *found;
    size += encoded_size(arm);
  }
  if (value.selected_ == big::Arm::text) {
    size += ::farcall::xdr::counted(value.text_.size());
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const big& value) {
  if (!out.i32(value.kind_)) return out.at("big.kind");
  switch (value.selected_) {
    case big::Arm::all: {
      const mixed& arm = *value.if_all();
      if (!encode(out, arm)) return false;
      break;
    }
    case big::Arm::text: {
      if (!out.string(value.text_, ::farcall::xdr::unbounded)) return out.at("big.text");
      break;
    }
    case big::Arm::no_data: break;
    case big::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("big.kind");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, big& value) {
  std::int32_t which = 0;
  if (!in.i32(which)) return in.at("big.kind");
  value.set_kind(which);
  switch (value.selected_) {
    case big::Arm::all: {
      if (!in.charge(sizeof(mixed))) return in.at("big.all");
      mixed& arm = *value.if_all();
      if (!decode(in, arm)) return false;
      break;
    }
    case big::Arm::text: {
      if (!in.string(value.text_, ::farcall::xdr::unbounded)) return in.at("big.text");
      break;
    }
    case big::Arm::no_data: break;
    case big::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("big.kind");
  }
  return true;
}

std::string to_string(const big& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const big& value) {
  if (!out.open("big")) return;
  out.field("kind", value.kind());
  if (const mixed* arm = value.if_all()) out.field("all", *arm);
  if (const std::string* arm = value.if_text()) out.field("text", *arm);
  out.close();
}

maybe_point::maybe_point() noexcept : there_(true), selected_(Arm::value) { std::construct_at(&value_); }
maybe_point::maybe_point(const maybe_point& other) : there_(other.there_), selected_(other.selected_) {
  copy_arm(other);
}
maybe_point::maybe_point(maybe_point&& other) noexcept : there_(other.there_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
maybe_point& maybe_point::operator=(const maybe_point& other) {
  if (this != &other) *this = maybe_point(other);
  return *this;
}
maybe_point& maybe_point::operator=(maybe_point&& other) noexcept {
  if (this == &other) return *this;
  maybe_point made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  there_ = made.there_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
maybe_point::~maybe_point() { destroy(); }

maybe_point::Arm maybe_point::arm_of([[maybe_unused]] bool there) noexcept {
  if (there == true) return Arm::value;
  if (there == false) return Arm::no_data;
  return Arm::no_arm;
}

void maybe_point::set_there(bool there) {
  Arm arm = arm_of(there);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::value: std::construct_at(&value_); break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  there_ = there;
}

void maybe_point::destroy() noexcept {
  switch (selected_) {
    case Arm::value: std::destroy_at(&value_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void maybe_point::copy_arm(const maybe_point& other) {
  switch (selected_) {
    case Arm::value: std::construct_at(&value_, other.value_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void maybe_point::copy_arm(maybe_point&& other) noexcept {
  switch (selected_) {
    case Arm::value: std::construct_at(&value_, std::move(other.value_)); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

point* maybe_point::if_value() noexcept {
  if (selected_ != Arm::value) return nullptr;
  return &value_;
}
const point* maybe_point::if_value() const noexcept {
  if (selected_ != Arm::value) return nullptr;
  return &value_;
}
point& maybe_point::value() {
  point* found = if_value();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "maybe_point does not hold value", {}});
  return *found;
}
const point& maybe_point::value() const {
  const point* found = if_value();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "maybe_point does not hold value", {}});
  return *found;
}
void maybe_point::set_value(point value) {
  set_there(true);
  this->value() = std::move(value);
}
maybe_point maybe_point::make_value(point value) {
  maybe_point made;
  made.set_value(std::move(value));
  return made;
}

bool operator==(const maybe_point& a, const maybe_point& b) {
  if (a.there_ != b.there_) return false;
  switch (a.selected_) {
    case maybe_point::Arm::value: return a.value_ == b.value_;
    case maybe_point::Arm::no_data:
    case maybe_point::Arm::no_arm: break;
  }
  return true;
}

std::size_t encoded_size(const maybe_point& value) noexcept {
  std::size_t size = 4;
  if (value.selected_ == maybe_point::Arm::value) {
    size += 16;
  }
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const maybe_point& value) {
  if (!out.boolean(value.there_)) return out.at("maybe_point.there");
  switch (value.selected_) {
    case maybe_point::Arm::value: {
      if (!encode(out, value.value_)) return false;
      break;
    }
    case maybe_point::Arm::no_data: break;
    case maybe_point::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("maybe_point.there");
  }
  return true;
}

bool decode(::farcall::xdr::Decoder& in, maybe_point& value) {
  bool which = false;
  if (!in.boolean(which)) return in.at("maybe_point.there");
  value.set_there(which);
  switch (value.selected_) {
    case maybe_point::Arm::value: {
      if (!decode(in, value.value_)) return false;
      break;
    }
    case maybe_point::Arm::no_data: break;
    case maybe_point::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("maybe_point.there");
  }
  return true;
}

std::string to_string(const maybe_point& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const maybe_point& value) {
  if (!out.open("maybe_point")) return;
  out.field("there", value.there());
  if (const point* arm = value.if_value()) out.field("value", *arm);
  out.close();
}

stringlist::stringlist() noexcept : opted_(false), selected_(Arm::no_data) {}
stringlist::stringlist(const stringlist& other) : opted_(other.opted_), selected_(other.selected_) {
  copy_arm(other);
}
stringlist::stringlist(stringlist&& other) noexcept : opted_(other.opted_), selected_(other.selected_) {
  copy_arm(std::move(other));
}
stringlist& stringlist::operator=(const stringlist& other) {
  if (this != &other) *this = stringlist(other);
  return *this;
}
stringlist& stringlist::operator=(stringlist&& other) noexcept {
  if (this == &other) return *this;
  stringlist made(std::move(other));  // `other` may be a part of what is destroyed
  destroy();
  opted_ = made.opted_;
  selected_ = made.selected_;
  copy_arm(std::move(made));
  return *this;
}
stringlist::~stringlist() { destroy(); }

stringlist::Arm stringlist::arm_of([[maybe_unused]] bool opted) noexcept {
  if (opted == true) return Arm::element;
  if (opted == false) return Arm::no_data;
  return Arm::no_arm;
}

void stringlist::set_opted(bool opted) {
  Arm arm = arm_of(opted);
  if (arm != selected_) {
    destroy();
    selected_ = arm;
    switch (selected_) {
      case Arm::element: element_ = nullptr; break;
      case Arm::no_data:
      case Arm::no_arm: break;
    }
  }
  opted_ = opted;
}

void stringlist::destroy() noexcept {
  switch (selected_) {
    case Arm::element: delete element_; break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void stringlist::copy_arm(const stringlist& other) {
  switch (selected_) {
    case Arm::element: element_ = other.element_ == nullptr ? nullptr : new stringentry(*other.element_); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

void stringlist::copy_arm(stringlist&& other) noexcept {
  switch (selected_) {
    case Arm::element: element_ = std::exchange(other.element_, nullptr); break;
    case Arm::no_data:
    case Arm::no_arm: break;
  }
}

stringentry* stringlist::if_element() {
  if (selected_ != Arm::element) return nullptr;
  if (element_ == nullptr) element_ = new stringentry{};
  return element_;
}
const stringentry* stringlist::if_element() const noexcept {
  if (selected_ != Arm::element) return nullptr;
  static const stringentry fresh{};
  return element_ == nullptr ? &fresh : element_;
}
stringentry& stringlist::element() {
  stringentry* found = if_element();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "stringlist does not hold element", {}});
  return *found;
}
const stringentry& stringlist::element() const {
  const stringentry* found = if_element();
  if (found == nullptr) ::farcall::throw_rpc_error({::farcall::Code::invalid_argument,
      ::farcall::Executed::no, "stringlist does not hold element", {}});
  return *found;
}
void stringlist::set_element(stringentry value) {
  set_opted(true);
  this->element() = std::move(value);
}
stringlist stringlist::make_element(stringentry value) {
  stringlist made;
  made.set_element(std::move(value));
  return made;
}

bool operator==(const stringlist& a, const stringlist& b) {
  if (a.opted_ != b.opted_) return false;
  switch (a.selected_) {
    case stringlist::Arm::element: return *a.if_element() == *b.if_element();
    case stringlist::Arm::no_data:
    case stringlist::Arm::no_arm: break;
  }
  return true;
}

static std::size_t size_of(const stringlist& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  std::size_t size = 4;
  if (const stringentry* found = value.if_element()) {
    [[maybe_unused]] const stringentry& arm = *found;
    size += size_of(arm, depth + 1);
  }
  return size;
}

std::size_t encoded_size(const stringlist& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const stringlist& value) {
  if (!out.enter()) return out.at("stringlist");
  if (!out.boolean(value.opted_)) return out.at("stringlist.opted");
  switch (value.selected_) {
    case stringlist::Arm::element: {
      const stringentry& arm = *value.if_element();
      if (!encode(out, arm)) return false;
      break;
    }
    case stringlist::Arm::no_data: break;
    case stringlist::Arm::no_arm:
      return out.fail(::farcall::xdr::Fault::bad_discriminant) || out.at("stringlist.opted");
  }
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, stringlist& value) {
  if (!in.enter()) return in.at("stringlist");
  bool which = false;
  if (!in.boolean(which)) return in.at("stringlist.opted");
  value.set_opted(which);
  switch (value.selected_) {
    case stringlist::Arm::element: {
      if (!in.charge(sizeof(stringentry))) return in.at("stringlist.element");
      stringentry& arm = *value.if_element();
      if (!decode(in, arm)) return false;
      break;
    }
    case stringlist::Arm::no_data: break;
    case stringlist::Arm::no_arm:
      return in.fail(::farcall::xdr::Fault::bad_discriminant) || in.at("stringlist.opted");
  }
  in.leave();
  return true;
}

std::string to_string(const stringlist& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const stringlist& value) {
  if (!out.open("stringlist")) return;
  out.field("opted", value.opted());
  if (const stringentry* arm = value.if_element()) out.field("element", *arm);
  out.close();
}

static std::size_t size_of(const stringentry& value, std::uint32_t depth) noexcept {
  if (depth >= ::farcall::Limits{}.nesting) return 0;  // encode refuses here
  return ::farcall::xdr::counted(value.item.size()) + size_of(value.next, depth + 1);
}

std::size_t encoded_size(const stringentry& value) noexcept { return size_of(value, 0); }

bool encode(::farcall::xdr::Encoder& out, const stringentry& value) {
  if (!out.enter()) return out.at("stringentry");
  if (!out.string(value.item, ::farcall::xdr::unbounded)) return out.at("stringentry.item");
  if (!encode(out, value.next)) return false;
  out.leave();
  return true;
}

bool decode(::farcall::xdr::Decoder& in, stringentry& value) {
  if (!in.enter()) return in.at("stringentry");
  if (!in.string(value.item, ::farcall::xdr::unbounded)) return in.at("stringentry.item");
  if (!decode(in, value.next)) return false;
  in.leave();
  return true;
}

std::string to_string(const stringentry& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const stringentry& value) {
  if (!out.open("stringentry")) return;
  out.field("item", value.item);
  out.field("next", value.next);
  out.close();
}

std::size_t encoded_size(const data& value) noexcept {
  return ::farcall::xdr::counted(value.bytes.size());
}

bool encode(::farcall::xdr::Encoder& out, const data& value) {
  if (!out.opaque(value.bytes, ::farcall::xdr::unbounded)) return out.at("data.bytes");
  return true;
}

bool decode(::farcall::xdr::Decoder& in, data& value) {
  if (!in.opaque(value.bytes, ::farcall::xdr::unbounded)) return in.at("data.bytes");
  return true;
}

std::string to_string(const data& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const data& value) {
  if (!out.open("data")) return;
  out.field("bytes", value.bytes);
  out.close();
}

std::size_t encoded_size(const holder& value) noexcept {
  return 108 + encoded_size(value.b) + encoded_size(value.r) + encoded_size(value.m) +
      encoded_size(value.s) + encoded_size(value.t) + encoded_size(value.u) + encoded_size(value.d);
}

bool encode(::farcall::xdr::Encoder& out, const holder& value) {
  if (!encode(out, value.b)) return false;
  if (!encode(out, value.r)) return false;
  if (!encode(out, value.m)) return false;
  if (!encode(out, value.s)) return false;
  if (!encode(out, value.t)) return false;
  if (!encode(out, value.u)) return false;
  if (!encode(out, value.sc)) return false;
  if (!encode(out, value.d)) return false;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, holder& value) {
  if (!decode(in, value.b)) return false;
  if (!decode(in, value.r)) return false;
  if (!decode(in, value.m)) return false;
  if (!decode(in, value.s)) return false;
  if (!decode(in, value.t)) return false;
  if (!decode(in, value.u)) return false;
  if (!decode(in, value.sc)) return false;
  if (!decode(in, value.d)) return false;
  return true;
}

std::string to_string(const holder& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const holder& value) {
  if (!out.open("holder")) return;
  out.field("b", value.b);
  out.field("r", value.r);
  out.field("m", value.m);
  out.field("s", value.s);
  out.field("t", value.t);
  out.field("u", value.u);
  out.field("sc", value.sc);
  out.field("d", value.d);
  out.close();
}

std::size_t encoded_size(const sample& value) noexcept {
  return 20 + ::farcall::xdr::counted(value.s.size());
}

bool encode(::farcall::xdr::Encoder& out, const sample& value) { return encode_inline(out, value); }

bool decode(::farcall::xdr::Decoder& in, sample& value) { return decode_inline(in, value); }

std::string to_string(const sample& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const sample& value) {
  if (!out.open("sample")) return;
  out.field("a", value.a);
  out.field("b", value.b);
  out.field("c", value.c);
  out.field("s", value.s);
  out.close();
}

std::size_t encoded_size(const samples& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value.all) size += encoded_size(element);
  return size;
}

bool encode(::farcall::xdr::Encoder& out, const samples& value) {
  if (!out.length(value.all.size(), ::farcall::xdr::unbounded)) return out.at("samples.all");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value.all) {
    if (!encode_inline(near, element)) {
      out = near;
      return out.at("samples.all");
    }
  }
  out = near;
  return true;
}

bool decode(::farcall::xdr::Decoder& in, samples& value) {
  std::uint32_t count = 0;
  if (!in.length(count, ::farcall::xdr::unbounded, 24, sizeof(sample))) return in.at("samples.all");
  value.all.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value.all) {
    if (!decode_inline(near, element)) {
      in = near;
      return in.at("samples.all");
    }
  }
  in = near;
  return true;
}

std::string to_string(const samples& value) { return ::farcall::xdr::text(value); }

void print_text(::farcall::xdr::Text& out, const samples& value) {
  if (!out.open("samples")) return;
  out.field("all", value.all);
  out.close();
}

}  // namespace everything

namespace everything::EVERYTHING_PROG::EVERYTHING_V1 {
namespace {

std::size_t size_of_LIST2_result(const entries& value) noexcept {
  std::size_t size = 4;
  if (value) size += encoded_size(*value);
  return size;
}

bool encode_LIST2_result(::farcall::xdr::Encoder& out, const entries& value) {
  if (!out.boolean(value.has_value())) return out.at("LIST2.result");
  if (value) {
    if (!encode(out, *value)) return false;
  }
  return true;
}

bool decode_LIST2_result(::farcall::xdr::Decoder& in, entries& value) {
  bool present = false;
  if (!in.boolean(present)) return in.at("LIST2.result");
  if (present) {
    if (!in.charge(sizeof(entry))) return in.at("LIST2.result");
    if (!value) value.emplace();
    if (!decode(in, *value)) return false;
  }
  if (!present) value.reset();
  return true;
}

std::size_t size_of_NAMES_arg(const names& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) size += ::farcall::xdr::counted(element.size());
  return size;
}

bool encode_NAMES_arg(::farcall::xdr::Encoder& out, const names& value) {
  if (!out.length(value.size(), 16)) return out.at("NAMES.arg");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value) {
    if (!near.string(element, MAX_NAME)) {
      out = near;
      return out.at("NAMES.arg");
    }
  }
  out = near;
  return true;
}

bool decode_NAMES_arg(::farcall::xdr::Decoder& in, names& value) {
  std::uint32_t count = 0;
  if (!in.length(count, 16, 4, sizeof(filename))) return in.at("NAMES.arg");
  value.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value) {
    if (!near.string(element, MAX_NAME)) {
      in = near;
      return in.at("NAMES.arg");
    }
  }
  in = near;
  return true;
}

std::size_t size_of_NAMES_result(const names& value) noexcept {
  std::size_t size = 4;
  for (const auto& element : value) size += ::farcall::xdr::counted(element.size());
  return size;
}

bool encode_NAMES_result(::farcall::xdr::Encoder& out, const names& value) {
  if (!out.length(value.size(), 16)) return out.at("NAMES.result");
  ::farcall::xdr::Encoder near = out;  // the compiler keeps a copy in registers
  for (const auto& element : value) {
    if (!near.string(element, MAX_NAME)) {
      out = near;
      return out.at("NAMES.result");
    }
  }
  out = near;
  return true;
}

bool decode_NAMES_result(::farcall::xdr::Decoder& in, names& value) {
  std::uint32_t count = 0;
  if (!in.length(count, 16, 4, sizeof(filename))) return in.at("NAMES.result");
  value.resize(count);
  ::farcall::xdr::Decoder near = in;  // the compiler keeps a copy in registers
  for (auto& element : value) {
    if (!near.string(element, MAX_NAME)) {
      in = near;
      return in.at("NAMES.result");
    }
  }
  in = near;
  return true;
}

bool reply_of_ADD(::farcall::xdr::Decoder& in, std::int32_t& value) {
  return in.i32(value);
}

bool reply_of_LIST(::farcall::xdr::Decoder& in, ::everything::result& value) {
  return decode(in, value);
}

bool reply_of_LIST2(::farcall::xdr::Decoder& in, entries& value) {
  return decode_LIST2_result(in, value);
}

bool reply_of_NAME(::farcall::xdr::Decoder& in, std::string& value) {
  return in.string(value, ::farcall::xdr::unbounded);
}

bool reply_of_NAMES(::farcall::xdr::Decoder& in, names& value) {
  return decode_NAMES_result(in, value);
}

bool reply_of_ECHO(::farcall::xdr::Decoder& in, holder& value) {
  return decode(in, value);
}

bool reply_of_FLAG(::farcall::xdr::Decoder& in, bool& value) {
  return in.boolean(value);
}

void serve_NULLPROC(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NULLPROC(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(0)) return call.bad_results();
  call.send();
}

void serve_ADD(Server& server, ::farcall::ServerCall& call) {
  std::int32_t arg1 = 0;
  std::int32_t arg2 = 0;
  if (!call.arguments().i32(arg1) || !call.arguments().i32(arg2) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.ADD(call, arg1, arg2);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().i32(*result)) return call.bad_results();
  call.send();
}

void serve_LIST(Server& server, ::farcall::ServerCall& call) {
  filename dir{};
  cookie c{};
  if (!call.arguments().string(dir, MAX_NAME) || !call.arguments().fixed_opaque(c) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.LIST(call, std::move(dir), c);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_LIST2(Server& server, ::farcall::ServerCall& call) {
  if (!call.arguments().finish()) return call.garbage_arguments();
  auto result = server.LIST2(call);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_LIST2_result(*result)) || !encode_LIST2_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

void serve_NAME(Server& server, ::farcall::ServerCall& call) {
  std::string arg{};
  if (!call.arguments().string(arg, ::farcall::xdr::unbounded) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NAME(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
      ::farcall::xdr::unbounded)) return call.bad_results();
  call.send();
}

void serve_NAMES(Server& server, ::farcall::ServerCall& call) {
  names arg{};
  if (!decode_NAMES_arg(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.NAMES(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(size_of_NAMES_result(*result)) || !encode_NAMES_result(call.results(),
      *result)) return call.bad_results();
  call.send();
}

void serve_ECHO(Server& server, ::farcall::ServerCall& call) {
  holder arg{};
  if (!decode(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.ECHO(call, std::move(arg));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_FLAG(Server& server, ::farcall::ServerCall& call) {
  color arg = color::RED;
  if (!decode(call.arguments(), arg) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.FLAG(call, arg);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(4) || !call.results().boolean(*result)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_NULLPROC(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NULLPROC(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(0)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_ADD(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::int32_t arg1 = 0;
    std::int32_t arg2 = 0;
    if (!call.arguments().i32(arg1) || !call.arguments().i32(arg2) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.ADD(call, arg1, arg2);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().i32(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_LIST(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    filename dir{};
    cookie c{};
    if (!call.arguments().string(dir, MAX_NAME) || !call.arguments().fixed_opaque(c) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.LIST(call, std::move(dir), c);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_LIST2(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    if (!call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.LIST2(call);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_LIST2_result(*result)) || !encode_LIST2_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_NAME(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::string arg{};
    if (!call.arguments().string(arg, ::farcall::xdr::unbounded) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NAME(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(::farcall::xdr::counted((*result).size())) || !call.results().string(*result,
        ::farcall::xdr::unbounded)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_NAMES(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    names arg{};
    if (!decode_NAMES_arg(call.arguments(), arg) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.NAMES(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(size_of_NAMES_result(*result)) || !encode_NAMES_result(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_ECHO(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    holder arg{};
    if (!decode(call.arguments(), arg) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.ECHO(call, std::move(arg));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_FLAG(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    color arg = color::RED;
    if (!decode(call.arguments(), arg) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.FLAG(call, arg);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(4) || !call.results().boolean(*result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<void> Client::NULLPROC(const ::farcall::CallOptions& options) const {
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

::farcall::Result<std::int32_t> Client::ADD(std::int32_t arg1, std::int32_t arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    std::int32_t result = 0;
    if (!call.reserve(8) || !call.arguments().i32(arg1) || !call.arguments().i32(arg2) || !call.transact() ||
        !call.results().i32(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<::everything::result> Client::LIST(const filename& dir, const cookie& c,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    ::everything::result result{};
    if (!call.reserve(8 + ::farcall::xdr::counted(dir.size())) || !call.arguments().string(dir, MAX_NAME) ||
        !call.arguments().fixed_opaque(c) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::LIST_into(const filename& dir, const cookie& c, ::everything::result& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    if (!call.reserve(8 + ::farcall::xdr::counted(dir.size())) || !call.arguments().string(dir, MAX_NAME) ||
        !call.arguments().fixed_opaque(c) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<entries> Client::LIST2(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    entries result{};
    if (!call.reserve(0) || !call.transact() ||
        !decode_LIST2_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::LIST2_into(entries& into, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 3, options);
  try {
    if (!call.reserve(0) || !call.transact() ||
        !decode_LIST2_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::string> Client::NAME(const std::string& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 4, options);
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

::farcall::Result<void> Client::NAME_into(const std::string& arg, std::string& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 4, options);
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

::farcall::Result<names> Client::NAMES(const names& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 5, options);
  try {
    names result{};
    if (!call.reserve(size_of_NAMES_arg(arg)) || !encode_NAMES_arg(call.arguments(), arg) ||
        !call.transact() ||
        !decode_NAMES_result(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::NAMES_into(const names& arg, names& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 5, options);
  try {
    if (!call.reserve(size_of_NAMES_arg(arg)) || !encode_NAMES_arg(call.arguments(), arg) ||
        !call.transact() ||
        !decode_NAMES_result(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<holder> Client::ECHO(const holder& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 6, options);
  try {
    holder result{};
    if (!call.reserve(encoded_size(arg)) || !encode(call.arguments(), arg) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::ECHO_into(const holder& arg, holder& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 6, options);
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

::farcall::Result<bool> Client::FLAG(color arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 7, options);
  try {
    bool result = false;
    if (!call.reserve(4) || !encode(call.arguments(), arg) || !call.transact() ||
        !call.results().boolean(result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<void> AsyncClient::NULLPROC(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 0, options);
  if (call.reserve(0)) call.send();
  return ::farcall::Reply<void>(call.take());
}

::farcall::Reply<std::int32_t> AsyncClient::ADD(std::int32_t arg1, std::int32_t arg2,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(8) && call.arguments().i32(arg1) && call.arguments().i32(arg2)) call.send();
  return {call.take(), reply_of_ADD};
}

::farcall::Reply<::everything::result> AsyncClient::LIST(const filename& dir, const cookie& c,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(8 + ::farcall::xdr::counted(dir.size())) && call.arguments().string(dir,
      MAX_NAME) && call.arguments().fixed_opaque(c)) call.send();
  return {call.take(), reply_of_LIST};
}

::farcall::Reply<entries> AsyncClient::LIST2(const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 3, options);
  if (call.reserve(0)) call.send();
  return {call.take(), reply_of_LIST2};
}

::farcall::Reply<std::string> AsyncClient::NAME(const std::string& arg,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 4, options);
  if (call.reserve(::farcall::xdr::counted(arg.size())) && call.arguments().string(arg,
      ::farcall::xdr::unbounded)) call.send();
  return {call.take(), reply_of_NAME};
}

::farcall::Reply<names> AsyncClient::NAMES(const names& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 5, options);
  if (call.reserve(size_of_NAMES_arg(arg)) && encode_NAMES_arg(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_NAMES};
}

::farcall::Reply<holder> AsyncClient::ECHO(const holder& arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 6, options);
  if (call.reserve(encoded_size(arg)) && encode(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_ECHO};
}

::farcall::Reply<bool> AsyncClient::FLAG(color arg, const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 7, options);
  if (call.reserve(4) && encode(call.arguments(), arg)) call.send();
  return {call.take(), reply_of_FLAG};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return serve_NULLPROC(*this, call);
    case 1: return serve_ADD(*this, call);
    case 2: return serve_LIST(*this, call);
    case 3: return serve_LIST2(*this, call);
    case 4: return serve_NAME(*this, call);
    case 5: return serve_NAMES(*this, call);
    case 6: return serve_ECHO(*this, call);
    case 7: return serve_FLAG(*this, call);
  }
  call.procedure_unavailable();
}

bool Server::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 5:  // NAMES
      return true;
    default:
      return false;
  }
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return void(answer_NULLPROC(*this, ::farcall::stub::Deferred(call)));
    case 1: return void(answer_ADD(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_LIST(*this, ::farcall::stub::Deferred(call)));
    case 3: return void(answer_LIST2(*this, ::farcall::stub::Deferred(call)));
    case 4: return void(answer_NAME(*this, ::farcall::stub::Deferred(call)));
    case 5: return void(answer_NAMES(*this, ::farcall::stub::Deferred(call)));
    case 6: return void(answer_ECHO(*this, ::farcall::stub::Deferred(call)));
    case 7: return void(answer_FLAG(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}

bool AsyncServer::is_idempotent(std::uint32_t procedure) const noexcept {
  switch (procedure) {
    case 0:
    case 5:  // NAMES
      return true;
    default:
      return false;
  }
}
}  // namespace everything::EVERYTHING_PROG::EVERYTHING_V1

namespace everything::EVERYTHING_PROG::EVERYTHING_V2 {
namespace {

bool encode_MIX_t(::farcall::xdr::Encoder& out, const triple& value) {
  std::byte* p = out.run(12);
  if (p == nullptr) return out.at("MIX.t");
  for (std::size_t i = 0; i < 3; ++i) {
    ::farcall::xdr::store_i32(p + 4 * i, value[i]);
  }
  return true;
}

bool decode_MIX_t(::farcall::xdr::Decoder& in, triple& value) {
  const std::byte* p = in.run(12);
  if (p == nullptr) return in.at("MIX.t");
  for (std::size_t i = 0; i < 3; ++i) {
    value[i] = ::farcall::xdr::load_i32(p + 4 * i);
  }
  return true;
}

bool reply_of_MIX(::farcall::xdr::Decoder& in, mixed& value) {
  return decode(in, value);
}

bool reply_of_SWAP(::farcall::xdr::Decoder& in, AsyncClient::SWAP_reply& value) {
  return in.i32(value.result) && in.i32(value.a) && in.string(value.b,
      ::farcall::xdr::unbounded) && decode(in, value.where);
}

void serve_MIX(Server& server, ::farcall::ServerCall& call) {
  point where{};
  triple t{};
  mixed arg3{};
  if (!decode(call.arguments(), where) || !decode_MIX_t(call.arguments(), t) || !decode(call.arguments(),
      arg3) || !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.MIX(call, where, t, std::move(arg3));
  if (!result) return call.refuse(result.error());
  if (!call.reserve(encoded_size(*result)) || !encode(call.results(), *result)) return call.bad_results();
  call.send();
}

void serve_SWAP(Server& server, ::farcall::ServerCall& call) {
  std::int32_t a = 0;
  std::string b{};
  point where{};
  if (!call.arguments().i32(a) || !call.arguments().string(b, ::farcall::xdr::unbounded) ||
      !call.arguments().finish()) return call.garbage_arguments();
  auto result = server.SWAP(call, a, b, where);
  if (!result) return call.refuse(result.error());
  if (!call.reserve(24 + ::farcall::xdr::counted(b.size())) || !call.results().i32(*result) ||
      !call.results().i32(a) || !call.results().string(b, ::farcall::xdr::unbounded) ||
      !encode(call.results(), where)) return call.bad_results();
  call.send();
}

::farcall::Detached answer_MIX(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    point where{};
    triple t{};
    mixed arg3{};
    if (!decode(call.arguments(), where) || !decode_MIX_t(call.arguments(), t) || !decode(call.arguments(),
        arg3) || !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.MIX(call, where, t, std::move(arg3));
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(encoded_size(*result)) || !encode(call.results(),
        *result)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

::farcall::Detached answer_SWAP(AsyncServer& server, ::farcall::stub::Deferred deferred) {
  ::farcall::ServerCall& call = deferred.call();
  try {
    std::int32_t a = 0;
    std::string b{};
    point where{};
    if (!call.arguments().i32(a) || !call.arguments().string(b, ::farcall::xdr::unbounded) ||
        !call.arguments().finish()) co_return call.garbage_arguments();
    auto done = server.SWAP(call, a, b, where);
    auto result = co_await std::move(done);
    if (!result) co_return call.refuse(result.error());
    if (!call.reserve(24 + ::farcall::xdr::counted(b.size())) || !call.results().i32(*result) ||
        !call.results().i32(a) || !call.results().string(b, ::farcall::xdr::unbounded) ||
        !encode(call.results(), where)) co_return call.bad_results();
    call.send();
  } catch (...) {
    call.thrown();
  }
}

}  // namespace

::farcall::Result<mixed> Client::MIX(const point& where, const triple& t, const mixed& arg3,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    mixed result{};
    if (!call.reserve(28 + encoded_size(arg3)) || !encode(call.arguments(), where) ||
        !encode_MIX_t(call.arguments(), t) || !encode(call.arguments(), arg3) || !call.transact() ||
        !decode(call.results(), result) || !call.results().finish()) {
      return call.error();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<void> Client::MIX_into(const point& where, const triple& t, const mixed& arg3, mixed& into,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 1, options);
  try {
    if (!call.reserve(28 + encoded_size(arg3)) || !encode(call.arguments(), where) ||
        !encode_MIX_t(call.arguments(), t) || !encode(call.arguments(), arg3) || !call.transact() ||
        !decode(call.results(), into) || !call.results().finish()) {
      return call.error();
    }
    return {};
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Result<std::int32_t> Client::SWAP(std::int32_t& a, std::string& b, point& where,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Call call(binding_, 2, options);
  try {
    std::int32_t result = 0;
    std::int32_t a_out = 0;
    std::string b_out{};
    point where_out{};
    if (!call.reserve(4 + ::farcall::xdr::counted(b.size())) || !call.arguments().i32(a) ||
        !call.arguments().string(b, ::farcall::xdr::unbounded) || !call.transact() ||
        !call.results().i32(result) || !call.results().i32(a_out) || !call.results().string(b_out,
            ::farcall::xdr::unbounded) || !decode(call.results(), where_out) || !call.results().finish()) {
      return call.error();
    }
    a = std::move(a_out);
    b = std::move(b_out);
    where = std::move(where_out);
    return result;
  } catch (const std::bad_alloc&) {
    return call.out_of_memory();
  }
}

::farcall::Reply<mixed> AsyncClient::MIX(const point& where, const triple& t, const mixed& arg3,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 1, options);
  if (call.reserve(28 + encoded_size(arg3)) && encode(call.arguments(),
      where) && encode_MIX_t(call.arguments(), t) && encode(call.arguments(), arg3)) call.send();
  return {call.take(), reply_of_MIX};
}

::farcall::Reply<AsyncClient::SWAP_reply> AsyncClient::SWAP(std::int32_t a, const std::string& b,
    const ::farcall::CallOptions& options) const {
  ::farcall::stub::Start call(binding_, 2, options);
  if (call.reserve(4 + ::farcall::xdr::counted(b.size())) && call.arguments().i32(a) && call.arguments().string(b, ::farcall::xdr::unbounded)) call.send();
  return {call.take(), reply_of_SWAP};
}


void Server::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return serve_MIX(*this, call);
    case 2: return serve_SWAP(*this, call);
  }
  call.procedure_unavailable();
}

void AsyncServer::serve_call(::farcall::ServerCall& call) {
  switch (call.procedure()) {
    case 0: return ::farcall::stub::serve_null(call);
    case 1: return void(answer_MIX(*this, ::farcall::stub::Deferred(call)));
    case 2: return void(answer_SWAP(*this, ::farcall::stub::Deferred(call)));
  }
  call.procedure_unavailable();
}
}  // namespace everything::EVERYTHING_PROG::EVERYTHING_V2
