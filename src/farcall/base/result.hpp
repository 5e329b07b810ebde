// A value, or the Error that came instead of it.
#pragma once

#include <new>
#include <type_traits>
#include <utility>

#include <farcall/base/error.hpp>

namespace farcall::inline v1 {

// Has the member names of C++23's std::expected<T, Error>; `value()` throws RpcError where there is none.
// Thread: like a value: const members from any thread, the others from one at a time.
template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(const T& value) : has_value_(true) { ::new (&value_) T(value); }
  Result(T&& value) noexcept(std::is_nothrow_move_constructible_v<T>) : has_value_(true) {
    ::new (&value_) T(std::move(value));
  }
  Result(Error error) noexcept : has_value_(false) { ::new (&error_) Error(std::move(error)); }

  Result(const Result& other) : has_value_(other.has_value_) {
    if (has_value_) {
      ::new (&value_) T(other.value_);
    } else {
      ::new (&error_) Error(other.error_);
    }
  }
  Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : has_value_(other.has_value_) {
    if (has_value_) {
      ::new (&value_) T(std::move(other.value_));
    } else {
      ::new (&error_) Error(std::move(other.error_));
    }
  }
  Result& operator=(Result other) noexcept(std::is_nothrow_move_constructible_v<T>) {
    destroy();
    ::new (this) Result(std::move(other));
    return *this;
  }
  ~Result() { destroy(); }

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }

  [[nodiscard]] T& value() & {
    check();
    return value_;
  }
  [[nodiscard]] const T& value() const& {
    check();
    return value_;
  }
  [[nodiscard]] T&& value() && {
    check();
    return std::move(value_);
  }
  template <typename U>
  [[nodiscard]] T value_or(U&& otherwise) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(otherwise));
  }

  // Only where has_value().
  [[nodiscard]] T& operator*() & noexcept { return value_; }
  [[nodiscard]] const T& operator*() const& noexcept { return value_; }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(value_); }
  [[nodiscard]] T* operator->() noexcept { return &value_; }
  [[nodiscard]] const T* operator->() const noexcept { return &value_; }

  // Only where !has_value().
  [[nodiscard]] Error& error() & noexcept { return error_; }
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }

  template <typename F>
  auto and_then(F&& next) && -> std::invoke_result_t<F, T&&> {
    if (!has_value_) return std::move(error_);
    return std::forward<F>(next)(std::move(value_));
  }
  template <typename F>
  auto transform(F&& next) && -> Result<std::invoke_result_t<F, T&&>> {
    if (!has_value_) return std::move(error_);
    return std::forward<F>(next)(std::move(value_));
  }

 private:
  void check() const {
    if (!has_value_) throw_rpc_error(error_);
  }
  void destroy() noexcept {
    if (has_value_) {
      value_.~T();
    } else {
      error_.~Error();
    }
  }

  union {
    T value_;
    Error error_;
  };
  bool has_value_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() noexcept {}
  Result(Error error) noexcept : has_value_(false) { ::new (&error_) Error(std::move(error)); }
  Result(const Result& other) : has_value_(other.has_value_) {
    if (!has_value_) ::new (&error_) Error(other.error_);
  }
  Result(Result&& other) noexcept : has_value_(other.has_value_) {
    if (!has_value_) ::new (&error_) Error(std::move(other.error_));
  }
  Result& operator=(Result other) noexcept {
    destroy();
    ::new (this) Result(std::move(other));
    return *this;
  }
  ~Result() { destroy(); }

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }
  void value() const {
    if (!has_value_) throw_rpc_error(error_);
  }
  [[nodiscard]] Error& error() & noexcept { return error_; }
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }

 private:
  void destroy() noexcept {
    if (!has_value_) error_.~Error();
  }

  union {
    Error error_;
  };
  bool has_value_ = true;
};

}  // namespace farcall::inline v1
