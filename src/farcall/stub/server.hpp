// Everything that a generated server includes beyond what a client does.
#pragma once

#include <utility>

#include <farcall/base/task.hpp>
#include <farcall/runtime/service.hpp>
#include <farcall/stub/call.hpp>

namespace farcall::inline v1::stub {

// Procedure 0 of a program that declares none: it takes nothing, returns nothing and always works.
// Source: RFC 5531 §12.1.
FARCALL_API void serve_null(ServerCall& call);

// A call that a coroutine answers, some time. One that ends without an answer is refused: there was no memory
// for the coroutine. Owns: the call.
class FARCALL_API Deferred {
 public:
  explicit Deferred(ServerCall& call) : call_(call.defer()) {}
  Deferred(Deferred&& other) noexcept : call_(std::exchange(other.call_, nullptr)) {}
  Deferred& operator=(Deferred&&) = delete;
  ~Deferred();
  [[nodiscard]] ServerCall& call() const noexcept { return *call_; }

 private:
  ServerCall* call_;
};

}  // namespace farcall::inline v1::stub
