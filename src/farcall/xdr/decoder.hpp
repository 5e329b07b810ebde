// Reads XDR (RFC 4506) out of bytes that a peer chose: nothing is believed before it is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/base/limits.hpp>
#include <farcall/xdr/borrowed.hpp>
#include <farcall/xdr/byte_order.hpp>
#include <farcall/xdr/encoder.hpp>
#include <farcall/xdr/fault.hpp>

namespace farcall::inline v1::xdr {

// Every function is false, and remains false, once something was wrong; fault() and where() tell what. A
// value that was being decoded then is valid and unspecified. Limit: what is allocated is charged against
// Limits::decode_memory before it is allocated. Thread: one.
class Decoder {
 public:
  // `lends`: the bytes stay where they are long enough for Borrowed values to point to them.
  explicit Decoder(std::span<const std::byte> bytes = {}, bool lends = false) noexcept
      : start_(bytes.data()),
        at_(bytes.data()),
        end_(bytes.data() + bytes.size()),
        memory_(Limits::decode_memory(bytes.size())),
        lends_(lends) {}

  // The bytes lie in `memory`, with nothing else that is needed: the first long Borrowed value may take it.
  void give(Buffer* memory) noexcept { given_ = memory; }

  // The next `size_bytes`: one check for a whole run of fixed-size fields. Null when they are not there.
  [[nodiscard]] const std::byte* run(std::size_t size_bytes) noexcept {
    if (remaining() < size_bytes) [[unlikely]] {
      fail(Fault::too_short);
      return nullptr;
    }
    const std::byte* here = at_;
    at_ += size_bytes;
    return here;
  }

  bool u32(std::uint32_t& value) noexcept {
    const std::byte* from = run(4);
    if (from == nullptr) return false;
    value = load_u32(from);
    return true;
  }
  bool i32(std::int32_t& value) noexcept {
    const std::byte* from = run(4);
    if (from == nullptr) return false;
    value = load_i32(from);
    return true;
  }
  bool u64(std::uint64_t& value) noexcept {
    const std::byte* from = run(8);
    if (from == nullptr) return false;
    value = load_u64(from);
    return true;
  }
  bool i64(std::int64_t& value) noexcept {
    const std::byte* from = run(8);
    if (from == nullptr) return false;
    value = load_i64(from);
    return true;
  }
  bool f32(float& value) noexcept {
    const std::byte* from = run(4);
    if (from == nullptr) return false;
    value = load_f32(from);
    return true;
  }
  bool f64(double& value) noexcept {
    const std::byte* from = run(8);
    if (from == nullptr) return false;
    value = load_f64(from);
    return true;
  }
  bool boolean(bool& value) noexcept {
    std::uint32_t word = 0;
    if (!u32(word)) return false;
    return to_bool(word, value);
  }
  // A word of a run as a bool.
  bool to_bool(std::uint32_t word, bool& value) noexcept {
    if (word > 1) [[unlikely]]
      return fail(Fault::bad_bool);
    value = word != 0;
    return true;
  }

  // rpcgen's char and short, which travel in four bytes and must fit into what they are here. A char is −128
  // to 255: a peer whose C has unsigned chars sends 0x000000ff for what is −1 here.
  template <typename Narrow>
  bool narrow(Narrow& value) noexcept {
    std::uint32_t word = 0;
    if (!u32(word)) return false;
    return to_narrow(word, value);
  }
  template <typename Narrow>
  bool to_narrow(std::uint32_t word, Narrow& value) noexcept {
    value = static_cast<Narrow>(word);
    bool is_char = sizeof value == 1 && word <= 0xff;
    if (!is_char && static_cast<std::uint32_t>(value) != word) [[unlikely]]
      return fail(Fault::out_of_range);
    return true;
  }

  // The count of an array whose elements take at least `smallest_bytes` each on the wire, so that a count
  // which cannot be true is refused here; charges `element_bytes` of memory for each.
  bool length(std::uint32_t& count, std::uint32_t bound, std::size_t smallest_bytes,
              std::size_t element_bytes) noexcept {
    if (!u32(count)) return false;
    if (count > bound) [[unlikely]]
      return fail(Fault::too_long);
    if (count * smallest_bytes > remaining()) [[unlikely]]
      return fail(Fault::too_short);
    return charge(count * element_bytes);
  }

  bool string(std::string& text, std::uint32_t bound) {
    std::uint32_t size_bytes = 0;
    return u32(size_bytes) && string_of(size_bytes, text, bound);
  }
  // Behind a run that ended with its count.
  bool string_of(std::uint32_t size_bytes, std::string& text, std::uint32_t bound) {
    const std::byte* from = counted_bytes(size_bytes, bound);
    if (from == nullptr || !charge(size_bytes)) return false;
    if (text.size() < size_bytes) {
      assign(text, from, size_bytes);
      return true;
    }
    // What the caller keeps is long enough already.
    text.resize(size_bytes);
    copy_bytes(text.data(), from, size_bytes);
    return true;
  }
  bool opaque(std::vector<std::uint8_t>& bytes, std::uint32_t bound) {
    std::uint32_t size_bytes = 0;
    return u32(size_bytes) && opaque_of(size_bytes, bytes, bound);
  }
  bool opaque_of(std::uint32_t size_bytes, std::vector<std::uint8_t>& bytes, std::uint32_t bound) {
    const std::byte* from = counted_bytes(size_bytes, bound);
    if (from == nullptr || !charge(size_bytes)) return false;
    auto* first = reinterpret_cast<const std::uint8_t*>(from);
    bytes.assign(first, first + size_bytes);
    return true;
  }
  bool opaque(Borrowed& bytes, std::uint32_t bound) {
    std::uint32_t size_bytes = 0;
    if (!u32(size_bytes)) return false;
    const std::byte* from = counted_bytes(size_bytes, bound);
    if (from == nullptr) return false;
    std::span<const std::uint8_t> found(reinterpret_cast<const std::uint8_t*>(from), size_bytes);
    if (lends_) {
      bytes = Borrowed(found);
      return true;
    }
    if (given_ != nullptr && size_bytes >= Borrowed::taken_bytes && size_bytes >= given_->capacity() / 2) {
      bytes.take(found, *std::exchange(given_, nullptr));
      return true;
    }
    if (!charge(size_bytes)) return false;
    bytes.keep(found);
    return true;
  }
  bool fixed_opaque(std::span<std::uint8_t> bytes) noexcept {
    std::size_t all = padded(bytes.size());
    const std::byte* from = run(all);
    if (from == nullptr || !padding(from + bytes.size(), all - bytes.size())) return false;
    if (!bytes.empty()) std::memcpy(bytes.data(), from, bytes.size());
    return true;
  }

