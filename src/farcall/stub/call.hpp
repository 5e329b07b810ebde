// What a generated client does for each procedure: reserve, encode, transact, decode, release.
#pragma once

#include <cstddef>
#include <cstdint>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::stub {

// Who is called, and for how long: its time begins with enter().
FARCALL_API void address(Transaction& call, const Binding& binding, std::uint32_t procedure,
                         const CallOptions& options) noexcept;

// What was wrong with a value. Where memory lacks its detail is short.
[[nodiscard]] Error explained(Code code, Executed executed, xdr::Fault fault, const char* where) noexcept;

// One call, as a generated stub makes it:
//
//   Call call(binding, 1, options);
//   square_out result;
//   if (!call.reserve(encoded_size(arg)) || !encode(call.arguments(), arg) || !call.transact() ||
//       !decode(call.results(), result) || !call.results().finish())
//     return call.error();
//   return result;
//
// Thread: one.
class FARCALL_API Call {
 public:
  Call(const Binding& binding, std::uint32_t procedure, const CallOptions& options) noexcept;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call();

  [[nodiscard]] bool reserve(std::size_t size_bytes);
  [[nodiscard]] xdr::Encoder& arguments() noexcept { return arguments_; }
  [[nodiscard]] bool transact();
  // The same without a reply: it succeeds when the call is sent, and then there are no results.
  [[nodiscard]] bool send_one_way();
  // The same for a durable procedure.
  [[nodiscard]] bool transact_durably();
  [[nodiscard]] xdr::Decoder& results() noexcept { return results_; }

  // What went wrong, and whether the callee ran: of the channel, of the arguments (invalid_argument, not
  // executed) or of the results (bad_results, executed).
  [[nodiscard, gnu::cold]] Error error();
  // There was no memory for the results, or for the arguments.
  [[nodiscard, gnu::cold]] Error out_of_memory() const;

 private:
  enum class Step : std::uint8_t { start, reserved, done };

  bool fail(Error error);

  Channel& channel_;
  Transaction transaction_;
  xdr::Encoder arguments_;
  xdr::Decoder results_;
  Error error_;
  Step step_ = Step::start;
};

}  // namespace farcall::inline v1::stub
