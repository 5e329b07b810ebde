#include "proxy.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <farcall/io/socket.hpp>
#include <farcall/transport/endpoint.hpp>
#include <farcall/transport/resolve.hpp>

namespace processes {
namespace {

using farcall::io::Address;
using farcall::io::Descriptor;
using farcall::io::Kind;
using namespace std::chrono_literals;

constexpr std::size_t most_held_bytes = 1 << 20;

Address address_of(std::string_view endpoint) {
  return farcall::transport::resolve(farcall::parse_endpoint(endpoint).value(), farcall::never)
      .value()
      .front();
}

}  // namespace

const char* to_string(Fate fate) noexcept {
  constexpr const char* names[fate_count] = {"passed",    "split",   "late",    "cut",  "reset",
                                             "half-open", "one way", "damaged", "lost", "twice"};
  return names[static_cast<std::size_t>(fate)];
}

struct Proxy::Door {
  std::uint64_t key;
  Descriptor descriptor;
  Address server;
  bool is_stream;
  std::map<std::string, std::uint64_t> flows{};  // by the address of a caller
};

// Side 0 is the caller's, side 1 the server's.
struct Proxy::Stream {
  struct Piece {
    std::string bytes;  // none: the end
    TimePoint due;
  };
  struct Way {  // of what side i sends
    std::deque<Piece> pieces;
    std::size_t sent_bytes = 0;  // of the first piece
    std::size_t held_bytes = 0;
    bool is_deaf = false;
    bool has_ended = false;
    bool is_blocked = false;
  };
  std::uint64_t key;
  Descriptor sides[2];
  Way ways[2];
  std::uint32_t watched[2] = {EPOLLIN, EPOLLIN};
};

// The datagrams of one caller.
struct Proxy::Flow {
  std::uint64_t key;
  const Door* door;
  Address caller;
  Descriptor server;
  TimePoint deaf_until[2]{};  // to the caller, to the server
};

Proxy::Proxy(std::uint64_t seed, const std::vector<std::string>& servers, const std::string& path)
    : random_(seed),
      poller_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      room_(1 << 16, '\0') {
  watch(wake_.number(), 0, EPOLLIN, true);
  for (const std::string& server : servers) open(server, path);
  thread_ = std::thread([this] { run(); });
}

Proxy::~Proxy() {
  stops_ = true;
  wake();
  thread_.join();
  for (const std::string& path : paths_) ::unlink(path.c_str());
}

void Proxy::open(const std::string& server, const std::string& path) {
  const bool is_stream = !server.starts_with("udp");
  const bool is_unix = server.starts_with("unix");
  const Address own = is_unix ? *Address::unix_path(path) : *Address::numeric("127.0.0.1", 0);
  if (is_unix) paths_.push_back(path);
  auto door = std::make_unique<Door>(Door{
      4 * next_key_++, farcall::io::listen(own, is_stream ? Kind::stream : Kind::datagram, "proxy").value(),
      address_of(server), is_stream});
  endpoints_.push_back(std::string(is_unix     ? "unix:"
                                   : is_stream ? "tcp://"
                                               : "udp://") +
                       farcall::io::local_address(door->descriptor.number()).text());
  watch(door->descriptor.number(), door->key, EPOLLIN, true);
  doors_[door->key] = std::move(door);
}

void Proxy::change(const Weather& weather) {
  const std::lock_guard lock(mutex_);
  weather_ = weather;
}

void Proxy::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.number(), &one, sizeof one);
}

void Proxy::repeat_datagram() {
  const std::lock_guard lock(mutex_);
  repeats_ = true;
  wake();
}

FateCounts Proxy::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::string Proxy::last(bool from_server) const {
  const std::lock_guard lock(mutex_);
  return last_[from_server ? 1 : 0];
}

void Proxy::await_from_callers(std::uint64_t count) const {
  while (from_callers_.load() < count) std::this_thread::yield();
}

