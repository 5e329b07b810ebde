// The peer `limit`: the same bytes as an ONC RPC call, ping-pong on one connection, nothing between the
// sockets (or the memory that two processes share) and the data. This is its caller; raw_server.cpp has the
// callee.
#include <unistd.h>

#include <cstring>

#include "../program/coding.hpp"
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

Form form_of_caller(const Options& options) {
  return options.transport == "udp" ? Form::datagrams : Form::stream;
}

class RawCaller final : public Caller {
 public:
  explicit RawCaller(const Options& options)
      : socket_(options.transport == "lrpc" ? -1 : connect_to(options.transport, options.address)),
        wire_(socket_ < 0
                  ? raw::open_memory(options.address)
                  : std::make_unique<SocketWire>(socket_, form_of_caller(options), options.piece_bytes)),
        transport_(options.transport),
        may_spin_(options.spin),
        message_(make_room(largest_message_bytes)),
        reply_(make_room(largest_message_bytes)) {
    if (socket_ >= 0) set_buffers(socket_, options.buffer_bytes);
  }
  ~RawCaller() override {
    if (socket_ >= 0) close(socket_);
  }

  void prepare(const Load& load) override {
    load_ = load;
    wire_->spin(may_spin_);
    body_bytes_ = load.kind == Kind::structs ? 0 : argument_bytes(load, transport_);
    switch (load.kind) {
      case Kind::nulls:  // as one message: no pipelining can be faster than all calls at once
        body_bytes_ = (load.count - 1) * wire_->call_bytes();
        break;
      case Kind::structs: items_ = sample_items(load.count, transport_); break;
      case Kind::add:
        put(0, 2);
        put(1, 40);
        break;
      case Kind::echo:
        put(0, static_cast<std::uint32_t>(load.count));
        bytes_ = sample_bytes(load.count);
        std::memcpy(body() + 4, bytes_.data(), bytes_.size());
        break;
      case Kind::big_in:
      case Kind::big_in_out:
        bytes_ = sample_bytes(big_bytes);
        std::memcpy(body(), bytes_.data(), bytes_.size());
        break;
      default: break;
    }
  }

  bool call() override {
    std::size_t size_bytes = wire_->call_head_bytes() + body_bytes_;
    if (load_.kind == Kind::structs) {
      size_bytes += raw::encoded_bytes(items_);
      raw::encode(items_, body());
    }
    replied_ = transact(load_.kind, size_bytes, may_spin_);
    if (replied_ < wire_->reply_head_bytes()) return false;
    return load_.kind != Kind::structs ||
           raw::decode(results(), replied_ - wire_->reply_head_bytes(), returned_);
  }

  bool correct() override {
    const std::size_t got = replied_ - wire_->reply_head_bytes();
    switch (load_.kind) {
      case Kind::null:
      case Kind::big_in: return got == 0;
      case Kind::nulls: return got == (load_.count - 1) * wire_->reply_bytes();
      case Kind::add: {
        std::uint32_t sum = 0;
        std::memcpy(&sum, results(), 4);
        return got == 4 && sum == 42;
      }
      case Kind::big_in_out:
      case Kind::echo: return got == body_bytes_ && std::memcmp(results(), body(), got) == 0;
      case Kind::structs: return returned_ == items_;
      default: break;  // only coded
    }
    return false;
  }

  void rest() override {
    if (may_spin_) transact(Kind::null, wire_->call_head_bytes(), false);
  }

 private:
  std::byte* body() { return message_.get() + wire_->call_head_bytes(); }
  const std::byte* results() { return reply_.get() + wire_->reply_head_bytes(); }
  void put(std::size_t word, std::uint32_t value) { std::memcpy(body() + 4 * word, &value, 4); }

  std::size_t transact(Kind kind, std::size_t size_bytes, bool spin_next) {
    const Head head{static_cast<std::uint32_t>(size_bytes), static_cast<std::uint32_t>(kind),
                    spin_next ? 1U : 0U};
    std::memcpy(message_.get(), &head, sizeof head);
    if (!wire_->send(message_.get(), size_bytes)) return 0;
    wire_->peer_spins(spin_next);
    return wire_->receive(reply_.get(), largest_message_bytes);
  }

  int socket_;
  std::unique_ptr<Wire> wire_;
  std::string transport_;
  bool may_spin_;
  Load load_;
  std::size_t body_bytes_ = 0;
  std::size_t replied_ = 0;
  std::unique_ptr<std::byte[]> message_;
  std::unique_ptr<std::byte[]> reply_;
  std::vector<std::uint8_t> bytes_;
  std::vector<Item> items_;
  std::vector<Item> returned_;
};

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  if (options.transport == "coding") return make_coding_caller();
  return std::make_unique<RawCaller>(options);
}

}  // namespace suite
