// How long it takes until a caller hears that its peer is dead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <farcall/base/clock.hpp>

namespace processes {

struct Deaths {
  std::string what;
  farcall::Duration goal;
  std::vector<farcall::Duration> heard_after{};  // sorted
  std::uint64_t wrong = 0;                       // calls that ended otherwise than they had to

  [[nodiscard]] farcall::Duration quantile(double part) const noexcept;
  [[nodiscard]] bool is_good() const noexcept { return wrong == 0 && quantile(0.999) <= goal; }
  [[nodiscard]] std::string text() const;
};

// The callee is killed while it runs the call; `endpoint`: 0 TCP, 1 UNIX. The call belongs to no session, for
// one that does waits for the next incarnation.
[[nodiscard]] Deaths deaths_by_kill(std::size_t endpoint, std::size_t count);
// It does, and a callee is started again at once: until the call has its answer from that.
[[nodiscard]] Deaths deaths_and_restarts(std::size_t endpoint, std::size_t count);
// The peer's system resets the connection.
[[nodiscard]] Deaths deaths_by_reset(std::size_t count);
// The callee is stopped, somewhere between two probes.
[[nodiscard]] Deaths silences(std::size_t endpoint, std::size_t count, std::uint64_t seed);

}  // namespace processes
