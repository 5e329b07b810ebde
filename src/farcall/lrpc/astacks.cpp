#include <farcall/lrpc/astacks.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include <farcall/base/fence.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/said.hpp>

namespace farcall::inline v1::lrpc {
namespace {

// Whoever sleeps looks again after so long: a wake that came a moment too early costs that much, no more.
constexpr Duration longest_sleep = std::chrono::milliseconds(50);

}  // namespace

Result<void> AStacks::bind(ClientEnd end) {
  end_.control = {};  // nobody loses what is made here by the end of what was before
  for (std::uint32_t i = 0; i < end.extent.slots; ++i) {
    AStack& stack = stacks_[i];
    if (!stack.results.grow(kept_bytes))
      return Error{Code::resource_exhausted, Executed::no, "no memory for the A-stacks"};
    stack.image.fill(std::byte{});  // it is sent whole, however short a call is
    stack.slot = i;
    stack.sequence = 0;
    stack.request = reinterpret_cast<RequestLine*>(end.from_client.data() + end.extent.line(i));
    stack.reply = reinterpret_cast<const ReplyLine*>(end.from_server.data() + end.extent.line(i));
    // Where the server runs is known, and need not be guessed from how many processors this thread may use.
    stack.spinner.emplace(spin_, steady_clock(), io::Spinner::Processors::several);
  }
  end.status.prefault(status_bytes, false);
  end.from_server.prefault(end.extent.window(0) + page_bytes, false);
  end.from_client.prefault(end.extent.window(0) + page_bytes, true);
  status_ = reinterpret_cast<const Status*>(end.status.data());
  slots_.store(end.extent.slots, std::memory_order_relaxed);
  saw_calls_back(0);
  may_be_called_back_.store(1, std::memory_order_relaxed);  // before the server knew of this memory
  end_ = std::move(end);
  end_.control.on_end([this] { (void)lose(); });
  is_lost_.store(false, std::memory_order_seq_cst);  // if it has ended just now, the socket says so, too
  return {};
}

bool AStacks::lose() noexcept {
  is_lost_.store(true, std::memory_order_seq_cst);
  if (!end_.from_client) return true;  // it was never bound
  const std::uint64_t sleepers = sleepers_.load(std::memory_order_seq_cst);
  for (std::uint32_t slot = 0; slot < end_.extent.slots; ++slot)
    if ((sleepers >> slot & 1) != 0) futex_wake(stacks_[slot].reply->sequence);
  return sleepers == 0;
}

bool AStacks::is_closed_by_server() const noexcept {
  char byte = 0;
  const ssize_t got = ::recv(end_.control.number(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

void AStacks::ask() const noexcept { say(end_.control.number(), Said::is_there); }

AStacks::Heard AStacks::hear() const noexcept {
  Said said{};
  const ssize_t got = ::recv(end_.control.number(), &said, sizeof said, MSG_DONTWAIT);
  if (got > 0) return said == Said::is_there ? Heard::is_there : Heard::news;
  return got < 0 && (errno == EAGAIN || errno == EINTR) ? Heard::nothing : Heard::end;
}

// Those that were given up are not waited for: the binding that they belong to will not be used again.
bool AStacks::take_all() noexcept {
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    std::uint32_t state = stacks_[i].state.load(std::memory_order_relaxed);
    if (state != AStack::taken &&
        stacks_[i].state.compare_exchange_strong(state, AStack::taken, std::memory_order_seq_cst))
      continue;
    while (i-- > 0) give_back(stacks_[i]);
    return false;
  }
  return true;
}

void AStacks::give_back_all() noexcept {
  for (AStack& each : stacks_) give_back(each);
}

// One that was given up, and is taken. False: it still belongs to the server.
bool AStacks::take_back(AStack& stack) const noexcept {
  if (!stack.is_answered()) return false;
  header().given_up[stack.slot].store(0, std::memory_order_relaxed);
  return true;
}

// Of a server that sleeps, or does not look at this binding.
void AStacks::ring_if_needed(bool& has_rung) noexcept {
  auto sleeps = [this] { return leader() == asleep; };
  if (!sleeps() && !is_cold()) {
    has_rung = false;
  } else if (!std::exchange(has_rung, true)) {
    header().bell.fetch_add(1, std::memory_order_seq_cst);
    // Again: only what is looked at after this fence is not older than what the server sees of us.
    if (sleeps()) futex_wake(header().bell);
    if (is_cold()) say(end_.control.number(), Said::news);
  }
}

AStacks::Waited AStacks::wait_longer(AStack& stack, TimePoint until) noexcept {
  bool has_rung = false;
  auto look = [&] {
    if (stack.is_answered() || is_lost() || (serves_ && is_called_back())) return true;
    ring_if_needed(has_rung);
    rest();
    return false;
  };
  if (!look() && leader() != current_processor())
    (void)stack.spinner->find(look, io::Spinner::Pace::often, looks_between_yields);
  const std::uint64_t bit = std::uint64_t{1} << stack.slot;
  bool sleeps = false;
  Waited waited = Waited::answered;
  while (!stack.is_answered()) {
    if (is_lost()) {
      waited = Waited::lost;
      break;
    }
    if (serves_ && is_called_back()) {
      waited = Waited::called_back;
      break;
    }
    // Only now is it certain that the server sees the request, or we that it sleeps.
    if (!std::exchange(sleeps, true)) {
      sleepers_.fetch_or(bit, std::memory_order_seq_cst);
      header().sleepers.fetch_or(bit, std::memory_order_seq_cst);
    }
    const std::uint32_t seen = stack.reply->sequence.load(std::memory_order_acquire);
    if (seen == stack.sequence || is_lost()) continue;
    ring_if_needed(has_rung);
    const TimePoint now = steady_clock().now();
    if (now >= until) {
      waited = Waited::too_late;
      break;
    }
    sleep(stack, seen, std::min(until, after(now, longest_sleep)));
    has_rung = false;
  }
  if (sleeps) {
    header().sleepers.fetch_and(~bit, std::memory_order_relaxed);
    sleepers_.fetch_and(~bit, std::memory_order_relaxed);
  }
  return waited;
}

void AStacks::sleep(const AStack& stack, std::uint32_t seen, TimePoint until) const noexcept {
  if (!serves_) return futex_wait(stack.reply->sequence, seen, until);
  const std::array<Awaited, 3> all{{{&stack.reply->sequence, seen},
                                    {&server_header().calls_back, calls_back_seen_.load()},
                                    {&may_be_called_back_, 0}}};
  futex_wait_any(all, until);
}

void AStacks::look_for_calls_back() noexcept {
  may_be_called_back_.store(1, std::memory_order_seq_cst);
  futex_wake(may_be_called_back_);
}

void AStacks::withdraw(const AStack& stack) const noexcept {
  header().given_up[stack.slot].store(stack.sequence, std::memory_order_relaxed);
}

void AStacks::rouse() noexcept {
  full_fence();
  bool has_rung = false;
  ring_if_needed(has_rung);
}

// What does not begin in its line.
bool AStacks::read_window(AStack& stack, std::size_t size_bytes, Reply& reply) const noexcept {
  if (size_bytes > end_.extent.window_bytes) return false;
  if (!stack.results.grow(std::max(size_bytes, kept_bytes))) return lack_memory(reply);
  std::memcpy(stack.results.data(), end_.from_server.data() + end_.extent.window(stack.slot), size_bytes);
  return true;
}

}  // namespace farcall::inline v1::lrpc
