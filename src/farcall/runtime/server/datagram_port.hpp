// A server's UDP socket, and the threads that serve it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <sys/uio.h>

#include <farcall/base/buffer.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/runtime/server/backlog.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/overload.hpp>
#include <farcall/runtime/server/reply_cache.hpp>
#include <farcall/runtime/server/server.hpp>

namespace farcall::inline v1::server {

// A datagram as it came: from whom, and to which address of ours, which is where the reply must come from.
struct Datagram {
  Buffer bytes;
  std::size_t size_bytes = 0;
  io::Address from;
  alignas(16) std::array<std::byte, 64> control;
  std::size_t control_bytes = 0;
};

// Has a crew of its own, whose leader sleeps in the receive itself: a poll before each would cost a tenth of
// a call, and a socket that everybody sends to has nothing to be polled with.
class DatagramPort final : public Crew, public std::enable_shared_from_this<DatagramPort> {
 public:
  DatagramPort(io::Descriptor descriptor, Dispatcher& dispatcher, const ServerOptions& options);
  ~DatagramPort() override;

  // Another process has the socket, too, and goes on with it. Then it cannot be shut down to wake a leader
  // that sleeps in a receive; an empty datagram does that, which the other process may get instead: stop()
  // has to be repeated until is_finished(). Thread: any.
  void share() noexcept { is_shared_ = true; }
  [[nodiscard]] bool is_shared() const noexcept { return is_shared_; }
  [[nodiscard]] int number() const noexcept { return descriptor_.number(); }

 private:
  class Reply;
  class KeptReply;
  // One thread's memory.
  struct Hand final : Member {
    Datagram datagram;
    Buffer reply;
    bool leads = true;
    bool drains = false;
  };

  std::unique_ptr<Member> make_member() override { return std::make_unique<Hand>(); }
  void lead(Member& me) override;
  void drain(Hand& me);
  void take_over(Member&, Member&) override {}
  void interrupt() noexcept override;

  // The next datagram, waiting for it; false when there is none after all.
  [[nodiscard]] bool receive(Datagram& datagram) noexcept;
  [[nodiscard]] ssize_t receive(Datagram& datagram, int flags) const noexcept;
  // The same with the address that it was sent to; as recvmsg(2) returns.
  [[nodiscard]] ssize_t receive_with_address(Datagram& datagram, int flags) const noexcept;
  void recover(const char* trouble) noexcept;
  // Serves it, unless it has been served before: then it gets the same reply again. Errors: std::bad_alloc.
  void serve(Hand& me);
  void serve_now(Hand& me, Reply& reply);
  [[nodiscard]] std::string local_host(const Datagram& datagram) const;
  void send(const Datagram& to, std::span<const iovec> pieces) noexcept;

  const io::Descriptor descriptor_;
  Dispatcher& dispatcher_;
  const Duration drain_;
  const Limits limits_;
  std::atomic<std::uint32_t> owed_calls_{0};  // that are answered later
  const std::size_t limit_bytes_;
  std::atomic<bool> is_shared_{false};
  bool is_wildcard_ = false;
  bool is_in_trouble_ = false;  // of the leader: nothing can be received, and that was said
  io::Spinner spinner_;         // of the leader
  Overload overload_;           // of the leader
  ReplyCache cache_;
  Backlog backlog_;
};

}  // namespace farcall::inline v1::server
