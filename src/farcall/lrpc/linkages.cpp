#include <farcall/lrpc/linkages.hpp>

#include <algorithm>
#include <utility>

#include <farcall/base/fence.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/said.hpp>

namespace farcall::inline v1::lrpc {

Result<void> Linkages::create(const Extent& extent, Linkages& made, io::Descriptor& to_client,
                              io::Descriptor& from_client) {
  Result<Segment> ours = Segment::create(extent.size_bytes(), Segment::Writer::creator, to_client);
  if (!ours) return std::move(ours).error();
  Result<Segment> theirs = Segment::create(extent.size_bytes(), Segment::Writer::peer, from_client);
  if (!theirs) return std::move(theirs).error();
  made.extent_ = extent;
  made.to_client_ = std::move(*ours);
  made.from_client_ = std::move(*theirs);
  made.to_client_.prefault(extent.window(0) + page_bytes, true);
  made.from_client_.prefault(extent.window(0) + page_bytes, false);
  return {};
}

// What does not begin in its line.
bool Linkages::copy_window(std::uint32_t slot, std::size_t size_bytes, Buffer& memory) const noexcept {
  if (size_bytes > extent_.window_bytes || !memory.grow(std::max(size_bytes, kept_bytes))) return false;
  std::memcpy(memory.data(), from_client_.data() + extent_.window(slot), size_bytes);
  return true;
}

bool Linkages::read_conditions(Accepted& call) noexcept {
  Conditions conditions;
  if (call.arguments.size() < sizeof conditions) return false;
  std::memcpy(&conditions, call.arguments.data(), sizeof conditions);
  call.time_left_ns = conditions.time_left_ns;
  call.trace = conditions.trace;
  call.arguments = call.arguments.subspan(sizeof conditions);
  return true;
}

void Linkages::wake(std::uint32_t slot) noexcept {
  if ((client().sleepers.load(std::memory_order_relaxed) >> slot & 1) != 0) futex_wake(reply(slot).sequence);
  const std::uint32_t nap = client().naps.load(std::memory_order_relaxed);
  if (nap % 2 == 0 || woken_from_.exchange(nap, std::memory_order_relaxed) == nap) return;
  say(control_, Said::news);
}

void Linkages::wake_sleeper(std::uint32_t slot) noexcept {
  full_fence();
  wake(slot);
}

void Linkages::set_cold(bool is_cold) noexcept {
  reinterpret_cast<ServerHeader*>(to_client_.data())
      ->is_cold.store(is_cold ? 1 : 0, std::memory_order_seq_cst);
}

void Linkages::set_lane(std::uint32_t lane) noexcept {
  reinterpret_cast<ServerHeader*>(to_client_.data())->lane.store(lane, std::memory_order_seq_cst);
}

void Linkages::announce_call_back() noexcept {
  Word& calls = reinterpret_cast<ServerHeader*>(to_client_.data())->calls_back;
  calls.fetch_add(1, std::memory_order_seq_cst);
  futex_wake(calls);
}

}  // namespace farcall::inline v1::lrpc
