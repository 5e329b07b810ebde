#include <farcall/stub/call.hpp>

#include <new>
#include <utility>

namespace farcall::inline v1::stub {
namespace {

Error no_memory(Executed executed) { return {Code::resource_exhausted, executed, "out of memory", {}}; }

}  // namespace

void address(Transaction& call, const Binding& binding, std::uint32_t procedure,
             const CallOptions& options) noexcept {
  call.program = binding.program();
  call.version = binding.version();
  call.procedure = procedure;
  call.trace = options.trace;
  call.timeout = options.timeout != Duration::zero() ? options.timeout : binding.timeout();
}

Error explained(Code code, Executed executed, xdr::Fault fault, const char* where) noexcept try {
  return {code, executed, xdr::describe(fault, where), {}};
} catch (const std::bad_alloc&) {
  return {code, executed, "no memory", {}};
}

Call::Call(const Binding& binding, std::uint32_t procedure, const CallOptions& options) noexcept
    : channel_(binding.channel()) {
  address(transaction_, binding, procedure, options);
  channel_.enter(transaction_);
}

Call::~Call() {
  if (step_ == Step::reserved || step_ == Step::done) channel_.release(transaction_);
}

bool Call::reserve(std::size_t size_bytes) try {
  Result<void> reserved = channel_.reserve(transaction_, size_bytes);
  if (!reserved) return fail(std::move(reserved).error());
  step_ = Step::reserved;
  arguments_ = xdr::Encoder(transaction_.arguments, &transaction_.gathered);
  return true;
} catch (const std::bad_alloc&) {
  return fail(no_memory(Executed::no));
}

bool Call::transact() try {
  Result<void> done = channel_.transact(transaction_);
  if (!done) return fail(std::move(done).error());
  step_ = Step::done;
  results_ = xdr::Decoder(transaction_.results);
  results_.give(transaction_.results_memory);
  return true;
} catch (const std::bad_alloc&) {
  return fail(no_memory(Executed::maybe));
}

bool Call::send_one_way() {
  transaction_.one_way = true;
  return transact();
}

bool Call::transact_durably() {
  transaction_.durable = true;
  return transact();
}

bool Call::fail(Error error) {
  error_ = std::move(error);
  return false;
}

Error Call::out_of_memory() const { return no_memory(step_ == Step::done ? Executed::yes : Executed::no); }

Error Call::error() {
  if (arguments_.fault() != xdr::Fault::none && step_ == Step::reserved)
    return explained(Code::invalid_argument, Executed::no, arguments_.fault(), arguments_.where());
  if (error_.detail.empty() && step_ == Step::done)
    return explained(Code::bad_results, Executed::yes, results_.fault(), results_.where());
  return std::move(error_);
}

}  // namespace farcall::inline v1::stub
