// Servers that answer what no server answers, under a real client.
#include <cstring>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <farcall/io/socket.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/life.hpp>
#include <farcall/lrpc/linkages.hpp>
#include <farcall/lrpc/rendezvous.hpp>

#include "site.hpp"

namespace hostile {
namespace {

namespace io = farcall::io;
namespace lrpc = farcall::lrpc;
using farcall::Code;
using farcall::never;

// One binding of a server that can write everything, itself.
class Memory {
 public:
  explicit Memory(const lrpc::Extent& extent)
      : extent_(extent), size_bytes_(std::max(extent.size_bytes(), lrpc::page_bytes)) {
    life_ = make(lrpc::page_bytes, life_at_);
    status_ = make(lrpc::status_bytes, status_at_);
    to_client_ = make(size_bytes_, to_client_at_);
    from_client_ = make(size_bytes_, from_client_at_);
  }
  ~Memory() {
    ::munmap(life_at_, lrpc::page_bytes);
    ::munmap(status_at_, lrpc::status_bytes);
    ::munmap(to_client_at_, size_bytes_);
    ::munmap(from_client_at_, size_bytes_);
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  [[nodiscard]] std::array<int, 5> descriptors() const {
    return {process_.number(), life_.number(), status_.number(), to_client_.number(), from_client_.number()};
  }
  [[nodiscard]] const lrpc::RequestLine& request(std::uint32_t slot) const {
    return *reinterpret_cast<const lrpc::RequestLine*>(from_client_at_ + extent_.line(slot));
  }
  [[nodiscard]] lrpc::ReplyLine& reply(std::uint32_t slot) const {
    return *reinterpret_cast<lrpc::ReplyLine*>(to_client_at_ + extent_.line(slot));
  }
  [[nodiscard]] lrpc::Word& life() const { return *reinterpret_cast<lrpc::Word*>(life_at_); }
  [[nodiscard]] lrpc::Status& status() const { return *reinterpret_cast<lrpc::Status*>(status_at_); }
  [[nodiscard]] lrpc::ServerHeader& header() const {
    return *reinterpret_cast<lrpc::ServerHeader*>(to_client_at_);
  }
  [[nodiscard]] std::uint32_t slots() const { return extent_.slots; }

 private:
  static io::Descriptor make(std::size_t size_bytes, std::byte*& at) {
    io::Descriptor made(::memfd_create("farcall-lrpc", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (::ftruncate(made.number(), static_cast<off_t>(size_bytes)) != 0) std::abort();
    if (::fcntl(made.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) std::abort();
    void* got = ::mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, made.number(), 0);
    if (got == MAP_FAILED) std::abort();
    at = static_cast<std::byte*>(got);
    return made;
  }

  const lrpc::Extent extent_;
  const std::size_t size_bytes_;
  std::byte* life_at_ = nullptr;
  std::byte* status_at_ = nullptr;
  std::byte* to_client_at_ = nullptr;
  std::byte* from_client_at_ = nullptr;
  // Or the client's watcher could not watch it, and nobody would ever be bound.
  const io::Descriptor process_{static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0))};
  io::Descriptor life_, status_, to_client_, from_client_;
};

// Takes every client, and does to it what it likes.
class HostileServer {
 public:
  explicit HostileServer(const std::string& path)
      : listener_(io::listen(*io::Address::unix_path(path), io::Kind::packets, path).value()),
        thread_([this] { run(); }) {}
  ~HostileServer() {
    is_over_ = true;
    thread_.join();
  }

