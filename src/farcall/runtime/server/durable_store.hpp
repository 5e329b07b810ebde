// Where calls of durable procedures are remembered, together with what they did. farcall::durable has one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/export.hpp>
#include <farcall/message/session_message.hpp>

namespace farcall::inline v1 {

// A transaction around each call, in which its record is written too: what the callee did and that it did it
// are there both or neither. Transactions of a store come one after the other, those of other processes too.
// Thread: any; each transaction is begun and ended by one.
class FARCALL_API DurableStore {
 public:
  virtual ~DurableStore();

  // Which call it is, for ever.
  struct Call {
    message::SessionId session{};
    std::uint64_t opened = 0;  // when the session was
    message::CallNumber number;
    message::CallNumber acknowledged;  // another one, whose reply is not needed any more; sequence 0: none
  };
  enum class Begin : std::uint8_t {
    run,        // the transaction has begun, and is to be ended
    answered,   // it has run: this was its reply
    forgotten,  // its number is used up
    unknown,    // sessions of that time are forgotten: it may have run, and will not run any more
    busy,       // there are too many sessions; it was not run
    failed,     // the store cannot be used; it was not run
  };
  // Null: a call that will not come again; nothing is written of it. A reply message comes with so many bytes
  // before it as a record mark has.
  [[nodiscard]] virtual Begin begin(const Call* call, Buffer& reply, std::size_t& reply_bytes) = 0;
  // Ends it, with what the callee did, or where it failed without, and with the call's record. False: nothing
  // of it was kept, as far as the store can say.
  [[nodiscard]] virtual bool commit(const Call* call, std::span<const std::byte> reply, bool succeeded) = 0;
  // When the last session was opened that it knows of, or has forgotten: one that is opened later is new to
  // it, whatever the clock says by then.
  [[nodiscard]] virtual std::uint64_t newest() noexcept = 0;
  // Ends it: nothing of it is kept.
  virtual void roll_back() noexcept = 0;
};

}  // namespace farcall::inline v1
