// Bytes that are reused from call to call: raw memory that grows and is never cleared.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <span>
#include <utility>

namespace farcall::inline v1 {

// A growing block of uninitialised memory. A fresh megabyte costs hundreds of microseconds of page faults,
// so buffers belong to a connection or a thread; pages that nobody touches cost nothing.
// Errors: grow() is false when there is no memory; the old bytes stay.
class Buffer {
 public:
  Buffer() noexcept = default;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~Buffer() { std::free(data_); }

  [[nodiscard]] std::byte* data() noexcept { return data_; }
  [[nodiscard]] const std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  // At least `size_bytes` afterwards; what was written before is kept.
  [[nodiscard]] bool grow(std::size_t size_bytes) noexcept {
    if (size_bytes <= capacity_) return true;
    void* grown = std::realloc(data_, size_bytes);
    if (grown == nullptr) return false;
    data_ = static_cast<std::byte*>(grown);
    capacity_ = size_bytes;
    return true;
  }
  void release() noexcept {
    std::free(std::exchange(data_, nullptr));
    capacity_ = 0;
  }

 private:
  std::byte* data_ = nullptr;
  std::size_t capacity_ = 0;
};

}  // namespace farcall::inline v1
