// The placements that the suite runs over. A new one is one line of `placements`.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace conformance {

struct Placement {
  const char* name;
  const char* endpoint;       // where a server listens; % becomes something new each time
  const char* netid;          // what the callee is told
  std::size_t largest_bytes;  // of an opaque that is echoed
  bool knows_uid = false;     // the kernel vouches for the caller's user
  bool knows_process = false;
  // The handler runs on the caller's own thread: no deadline can end the call while the handler runs, and no
  // connection can be lost.
  bool is_inline = false;
  bool is_datagram =
      false;  // the callee cannot tell that the caller is gone, nor the caller that a call was lost
  bool by_loop = false;    // the process's event loop drives the clients
  bool is_shared = false;  // memory: no messages, and no sessions, which are for them
  bool has_moved = false;  // there, from the socket by which it was bound
};

inline constexpr std::size_t mebibyte = std::size_t{1} << 20;

inline constexpr Placement placements[] = {
    {"tcp4", "tcp://127.0.0.1:0", "tcp", 3 * mebibyte, true},
    {"tcp6", "tcp://[::1]:0", "tcp6", 3 * mebibyte, true},
    {"udp4", "udp://127.0.0.1:0", "udp", 60'000, false, false, false, true},
    {"udp6", "udp://[::1]:0", "udp6", 60'000, false, false, false, true},
    {"unix_path", "unix:/tmp/farcall-conformance-%.sock", "local", 3 * mebibyte, true, true},
    {"unix_abstract", "unix:@farcall-conformance-%", "local", 3 * mebibyte, true, true},
    {"lrpc", "lrpc:/tmp/farcall-conformance-%.lrpc", "lrpc", 3 * mebibyte, true, true, false, false, false,
     true},
    {"lrpc_by_loop", "lrpc:/tmp/farcall-conformance-%.lrpc", "lrpc", 3 * mebibyte, true, true, false, false,
     true, true},
    {"tcp4_moved", "tcp://127.0.0.1:0", "tcp", 3 * mebibyte, true, false, false, false, false, true, true},
    {"unix_moved", "unix:@farcall-conformance-%", "local", 3 * mebibyte, true, true, false, false, false,
     true, true},
    {"tcp4_moved_by_loop", "tcp://127.0.0.1:0", "tcp", 3 * mebibyte, true, false, false, false, true, true,
     true},
    {"memory", "memory:conformance-%", "memory", 3 * mebibyte, true, true, true},
    {"tcp4_by_loop", "tcp://127.0.0.1:0", "tcp", 3 * mebibyte, true, false, false, false, true},
    {"udp4_by_loop", "udp://127.0.0.1:0", "udp", 60'000, false, false, false, true, true},
    {"unix_by_loop", "unix:/tmp/farcall-conformance-%.sock", "local", 3 * mebibyte, true, true, false, false,
     true},
};

inline void PrintTo(const Placement& placement, std::ostream* out) { *out << placement.name; }

template <typename Wanted>
std::vector<Placement> placements_where(Wanted wanted) {
  std::vector<Placement> found;
  for (const Placement& placement : placements)
    if (wanted(placement)) found.push_back(placement);
  return found;
}

inline std::string name_of(const testing::TestParamInfo<Placement>& info) { return info.param.name; }

}  // namespace conformance

#define FARCALL_EVERY_PLACEMENT(suite)                                                     \
  INSTANTIATE_TEST_SUITE_P(placement, suite, testing::ValuesIn(::conformance::placements), \
                           ::conformance::name_of)
