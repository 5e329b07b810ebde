#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::xdr {

// Here and not in the header, because the library's inline code for it is long.
void Decoder::assign(std::string& text, const std::byte* from, std::size_t size_bytes) {
  text.assign(reinterpret_cast<const char*>(from), size_bytes);
}

}  // namespace farcall::inline v1::xdr