  // The elements of an array of 4- or 8-byte numbers, without their count.
  bool words_32(void* to, std::size_t count) noexcept {
    const std::byte* from = run(4 * count);
    if (from == nullptr) return false;
    swap_words_32(to, from, count);
    return true;
  }
  bool words_64(void* to, std::size_t count) noexcept {
    const std::byte* from = run(8 * count);
    if (from == nullptr) return false;
    swap_words_64(to, from, count);
    return true;
  }
  // Into a vector of such numbers, which then has `count` of them.
  template <typename Word>
  bool words(std::vector<Word>& to, std::size_t count) {
    const std::byte* from = run(sizeof(Word) * count);
    if (from == nullptr) return false;
    if (to.capacity() < count) {
      to.clear();
      to.reserve(count);
    }
    // A vector fills what it grows by with zeros; so it grows in pieces, which are then still in the cache.
    constexpr std::size_t piece = 8 * 1024 / sizeof(Word);
    for (std::size_t done = 0; done < count;) {
      if (to.size() == done) to.resize(count - done < piece ? count : done + piece);
      std::size_t ready = (to.size() < count ? to.size() : count) - done;
      swap_words<sizeof(Word)>(to.data() + done, from + sizeof(Word) * done, ready);
      done += ready;
    }
    to.resize(count);
    return true;
  }

  // The bytes behind an opaque value, which must be zero.
  bool padding(const std::byte* from, std::size_t size_bytes) noexcept {
    for (std::size_t i = 0; i < size_bytes; ++i)
      if (from[i] != std::byte{0}) [[unlikely]]
        return fail(Fault::bad_padding);
    return true;
  }

  // Counts memory that is about to be allocated.
  bool charge(std::size_t size_bytes) noexcept {
    if (size_bytes > memory_) [[unlikely]]
      return fail(Fault::too_much_memory);
    memory_ -= size_bytes;
    return true;
  }

  // Depth of values inside values; leave() undoes enter(). The tail of a list is not entered.
  bool enter() noexcept {
    if (depth_ == nesting_) [[unlikely]]
      return fail(Fault::too_deep);
    ++depth_;
    return true;
  }
  void leave() noexcept { --depth_; }

  // After the last value: nothing may be left.
  bool finish() noexcept {
    if (at_ != end_) [[unlikely]]
      return fail(Fault::trailing_bytes);
    return fault_ == Fault::none;
  }

  // Notes what went wrong (the first time) and is false, so that it can be returned.
  // Inline, like all that works on the decoder itself, so that a copy of it can live in registers.
  bool fail(Fault fault) noexcept {
    if (fault_ == Fault::none) fault_ = fault;
    end_ = at_;  // nothing is read after a fault
    return false;
  }
  // Names the field that was being read, the innermost first; false.
  bool at(const char* where) noexcept {
    if (where_ == nullptr) where_ = where;
    return false;
  }

  [[nodiscard]] Fault fault() const noexcept { return fault_; }
  [[nodiscard]] const char* where() const noexcept { return where_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(at_ - start_); }

 private:
  // Opaque bytes whose count was read just before.
  const std::byte* counted_bytes(std::uint32_t size_bytes, std::uint32_t bound) noexcept {
    if (size_bytes > bound) [[unlikely]] {
      fail(Fault::too_long);
      return nullptr;
    }
    std::size_t all = padded(size_bytes);
    const std::byte* from = run(all);
    if (from == nullptr) return nullptr;
    // The word with the padding: the last one, which is the count where there are no bytes.
    std::uint32_t last = 0;
    std::memcpy(&last, from + all - sizeof last, sizeof last);
    std::size_t data_bits = 8 * (sizeof last - (all - size_bytes));
    if ((std::uint64_t{last} >> data_bits) != 0) [[unlikely]] {
      fail(Fault::bad_padding);
      return nullptr;
    }
    return from;
  }
  static FARCALL_API void assign(std::string& text, const std::byte* from, std::size_t size_bytes);

  const std::byte* start_;
  const std::byte* at_;
  const std::byte* end_;
  std::size_t memory_;
  const char* where_ = nullptr;
  std::uint32_t depth_ = 0;
  std::uint32_t nesting_ = Limits{}.nesting;
  bool lends_;
  Buffer* given_ = nullptr;
  Fault fault_ = Fault::none;
};

}  // namespace farcall::inline v1::xdr
