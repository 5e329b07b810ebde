#include <farcall/lrpc/said.hpp>

#include <cerrno>

#include <sys/socket.h>

namespace farcall::inline v1::lrpc {

void say(int control, Said what) noexcept {
  constexpr int attempts = 3;  // a signal, or no memory for a moment
  for (int i = 0; i < attempts; ++i)
    if (::send(control, &what, sizeof what, MSG_NOSIGNAL | MSG_DONTWAIT) > 0 || errno == EAGAIN) return;
  ::shutdown(control, SHUT_RDWR);
}

}  // namespace farcall::inline v1::lrpc
