// Any bytes as a server's Welcome and as what it writes into the memory that it shares: a client binds to no
// more than it was given, and reads no more of a reply than there may be.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <farcall/lrpc/astacks.hpp>
#include <farcall/lrpc/rendezvous.hpp>
#include <farcall/runtime/client/lrpc_binding.hpp>

using namespace farcall;

namespace {

constexpr lrpc::Extent wanted{2, 2 * lrpc::page_bytes};

// What a server shares: of `size_bytes`, and sealed as it should be.
struct Memory {
  explicit Memory(std::size_t size) : size_bytes(size) {
    descriptor = io::Descriptor(::memfd_create("fuzz", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (::ftruncate(descriptor.number(), static_cast<off_t>(size)) != 0) std::abort();
    if (::fcntl(descriptor.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) std::abort();
    at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor.number(), 0);
    if (at == MAP_FAILED) std::abort();
  }
  ~Memory() { ::munmap(at, size_bytes); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  [[nodiscard]] std::byte* data() const { return static_cast<std::byte*>(at); }

  std::size_t size_bytes;
  io::Descriptor descriptor;
  void* at = nullptr;
};

class Input {
 public:
  explicit Input(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::size_t take(void* to, std::size_t size_bytes) {
    const std::size_t here = std::min(size_bytes, bytes_.size());
    if (here > 0) std::memcpy(to, bytes_.data(), here);
    bytes_ = bytes_.subspan(here);
    return here;
  }
  [[nodiscard]] std::uint8_t byte() {
    std::uint8_t value = 0;
    take(&value, 1);
    return value;
  }
  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

void welcome(Input& in, int control, const std::array<int, 5>& descriptors) {
  lrpc::Welcome answer{.magic = lrpc::magic,
                       .outcome = lrpc::Outcome::bound,
                       .slots = wanted.slots,
                       .unused = 0,
                       .window_bytes = wanted.window_bytes};
  const std::uint8_t choice = in.byte();
  if ((choice & 1) != 0) in.take(&answer.slots, sizeof answer.slots);
  if ((choice & 2) != 0) in.take(&answer.window_bytes, sizeof answer.window_bytes);
  if ((choice & 4) != 0) in.take(&answer, sizeof answer);
  std::array<int, 5> some = descriptors;
  if ((choice & 8) != 0) std::swap(some[in.byte() % 5], some[in.byte() % 5]);
  (void)lrpc::send_welcome(control, answer,
                           std::span(some).first((choice & 16) != 0 ? (choice >> 5) % 5U : 5U));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The same bytes as what a server says where it may be met.
  if (const auto met = client::read_meeting(std::as_bytes(std::span(data, size)), "a route", "fuzz");
      met && !met->address.host().starts_with("@farcall-"))
    std::abort();
  Input in({data, size});
  int both[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both) != 0) std::abort();
  io::Descriptor client(both[0]), server(both[1]);
  Memory life(lrpc::page_bytes), status(lrpc::status_bytes), from_server(wanted.size_bytes()),
      from_client(wanted.size_bytes());
  welcome(in, server.number(),
          {both[1], life.descriptor.number(), status.descriptor.number(), from_server.descriptor.number(),
           from_client.descriptor.number()});
  Result<lrpc::ClientEnd> end = lrpc::introduce(std::move(client), wanted, {}, never, "fuzz");
  if (!end) return 0;
  lrpc::AStacks stacks(Duration::zero());
  const lrpc::Extent extent = end->extent;
  if (!stacks.bind(std::move(*end))) return 0;
  while (!in.is_empty()) {
    const std::uint8_t choice = in.byte();
    lrpc::AStack* stack = stacks.take();
    if (stack == nullptr) break;
    const std::size_t size_bytes = choice % 64 * 97U;
    const std::span<std::byte> room = stacks.room(*stack, size_bytes);
    if (room.size() != size_bytes) std::abort();
    std::fill(room.begin(), room.end(), std::byte{1});
    stacks.publish(*stack, {1, 1, 1, size_bytes, false});
    std::byte* line = from_server.data() + extent.line(stack->slot);
    in.take(line, sizeof(lrpc::ReplyLine));
    if ((choice & 64) != 0) std::memcpy(line, &stack->sequence, sizeof stack->sequence);
    if ((choice & 128) != 0) {
      in.take(status.data(), sizeof(lrpc::Status));
      in.take(from_server.data(), sizeof(lrpc::ServerHeader));
    }
    if (stacks.wait(*stack, steady_clock().now()) == lrpc::AStacks::Waited::too_late) {
      stacks.give_up(*stack);
      continue;
    }
    lrpc::AStacks::Reply reply;
    if (stacks.read(*stack, reply)) {
      if (reply.bytes.size() > extent.window_bytes) std::abort();
      unsigned sum = 0;
      for (std::byte each : reply.bytes) sum += static_cast<unsigned>(each);  // all of it can be read
      volatile unsigned kept = sum;
      (void)kept;
    }
    stacks.give_back(*stack);
  }
  return 0;
}
