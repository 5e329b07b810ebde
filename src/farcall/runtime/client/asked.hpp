// Of whom a call asks what.
#pragma once

#include <string>

#include <farcall/message/reply_message.hpp>
#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1::client {

[[nodiscard]] inline message::Asked asked(const std::string& peer, const Transaction& call) noexcept {
  return {peer, call.program, call.version, call.procedure};
}

}  // namespace farcall::inline v1::client
