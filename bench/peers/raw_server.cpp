// The callee of the peer `limit`. A handler has its whole arguments before it answers, as in any RPC.
#include <sys/epoll.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "../program/peer.hpp"
#include "../program/socket.hpp"
#include "raw_memory.hpp"
#include "raw_wire.hpp"
#include "raw_xdr.hpp"

namespace suite {
namespace {

using raw::Form;
using raw::Head;
using raw::largest_message_bytes;
using raw::make_room;
using raw::SocketWire;
using raw::Wire;

// Takes a call and answers it, in memory that is used again. A reply is made where its call lies: for an echo
// only the head changes. Thread: one.
class Callee {
 public:
  // False when the caller is gone.
  bool answer(Wire& wire) {
    const std::size_t received = wire.receive(room_.get(), largest_message_bytes);
    const std::size_t call_head = wire.call_head_bytes();
    const std::size_t reply_head = wire.reply_head_bytes();
    if (received < call_head) return false;
    std::byte* body = room_.get() + call_head;
    std::byte* reply = body - reply_head;
    Head head;
    std::memcpy(&head, room_.get(), sizeof head);
    std::size_t result_bytes = 0;
    switch (static_cast<Kind>(head.kind)) {
      case Kind::null:
      case Kind::big_in: break;
      case Kind::nulls: result_bytes = (received - call_head) / wire.call_bytes() * wire.reply_bytes(); break;
      case Kind::add: {
        std::uint32_t pair[2];
        std::memcpy(pair, body, sizeof pair);
        const std::uint32_t sum = pair[0] + pair[1];
        std::memcpy(body, &sum, sizeof sum);
        result_bytes = sizeof sum;
        break;
      }
      case Kind::big_in_out:
      case Kind::echo: result_bytes = received - call_head; break;
      case Kind::structs:
        if (!raw::decode(body, received - call_head, items_)) return false;
        result_bytes = raw::encoded_bytes(items_);
        raw::encode(items_, body);
        break;
      default: return false;
    }
    wire.spin(head.spin_next != 0);
    wire.peer_spins(head.spin_next != 0);
    const auto size_bytes = static_cast<std::uint32_t>(reply_head + result_bytes);
    std::memcpy(reply, &size_bytes, sizeof size_bytes);
    return wire.send(reply, size_bytes);
  }

 private:
  std::unique_ptr<std::byte[]> room_ = make_room(largest_message_bytes);
  std::vector<Item> items_;
};

// The callers of one connection, until they are gone.
void answer_all(int connection, std::size_t piece_bytes) {
  Callee callee;
  SocketWire wire(connection, Form::stream, piece_bytes);
  while (callee.answer(wire)) {
  }
  close(connection);
}

int accept_on(int listener, const Options& options) {
  const int connection = accept(listener, nullptr, nullptr);
  if (connection < 0) die("cannot accept");
  if (options.transport == "tcp") unhurdle(connection);
  set_buffers(connection, options.buffer_bytes);
  return connection;
}

void watch(int poller, int socket) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = socket;
  if (epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) != 0) die("cannot watch a socket");
}

// One thread for all connections. Who sent is there as a whole, so receiving it does not wait.
[[noreturn]] void answer_when_ready(int listener, const Options& options) {
  const int poller = epoll_create1(EPOLL_CLOEXEC);
  watch(poller, listener);
  Callee callee;
  epoll_event events[64];
  for (;;) {
    const int count = epoll_wait(poller, events, 64, -1);
    for (int i = 0; i < count; ++i) {
      const int socket = events[i].data.fd;
      if (socket == listener) {
        watch(poller, accept_on(listener, options));
        continue;
      }
      SocketWire wire(socket, Form::stream, options.piece_bytes);
      if (!callee.answer(wire)) close(socket);
    }
  }
}

}  // namespace

void serve(const Options& options) {
  std::string address = options.address;
  if (options.transport == "lrpc") {
    Callee callee;
    const std::unique_ptr<Wire> wire = raw::create_memory(address);
    announce(address);
    for (;;) callee.answer(*wire);
  }
  const int listener = listen_on(options.transport, address);
  announce(address);
  if (options.transport == "udp") {
    Callee callee;
    SocketWire wire(listener, Form::datagrams_of_anybody, 0);
    for (;;) callee.answer(wire);
  }
  if (options.serving == Serving::when_ready) answer_when_ready(listener, options);
  for (;;) {
    const int connection = accept_on(listener, options);
    if (options.serving == Serving::thread_each) {
      std::thread(answer_all, connection, options.piece_bytes).detach();
    } else {
      answer_all(connection, options.piece_bytes);
    }
  }
}

}  // namespace suite
