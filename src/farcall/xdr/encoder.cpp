#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::xdr {

bool Encoder::fail(Fault fault) noexcept {
  if (fault_ == Fault::none) fault_ = fault;
  end_ = at_;  // nothing is written after a fault
  return false;
}

bool Encoder::at(const char* where) noexcept {
  if (where_ == nullptr) where_ = where;
  return false;
}

bool Encoder::gather(std::byte* hole, const void* data, std::size_t size_bytes) noexcept {
  if (gathered_ == nullptr || gathered_->count == gathered_->pieces.size()) return false;
  gathered_->pieces[gathered_->count++] = {static_cast<std::size_t>(hole - start_),
                                           static_cast<const std::byte*>(data), size_bytes};
  std::memset(hole + size_bytes, 0, padded(size_bytes) - size_bytes);
  return true;
}

}  // namespace farcall::inline v1::xdr
