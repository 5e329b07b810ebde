#include <farcall/xdr/decoder.hpp>

namespace farcall::inline v1::xdr {

bool Decoder::fail(Fault fault) noexcept {
  if (fault_ == Fault::none) fault_ = fault;
  end_ = at_;  // nothing is read after a fault
  return false;
}

bool Decoder::at(const char* where) noexcept {
  if (where_ == nullptr) where_ = where;
  return false;
}

}  // namespace farcall::inline v1::xdr
