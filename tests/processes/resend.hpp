// A call that was answered, sent again and again as it was, over every transport.
#pragma once

#include <cstdint>
#include <string>

namespace processes {

struct Resent {
  std::string from, to;     // transports
  std::uint64_t sent = 0;   // again
  std::uint64_t different;  // answers, or none
  std::uint64_t runs = 0;   // that are one too many
};

// A call of a session that was made over transport `from` (tcp, unix, udp), sent so often over `to`.
[[nodiscard]] Resent resend(const std::string& from, const std::string& to, std::uint64_t count);
// A call of no session, over UDP: from its second sender on, who the server takes for another client.
[[nodiscard]] Resent resend_plainly(std::uint64_t count);

}  // namespace processes
