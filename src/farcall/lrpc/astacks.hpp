// The A-stacks of a binding, as the client has them: which are free, what is called by them, and how its
// threads wait. Source: Bershad 1990 §3.1; docs/decisions/0017.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

#include <farcall/base/buffer.hpp>
#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/lrpc/layout.hpp>
#include <farcall/lrpc/line.hpp>
#include <farcall/lrpc/processor.hpp>
#include <farcall/lrpc/rendezvous.hpp>

namespace farcall::inline v1::lrpc {

// One call at a time. Everything here is private to the client; what is shared is behind the pointers.
struct alignas(128) AStack {
  enum State : std::uint32_t {
    vacant,
    taken,
    given_up,  // nobody waits for its reply, and it cannot be taken before that has come
  };
  std::atomic<std::uint32_t> state{vacant};
  std::uint32_t slot = 0;
  std::uint32_t sequence = 0;  // of its last request
  RequestLine* request = nullptr;
  const ReplyLine* reply = nullptr;
  alignas(line_bytes) std::array<std::byte, line_stride> image{};  // of the request's lines
  Buffer results;  // the copy of a reply, which its server cannot change any more
  std::optional<io::Spinner> spinner;

  [[nodiscard]] bool is_answered() const noexcept {
    return reply->sequence.load(std::memory_order_acquire) == sequence;
  }
};

// What a call asks for.
struct Request {
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::uint32_t procedure = 0;
  std::size_t size_bytes = 0;  // of the arguments, with their Conditions
  bool has_conditions = false;
};

// Thread: bind() who has taken all; lose(), is_lost(), take(), take_all(), ask() and hear() any, as long as
// nobody binds; the rest who has taken the A-stack.
class FARCALL_API AStacks {
 public:
  // `serves`: who waits for a reply looks for calls back, too.
  explicit AStacks(Duration spin, bool serves = false) noexcept : spin_(spin), serves_(serves) {}
  ~AStacks() { end_.control = {}; }  // so that nobody loses it meanwhile
  AStacks(const AStacks&) = delete;
  AStacks& operator=(const AStacks&) = delete;

  // Errors: resource_exhausted; std::bad_alloc.
  [[nodiscard]] Result<void> bind(ClientEnd end);
  // The server has gone: every call that waits ends, and none begins until the next bind(). False: somebody
  // who was about to sleep may have missed it, and does so until this is called once more.
  bool lose() noexcept;
  [[nodiscard]] bool is_lost() const noexcept { return is_lost_.load(std::memory_order_acquire); }
  [[nodiscard]] const ClientEnd& end() const noexcept { return end_; }
  // Asks whether the server is there, which it says on the socket if it runs.
  void ask() const noexcept;
  // What the server has said there: of one message.
  enum class Heard : std::uint8_t { nothing, news, is_there, end };
  [[nodiscard]] Heard hear() const noexcept;
  // Asked of the socket: for who has not looked at it.
  [[nodiscard]] bool is_closed_by_server() const noexcept;
  [[nodiscard]] bool is_server_asleep() const noexcept { return leader() == asleep; }
  // Of a binding that was lost. False, and none is taken, when somebody has not left yet.
  [[nodiscard]] bool take_all() noexcept;
  void give_back_all() noexcept;

  // Null when all are in use, or the binding is lost. The one that was used last is taken first. Who is the
  // only one to call by this binding may keep account of them himself, and use at().
  [[nodiscard]] AStack* take() noexcept {
    const std::uint32_t slots = slots_.load(std::memory_order_relaxed);
    for (std::uint32_t i = 0; i < slots; ++i) {
      AStack& each = stacks_[i];
      std::uint32_t state = each.state.load(std::memory_order_relaxed);
      if (state == AStack::taken) continue;
      if (!each.state.compare_exchange_strong(state, AStack::taken, std::memory_order_seq_cst)) continue;
      const bool is_lost_now = is_lost();
      if (!is_lost_now && (state == AStack::vacant || take_back(each))) [[likely]]
        return &each;
      each.state.store(state, std::memory_order_release);
      if (is_lost_now) return nullptr;
    }
    return nullptr;
  }
  // Whether the server ran on another processor when it answered by this one last.
  [[nodiscard]] bool is_far(const AStack& stack) const noexcept {
    const std::uint32_t ran_on = __atomic_load_n(&stack.reply->ran_on, __ATOMIC_RELAXED);
    return ran_on != 0 && ran_on - 1 != current_processor();
  }
  void give_back(AStack& stack) noexcept { stack.state.store(AStack::vacant, std::memory_order_release); }

