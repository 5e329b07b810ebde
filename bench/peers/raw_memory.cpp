#include "raw_memory.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "../program/peer.hpp"

namespace suite::raw {
namespace {

void futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) {
  syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
}

// Between two looks at a line that is about to be written: without it the writer is slowed down.
void rest() {
  std::uint64_t chain = 1;
  for (int i = 0; i < 5; ++i) {
    chain *= 3;
    asm volatile("" : "+r"(chain));
  }
}

// To another processor: past the caches, which takes a third of the time that a copy takes whose lines the
// other processor has and is asked for one by one.
void copy(std::byte* to, const std::byte* from, std::size_t size_bytes, bool is_far) {
#if defined(__SSE2__)
  constexpr std::size_t long_bytes = 16 * 1024;
  if (is_far && size_bytes >= long_bytes) {
    const std::size_t before = -reinterpret_cast<std::uintptr_t>(to) % 16;
    std::memcpy(to, from, before);
    std::size_t at = before;
    for (; size_bytes - at >= 16; at += 16)
      _mm_stream_si128(reinterpret_cast<__m128i*>(to + at),
                       _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + at)));
    _mm_sfence();
    std::memcpy(to + at, from + at, size_bytes - at);
    return;
  }
#else
  (void)is_far;
#endif
  std::memcpy(to, from, size_bytes);
}

void* map(int memory, std::size_t size_bytes) {
  void* at = mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, memory, 0);
  if (at == MAP_FAILED) die("cannot map memory");
  return at;
}

// One direction: a message begins in the line of its number.
struct Lines {
  alignas(64) std::atomic<std::uint32_t> number{0};
  std::byte message[largest_message_bytes];
};
struct Shared {
  Lines calls;
  Lines replies;
};

class MemoryWire final : public Wire {
 public:
  MemoryWire(int memory, bool is_callee)
      : shared_(static_cast<Shared*>(map(memory, sizeof(Shared)))),
        out_(is_callee ? shared_->replies : shared_->calls),
        in_(is_callee ? shared_->calls : shared_->replies) {}
  ~MemoryWire() override { munmap(shared_, sizeof(Shared)); }

  [[nodiscard]] std::size_t call_head_bytes() const override { return sizeof(Head); }
  [[nodiscard]] std::size_t reply_head_bytes() const override { return sizeof(std::uint32_t); }
  // A cache line each.
  [[nodiscard]] std::size_t call_bytes() const override { return 64; }
  [[nodiscard]] std::size_t reply_bytes() const override { return 64; }

  bool send(const std::byte* message, std::size_t size_bytes) override {
    copy(out_.message, message, size_bytes, spin_);
    out_.number.store(++sent_, std::memory_order_release);
    if (!peer_spins_) futex(out_.number, FUTEX_WAKE, 1);
    return true;
  }
  std::size_t receive(std::byte* room, std::size_t room_bytes) override {
    while (in_.number.load(std::memory_order_acquire) == received_) {
      spin_ ? rest() : futex(in_.number, FUTEX_WAIT, received_);
    }
    ++received_;
    std::uint32_t size_bytes = 0;
    std::memcpy(&size_bytes, in_.message, sizeof size_bytes);
    if (size_bytes > room_bytes) return 0;
    std::memcpy(room, in_.message, size_bytes);
    return size_bytes;
  }

 private:
  Shared* const shared_;
  Lines& out_;
  Lines& in_;
  std::uint32_t sent_ = 0;
  std::uint32_t received_ = 0;
};

}  // namespace

std::unique_ptr<Wire> create_memory(std::string& address) {
  const int memory = memfd_create("bench", MFD_CLOEXEC);
  if (memory < 0 || ftruncate(memory, sizeof(Shared)) != 0) die("no memory to share");
  address = "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(memory);
  return std::make_unique<MemoryWire>(memory, true);
}

std::unique_ptr<Wire> open_memory(const std::string& address) {
  const int memory = open(address.c_str(), O_RDWR | O_CLOEXEC);
  if (memory < 0) die("cannot open", address);
  return std::make_unique<MemoryWire>(memory, false);
}

}  // namespace suite::raw
