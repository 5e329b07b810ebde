// Everything of a call message that comes before the arguments, as one binding's calls have it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <farcall/message/call_message.hpp>
#include <farcall/runtime/channel.hpp>

namespace farcall::inline v1 {

class CallHead {
 public:
  // `credential`: the field of every call, flavor, length and body with its padding; empty: AUTH_NONE.
  explicit CallHead(std::vector<std::byte> credential) : credential_(std::move(credential)) {
    if (credential_.empty()) credential_.resize(8);
  }

  [[nodiscard]] std::size_t size_bytes() const noexcept {
    return message::call_head_bytes + credential_.size() + verifier_bytes;
  }
  void write(std::byte* to, std::uint32_t xid, const Transaction& call) const noexcept {
    write(to, xid, call.program, call.version, call.procedure);
  }
  void write(std::byte* to, std::uint32_t xid, std::uint32_t program, std::uint32_t version,
             std::uint32_t procedure) const noexcept {
    message::write_call_head(to, {.xid = xid,
                                  .program = program,
                                  .version = version,
                                  .procedure = procedure,
                                  .credential = {},
                                  .verifier = {}});
    std::memcpy(to + message::call_head_bytes, credential_.data(), credential_.size());
    std::memset(to + message::call_head_bytes + credential_.size(), 0, verifier_bytes);
  }

 private:
  static constexpr std::size_t verifier_bytes = 8;  // AUTH_NONE
  std::vector<std::byte> credential_;
};

}  // namespace farcall::inline v1
