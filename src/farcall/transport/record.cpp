#include <farcall/transport/record.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace farcall::inline v1::transport {

std::span<std::byte> RecordReader::room() noexcept {
  // Everything was given out: start over at the front, where the cache is warm.
  if (begin_ == end_) clear();
  if (at_ != assembled_) {  // the marks between joined fragments, of which a peer may send any number
    std::memmove(buffer_.data() + assembled_, buffer_.data() + at_, end_ - at_);
    end_ -= at_ - assembled_;
    at_ = assembled_;
  }
  if (end_ == buffer_.capacity() || end_ == 0) {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      assembled_ -= begin_, at_ -= begin_, end_ -= begin_;
      begin_ = 0;
    }
    std::size_t wanted = std::max(first_room_bytes, end_ == buffer_.capacity() ? 2 * end_ : 0);
    if (!buffer_.grow(wanted)) return {};
  }
  return {buffer_.data() + end_, buffer_.capacity() - end_};
}

// Of several fragments, or incomplete.
RecordReader::Next RecordReader::join_next(std::span<const std::byte>& record) noexcept {
  while (end_ - at_ >= mark_bytes) {
    std::uint32_t mark = xdr::load_u32(buffer_.data() + at_);
    std::size_t length = mark & ~last_fragment;
    bool last = (mark & last_fragment) != 0;
    std::size_t joined = assembled_ - begin_;
    if (joined + length > limit_) return Next::too_large;
    if (end_ - at_ - mark_bytes < length) return Next::need_more;
    std::size_t body = at_ + mark_bytes;
    at_ = body + length;
    std::memmove(buffer_.data() + assembled_, buffer_.data() + body, length);
    assembled_ += length;
    if (last) {
      record = {buffer_.data() + begin_, assembled_ - begin_};
      begin_ = assembled_ = at_;
      ++records_;
      return Next::record;
    }
  }
  return Next::need_more;
}

bool RecordReader::copy_pending_to(RecordReader& other) const noexcept {
  std::size_t pending = pending_bytes();
  if (!other.buffer_.grow(pending)) return false;
  if (pending > 0) std::memcpy(other.buffer_.data(), buffer_.data() + begin_, pending);
  other.begin_ = 0;
  other.assembled_ = assembled_ - begin_;
  other.at_ = at_ - begin_;
  other.end_ = pending;
  return true;
}

void RecordReader::take_pending_of(RecordReader& stream) noexcept {
  if (stream.pending_bytes() > short_bytes || !stream.copy_pending_to(*this)) return swap(stream);
  stream.clear();
}

void RecordReader::leave_pending_to(RecordReader& stream) noexcept {
  const std::size_t pending = pending_bytes();
  if (pending == 0 && stream.memory_bytes() == 0) return clear();
  RecordReader left(limit_);
  const bool is_in_proportion = memory_bytes() <= 2 * pending + short_bytes;
  if (pending > 0 && (is_in_proportion || !copy_pending_to(left))) swap(left);
  if (stream.memory_bytes() > memory_bytes()) swap(stream);
  stream.swap(left);
  clear();
}

void RecordReader::swap(RecordReader& other) noexcept {
  std::swap(buffer_, other.buffer_);
  std::swap(begin_, other.begin_);
  std::swap(assembled_, other.assembled_);
  std::swap(at_, other.at_);
  std::swap(end_, other.end_);
}

void RecordReader::shrink() noexcept {
  if (begin_ != end_) return;
  buffer_.release();
  clear();
}

}  // namespace farcall::inline v1::transport
