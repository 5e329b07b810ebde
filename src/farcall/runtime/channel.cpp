#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1 {

Channel::~Channel() = default;

}  // namespace farcall::inline v1
