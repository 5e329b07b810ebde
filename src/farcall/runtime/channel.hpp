// The one seam of the runtime: how a call leaves this protection domain and its results come back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/base/trace.hpp>
#include <farcall/runtime/call_options.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1 {

// One call on its way through a channel. It lives on the caller's stack, in the stub.
struct Transaction {
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;
  Duration timeout{};          // zero: none
  TimePoint entered{};         // not of a call without a timeout through a local channel
  TimePoint deadline = never;  // never: as long as the peer answers probes
  Trace trace{};
  bool one_way = false;                // nothing comes back: it is done when it is sent
  bool durable = false;                // its number outlives the server
  std::uint32_t way = 0;               // the channel's own: which of its ways it has taken
  void* slot = nullptr;                // and what of it
  std::span<std::byte> arguments;      // from reserve: where the arguments are encoded
  std::span<const std::byte> results;  // from transact: valid until release
  Buffer* results_memory = nullptr;    // where they lie with nothing else, if it may be exchanged for another
  xdr::Gathered gathered;              // argument bytes that stay where they are until they are sent

  // Its time begins.
  void enter(TimePoint now) noexcept {
    entered = now;
    if (timeout != Duration::zero()) deadline = after(now, timeout);
  }
};

struct AsyncCall;

// A socket reserves room behind its message header, Lightweight RPC an A-stack: the stub encodes there, and
// nothing is copied in between. Thread: any; each Transaction belongs to one.
class FARCALL_API Channel {
 public:
  // `is_local`: a call is so short that the time of its entry is not worth asking for, unless it has a
  // deadline.
  explicit Channel(bool is_local = false) noexcept { set_local(is_local); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel();

  // Bindings share a channel by counting themselves here, and the last one deletes it. (std::shared_ptr would
  // do, and would cost every translation unit with a stub a tenth of a second: <memory>.)
  void add_binding() noexcept { __atomic_fetch_add(&bindings_, 1, __ATOMIC_RELAXED); }
  [[nodiscard]] bool remove_binding() noexcept {
    return __atomic_sub_fetch(&bindings_, 1, __ATOMIC_ACQ_REL) == 0;
  }

  [[nodiscard]] bool is_local() const noexcept { return __atomic_load_n(&is_local_, __ATOMIC_RELAXED); }

  // Room for `size_bytes` of arguments. Errors: executed = no.
  [[nodiscard]] virtual Result<void> reserve(Transaction& transaction, std::size_t size_bytes) = 0;
  // The time of the call begins. Where it would take longer than the call, nobody asks for it.
  void enter(Transaction& transaction) const noexcept {
    if (!is_local() || transaction.timeout != Duration::zero()) transaction.enter(steady_clock().now());
  }
  // Carries the call out, which has been entered, and waits for its results, until the deadline.
  [[nodiscard]] virtual Result<void> transact(Transaction& transaction) = 0;
  // Ends what reserve began; the results are gone. Once for each successful reserve.
  virtual void release(Transaction& transaction) noexcept = 0;

  // The same without waiting. A channel that knows no better carries the call out in start().
  // A call to be filled in, and reserved as above. Errors: std::bad_alloc.
  [[nodiscard]] virtual AsyncCall& begin();
  // Sends it, which has been entered unless the channel will. It is completed once, maybe before this
  // returns.
  virtual void start(AsyncCall& call);
  // Waits until it is done.
  virtual void wait(AsyncCall& call);
  // Ends what begin() began; one that is not done is cancelled, and not completed any more.
  virtual void end(AsyncCall& call) noexcept;

 protected:
  void set_local(bool is_local) noexcept { __atomic_store_n(&is_local_, is_local, __ATOMIC_RELAXED); }

 private:
  std::uint32_t bindings_ = 0;
  bool is_local_ = false;
};

}  // namespace farcall::inline v1
