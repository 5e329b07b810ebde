#include <farcall/runtime/server/datagram_port.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <farcall/base/log.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::server {
namespace {

using transport::mark_bytes;

constexpr std::size_t most_bytes = 1 << 16;
constexpr std::size_t largest_datagram_bytes = 65'507;
constexpr std::size_t cached_calls = 4096;
constexpr std::size_t cached_bytes = std::size_t{16} << 20;

std::span<const std::byte> bytes_of(const io::Address& address) noexcept {
  return {reinterpret_cast<const std::byte*>(address.get()), address.size_bytes()};
}

}  // namespace

// The reply to one datagram; the cache keeps a copy.
class DatagramPort::Reply : public ReplyPort {
 public:
  Reply(DatagramPort& port, const Datagram& datagram, const CallIdentity* call) noexcept
      : port_(port), datagram_(datagram), call_(call) {}

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    transport::GatheredRecord record(mark + mark_bytes, message_bytes, body_at, gathered);
    std::span<const iovec> pieces = record.pieces();
    answered_ = true;
    if (call_ != nullptr) port_.cache_.finish(*call_, pieces);
    port_.send(datagram_, pieces);
  }
  void send_nothing() override {
    answered_ = true;
    if (call_ != nullptr) port_.cache_.finish(*call_, {});
  }
  std::size_t reply_limit_bytes() const noexcept override { return port_.limit_bytes_; }
  [[nodiscard]] bool answered() const noexcept { return answered_; }
  const Caller& caller() override {
    if (!caller_) caller_ = caller_of_datagram(datagram_.from, port_.local_host(datagram_));
    return *caller_;
  }

  std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override;

 private:
  DatagramPort& port_;
  const Datagram& datagram_;
  const CallIdentity* call_;
  std::optional<Caller> caller_;
  bool answered_ = false;
};

// For an answer that comes later: it has its own copy of where that goes to.
class DatagramPort::KeptReply final : public ReplyPort, public std::enable_shared_from_this<KeptReply> {
 public:
  KeptReply(DatagramPort& port, const Datagram& datagram, const CallIdentity* call)
      : port_(port.shared_from_this()), call_(call != nullptr ? std::optional(*call) : std::nullopt) {
    datagram_.from = datagram.from;
    datagram_.control = datagram.control;
    datagram_.control_bytes = datagram.control_bytes;
    port_->owed_calls_.fetch_add(1, std::memory_order_relaxed);
  }
  ~KeptReply() override {
    port_->owed_calls_.fetch_sub(1, std::memory_order_relaxed);
    if (call_ && !reply_.answered()) port_->cache_.abandon(*call_);
  }

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    reply_.send_reply(mark, message_bytes, gathered, body_at);
  }
  void send_nothing() override { reply_.send_nothing(); }
  std::size_t reply_limit_bytes() const noexcept override { return reply_.reply_limit_bytes(); }
  const Caller& caller() override { return reply_.caller(); }
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return shared_from_this(); }

 private:
  const std::shared_ptr<DatagramPort> port_;
  Datagram datagram_;
  const std::optional<CallIdentity> call_;
  Reply reply_{*port_, datagram_, call_ ? &*call_ : nullptr};
};

std::shared_ptr<ReplyPort> DatagramPort::Reply::keep(std::size_t) {
  auto kept = std::make_shared<KeptReply>(port_, datagram_, call_);
  answered_ = true;  // not by this one any more
  return kept;
}