  // Where arguments of so many bytes are encoded; empty when they are longer than a window.
  [[nodiscard]] std::span<std::byte> room(AStack& stack, std::size_t size_bytes) const noexcept {
    if (size_bytes <= near_arguments_bytes) [[likely]] {
      constexpr std::size_t in_line = sizeof(RequestLine::arguments);
      if (size_bytes > in_line) fetch_to_write(stack.request + 1, size_bytes - in_line);
      return {stack.image.data() + request_head_bytes, size_bytes};
    }
    if (size_bytes > end_.extent.window_bytes) return {};
    std::byte* window = end_.from_client.data() + end_.extent.window(stack.slot);
    fetch_to_write(window, size_bytes);
    return {window, size_bytes};
  }

  void publish(AStack& stack, const Request& request) const noexcept {
    prepare(stack, request);
    publish(stack);
  }
  // In two parts, for several: there is nothing between the second ones but stores, and the lines come from
  // the server's processor all at a time. The server looks at the line, so it is not fetched before there is
  // something to write.
  void prepare(AStack& stack, const Request& request) const noexcept {
    fetch_to_write(stack.request);
    std::byte* image = stack.image.data();
    stack.sequence = next_sequence(stack.sequence);
    const std::uint32_t words[] = {static_cast<std::uint32_t>(request.size_bytes), request.program,
                                   request.version, request.procedure,
                                   current_processor() | (request.has_conditions ? 1U << 16 : 0U)};
    std::memcpy(image + 4, words, sizeof words);
  }
  // The server can see it from here on.
  void publish(AStack& stack) const noexcept {
    const std::byte* image = stack.image.data();
    std::uint32_t size_bytes = 0;
    std::memcpy(&size_bytes, image + 4, sizeof size_bytes);
    // All of the line at once: the server looks at it, and would take it away between two stores.
    auto* line = reinterpret_cast<std::byte*>(stack.request);
    constexpr std::size_t in_line = sizeof(RequestLine::arguments);
    if (size_bytes > in_line && size_bytes <= near_arguments_bytes)
      std::memcpy(line + line_bytes, image + line_bytes, size_bytes - in_line);
    if (size_bytes <= 8 || size_bytes > near_arguments_bytes) {
      copy_words(line + 4, image + 4, 28);
    } else {
      copy_words(line + 4, image + 4, 60);
    }
    stack.request->sequence.store(stack.sequence, std::memory_order_release);
  }

  // Looks for the reply for a moment, if the server may be about to send it.
  [[nodiscard]] bool is_answered_soon(const AStack& stack) const noexcept {
    const std::uint32_t place = leader();
    if (place == asleep || place == current_processor() || spin_ <= Duration::zero()) [[unlikely]]
      return false;
    for (int i = 0; i < first_looks; ++i) {
      if (stack.is_answered()) return true;
      rest();
    }
    return false;
  }
  enum class Waited : std::uint8_t { answered, called_back, too_late, lost };
  // Waits for the reply, until `until` at most, or until the server has called back.
  [[nodiscard]] Waited wait(AStack& stack, TimePoint until) noexcept {
    if (is_answered_soon(stack)) [[likely]]
      return Waited::answered;
    return wait_longer(stack, until);
  }
  // Whether the server has called back, by another connection, or may have, and somebody has to look there.
  [[nodiscard]] bool is_called_back() const noexcept {
    return calls_back() != calls_back_seen_.load(std::memory_order_relaxed) ||
           may_be_called_back_.load(std::memory_order_relaxed) != 0;
  }
  // How often it has; whoever is about to look asks.
  [[nodiscard]] std::uint32_t begin_look_for_calls_back() noexcept {
    may_be_called_back_.store(0, std::memory_order_seq_cst);
    return calls_back();
  }
  // Who began when it was so many has found nothing any more.
  void saw_calls_back(std::uint32_t count) noexcept {
    calls_back_seen_.store(count, std::memory_order_relaxed);
  }
  // One of those who wait looks once more. Thread: any.
  void look_for_calls_back() noexcept;
  // Nobody does any more: the server is told, and has the A-stack until it answers.
  void give_up(AStack& stack) const noexcept {
    withdraw(stack);
    stack.state.store(AStack::given_up, std::memory_order_release);
  }
  // The server is told only.
  void withdraw(const AStack& stack) const noexcept;
  // The same of a call whose reply nobody has ever waited for.
  void send_off(AStack& stack) noexcept {
    rouse();
    stack.state.store(AStack::given_up, std::memory_order_release);
  }
  // Wakes the server, if it sleeps, for what was published and is not waited for.
  void rouse() noexcept;

