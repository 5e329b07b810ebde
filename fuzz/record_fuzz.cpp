// Record marking: the first byte chooses how the stream is cut, the rest is the stream. Against a second
// reading of it that is as simple as RFC 5531 §11.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <farcall/transport/record.hpp>

using namespace farcall;
using transport::RecordReader;

namespace {

constexpr std::size_t limit = 1000;

struct Records {
  std::vector<std::vector<std::uint8_t>> all;
  bool too_large = false;
};

Records read_simply(const std::uint8_t* data, std::size_t size) {
  Records records;
  std::vector<std::uint8_t> record;
  while (size >= 4) {
    const std::uint32_t mark = xdr::load_u32(reinterpret_cast<const std::byte*>(data));
    const std::size_t length = mark & 0x7fffffff;
    if (record.size() + length > limit) {
      records.too_large = true;
      return records;
    }
    if (size - 4 < length) return records;
    record.insert(record.end(), data + 4, data + 4 + length);
    data += 4 + length, size -= 4 + length;
    if ((mark >> 31) == 0) continue;
    records.all.push_back(record);
    record.clear();
  }
  return records;
}

Records read_in_chunks(const std::uint8_t* data, std::size_t size, std::uint8_t seed) {
  Records records;
  RecordReader reader(limit);
  RecordReader other(limit);
  std::uint32_t random = seed + 1U;
  while (size > 0) {
    random = random * 1'664'525 + 1'013'904'223;
    // What a server does between reads: nothing, or keep what is pending elsewhere.
    if ((random >> 20) % 4 == 1) {
      if (!reader.copy_pending_to(other)) std::abort();
      reader.clear();
      reader.swap(other);
      other.clear();
    } else if ((random >> 20) % 4 == 2) {
      reader.shrink();
    }
    std::span<std::byte> room = reader.room();
    if (room.empty()) std::abort();
    const std::size_t chunk = std::min({size, room.size(), seed == 0 ? size : 1 + (random >> 24) % seed});
    std::copy_n(reinterpret_cast<const std::byte*>(data), chunk, room.begin());
    reader.received(chunk);
    data += chunk, size -= chunk;
    std::span<const std::byte> record;
    for (;;) {
      const RecordReader::Next next = reader.next(record);
      if (next == RecordReader::Next::need_more) break;
      if (next == RecordReader::Next::too_large) {
        records.too_large = true;
        return records;
      }
      auto* first = reinterpret_cast<const std::uint8_t*>(record.data());
      records.all.emplace_back(first, first + record.size());
    }
    if (reader.memory_bytes() > 256 * 1024) std::abort();
  }
  return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Records expected = read_simply(data + 1, size - 1);
  const Records found = read_in_chunks(data + 1, size - 1, data[0]);
  if (found.all != expected.all || found.too_large != expected.too_large) std::abort();
  return 0;
}
