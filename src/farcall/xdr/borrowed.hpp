// Opaque data that a callee may look at where it lies, instead of a copy of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace farcall::inline v1::xdr {

// Bytes that are somebody else's, or its own where there is nobody who would keep them.
// Owns: nothing when it is made from a span, or decoded by a server (then the bytes live until the handler
// has returned and its results are sent, so a result may borrow from an argument); a copy when decoded by a
// client.
class Borrowed {
 public:
  Borrowed() noexcept = default;
  Borrowed(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

  [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

  // Takes a copy of `bytes`, in the memory of the copy that it had before where that is enough.
  void keep(std::span<const std::uint8_t> bytes) {
    if (bytes.size() > kept_size_ || !kept_) {
      kept_ = std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size());
      kept_size_ = bytes.size();
    }
    std::copy(bytes.begin(), bytes.end(), kept_.get());
    bytes_ = {kept_.get(), bytes.size()};
  }

  Borrowed(Borrowed&&) noexcept = default;
  Borrowed& operator=(Borrowed&&) noexcept = default;
  Borrowed(const Borrowed& other) : Borrowed() { *this = other; }
  Borrowed& operator=(const Borrowed& other) {
    if (this == &other) return *this;
    if (other.kept_) {
      keep(other.bytes_);
    } else {
      bytes_ = other.bytes_;
    }
    return *this;
  }
  friend bool operator==(const Borrowed& a, const Borrowed& b) noexcept {
    return std::equal(a.bytes_.begin(), a.bytes_.end(), b.bytes_.begin(), b.bytes_.end());
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::unique_ptr<std::uint8_t[]> kept_;
  std::size_t kept_size_ = 0;
};

}  // namespace farcall::inline v1::xdr
