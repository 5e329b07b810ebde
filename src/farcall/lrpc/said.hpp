// What is said on the socket beside the memory, a byte each.
#pragma once

#include <farcall/base/export.hpp>

namespace farcall::inline v1::lrpc {

// To the server: that nobody looks at this binding, though it calls. To the client: that it was answered,
// while its event loop sleeps. And the question whether the server is there, which the thread answers that
// hears of deaths and binds clients.
enum class Said : char { news, is_there };

// Who has much to read already wakes up for that. Where it cannot be told, the connection ends: it would
// sleep for good. Thread: any.
FARCALL_API void say(int control, Said what) noexcept;

}  // namespace farcall::inline v1::lrpc
