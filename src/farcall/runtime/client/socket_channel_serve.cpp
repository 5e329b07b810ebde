// Calls that the peer makes of a caller while it waits for its own reply: its thread serves them, for there
// is no other.
#include <farcall/runtime/client/socket_channel.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include <farcall/runtime/binding.hpp>
#include <farcall/runtime/server/caller.hpp>

namespace farcall::inline v1::client {

using transport::GatheredRecord;
using transport::mark_bytes;

// The way of a reply to such a call.
class SocketChannel::Reverse : public server::ReplyPort {
 public:
  // `until`: when its thread must be back.
  Reverse(SocketChannel& channel, std::shared_ptr<Link> link, TimePoint until) noexcept
      : channel_(channel), link_(std::move(link)), until_(until) {}

  void send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                  std::size_t body_at) override {
    transport::write_mark(mark, message_bytes);
    GatheredRecord record(mark, mark_bytes + message_bytes, mark_bytes + body_at, gathered);
    channel_.send_reply(*link_, record, until_);
  }
  void send_nothing() override {}
  std::size_t reply_limit_bytes() const noexcept override { return channel_.options_.limits.record_bytes; }
  const Caller& caller() override {
    if (!caller_) caller_ = server::caller_of_stream(link_->socket->descriptor());
    return *caller_;
  }
  bool is_open() const noexcept override {
    std::lock_guard lock(channel_.mutex_);
    return !link_->is_lost;
  }
  std::shared_ptr<ReplyPort> keep(std::size_t message_bytes) override;

 protected:
  SocketChannel& channel_;
  const std::shared_ptr<Link> link_;

 private:
  const TimePoint until_;
  std::optional<Caller> caller_;
};

// For an answer that comes later. The channel stays for it.
class SocketChannel::KeptReverse final : public Reverse {
 public:
  KeptReverse(SocketChannel& channel, std::shared_ptr<Link> link)
      : Reverse(channel, std::move(link), never), stays_(&channel, 0, 0) {}
  std::shared_ptr<ReplyPort> keep(std::size_t) override { return nullptr; }  // it is kept already

 private:
  const Binding stays_;
};

std::shared_ptr<server::ReplyPort> SocketChannel::Reverse::keep(std::size_t) {
  return std::make_shared<KeptReverse>(channel_, link_);
}

// False for what is no call. Whoever made one that there is no memory for must not wait for an answer.
bool SocketChannel::receive_call(Link& link, std::span<const std::byte> record) try {
  if (link.kind == io::Kind::datagram || !CallToServe::is_one(record)) return false;
  std::unique_ptr<CallToServe> call;
  {
    std::lock_guard lock(mutex_);
    call = std::move(served_);
  }
  if (!call) call = std::make_unique<CallToServe>();
  call->keep(record);
  link.to_serve.push_back(std::move(call));
  return true;
} catch (const std::bad_alloc&) {
  lose_for_memory(link);
  return true;
}

void SocketChannel::lose_for_memory(Link& link) {
  lose(link, make_error(Code::connection_lost, Executed::maybe,
                        {options_.name, ": no memory to serve a call of the peer"}));
}

// The lease goes to whoever else waits: a slow handler holds nobody up, and may itself call by this
// connection.
void SocketChannel::serve_call(PendingCall& call, TimePoint until) {
  std::unique_ptr<CallToServe> served = take_call(*call.link, call);
  run_call(std::move(served), call.link, until);
}

std::unique_ptr<CallToServe> SocketChannel::take_call(Link& link, PendingCall& call) {
  std::unique_ptr<CallToServe> taken = std::move(link.to_serve.front());
  link.to_serve.erase(link.to_serve.begin());
  stop_leading(link, call);
  return taken;
}

void SocketChannel::run_call(std::unique_ptr<CallToServe> served, std::shared_ptr<Link> link,
                             TimePoint until) {
  Reverse port(*this, link, until);
  if (!options_.callee->serve(*served, port)) return lose_for_memory(*link);
  std::lock_guard lock(mutex_);
  served_ = std::move(served);
}

void SocketChannel::tell_others_by(std::function<void()> tell) {
  std::lock_guard lock(mutex_);
  tell_others_ = std::move(tell);
}

// As a call that is not sent: it may lead.
bool SocketChannel::serve_one(TimePoint until) try {
  PendingCall* looking = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (!link_) return false;
    if (link_->leased) {
      link_->is_wanted = true;
      return false;
    }
    looking = &pool_.take();
    looking->xid = next_xid_++;  // that no reply has
    looking->signal.store(PendingCall::none, std::memory_order_relaxed);
    looking->link = link_;
    looking->leads = link_->leased = true;
  }
  struct GivenBack {
    SocketChannel& channel;
    PendingCall& call;
    ~GivenBack() {
      channel.stop_leading(*call.link, call);
      call.link.reset();
      std::lock_guard lock(channel.mutex_);
      channel.pool_.give_back(call);
    }
  } given_back{*this, *looking};
  return look_and_serve(*looking, until);
} catch (const std::bad_alloc&) {
  return true;  // as far as is known
}

bool SocketChannel::look_and_serve(PendingCall& call, TimePoint until) {
  const std::shared_ptr<Link> link = call.link;
  lead(*link, call, io::at_once);
  const auto is_partial = [&] { return link->to_serve.empty() && link->reader.pending_bytes() > 0; };
  if (is_partial()) lead(*link, call, std::min(until, after(options_.clock->now(), probe_interval)));
  {
    std::lock_guard lock(mutex_);
    if (link->is_lost) return false;
    if (!link->to_serve.empty()) link->is_wanted = true;  // there may be another one
  }
  if (link->to_serve.empty()) return is_partial();
  run_call(take_call(*link, call), link, until);
  return true;
}

// As a call that expects no reply. A peer that takes nothing for so long is left.
void SocketChannel::send_reply(Link& link, GatheredRecord& record, TimePoint until) try {
  Transaction reply;
  reply.deadline = std::min(until, after(options_.clock->now(), options_.limits.unread));
  PendingCall* sending = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (link.is_lost) return;
    sending = &pool_.take();
    sending->xid = next_xid_++;  // that no reply has
    sending->signal.store(PendingCall::none, std::memory_order_relaxed);
    sending->may_go_along = false;
    link.take_turn(*sending);
  }
  PendingCall& call = *sending;
  (void)send_stream(link, call, reply, record);
  stop_leading(link, call);
  std::lock_guard lock(mutex_);
  pool_.give_back(call);
} catch (const std::bad_alloc&) {
  lose_for_memory(link);
}

}  // namespace farcall::inline v1::client