void Proxy::watch(int descriptor, std::uint64_t key, std::uint32_t events, bool is_new) const {
  epoll_event event{};
  event.events = events;
  event.data.u64 = key;
  ::epoll_ctl(poller_.number(), is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

void Proxy::later(TimePoint due, std::function<void()> action) {
  later_.push({due, next_key_++, std::move(action)});
}

Fate Proxy::fate(bool is_stream, bool from_server, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  last_[from_server ? 1 : 0] = bytes;
  std::uint64_t drawn = random_.below(1'000'000);
  const auto& chances = is_stream ? weather_.streams : weather_.datagrams;
  std::size_t fate = 1;
  for (; fate < fate_count && drawn >= chances[fate]; ++fate) drawn -= chances[fate];
  if (fate == fate_count) fate = 0;
  ++counts_[fate];
  return static_cast<Fate>(fate);
}

void Proxy::run() {
  while (!stops_) {
    int wait_ms = -1;
    now_ = farcall::steady_clock().now();
    if (!later_.empty())
      wait_ms = static_cast<int>(std::max<std::int64_t>(
          0, std::chrono::ceil<std::chrono::milliseconds>(later_.top().due - now_).count()));
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(poller_.number(), events.data(), static_cast<int>(events.size()), wait_ms);
    now_ = farcall::steady_clock().now();
    for (int i = 0; i < count; ++i)
      handle(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
    while (!later_.empty() && later_.top().due <= now_) {
      const std::function<void()> action = later_.top().action;
      later_.pop();
      action();
    }
  }
}

// The two lowest bits of a key: 0 a door, 1 and 2 the sides of a stream, 3 a flow.
void Proxy::handle(std::uint64_t key, std::uint32_t events) {
  if (key == 0) return repeat();
  const std::uint64_t bits = key % 4;
  if (auto door = doors_.find(key); bits == 0 && door != doors_.end())
    return door->second->is_stream ? accept(*door->second) : receive(*door->second);
  if (auto flow = flows_.find(key); flow != flows_.end()) return answer(*flow->second);
  auto found = streams_.find(key - bits);
  if (found == streams_.end()) return;
  const auto side = static_cast<unsigned>(bits - 1);
  if ((events & EPOLLOUT) != 0) {
    found->second->ways[1 - side].is_blocked = false;
    pump(*found->second, 1 - side);
    if (!streams_.contains(key - bits)) return;
  }
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(*found->second, side);
}

// Streams

void Proxy::accept(const Door& door) {
  Descriptor caller(::accept4(door.descriptor.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!caller) return;
  Descriptor server(::socket(door.server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  // Where nobody listens the caller's connection ends as soon as it was made.
  if (::connect(server.number(), door.server.get(), door.server.size_bytes()) != 0) return;
  auto stream = std::make_unique<Stream>();
  stream->key = 4 * next_key_++;
  farcall::io::prepare_stream(caller.number(), door.server);
  farcall::io::prepare_stream(server.number(), door.server);
  watch(caller.number(), stream->key + 1, EPOLLIN, true);
  watch(server.number(), stream->key + 2, EPOLLIN, true);
  stream->sides[0] = std::move(caller);
  stream->sides[1] = std::move(server);
  streams_[stream->key] = std::move(stream);
}

void Proxy::read(Stream& stream, unsigned side) {
  const ssize_t got = ::recv(stream.sides[side].number(), room_.data(), room_.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (side == 0 && got > 0) ++from_callers_;
  if (got < 0) return end(stream, true);
  Stream::Way& way = stream.ways[side];
  if (got == 0 && way.is_deaf) return end(stream, false);
  if (got == 0) {
    way.has_ended = true;
    return push(stream, side, {}, now_);
  }
  if (!way.is_deaf) pass_on(stream, side, std::string(room_.data(), static_cast<std::size_t>(got)));
}

void Proxy::pass_on(Stream& stream, unsigned side, std::string bytes) {
  const std::uint64_t key = stream.key;  // a push may end it
  const Fate what = fate(true, side == 1, bytes);
  TimePoint due = now_;
  switch (what) {
    case Fate::late: due += random_.between(Duration(1us), Duration(20ms)); break;
    case Fate::split: {
      const std::size_t first = random_.below(bytes.size());
      push(stream, side, bytes.substr(0, first), due);
      if (!streams_.contains(key)) return;
      bytes.erase(0, first);
      due += random_.between(Duration(1us), Duration(2ms));
      break;
    }
    case Fate::cut:
    case Fate::reset: {
      push(stream, side, bytes.substr(0, random_.below(bytes.size() + 1)), now_);
      if (streams_.contains(key)) end(stream, what == Fate::reset);
      return;
    }
    case Fate::half_open: stream.ways[1 - side].is_deaf = true; [[fallthrough]];
    case Fate::one_way: stream.ways[side].is_deaf = true; return;
    case Fate::damaged:
      bytes[random_.below(bytes.size())] ^= static_cast<char>(random_.between(1, 255));
      break;
    default: break;
  }
  push(stream, side, std::move(bytes), due);
}

// What is on its way arrives in order.
void Proxy::push(Stream& stream, unsigned side, std::string bytes, TimePoint due) {
  Stream::Way& way = stream.ways[side];
  if (bytes.empty() && !way.has_ended) return;
  if (!way.pieces.empty()) due = std::max(due, way.pieces.back().due);
  way.held_bytes += bytes.size();
  way.pieces.push_back({std::move(bytes), due});
  if (due > now_)
    later(due, [this, key = stream.key, side] {
      if (auto found = streams_.find(key); found != streams_.end()) pump(*found->second, side);
    });
  pump(stream, side);
}

void Proxy::pump(Stream& stream, unsigned side) {
  Stream::Way& way = stream.ways[side];
  const int to = stream.sides[1 - side].number();
  while (!way.is_blocked && !way.pieces.empty() && way.pieces.front().due <= now_) {
    const std::string& bytes = way.pieces.front().bytes;
    if (bytes.empty()) return end(stream, false);
    const ssize_t sent =
        ::send(to, bytes.data() + way.sent_bytes, bytes.size() - way.sent_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return end(stream, true);
    way.is_blocked = sent < 0;
    if (sent < 0) break;
    way.sent_bytes += static_cast<std::size_t>(sent);
    if (way.sent_bytes < bytes.size()) continue;
    way.held_bytes -= bytes.size();
    way.sent_bytes = 0;
    way.pieces.pop_front();
  }
  for (unsigned i = 0; i < 2; ++i) {
    const bool reads = !stream.ways[i].has_ended && stream.ways[i].held_bytes < most_held_bytes;
    const std::uint32_t events =
        (reads ? EPOLLIN : 0U) | (stream.ways[1 - i].is_blocked ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    if (std::exchange(stream.watched[i], events) != events)
      watch(stream.sides[i].number(), stream.key + 1 + i, events, false);
  }
}

void Proxy::end(Stream& stream, bool by_reset) {
  const linger at_once{1, 0};
  for (const Descriptor& side : stream.sides)
    if (by_reset) ::setsockopt(side.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  streams_.erase(stream.key);
}

// Datagrams

void Proxy::receive(Door& door) {
  Address from;
  from.clear();
  const ssize_t got =
      ::recvfrom(door.descriptor.number(), room_.data(), room_.size(), MSG_DONTWAIT, from.get(), from.size());
  if (got <= 0) return;
  ++from_callers_;
  std::uint64_t& key = door.flows[from.text()];
  if (key == 0) {
    auto flow = std::make_unique<Flow>(
        Flow{4 * next_key_++ + 3, &door, from,
             farcall::io::connect(door.server, Kind::datagram, farcall::never, "proxy").value()});
    key = flow->key;
    watch(flow->server.number(), key, EPOLLIN, true);
    flows_[key] = std::move(flow);
  }
  last_flow_ = key;
  carry(*flows_[key], true, std::string(room_.data(), static_cast<std::size_t>(got)));
}

// Where nobody listens nobody is told so.
void Proxy::answer(Flow& flow) {
  const ssize_t got = ::recv(flow.server.number(), room_.data(), room_.size(), MSG_DONTWAIT);
  if (got > 0) carry(flow, false, std::string(room_.data(), static_cast<std::size_t>(got)));
}

void Proxy::carry(Flow& flow, bool to_server, std::string bytes) {
  const Fate what = fate(false, !to_server, bytes);
  TimePoint& deaf_until = flow.deaf_until[to_server ? 1 : 0];
  if (what == Fate::one_way) deaf_until = now_ + random_.between(Duration(10ms), Duration(2s));
  if (what == Fate::lost || now_ < deaf_until) return;
  if (what == Fate::damaged) bytes[random_.below(bytes.size())] ^= static_cast<char>(random_.between(1, 255));
  if (what == Fate::late || what == Fate::twice)
    later(now_ + random_.between(Duration(1us), random_.one_of<Duration>({1ms, 30ms, 300ms})),
          [this, &flow, to_server, bytes] { deliver(flow, to_server, bytes); });
  if (what != Fate::late) deliver(flow, to_server, bytes);
}

void Proxy::repeat() {
  std::uint64_t wakes = 0;
  [[maybe_unused]] const ssize_t got = ::read(wake_.number(), &wakes, sizeof wakes);
  const std::lock_guard lock(mutex_);
  if (std::exchange(repeats_, false)) deliver(*flows_[last_flow_], true, last_[0]);
}

void Proxy::deliver(const Flow& flow, bool to_server, std::string_view bytes) const {
  constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
  if (to_server) {
    // What an earlier datagram met is reported instead of sending this one.
    if (::send(flow.server.number(), bytes.data(), bytes.size(), flags) < 0)
      (void)::send(flow.server.number(), bytes.data(), bytes.size(), flags);
    return;
  }
  (void)::sendto(flow.door->descriptor.number(), bytes.data(), bytes.size(), flags, flow.caller.get(),
                 flow.caller.size_bytes());
}

}  // namespace processes
