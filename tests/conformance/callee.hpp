// The callee of the suite, and what a test can see of it from outside.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include <farcall/farcall.hpp>

#include "conformance.x.hpp"

namespace conformance {

namespace V1 = CONFORMANCE_PROG::CONFORMANCE_V1;
namespace V3 = CONFORMANCE_PROG::CONFORMANCE_V3;
namespace Second = SECOND_PROG::SECOND_V1;

// Where handlers wait until the test lets them go on.
class Gate {
 public:
  ~Gate() { open(); }
  void pass() {
    std::unique_lock lock(mutex_);
    ++inside_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_; });
  }
  // Until so many handlers have come here.
  void await(int handlers) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return inside_ >= handlers; });
  }
  [[nodiscard]] int handlers() {
    std::lock_guard lock(mutex_);
    return inside_;
  }
  void open() {
    std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;  // protects what follows
  std::condition_variable changed_;
  int inside_ = 0;
  bool is_open_ = false;
};

// How often RECORD ran for each number.
class Journal {
 public:
  void write(std::uint64_t number) {
    std::lock_guard lock(mutex_);
    ++ran_[number];
    written_.notify_all();
  }
  // Until it was written for so many numbers.
  void await(std::size_t numbers) {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [&] { return ran_.size() >= numbers; });
  }
  [[nodiscard]] int times(std::uint64_t number) const {
    std::lock_guard lock(mutex_);
    auto found = ran_.find(number);
    return found == ran_.end() ? 0 : found->second;
  }

 private:
  mutable std::mutex mutex_;  // protects what follows
  std::condition_variable written_;
  std::map<std::uint64_t, int> ran_;
};

// Where NEST goes on. A test sets it while the server's threads run, and over UDP nothing else orders the
// two.
template <typename Client>
class Other {
 public:
  Other& operator=(Client client) {
    std::lock_guard lock(mutex_);
    client_.emplace(std::move(client));
    return *this;
  }
  [[nodiscard]] Client get() const {
    std::lock_guard lock(mutex_);
    return client_.value();
  }

 private:
  mutable std::mutex mutex_;  // protects what follows
  std::optional<Client> client_;
};

class Callee final : public V1::Server {
 public:
  Gate gate;
  Journal own_journal;
  Journal* journal = &own_journal;  // or one that outlives this callee
  Other<V1::Client> other;

  farcall::Result<std::int32_t> ADD(farcall::CallContext&, std::int32_t a, std::int32_t b) override;
  farcall::Result<everything> ECHO(farcall::CallContext&, everything&& arg) override {
    return std::move(arg);
  }
  farcall::Result<scalars> ECHO_SCALARS(farcall::CallContext&, const scalars& arg) override { return arg; }
  farcall::Result<list> REVERSE(farcall::CallContext&, list&& arg) override;
  farcall::Result<tree> ECHO_TREE(farcall::CallContext&, tree&& arg) override { return std::move(arg); }
  farcall::Result<choice> ECHO_CHOICE(farcall::CallContext&, choice&& arg) override { return std::move(arg); }
  farcall::Result<verdict> ECHO_VERDICT(farcall::CallContext&, verdict&& arg) override {
    return std::move(arg);
  }
  farcall::Result<color> ECHO_COLOR(farcall::CallContext&, color arg) override { return arg; }
  farcall::Result<std::string> ECHO_NAME(farcall::CallContext&, conformance::name&& arg) override {
    return arg;
  }
  farcall::Result<blob> ECHO_BLOB(farcall::CallContext&, blob&& arg) override { return std::move(arg); }
  farcall::Result<blob> MAKE_BLOB(farcall::CallContext&, std::uint32_t size) override;
  farcall::Result<double> ECHO_DOUBLE(farcall::CallContext&, double arg) override { return arg; }
  farcall::Result<std::int32_t> CHANGE(farcall::CallContext&, std::int32_t& a, std::string& b,
                                       triple& c) override;
  farcall::Result<std::int32_t> REFUSE(farcall::CallContext&, std::int32_t code) override;
  farcall::Result<void> THROW(farcall::CallContext&, std::int32_t kind) override;
  farcall::Result<color> BAD_COLOR(farcall::CallContext&) override { return static_cast<color>(99); }
  farcall::Result<std::int32_t> BLOCK(farcall::CallContext&, std::int32_t ticket) override;
  farcall::Result<void> RECORD(farcall::CallContext&, std::uint64_t number) override;
  farcall::Result<identity> WHO(farcall::CallContext& call) override;
  farcall::Result<std::int32_t> NEST(farcall::CallContext&, std::int32_t depth) override;
  farcall::Result<conditions> CONDITIONS(farcall::CallContext& call) override;
  farcall::Result<void> OUTLIVE(farcall::CallContext& call, std::uint64_t number) override;
  farcall::Result<void> NOTE(farcall::CallContext& call, std::uint64_t number) override {
    return RECORD(call, number);
  }
  farcall::Result<void> NOTE_NAME(farcall::CallContext&, conformance::name&& arg) override {
    return farcall::Error{farcall::Code::system_err, farcall::Executed::yes, arg, {}};
  }
};

class CalleeV3 final : public V3::Server {
  farcall::Result<std::string> VERSION(farcall::CallContext&) override { return std::string("three"); }
};

class SecondCallee final : public Second::Server {
  farcall::Result<std::string> VERSION(farcall::CallContext&) override { return std::string("second"); }
};

}  // namespace conformance
