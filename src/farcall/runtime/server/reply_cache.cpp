#include <farcall/runtime/server/reply_cache.hpp>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <new>

#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::server {
namespace {

constexpr std::size_t looked_at_bytes = 256;
constexpr std::size_t keep_memory_bytes = 1024;

// Two lanes of multiply and fold: fast, and long enough that no two live calls meet by accident.
class Mix {
 public:
  void add(std::span<const std::byte> bytes) noexcept {
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) add(word(bytes.data() + at, 8));
    if (at < bytes.size()) add(word(bytes.data() + at, bytes.size() - at));
    add(bytes.size());
  }
  void add(std::uint64_t value) noexcept {
    a_ = fold(a_ ^ value, 0x9E37'79B9'7F4A'7C15U);
    b_ = fold(b_ + value, 0xC2B2'AE3D'27D4'EB4FU);
  }
  [[nodiscard]] std::array<std::uint64_t, 2> result() const noexcept { return {a_, b_}; }

 private:
  static std::uint64_t word(const std::byte* from, std::size_t size_bytes) noexcept {
    std::uint64_t value = 0;
    std::memcpy(&value, from, size_bytes);
    return value;
  }
  static std::uint64_t fold(std::uint64_t x, std::uint64_t y) noexcept {
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(x) * y;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t a_ = 0x2545'F491'4F6C'DD1DU;
  std::uint64_t b_ = 0x1656'67B1'9E37'79F9U;
};

}  // namespace

CallIdentity identify(std::span<const std::byte> address, std::span<const std::byte> record) noexcept {
  Mix mix;
  mix.add(address);
  mix.add(record.size());
  CallIdentity call;
  if (record.size() < 4) return call;
  call.xid = xdr::load_u32(record.data());
  mix.add(record.subspan(4, std::min(looked_at_bytes, record.size() - 4)));
  call.hash = mix.result();
  return call;
}

ReplyCache::Begin ReplyCache::begin(const CallIdentity& call, std::vector<std::byte>& reply) {
  std::lock_guard lock(mutex_);
  if (auto found = index_.find(call); found != index_.end()) {
    if (!found->second->done || found->second->reply.empty()) return Begin::drop;
    reply = found->second->reply;
    return Begin::replay;
  }
  if (entries_.size() >= most_entries_ && !make_room()) return Begin::drop;
  if (spare_.empty()) {
    entries_.emplace_back();
  } else {
    entries_.splice(entries_.end(), spare_, spare_.begin());
  }
  entries_.back().call = call;
  entries_.back().done = false;
  try {
    index_.emplace(call, std::prev(entries_.end()));
  } catch (...) {
    spare_.splice(spare_.end(), entries_, std::prev(entries_.end()));
    throw;
  }
  return Begin::run;
}

void ReplyCache::finish(const CallIdentity& call, std::span<const iovec> reply) {
  std::lock_guard lock(mutex_);
  auto found = index_.find(call);
  if (found == index_.end()) return;
  Entry& entry = *found->second;
  entry.reply.clear();
  try {
    for (const iovec& piece : reply) {
      auto* first = static_cast<const std::byte*>(piece.iov_base);
      entry.reply.insert(entry.reply.end(), first, first + piece.iov_len);
    }
  } catch (const std::bad_alloc&) {
    entry.reply.clear();  // then it can only be said that the call has run: by saying nothing
  }
  entry.done = true;
  bytes_ += entry.reply.size();
  while (bytes_ > most_bytes_ && make_room()) {
  }
}

void ReplyCache::abandon(const CallIdentity& call) {
  std::lock_guard lock(mutex_);
  auto found = index_.find(call);
  if (found == index_.end()) return;
  spare_.splice(spare_.end(), entries_, found->second);
  index_.erase(found);
}

std::size_t ReplyCache::size() const {
  std::lock_guard lock(mutex_);
  return entries_.size();
}

// Forgets the oldest call that is done. A running one is never forgotten: it would run twice.
bool ReplyCache::make_room() {
  auto oldest = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.done; });
  if (oldest == entries_.end()) return false;
  index_.erase(oldest->call);
  bytes_ -= oldest->reply.size();
  if (oldest->reply.capacity() > keep_memory_bytes) oldest->reply = {};
  spare_.splice(spare_.end(), entries_, oldest);
  return true;
}

}  // namespace farcall::inline v1::server
