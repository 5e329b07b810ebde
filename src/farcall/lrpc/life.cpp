#include <farcall/lrpc/life.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <semaphore>
#include <span>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/base/fork.hpp>
#include <farcall/base/one_of_a_process.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/layout.hpp>

namespace farcall::inline v1::lrpc {
namespace {

// Of this process and of those whose end is to be heard: one thread has the first, and waits for the others.
class Lives {
 public:
  // Errors: resource_exhausted, io_error; std::bad_alloc.
  static Result<Lives*> common();

  [[nodiscard]] int own() const noexcept { return descriptor_.number(); }
  void watch(const Word& life, int socket);
  void call(int socket, std::function<void()> heard);
  void forget(int socket) noexcept;

 private:
  struct Entry {
    const Word* life = nullptr;
    std::uint32_t alive = 0;  // as what it is alive
    int socket = -1;
    std::function<void()> heard{};
  };

  void start();
  [[noreturn]] void run() noexcept;
  void begin_own() noexcept;
  struct Looked {
    std::size_t count = 0;  // of what is to be waited for
    bool has_ended = false;
  };
  [[nodiscard]] Looked look(std::span<Awaited> awaited) noexcept;

  io::Descriptor descriptor_;
  Segment segment_;
  // What the kernel goes by, in memory that nobody else sees.
  robust_list node_{};
  robust_list_head head_{};

  Word changes_{0};   // counts those who came
  std::mutex mutex_;  // protects what follows
  std::vector<Entry> entries_;
};

Result<Lives*> Lives::common() {
  return one_of_a_process<Lives>([]() -> Result<std::unique_ptr<Lives>> {
    auto made = std::make_unique<Lives>();
    Result<Segment> segment = Segment::create(page_bytes, Segment::Writer::creator, made->descriptor_);
    if (!segment) return std::move(segment).error();
    made->segment_ = std::move(*segment);
    try {
      made->start();
    } catch (const std::system_error&) {
      return Error{Code::resource_exhausted, Executed::no, "no thread that tells others of the end"};
    }
    return made;
  });
}

// Nobody sees the life of this process before it has begun.
void Lives::start() {
  std::binary_semaphore begun(0);
  std::thread([this, &begun] {
    begin_own();
    begun.release();
    run();
  }).detach();
  begun.acquire();
}

// The thread has the word as if it were a robust mutex that it holds and that others wait for: the kernel
// marks it, and wakes one of them, when the thread ends. In place of the list of the C library, of which this
// thread has no need.
void Lives::begin_own() noexcept {
  auto* word = reinterpret_cast<Word*>(segment_.data());
  head_.list.next = &node_;
  node_.next = &head_.list;
  head_.futex_offset = reinterpret_cast<std::byte*>(word) - reinterpret_cast<std::byte*>(&node_);
  ::syscall(SYS_set_robust_list, &head_, sizeof head_);
  word->store(static_cast<std::uint32_t>(::syscall(SYS_gettid)) | FUTEX_WAITERS, std::memory_order_release);
}

void Lives::run() noexcept {
  constexpr int most_in_vain = 8;
  std::array<Awaited, most_awaited> awaited;
  std::uint32_t changes = 0;
  for (int in_vain = 0;;) {
    const Looked looked = look(awaited);
    const std::uint32_t before = std::exchange(changes, awaited[0].expected);
    in_vain = looked.has_ended || changes != before ? 0 : in_vain + 1;
    if (in_vain <= most_in_vain) {
      futex_wait_any(std::span(awaited).first(looked.count), never);
    } else {  // whoever can read a life can wake all who wait for it, again and again
      futex_wait(changes_, changes, after(steady_clock().now(), std::chrono::milliseconds(1)));
      in_vain = 0;
    }
  }
}

// What is to be waited for. A life that is over, or changes as none does, is not looked at again.
Lives::Looked Lives::look(std::span<Awaited> awaited) noexcept {
  Looked looked;
  awaited[looked.count++] = {&changes_, changes_.load(std::memory_order_acquire)};
  std::lock_guard lock(mutex_);
  for (Entry& each : entries_) {
    if (each.life == nullptr) continue;
    const std::uint32_t now = each.life->load(std::memory_order_acquire);
    if (now == each.alive) {
      if (looked.count < awaited.size()) awaited[looked.count++] = {each.life, now};
      continue;
    }
    if ((now & FUTEX_OWNER_DIED) != 0) {
      futex_wake(*each.life);  // the kernel has woken one process only, and who hears of it may end this one
      if (each.heard) each.heard();
      ::shutdown(each.socket, SHUT_RDWR);
    }
    each.life = nullptr;
    looked.has_ended = true;
  }
  return looked;
}

void Lives::watch(const Word& life, int socket) {
  {
    std::lock_guard lock(mutex_);
    entries_.push_back({&life, life.load(std::memory_order_acquire), socket});
  }
  changes_.fetch_add(1, std::memory_order_release);
  futex_wake(changes_);
}

void Lives::call(int socket, std::function<void()> heard) {
  std::lock_guard lock(mutex_);
  for (Entry& each : entries_)
    if (each.socket == socket) each.heard = std::move(heard);
}

void Lives::forget(int socket) noexcept {
  std::lock_guard lock(mutex_);
  std::erase_if(entries_, [socket](const Entry& each) { return each.socket == socket; });
}

}  // namespace

Result<int> life_of_this_process() {
  const Result<Lives*> lives = Lives::common();
  if (!lives) return lives.error();
  return (*lives)->own();
}

Result<Lifeline> Lifeline::of(io::Descriptor socket, Segment life) {
  const Result<Lives*> lives = Lives::common();
  if (!lives) return lives.error();
  (*lives)->watch(*reinterpret_cast<const Word*>(life.data()), socket.number());
  return Lifeline(std::move(socket), std::move(life));
}

void Lifeline::on_end(std::function<void()> heard) {
  const Result<Lives*> lives = Lives::common();
  if (lives) (*lives)->call(socket_.number(), std::move(heard));
}

Lifeline::Lifeline(io::Descriptor socket, Segment life) noexcept
    : socket_(std::move(socket)), life_(std::move(life)), forks_(forks()) {}

Lifeline::Lifeline(Lifeline&& other) noexcept
    : socket_(std::move(other.socket_)), life_(std::move(other.life_)), forks_(other.forks_) {}

Lifeline& Lifeline::operator=(Lifeline&& other) noexcept {
  Lifeline taken(std::move(other));
  std::swap(socket_, taken.socket_);
  std::swap(life_, taken.life_);
  std::swap(forks_, taken.forks_);
  return *this;
}

// Before its number is another one's.
Lifeline::~Lifeline() {
  if (!socket_ || forks_ != forks()) return;
  const Result<Lives*> lives = Lives::common();
  if (lives) (*lives)->forget(socket_.number());
}

}  // namespace farcall::inline v1::lrpc
