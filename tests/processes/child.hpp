// A callee or a caller: a process of its own that writes into the same journal.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include <farcall/base/clock.hpp>
#include <farcall/io/descriptor.hpp>

#include "journal.hpp"

namespace processes {

class Child {
 public:
  // Ends the program when there is none.
  Child(const std::vector<std::string>& command, const Journal& journal);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  // Kills it, unless it has ended.
  ~Child();

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  // The next line that it prints; empty: it has ended, or closed its output.
  [[nodiscard]] std::string line() const;
  // SIGSTOP: when this returns it is stopped, or has ended.
  void signal(int number) const noexcept;
  // Until it has ended, or until then. True: it has.
  [[nodiscard]] bool wait_for_end(farcall::TimePoint until) const noexcept;
  // Of what has ended, or will soon: `status` says how it did.
  void reap() noexcept;
  // Its exit status, or the number of the signal that ended it, negative.
  [[nodiscard]] int status() const noexcept { return status_; }

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  farcall::io::Descriptor process_;
  farcall::io::Descriptor output_;
};

// Of the programs of this test.
[[nodiscard]] std::string callee_path();
[[nodiscard]] std::string caller_path();

}  // namespace processes
