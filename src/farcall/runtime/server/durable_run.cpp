#include <farcall/runtime/server/durable_run.hpp>

#include <cstring>
#include <new>
#include <span>

#include <farcall/transport/gathered_record.hpp>
#include <farcall/transport/record.hpp>
#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1 {

DurableStore::~DurableStore() = default;

namespace server {

using transport::mark_bytes;

DurableRun::~DurableRun() {
  if (is_running_) store_.roll_back();
}

bool DurableRun::begin(Duration age) {
  Buffer reply;
  std::size_t reply_bytes = 0;
  DurableStore::Begin begun = DurableStore::Begin::failed;
  try {
    begun = store_.begin(which_, reply, reply_bytes);
  } catch (const std::bad_alloc&) {
  }
  switch (begun) {
    case DurableStore::Begin::run: break;
    case DurableStore::Begin::answered: call_.reply_again(reply.data(), reply_bytes); return false;
    case DurableStore::Begin::forgotten: call_.reply(message::SessionStatus::forgotten); return false;
    case DurableStore::Begin::unknown: call_.reply(message::SessionStatus::unknown, age); return false;
    case DurableStore::Begin::busy: call_.reply(message::SessionStatus::busy); return false;
    case DurableStore::Begin::failed: call_.reply({.code = Code::system_err}); return false;
  }
  is_running_ = true;
  call_.send_through(*this);
  return true;
}

void DurableRun::send_reply(std::byte* mark, std::size_t message_bytes, const xdr::Gathered& gathered,
                            std::size_t body_at) {
  if (!is_running_) return port_.send_reply(mark, message_bytes, gathered, body_at);
  transport::GatheredRecord pieces(mark + mark_bytes, message_bytes, body_at, gathered);
  Buffer whole;
  std::span<const std::byte> record(mark + mark_bytes, message_bytes);
  if (which_ != nullptr && pieces.pieces().size() > 1) {
    if (!whole.grow(message_bytes)) {
      is_running_ = false;
      store_.roll_back();
      return call_.reply({.code = Code::system_err});
    }
    std::byte* to = whole.data();
    for (const iovec& piece : pieces.pieces()) {
      std::memcpy(to, piece.iov_base, piece.iov_len);
      to += piece.iov_len;
    }
    record = {whole.data(), message_bytes};
  }
  is_running_ = false;
  if (!store_.commit(which_, record, call_.is_success())) return call_.reply({.code = Code::system_err});
  port_.send_reply(mark, message_bytes, gathered, body_at);
}

}  // namespace server
}  // namespace farcall::inline v1
