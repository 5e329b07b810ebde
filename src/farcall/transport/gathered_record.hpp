// A message and the long opaque data in it that was not copied, as the pieces of one sendmsg.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <sys/uio.h>

#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::transport {

class GatheredRecord {
 public:
  // `gathered` positions count from `body_at`.
  GatheredRecord(std::byte* message, std::size_t message_bytes, std::size_t body_at,
                 const xdr::Gathered& gathered) noexcept {
    std::size_t at = 0;
    for (std::size_t i = 0; i < gathered.count; ++i) {
      const xdr::Gathered::Piece& piece = gathered.pieces[i];
      add(message + at, body_at + piece.position - at);
      add(const_cast<std::byte*>(piece.data), piece.size_bytes);
      at = body_at + piece.position + piece.size_bytes;
    }
    add(message + at, message_bytes - at);
  }

  [[nodiscard]] std::span<const iovec> pieces() const noexcept {
    return {pieces_.data() + first_, count_ - first_};
  }

  [[nodiscard]] std::size_t size_bytes() const noexcept {
    std::size_t size = 0;
    for (const iovec& piece : pieces()) size += piece.iov_len;
    return size;
  }
  // And other records behind this one.
  [[nodiscard]] std::span<const iovec> pieces_and(std::span<const std::byte> others) noexcept {
    pieces_[count_] = {const_cast<std::byte*>(others.data()), others.size()};
    return {pieces_.data() + first_, count_ - first_ + 1};
  }

  // That much was sent. Whether that was all, so that the stream is between two records.
  bool advance(std::size_t size_bytes) noexcept {
    while (first_ < count_ && size_bytes >= pieces_[first_].iov_len) size_bytes -= pieces_[first_++].iov_len;
    if (first_ == count_) return true;
    pieces_[first_].iov_base = static_cast<std::byte*>(pieces_[first_].iov_base) + size_bytes;
    pieces_[first_].iov_len -= size_bytes;
    return false;
  }

 private:
  void add(std::byte* data, std::size_t size_bytes) noexcept {
    if (size_bytes > 0) pieces_[count_++] = {data, size_bytes};
  }

  std::array<iovec, 2 * std::tuple_size_v<decltype(xdr::Gathered::pieces)> + 2> pieces_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace farcall::inline v1::transport
