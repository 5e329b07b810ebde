// Memory that two processes share.
#pragma once

#include <cstddef>
#include <cstdint>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>

namespace farcall::inline v1::lrpc {

// Owns: the mapping. A child of fork() does not have it. Thread: as a value.
class FARCALL_API Segment {
 public:
  enum class Writer : bool { creator, peer };

  Segment() noexcept = default;
  Segment(Segment&& other) noexcept;
  Segment& operator=(Segment&& other) noexcept;
  ~Segment();

  // New memory, all zeros, which will keep its size. `writer`: who may write to it; the other one can only
  // read. `descriptor` is what the peer maps it by. Errors: resource_exhausted, io_error.
  // Source: memfd_create(2), fcntl(2) on F_SEAL_FUTURE_WRITE.
  static Result<Segment> create(std::size_t size_bytes, Writer writer, io::Descriptor& descriptor);
  // What the peer has created. Refused when it could shrink: reading it would end the process then.
  static Result<Segment> map(int descriptor, std::size_t size_bytes, Writer writer);

  [[nodiscard]] std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size_bytes() const noexcept { return size_bytes_; }
  explicit operator bool() const noexcept { return data_ != nullptr; }

  // Has the pages of the first bytes now, so that no call pays for them.
  void prefault(std::size_t size_bytes, bool writable) const noexcept;

 private:
  Segment(std::byte* data, std::size_t size_bytes) noexcept;
  static Result<Segment> map_pages(int descriptor, std::size_t size_bytes, bool writable);

  std::byte* data_ = nullptr;
  std::size_t size_bytes_ = 0;
  std::uint32_t forks_ = 0;
};

}  // namespace farcall::inline v1::lrpc
