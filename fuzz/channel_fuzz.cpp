// A client whose peer sends anything, calls too: every call ends by its deadline, and what it says about
// itself is possible. The first byte chooses stream or datagrams and how the bytes are cut; "XIDn" in them
// becomes the xid of a call.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <farcall/base/log.hpp>
#include <farcall/runtime/client/socket_channel.hpp>

using namespace farcall;
using io::Transfer;

namespace {

struct Peer final : Clock {
  TimePoint now() noexcept override { return time; }
  TimePoint time{std::chrono::seconds(1000)};
  std::vector<std::byte> bytes;
  std::size_t at = 0;
  std::size_t chunk = 1;
  bool is_stream = true;
  std::uint32_t xid = 0;
  int sends = 0;   // of a call that no handler made
  int inside = 0;  // handlers within each other
};

class AnythingSocket final : public io::Socket {
 public:
  explicit AnythingSocket(Peer& peer) : peer_(peer) {}
  Transfer send(std::span<const iovec> pieces) noexcept override {
    if (shut_) return {Transfer::State::failed, EPIPE, 0};
    std::size_t all = 0;
    for (const iovec& piece : pieces) all += piece.iov_len;
    const std::size_t head = peer_.is_stream ? 4 : 0;
    const auto* message = static_cast<const std::byte*>(pieces[0].iov_base) + head;
    if (xdr::load_u32(message + 4) == message::type_call) {
      peer_.xid = xdr::load_u32(message);
      if (peer_.inside == 0) ++peer_.sends;
    }
    return {Transfer::State::moved, 0, all};
  }
  Transfer receive(std::span<std::byte> room, TimePoint until) noexcept override {
    if (shut_) return {Transfer::State::closed, 0, 0};
    if (peer_.at == peer_.bytes.size()) {
      if (until == never) std::abort();
      peer_.time = std::max(peer_.time, until);
      return {};
    }
    std::size_t size = std::min({peer_.chunk, room.size(), peer_.bytes.size() - peer_.at});
    std::copy_n(peer_.bytes.begin() + static_cast<std::ptrdiff_t>(peer_.at), size, room.begin());
    for (std::size_t i = 0; i + 4 <= size; ++i)
      if (std::memcmp(room.data() + i, "XIDn", 4) == 0) xdr::store_u32(room.data() + i, peer_.xid);
    peer_.at += size;
    return {Transfer::State::moved, 0, size};
  }
  Ready wait_writable(bool, TimePoint) noexcept override { return Ready::writable; }
  void shut() noexcept override { shut_ = true; }
  int descriptor() const noexcept override { return -1; }

 private:
  Peer& peer_;
  bool shut_ = false;
};

class AnythingConnector final : public client::Connector {
 public:
  explicit AnythingConnector(Peer& peer) : peer_(peer) {}
  Result<std::unique_ptr<io::Socket>> connect(TimePoint) override {
    return std::unique_ptr<io::Socket>(std::make_unique<AnythingSocket>(peer_));
  }

 private:
  Peer& peer_;
};

// What the peer may call: procedure 1 calls it in turn, and that may go on.
class Offered final : public Service {
 public:
  explicit Offered(Peer& peer) : peer_(peer) {}
  std::uint32_t service_program() const noexcept override { return 1; }
  std::uint32_t service_version() const noexcept override { return 1; }
  std::string_view service_name() const noexcept override { return "offered"; }
  void serve_call(ServerCall& call) override {
    if (++peer_.inside > static_cast<int>(Limits{}.calls_back)) std::abort();
    if (call.procedure() == 1) {
      Transaction transaction;
      transaction.entered = peer_.time;
      transaction.deadline = until;
      if (!channel->reserve(transaction, 0)) std::abort();
      (void)channel->transact(transaction);
      channel->release(transaction);
    }
    --peer_.inside;
    if (!call.arguments().finish() || !call.reserve(0)) return call.garbage_arguments();
    call.send();
  }
  client::SocketChannel* channel = nullptr;
  TimePoint until{};

 private:
  Peer& peer_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  set_log([](LogLevel, std::string_view) {});
  Peer peer;
  peer.is_stream = data[0] % 2 == 0;
  peer.chunk = data[0] >= 254 ? size : 1 + data[0] / 2;
  auto* first = reinterpret_cast<const std::byte*>(data);
  peer.bytes.assign(first + 1, first + size);
  client::ChannelOptions options;
  options.has_sessions = false;
  options.name = std::string("p");  // g++ 12 warns of an assignment from a literal
  options.kind = peer.is_stream ? io::Kind::stream : io::Kind::datagram;
  options.limits.record_bytes = 2000;
  options.clock = &peer;
  Offered offered(peer);
  options.callee = client::Callee::make({&offered}, options.limits).value();
  client::SocketChannel channel(std::make_unique<AnythingConnector>(peer), options);
  offered.channel = &channel;
  for (int i = 0; i < 3; ++i) {
    Transaction transaction;
    transaction.deadline = peer.time + std::chrono::seconds(5);
    if (!channel.reserve(transaction, 4)) std::abort();
    xdr::store_u32(transaction.arguments.data(), 1);
    peer.sends = 0;
    offered.until = transaction.deadline;
    Result<void> done = channel.transact(transaction);
    if (peer.time > transaction.deadline) std::abort();
    if (done) {
      unsigned sum = 0;
      for (const std::byte each : transaction.results) sum += std::to_integer<unsigned>(each);
      volatile unsigned sink = sum;
      (void)sink;
    } else {
      // It was sent whole: only a refusal of the one message proves that nothing ran.
      const bool refusal = done.error().code <= Code::auth_other && done.error().code != Code::system_err;
      if (done.error().executed == Executed::yes) std::abort();
      if (done.error().executed == Executed::no && !(refusal && peer.sends == 1)) std::abort();
    }
    channel.release(transaction);
  }
  return 0;
}