DatagramPort::DatagramPort(io::Descriptor descriptor, Dispatcher& dispatcher, const ServerOptions& options)
    : Crew(options.most_threads, 1, io::system_waiter(), steady_clock()),
      descriptor_(std::move(descriptor)),
      dispatcher_(dispatcher),
      drain_(options.drain),
      limits_(options.limits),
      limit_bytes_(std::min(options.limits.record_bytes, largest_datagram_bytes)),
      spinner_(options.limits.spin),
      cache_(cached_calls, cached_bytes),
      backlog_(*this, dispatcher, limits_) {
  io::Address local = io::local_address(descriptor_.number());
  is_wildcard_ = local.is_wildcard();
  int on = 1;
  if (!is_wildcard_) return;
  if (local.family() == AF_INET) {
    ::setsockopt(descriptor_.number(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
  } else {
    ::setsockopt(descriptor_.number(), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
  }
}

void DatagramPort::lead(Member& member) {
  auto& me = static_cast<Hand&>(member);
  while (!is_stopping()) {
    if (!receive(me.datagram)) continue;
    me.leads = true;
    try {
      serve(me);
    } catch (const std::bad_alloc&) {  // as if it had been lost on the way
    }
    if (!me.leads) return backlog_.go_on(me.reply);
  }
  drain(me);
}

// As long as a handler runs, clients are told that the server is there. What another process reads too is
// left to that.
void DatagramPort::drain(Hand& me) {
  constexpr Duration look_again = std::chrono::milliseconds(5);
  me.drains = true;
  backlog_.discard();
  const TimePoint until = after(steady_clock().now(), drain_);
  const auto runs = [this] { return relieved() > 0 || owed_calls_.load(std::memory_order_relaxed) > 0; };
  while (runs() && !is_shared_ && steady_clock().now() < until) {
    const ssize_t got = me.datagram.bytes.grow(most_bytes) ? receive(me.datagram, MSG_DONTWAIT) : 0;
    if (got <= 0) {
      io::system_waiter().pause(after(steady_clock().now(), look_again));
      continue;
    }
    me.datagram.size_bytes = static_cast<std::size_t>(got);
    try {
      serve(me);
    } catch (const std::bad_alloc&) {  // as above
    }
  }
}

// What woke nobody must not make a service manager think that somebody calls.
DatagramPort::~DatagramPort() {
  char room;
  constexpr int most_wakes = 1000;
  for (int i = 0; i < most_wakes && is_shared_; ++i) {
    if (::recv(descriptor_.number(), &room, 1, MSG_PEEK | MSG_DONTWAIT) != 0) return;
    (void)::recv(descriptor_.number(), &room, 1, MSG_DONTWAIT);
  }
}

// A shutdown says ENOTCONN, and wakes whoever sleeps in a receive all the same.
void DatagramPort::interrupt() noexcept {
  if (!is_shared_) {
    ::shutdown(descriptor_.number(), SHUT_RD);
    return;
  }
  io::Address self = io::local_address(descriptor_.number());
  (void)::sendto(descriptor_.number(), nullptr, 0, MSG_NOSIGNAL | MSG_DONTWAIT, self.get(),
                 self.size_bytes());
}

bool DatagramPort::receive(Datagram& datagram) noexcept {
  if (!datagram.bytes.grow(most_bytes)) return recover("no memory"), false;
  datagram.size_bytes = 0;
  ssize_t got = -1;
  auto look = [&] {
    got = receive(datagram, MSG_DONTWAIT);
    return got >= 0 || errno != EAGAIN;
  };
  if (!overload_.is_on()) {
    if (!spinner_.find(look)) got = receive(datagram, 0);
  } else if (!look()) {
    overload_.found_nothing();
    got = receive(datagram, 0);
  }
  if (got > 0) {
    datagram.size_bytes = static_cast<std::size_t>(got);
    is_in_trouble_ = false;
    return true;
  }
  // Somebody sends even an empty datagram; who says nothing at all is a socket that was shut down.
  if (got == 0 && datagram.from.size_bytes() == 0) recover("the socket was shut down");
  char text[128];
  if (got < 0 && errno != EINTR) recover(::strerror_r(errno, text, sizeof text));
  return false;
}

ssize_t DatagramPort::receive(Datagram& datagram, int flags) const noexcept {
  datagram.from.clear();
  if (is_wildcard_) return receive_with_address(datagram, flags);
  return ::recvfrom(descriptor_.number(), datagram.bytes.data(), datagram.bytes.capacity(), flags,
                    datagram.from.get(), datagram.from.size());
}

ssize_t DatagramPort::receive_with_address(Datagram& datagram, int flags) const noexcept {
  iovec piece{datagram.bytes.data(), datagram.bytes.capacity()};
  msghdr header{};
  header.msg_name = datagram.from.get();
  header.msg_namelen = datagram.from.size_bytes();
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  header.msg_control = datagram.control.data();
  header.msg_controllen = datagram.control.size();
  ssize_t got = ::recvmsg(descriptor_.number(), &header, flags);
  *datagram.from.size() = header.msg_namelen;
  datagram.control_bytes = got < 0 ? 0 : header.msg_controllen;
  return got;
}

// A receive that fails at once would fail again and again, as fast as a processor can ask.
void DatagramPort::recover(const char* trouble) noexcept {
  constexpr Duration until_next = std::chrono::milliseconds(100);
  if (is_stopping()) return;
  if (!std::exchange(is_in_trouble_, true)) {
    char text[192];
    std::snprintf(text, sizeof text, "UDP port %u receives nothing: %s",
                  io::local_address(descriptor_.number()).port(), trouble);
    log(LogLevel::error, text);
  }
  pause(until_next);
}

// Where a datagram was sent to: of a wildcard socket the kernel says it beside each.
std::string DatagramPort::local_host(const Datagram& datagram) const {
  if (datagram.control_bytes == 0) return io::local_address(descriptor_.number()).host();
  msghdr header{};
  header.msg_control = const_cast<std::byte*>(datagram.control.data());
  header.msg_controllen = datagram.control_bytes;
  for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
    char text[INET6_ADDRSTRLEN] = {};
    if (each->cmsg_level == IPPROTO_IP && each->cmsg_type == IP_PKTINFO) {
      in_pktinfo info;
      std::memcpy(&info, CMSG_DATA(each), sizeof info);
      return ::inet_ntop(AF_INET, &info.ipi_addr, text, sizeof text);
    }
    if (each->cmsg_level == IPPROTO_IPV6 && each->cmsg_type == IPV6_PKTINFO) {
      in6_pktinfo info;
      std::memcpy(&info, CMSG_DATA(each), sizeof info);
      return ::inet_ntop(AF_INET6, &info.ipi6_addr, text, sizeof text);
    }
  }
  return {};
}

void DatagramPort::serve_now(Hand& me, Reply& reply) {
  const std::span<const std::byte> record(me.datagram.bytes.data(), me.datagram.size_bytes);
  // One that was received before the stop is served: of a shared socket no successor gets it any more.
  if (me.drains || !may_begin()) [[unlikely]] {
    const std::span<const std::byte> from = bytes_of(me.datagram.from);
    const std::string_view client(reinterpret_cast<const char*>(from.data()), from.size());
    if (backlog_.takes(record, reply, std::hash<std::string_view>()(client), me.reply)) return;
  }
  struct Work {  // which ends also where memory does
    Work(DatagramPort& its_port, Hand& its_hand) : port(its_port), hand(its_hand) { port.begin_work(hand); }
    ~Work() { hand.leads = port.end_work(hand); }
    DatagramPort& port;
    Hand& hand;
  } const work(*this, me);
  dispatcher_.serve(record, reply, me.reply, {.overload = &overload_});
}

void DatagramPort::serve(Hand& me) {
  const Datagram& datagram = me.datagram;
  std::span<const std::byte> record(datagram.bytes.data(), datagram.size_bytes);
  // Nowhere to answer, too long, or so short that a refusal would be longer: the sender may be forged.
  if (datagram.from.port() == 0 || record.size() > limit_bytes_ || record.size() < message::call_head_bytes)
    return;
  // As if it had been lost on the way: the client asks again.
  if (owed_calls_.load(std::memory_order_relaxed) >= limits_.owed_calls &&
      dispatcher_.kind_of(record) != Dispatcher::Kind::other)
    return;
  if (dispatcher_.is_idempotent(record)) {
    Reply reply(*this, datagram, nullptr);
    return serve_now(me, reply);
  }
  CallIdentity call = identify(bytes_of(datagram.from), record);
  std::vector<std::byte> known;
  switch (cache_.begin(call, known)) {
    case ReplyCache::Begin::drop: return;
    case ReplyCache::Begin::replay: return send(datagram, std::array{iovec{known.data(), known.size()}});
    case ReplyCache::Begin::run: break;
  }
  struct Abandoned {  // it was no call message, or comes too late, or there was no memory
    ~Abandoned() {
      if (!reply.answered()) cache.abandon(call);
    }
    ReplyCache& cache;
    const CallIdentity& call;
    Reply reply;
  } known_to_cache{cache_, call, Reply(*this, datagram, &call)};
  serve_now(me, known_to_cache.reply);
}

void DatagramPort::send(const Datagram& to, std::span<const iovec> pieces) noexcept {
  // A reply that does not go is a reply that was lost: the client asks again.
  constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
  if (pieces.size() == 1 && to.control_bytes == 0) {
    (void)::sendto(descriptor_.number(), pieces[0].iov_base, pieces[0].iov_len, flags, to.from.get(),
                   to.from.size_bytes());
    return;
  }
  msghdr header{};
  header.msg_name = const_cast<sockaddr*>(to.from.get());
  header.msg_namelen = to.from.size_bytes();
  header.msg_iov = const_cast<iovec*>(pieces.data());
  header.msg_iovlen = pieces.size();
  if (to.control_bytes > 0) {
    header.msg_control = const_cast<std::byte*>(to.control.data());
    header.msg_controllen = to.control_bytes;
  }
  (void)::sendmsg(descriptor_.number(), &header, flags);
}

}  // namespace farcall::inline v1::server