  // For an event loop, which waits for all of them. A byte comes on the socket when one is answered during a
  // nap.
  [[nodiscard]] AStack& at(std::uint32_t slot) noexcept { return stacks_[slot]; }
  [[nodiscard]] const AStack& at(std::uint32_t slot) const noexcept { return stacks_[slot]; }
  void begin_nap() noexcept { header().naps.fetch_add(1, std::memory_order_seq_cst); }
  void end_nap() noexcept { header().naps.fetch_add(1, std::memory_order_relaxed); }

  struct Reply {
    bool is_refusal = false;
    bool lacks_memory = false;         // here, for the copy
    std::span<const std::byte> bytes;  // results, or a reply message from its reply_stat on
  };
  // A copy of it. False when it is malformed, or there is no memory for it.
  [[nodiscard]] bool read(AStack& stack, Reply& reply) const noexcept {
    const std::uint32_t size_bytes = __atomic_load_n(&stack.reply->size_bytes, __ATOMIC_RELAXED);
    reply.is_refusal = __atomic_load_n(&stack.reply->status, __ATOMIC_RELAXED) != 0;
    constexpr std::size_t in_line = sizeof(ReplyLine::results);
    if (size_bytes > near_results_bytes) {
      if (!read_window(stack, size_bytes, reply)) return false;
    } else {
      if (!stack.results.grow(kept_bytes)) return lack_memory(reply);
      const auto* from = reinterpret_cast<const std::byte*>(stack.reply) + reply_head_bytes;
      // Of a length that is known beforehand: `rep movs` takes longer to begin than this takes.
      if (size_bytes <= in_line) [[likely]] {
        std::memcpy(stack.results.data(), from, in_line);
      } else {
        std::memcpy(stack.results.data(), from, size_bytes);
      }
    }
    reply.bytes = {stack.results.data(), size_bytes};
    return true;
  }

 private:
  // Some two microseconds: longer than a short call takes when its server looks for it.
  static constexpr int first_looks = 400;

  [[nodiscard]] ClientHeader& header() const noexcept {
    return *reinterpret_cast<ClientHeader*>(end_.from_client.data());
  }
  [[nodiscard]] const ServerHeader& server_header() const noexcept {
    return *reinterpret_cast<const ServerHeader*>(end_.from_server.data());
  }
  // Where the thread runs that looks for requests of this binding, or `asleep`. The server's thing is which
  // one that is.
  [[nodiscard]] std::uint32_t leader() const noexcept {
    const std::uint32_t lane = server_header().lane.load(std::memory_order_seq_cst) % most_lanes;
    return status_->leaders[lane].place.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint32_t calls_back() const noexcept {
    return server_header().calls_back.load(std::memory_order_acquire);
  }
  [[nodiscard]] bool is_cold() const noexcept {
    return server_header().is_cold.load(std::memory_order_relaxed) != 0;
  }
  [[nodiscard]] bool take_back(AStack& stack) const noexcept;
  [[nodiscard]] Waited wait_longer(AStack& stack, TimePoint until) noexcept;
  void ring_if_needed(bool& has_rung) noexcept;
  void sleep(const AStack& stack, std::uint32_t seen, TimePoint until) const noexcept;
  [[nodiscard]] bool read_window(AStack& stack, std::size_t size_bytes, Reply& reply) const noexcept;
  static bool lack_memory(Reply& reply) noexcept {
    reply.lacks_memory = true;
    return false;
  }

  const Duration spin_;
  const bool serves_;
  std::atomic<std::uint64_t> sleepers_{0};  // as in the header, which the server might write to
  std::atomic<std::uint32_t> calls_back_seen_{0};
  std::atomic<std::uint32_t> may_be_called_back_{0};
  const Status* status_ = nullptr;
  std::atomic<bool> is_lost_{true};
  std::atomic<std::uint32_t> slots_{0};  // for who has none of them yet, while it may be bound again
  ClientEnd end_;
  std::array<AStack, most_slots> stacks_;
};

}  // namespace farcall::inline v1::lrpc