 private:
  void run() {
    while (!is_over_) {
      pollfd ready{listener_.number(), POLLIN, 0};
      if (::poll(&ready, 1, 1) <= 0) continue;
      io::Descriptor control(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC));
      if (control) serve(control.number());
    }
  }
  void serve(int control) {
    pollfd ready{control, POLLIN, 0};
    while (!is_over_ && ::poll(&ready, 1, 1) == 0) continue;
    lrpc::Hello hello;
    if (!lrpc::receive_hello(control, hello)) return;
    const std::uint64_t windows[] = {
        0, 1, 4095, 4096, 4096, 4096, 8192, 16384, hello.window_bytes, hello.window_bytes + 4096};
    lrpc::Welcome welcome{.magic = lrpc::magic, .outcome = lrpc::Outcome::bound};
    welcome.slots = static_cast<std::uint32_t>(random_() % (hello.slots + 2));
    welcome.window_bytes = windows[random_() % std::size(windows)];
    // Some lie about their memory, too.
    lrpc::Extent real{std::max(welcome.slots, 1U), welcome.window_bytes};
    if (random_() % 8 == 0) real.window_bytes /= 2;
    const Memory memory(real);
    if (!lrpc::send_welcome(control, welcome, memory.descriptors())) return;
    for (int i = static_cast<int>(random_() % 20'000); i > 0 && !is_over_; --i) mutate(memory, control);
  }
  void mutate(const Memory& memory, int control) {
    static constexpr std::uint32_t words[] = {0,    1,    4,     48,    49,         4096,
                                              4097, 8192, 16384, 16385, 0x80000000, 0xffffffff};
    const auto slot = static_cast<std::uint32_t>(random_() % memory.slots());
    const std::uint32_t value = words[random_() % std::size(words)];
    lrpc::ReplyLine& line = memory.reply(slot);
    switch (random_() % 10) {
      case 0: __atomic_store_n(&line.size_bytes, value, __ATOMIC_RELAXED); break;
      case 1: __atomic_store_n(&line.status, value % 3, __ATOMIC_RELAXED); break;
      case 2: line.sequence.store(value); break;
      case 3: memory.status().leaders[0].place.store(random_() % 2 == 0 ? lrpc::asleep : value); break;
      case 4: (random_() % 2 == 0 ? memory.header().is_cold : memory.header().lane).store(value); break;
      case 5: {
        auto* result = reinterpret_cast<std::uint32_t*>(line.results.data());
        __atomic_store_n(result + random_() % 12, __builtin_bswap32(value), __ATOMIC_RELAXED);
        break;
      }
      case 6:
        if (random_() % 64 != 0) break;
        (void)::send(control, &value, sizeof value, MSG_NOSIGNAL | MSG_DONTWAIT);
        memory.life().store(value);
        lrpc::futex_wake(memory.life());
        break;
      default:  // an answer to what is asked
        line.sequence.store(memory.request(slot).sequence.load());
        lrpc::futex_wake(line.sequence);
    }
  }

  std::mt19937_64 random_{std::random_device{}()};
  std::atomic<bool> is_over_{false};
  io::Descriptor listener_;
  std::thread thread_;
};

TEST(HostileServers, HarmNoClient) {
  const std::string path = fresh_path();
  (void)lrpc::life_of_this_process().value();  // it stays, as the poller of the watcher does
  inventory before = take_inventory();
  {
    const HostileServer server(path);
    std::size_t bound = 0;
    for (std::size_t i = times(40, 5'000); i > 0; --i) {
      auto client = farcall::bind<V::Client>("lrpc:" + path);
      if (!client) continue;
      ++bound;
      for (int n = 0; n < 50; ++n) {
        const bytes sent(static_cast<std::size_t>(n % 7 * 900));
        const auto received = client->ECHO(sent, {.timeout = 5ms});  // what comes is not ours to say
        if (!received && received.error().code == Code::connection_refused) break;
      }
    }
    EXPECT_GT(bound, 0U) << "of welcomes that mean no good some look as if they did";
  }
  ::unlink(path.c_str());
  const inventory after = take_inventory();
  EXPECT_LE(after.descriptors, before.descriptors + 2);
  EXPECT_EQ(after.segments, before.segments);
}

}  // namespace
}  // namespace hostile
