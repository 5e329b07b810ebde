// How the clients of a process hear of its death before the kernel has taken it apart, which is when its
// sockets end: a word that the kernel writes first of all. Source: set_robust_list(2); docs/decisions/0017.
#pragma once

#include <cstdint>
#include <functional>

#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/lrpc/segment.hpp>

namespace farcall::inline v1::lrpc {

// That of this process: a thread has it, which sleeps. What is returned is a segment of one page that clients
// map, and belongs to the process. Errors: resource_exhausted, io_error; std::bad_alloc. Thread: any.
FARCALL_API Result<int> life_of_this_process();

// A connection to another process that ends, too, when the life of that process is over. Nearly
// lrpc::most_awaited of a process hear of lives; the others end as sockets do. What else a life does is not
// believed.
// Owns: the socket. Thread: as a value.
class FARCALL_API Lifeline {
 public:
  Lifeline() noexcept = default;
  Lifeline(Lifeline&& other) noexcept;
  Lifeline& operator=(Lifeline&& other) noexcept;
  ~Lifeline();

  // Errors: resource_exhausted, io_error; std::bad_alloc.
  static Result<Lifeline> of(io::Descriptor socket, Segment life);
  // Calls `heard`, too, before the socket ends, if the life ends from here on and before this does. It must
  // be short, and is called by a thread that it may not wait for. Errors: std::bad_alloc.
  void on_end(std::function<void()> heard);

  [[nodiscard]] int number() const noexcept { return socket_.number(); }
  explicit operator bool() const noexcept { return static_cast<bool>(socket_); }

 private:
  Lifeline(io::Descriptor socket, Segment life) noexcept;

  io::Descriptor socket_;
  Segment life_;
  std::uint32_t forks_ = 0;
};

}  // namespace farcall::inline v1::lrpc
