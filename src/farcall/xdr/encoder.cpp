#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::xdr {

bool Encoder::gather(Gathered& gathered, std::byte* hole, std::size_t position, const void* data,
                     std::size_t size_bytes) noexcept {
  if (gathered.count == gathered.pieces.size()) return false;
  gathered.pieces[gathered.count++] = {position, static_cast<const std::byte*>(data), size_bytes};
  std::memset(hole + size_bytes, 0, padded(size_bytes) - size_bytes);
  return true;
}

}  // namespace farcall::inline v1::xdr
