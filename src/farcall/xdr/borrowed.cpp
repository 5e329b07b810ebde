#include <farcall/xdr/borrowed.hpp>

#include <functional>
#include <new>

namespace farcall::inline v1::xdr {

void Borrowed::keep(std::span<const std::uint8_t> bytes) {
  if (kept_.capacity() < bytes.size()) {
    Buffer larger;
    if (!larger.grow(bytes.size())) throw std::bad_alloc();
    kept_ = std::move(larger);
  }
  auto* to = reinterpret_cast<std::uint8_t*>(kept_.data());
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  bytes_ = {to, bytes.size()};
}

bool Borrowed::owns() const noexcept {
  // Of pointers that may have nothing to do with each other only std::less may ask.
  auto* first = reinterpret_cast<const std::uint8_t*>(kept_.data());
  return !std::less<>()(bytes_.data(), first) && std::less<>()(bytes_.data(), first + kept_.capacity());
}

}  // namespace farcall::inline v1::xdr
