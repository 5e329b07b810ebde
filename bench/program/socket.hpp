// Listening and connecting, for the peers that are given sockets.
#pragma once

#include <string>

namespace suite {

// `address` is "127.0.0.1:PORT" (0: any) or a path; what it became is written back.
int listen_on(const std::string& transport, std::string& address);
// Connected (UDP too), with TCP_NODELAY.
int connect_to(const std::string& transport, const std::string& address);
void unhurdle(int socket);
// The kernel's buffers of both directions; 0: as they are, which lets TCP tune its own.
void set_buffers(int socket, int size_bytes);

}  // namespace suite
