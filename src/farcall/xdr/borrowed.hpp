// Opaque data that a callee may look at where it lies, instead of a copy of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>

namespace farcall::inline v1::xdr {

// Bytes that are somebody else's, or its own where there is nobody who would keep them.
// Owns: nothing when it is made from a span, or decoded by a server (then the bytes live until the handler
// has returned and its results are sent, so a result may borrow from an argument); when decoded by a client a
// copy, or the memory itself into which a long reply was received.
class FARCALL_API Borrowed {
 public:
  // Less is copied: the receiver keeps its memory.
  static constexpr std::size_t taken_bytes = 64 * 1024;

  Borrowed() noexcept = default;
  Borrowed(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

  [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

  // Takes a copy of `bytes`, in the memory of the copy that it had before where that is enough.
  // Errors: std::bad_alloc, as from any copy.
  void keep(std::span<const std::uint8_t> bytes);
  // Takes `memory`, in which `bytes` are, and gives back what it had in exchange.
  void take(std::span<const std::uint8_t> bytes, Buffer& memory) noexcept {
    std::swap(kept_, memory);
    bytes_ = bytes;
  }

  // Moved bytes stay where they are.
  Borrowed(Borrowed&& other) noexcept
      : bytes_(std::exchange(other.bytes_, {})), kept_(std::move(other.kept_)) {}
  Borrowed& operator=(Borrowed&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(kept_, other.kept_);
    return *this;
  }
  Borrowed(const Borrowed& other) : Borrowed() { *this = other; }
  Borrowed& operator=(const Borrowed& other) {
    if (this == &other) return *this;
    other.owns() ? keep(other.bytes_) : void(bytes_ = other.bytes_);
    return *this;
  }
  ~Borrowed() = default;
  friend bool operator==(const Borrowed& a, const Borrowed& b) noexcept {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
  }

 private:
  [[nodiscard]] bool owns() const noexcept;

  std::span<const std::uint8_t> bytes_;
  Buffer kept_;  // where they are, if they are its own
};

}  // namespace farcall::inline v1::xdr
