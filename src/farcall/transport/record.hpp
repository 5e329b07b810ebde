// Record marking: how messages are told apart on a stream (RFC 5531 §11).
//
//   offset  bytes  field
//        0      4  fragment mark: bit 31 set on the last fragment of a record, bits 30..0 its length
//        4      n  fragment
//
// A record is one or more fragments, of which any may be empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::transport {

inline constexpr std::size_t mark_bytes = 4;
inline constexpr std::uint32_t last_fragment = 0x8000'0000U;

// The mark of a record that is sent in one fragment.
inline void write_mark(std::byte* to, std::size_t record_bytes) noexcept {
  xdr::store_u32(to, last_fragment | static_cast<std::uint32_t>(record_bytes));
}

// Takes a stream's bytes as they arrive and gives out whole records, in place. Does no I/O.
// Limit: a record of more than `record_limit` bytes, all fragments together, is refused as soon as a mark
// says so; memory grows with the bytes that arrived, not with those that a mark announces. Thread: one.
class FARCALL_API RecordReader {
 public:
  explicit RecordReader(std::size_t record_limit) noexcept : limit_(record_limit) {}

  [[nodiscard]] std::size_t limit_bytes() const noexcept { return limit_; }
  // Where the next bytes of the stream go; empty when there is no memory. Records given out before are gone.
  [[nodiscard]] std::span<std::byte> room() noexcept;
  // That many bytes were put there.
  void received(std::size_t size_bytes) noexcept { end_ += size_bytes, came_bytes_ += size_bytes; }

  enum class Next : std::uint8_t { record, need_more, too_large };
  // The next whole record, which stays where it is until room() is called. After too_large the stream is
  // lost.
  [[nodiscard]] Next next(std::span<const std::byte>& record) noexcept {
    if (!has_next()) return join_next(record);
    const std::size_t length = xdr::load_u32(buffer_.data() + at_) & ~last_fragment;
    if (length > limit_) return Next::too_large;
    record = {buffer_.data() + at_ + mark_bytes, length};
    begin_ = assembled_ = at_ += mark_bytes + length;
    ++records_;
    return Next::record;
  }

  // Whether next() would give a record that lies in one fragment, as nearly all do, unless it is too large.
  [[nodiscard]] bool has_next() const noexcept {
    if (end_ - at_ < mark_bytes || assembled_ != begin_) return false;
    std::uint32_t mark = xdr::load_u32(buffer_.data() + at_);
    return mark >= last_fragment && end_ - at_ - mark_bytes >= (mark & ~last_fragment);
  }

  // Grows by each record and by each KiB. Who waits for a reply goes by it: a few bytes now and then, of a
  // record that does not end, are no sign of life.
  [[nodiscard]] std::uint64_t progress() const noexcept { return records_ + came_bytes_ / 1024; }
  // Bytes that arrived and were not given out yet.
  [[nodiscard]] std::size_t pending_bytes() const noexcept { return end_ - begin_; }
  // That they are a part of one.
  [[nodiscard]] bool is_in_record() const noexcept { return pending_bytes() > 0 && !has_next(); }
  // Copies what is pending to `other`, which has nothing pending. False when there is no memory for it.
  [[nodiscard]] bool copy_pending_to(RecordReader& other) const noexcept;
  // For one who reads many streams in turn: what is pending of one is taken, and left afterwards in memory in
  // proportion to it, as the larger one stays here. Or streams that bring little would each go off with what
  // somebody's long record has made this memory grow to.
  void take_pending_of(RecordReader& stream) noexcept;
  void leave_pending_to(RecordReader& stream) noexcept;
  // Forgets what is pending.
  void clear() noexcept { begin_ = assembled_ = at_ = end_ = 0; }
  // Exchanges the memory and what is pending in it; each keeps its limit and its progress.
  void swap(RecordReader& other) noexcept;
  // The memory with the record that was given out last, if nothing else is in it: it may be exchanged for
  // other memory before room() is called. Otherwise null.
  [[nodiscard]] Buffer* memory_of_last() noexcept { return begin_ == end_ ? &buffer_ : nullptr; }
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return buffer_.capacity(); }
  // Gives the memory back to the system if nothing is pending.
  void shrink() noexcept;

 private:
  [[nodiscard]] Next join_next(std::span<const std::byte>& record) noexcept;

  static constexpr std::size_t first_room_bytes = 64 * 1024;
  static constexpr std::size_t short_bytes = 4096;

  Buffer buffer_;
  std::size_t limit_;
  std::size_t begin_ = 0;      // of the record that is being put together
  std::size_t assembled_ = 0;  // end of its fragments that are complete, joined
  std::size_t at_ = 0;         // of the next mark
  std::size_t end_ = 0;        // of what arrived
  std::uint64_t records_ = 0;  // so far
  std::uint64_t came_bytes_ = 0;
};

}  // namespace farcall::inline v1::transport
