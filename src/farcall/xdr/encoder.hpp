// Writes values as XDR (RFC 4506) into room that somebody else provides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/xdr/borrowed.hpp>
#include <farcall/xdr/byte_order.hpp>
#include <farcall/xdr/fault.hpp>

namespace farcall::inline v1::xdr {

// Bytes with their padding to a multiple of four.
[[nodiscard]] constexpr std::size_t padded(std::size_t size_bytes) noexcept {
  return (size_bytes + 3) & ~std::size_t{3};
}
// The bound of what is declared without one: `string name<>`.
inline constexpr std::uint32_t unbounded = 0xffffffff;

// A counted string or opaque of this many bytes: count, bytes, padding.
[[nodiscard]] constexpr std::size_t counted(std::size_t size_bytes) noexcept {
  return 4 + padded(size_bytes);
}

// Count, bytes and padding inside a run; returns where the next value goes.
inline std::byte* store_counted(std::byte* to, const void* data, std::size_t size_bytes) noexcept {
  std::size_t all = padded(size_bytes);
  // The padding first: one store of four zeros, most of which the data then covers, or the count where there
  // is no data.
  std::memset(to + all, 0, 4);
  store_u32(to, static_cast<std::uint32_t>(size_bytes));
  copy_bytes(to + 4, data, size_bytes);
  return to + 4 + all;
}

// Long opaque data that is sent from where it lies: the room has a hole of its size, which is never written.
struct Gathered {
  struct Piece {
    std::size_t position;  // in the encoded bytes
    const std::byte* data;
    std::size_t size_bytes;
  };
  // From here on a copy costs more than one more piece of a sendmsg.
  static constexpr std::size_t smallest_bytes = 16 * 1024;

  Gathered() noexcept {}  // nobody looks at more pieces than there are
  // Copies them where they belong in `encoded`.
  void copy_to(std::byte* encoded) const noexcept {
    for (std::size_t i = 0; i < count; ++i)
      std::memcpy(encoded + pieces[i].position, pieces[i].data, pieces[i].size_bytes);
  }

  std::size_t count = 0;
  std::array<Piece, 6> pieces;
};

// Every function is false, and remains false, once something was wrong; fault() and where() tell what.
// A generated `encode` writes into room that `encoded_size` has measured, so there is nothing to grow.
// Thread: one.
class Encoder {
 public:
  Encoder() noexcept = default;
  explicit Encoder(std::span<std::byte> room, Gathered* gathered = nullptr) noexcept
      : start_(room.data()), at_(room.data()), end_(room.data() + room.size()), gathered_(gathered) {}

  // Room for the next `size_bytes`: one check for a whole run of fixed-size fields. Null when there is none.
  [[nodiscard]] std::byte* run(std::size_t size_bytes) noexcept {
    if (static_cast<std::size_t>(end_ - at_) < size_bytes) [[unlikely]] {
      fail(Fault::too_short);
      return nullptr;
    }
    std::byte* here = at_;
    at_ += size_bytes;
    return here;
  }

  bool u32(std::uint32_t value) noexcept {
    std::byte* to = run(4);
    if (to == nullptr) return false;
    store_u32(to, value);
    return true;
  }
  bool i32(std::int32_t value) noexcept { return u32(static_cast<std::uint32_t>(value)); }
  bool u64(std::uint64_t value) noexcept {
    std::byte* to = run(8);
    if (to == nullptr) return false;
    store_u64(to, value);
    return true;
  }
  bool i64(std::int64_t value) noexcept { return u64(static_cast<std::uint64_t>(value)); }
  bool f32(float value) noexcept { return u32(std::bit_cast<std::uint32_t>(value)); }
  bool f64(double value) noexcept { return u64(std::bit_cast<std::uint64_t>(value)); }
  bool boolean(bool value) noexcept { return u32(value ? 1 : 0); }

  // The count of an array, string or opaque.
  bool length(std::size_t count, std::uint32_t bound) noexcept {
    if (count > bound) [[unlikely]]
      return fail(Fault::too_long);
    return u32(static_cast<std::uint32_t>(count));
  }

  bool string(std::string_view text, std::uint32_t bound) noexcept {
    return counted_bytes(text.data(), text.size(), bound);
  }
  bool opaque(const std::vector<std::uint8_t>& bytes, std::uint32_t bound) noexcept {
    return counted_bytes(bytes.data(), bytes.size(), bound);
  }
  bool opaque(const Borrowed& bytes, std::uint32_t bound) noexcept {
    return counted_bytes(bytes.data(), bytes.size(), bound);
  }
  bool fixed_opaque(std::span<const std::uint8_t> bytes) noexcept { return raw(bytes.data(), bytes.size()); }

  // The elements of an array of 4- or 8-byte numbers, without their count.
  bool words_32(const void* from, std::size_t count) noexcept {
    std::byte* to = run(4 * count);
    if (to == nullptr) return false;
    swap_words_32(to, from, count);
    return true;
  }
  bool words_64(const void* from, std::size_t count) noexcept {
    std::byte* to = run(8 * count);
    if (to == nullptr) return false;
    swap_words_64(to, from, count);
    return true;
  }

  // Depth of values inside values; leave() undoes enter().
  bool enter() noexcept {
    if (depth_ == nesting_) [[unlikely]]
      return fail(Fault::too_deep);
    ++depth_;
    return true;
  }
  void leave() noexcept { --depth_; }

  // Notes what went wrong (the first time) and is false, so that it can be returned.
  // Inline, like all that works on the encoder itself, so that a copy of it can live in registers.
  bool fail(Fault fault) noexcept {
    if (fault_ == Fault::none) fault_ = fault;
    end_ = at_;  // nothing is written after a fault
    return false;
  }
  // Names the field that was being written, the innermost first; false.
  bool at(const char* where) noexcept {
    if (where_ == nullptr) where_ = where;
    return false;
  }

  [[nodiscard]] Fault fault() const noexcept { return fault_; }
  [[nodiscard]] const char* where() const noexcept { return where_; }
  [[nodiscard]] std::size_t size_bytes() const noexcept { return static_cast<std::size_t>(at_ - start_); }

 private:
  bool counted_bytes(const void* data, std::size_t size_bytes, std::uint32_t bound) noexcept {
    return length(size_bytes, bound) && raw(data, size_bytes);
  }

  bool raw(const void* data, std::size_t size_bytes) noexcept {
    std::size_t all = padded(size_bytes);
    std::byte* to = run(all);
    if (to == nullptr) return false;
    if (size_bytes == 0) return true;
    if (size_bytes >= Gathered::smallest_bytes && gathered_ != nullptr &&
        gather(*gathered_, to, static_cast<std::size_t>(to - start_), data, size_bytes)) {
      return true;
    }
    // The padding first: one store of four zeros, most of which the data then covers.
    std::memset(to + all - 4, 0, 4);
    copy_bytes(to, data, size_bytes);
    return true;
  }
  static FARCALL_API bool gather(Gathered& gathered, std::byte* hole, std::size_t position, const void* data,
                                 std::size_t size_bytes) noexcept;

  std::byte* start_ = nullptr;
  std::byte* at_ = nullptr;
  std::byte* end_ = nullptr;
  Gathered* gathered_ = nullptr;
  const char* where_ = nullptr;
  std::uint32_t depth_ = 0;
  std::uint32_t nesting_ = 64;
  Fault fault_ = Fault::none;
};

}  // namespace farcall::inline v1::xdr
