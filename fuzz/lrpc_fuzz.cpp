// Any bytes as a client's Hello and as what it writes into the memory that it shares: what is accepted has
// the size that it was checked for, and is answered once.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>

#include <sys/socket.h>

#include <farcall/base/buffer.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/rendezvous.hpp>

using namespace farcall;

namespace {

constexpr lrpc::Extent extent{2, 2 * lrpc::page_bytes};

// Takes from the front, zeros when there is nothing left.
class Input {
 public:
  explicit Input(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  void take(void* to, std::size_t size_bytes) {
    const std::size_t here = std::min(size_bytes, bytes_.size());
    std::memset(to, 0, size_bytes);
    if (here > 0) std::memcpy(to, bytes_.data(), here);
    bytes_ = bytes_.subspan(here);
  }
  [[nodiscard]] std::uint8_t byte() {
    std::uint8_t value;
    take(&value, 1);
    return value;
  }
  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

void say_hello(Input& in) {
  int both[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both) != 0) std::abort();
  io::Descriptor client(both[0]), server(both[1]);
  std::uint8_t said[4 * 256];
  const std::size_t size_bytes = in.byte() * 4;
  in.take(said, size_bytes);
  if (::send(client.number(), said, size_bytes, MSG_NOSIGNAL) < 0) std::abort();
  lrpc::Hello hello;
  if (!lrpc::receive_hello(server.number(), hello)) return;
  if (size_bytes != sizeof hello || hello.credential_bytes > hello.credential.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input in({data, size});
  say_hello(in);
  io::Descriptor to_client, from_client;
  lrpc::Linkages linkages;
  if (!lrpc::Linkages::create(extent, linkages, to_client, from_client)) return 0;
  const auto client =
      lrpc::Segment::map(from_client.number(), extent.size_bytes(), lrpc::Segment::Writer::peer);
  const auto server =
      lrpc::Segment::map(to_client.number(), extent.size_bytes(), lrpc::Segment::Writer::creator);
  if (!client || !server) return 0;
  Buffer arguments, results;
  while (!in.is_empty()) {
    const std::uint8_t choice = in.byte();
    const std::uint32_t slot = choice & 1;
    std::byte* line = client->data() + extent.line(slot);
    if ((choice & 2) != 0) in.take(client->data(), sizeof(lrpc::ClientHeader));
    if ((choice & 4) != 0) in.take(client->data() + extent.window(slot), in.byte());
    std::uint32_t sequence;
    std::memcpy(&sequence, line, sizeof sequence);
    in.take(line, sizeof(lrpc::RequestLine));
    ++sequence;
    if ((choice & 8) == 0) std::memcpy(line, &sequence, sizeof sequence);  // what an honest one would write
    const std::uint32_t found = linkages.find_anywhere();
    if (found == extent.slots) continue;
    lrpc::Accepted call;
    if (!linkages.accept(found, arguments, call)) break;
    if (linkages.has_request(found)) std::abort();  // it runs
    if (call.arguments.size() > extent.window_bytes) std::abort();
    (void)linkages.is_given_up(call);
    const std::size_t size_bytes = call.arguments.size();
    const std::span<std::byte> room = linkages.room(found, size_bytes, results);
    if (room.size() != size_bytes) std::abort();
    if (size_bytes > 0) std::memcpy(room.data(), call.arguments.data(), size_bytes);
    linkages.answer(call, room, {}, (choice & 16) != 0);
    linkages.wake_sleeper(found);
    const auto& reply = *reinterpret_cast<const lrpc::ReplyLine*>(server->data() + extent.line(found));
    if (reply.sequence.load() != call.sequence || reply.size_bytes != size_bytes) std::abort();
  }
  return 0;
}
