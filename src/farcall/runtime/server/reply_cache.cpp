#include <farcall/runtime/server/reply_cache.hpp>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include <farcall/xdr/byte_order.hpp>

namespace farcall::inline v1::server {
namespace {

constexpr std::size_t looked_at_bytes = 256;

// Memory that is used again must not be much too large: all of it counts.
bool fits(const Buffer& memory, std::size_t size_bytes) noexcept {
  constexpr std::size_t slack_bytes = 64;
  return memory.capacity() >= size_bytes && memory.capacity() <= 2 * size_bytes + slack_bytes;
}

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
    const Entry& known = *found->second;
    if (!known.done || known.reply_bytes == 0) return Begin::drop;
    reply.assign(known.memory.data(), known.memory.data() + known.reply_bytes);
    return Begin::replay;
  }
  if (entries_.size() >= most_entries_ && !make_room()) return Begin::drop;
  if (spare_.empty()) spare_.emplace_back();
  index_.emplace(call, spare_.begin());
  entries_.splice(entries_.end(), spare_, spare_.begin());
  Entry& entry = entries_.back();
  entry.call = call;
  entry.done = false;
  entry.reply_bytes = 0;
  return Begin::run;
}

void ReplyCache::finish(const CallIdentity& call, std::span<const iovec> reply) noexcept {
  std::lock_guard lock(mutex_);
  auto found = index_.find(call);
  if (found == index_.end()) return;
  Entry& entry = *found->second;
  std::size_t reply_bytes = 0;
  for (const iovec& piece : reply) reply_bytes += piece.iov_len;
  if (allot(entry, reply_bytes)) {
    for (const iovec& piece : reply) {
      std::memcpy(entry.memory.data() + entry.reply_bytes, piece.iov_base, piece.iov_len);
      entry.reply_bytes += piece.iov_len;
    }
  }
  entry.done = true;
}

void ReplyCache::abandon(const CallIdentity& call) noexcept {
  std::lock_guard lock(mutex_);
  if (auto found = index_.find(call); found != index_.end()) retire(found->second);
}

std::size_t ReplyCache::size() const {
  std::lock_guard lock(mutex_);
  return entries_.size();
}

std::size_t ReplyCache::memory_bytes() const {
  std::lock_guard lock(mutex_);
  return memory_bytes_;
}

// Memory for a reply: that of a call which is forgotten, if it is of about the size, because the pages of new
// memory have to be fetched one by one.
bool ReplyCache::allot(Entry& entry, std::size_t size_bytes) noexcept {
  if (fits(entry.memory, size_bytes)) return true;
  give_back(entry.memory);
  if (size_bytes > most_bytes_) return false;
  while (spare_.empty() || !fits(spare_.front().memory, size_bytes)) {
    if (memory_bytes_ + size_bytes <= most_bytes_) {
      if (!entry.memory.grow(size_bytes)) return false;
      memory_bytes_ += size_bytes;
      return true;
    }
    if (!spare_.empty() && spare_.front().memory.capacity() > 0) {
      give_back(spare_.front().memory);
      spare_.splice(spare_.end(), spare_, spare_.begin());
    } else if (!make_room()) {
      return false;
    }
  }
  std::swap(entry.memory, spare_.front().memory);
  spare_.splice(spare_.end(), spare_, spare_.begin());
  return true;
}

void ReplyCache::give_back(Buffer& memory) noexcept {
  memory_bytes_ -= memory.capacity();
  memory.release();
}

// Forgets the oldest call that is done. A running one is never forgotten: it would run twice.
bool ReplyCache::make_room() noexcept {
  auto oldest = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.done; });
  if (oldest == entries_.end()) return false;
  retire(oldest);
  return true;
}

void ReplyCache::retire(std::list<Entry>::iterator entry) noexcept {
  index_.erase(entry->call);
  spare_.splice(entry->memory.capacity() > 0 ? spare_.begin() : spare_.end(), entries_, entry);
}

}  // namespace farcall::inline v1::server
