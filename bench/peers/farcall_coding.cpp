// The peer `farcall` on the transport coding: the functions that farcallc generates from bench.x.
#include <algorithm>

#include "../program/coding.hpp"
#include "../program/directory.hpp"
#include "farcall_values.hpp"

namespace suite {
namespace {

template <typename Value>
class FarcallCoder : public Coder {
 public:
  explicit FarcallCoder(Value value) : value_(std::move(value)), room_(encoded_size(value_)) {}

  bool code() override {
    if (encoded_size(value_) > room_.size()) return false;
    farcall::xdr::Encoder encoder(room_);
    if (!encode(encoder, value_)) return false;
    farcall::xdr::Decoder decoder(room_);
    return decode(decoder, returned_) && decoder.finish();
  }
  bool correct() override { return value_ == returned_; }
  [[nodiscard]] std::size_t encoded_bytes() const override { return room_.size(); }

 private:
  Value value_;
  Value returned_{};
  std::vector<std::byte> room_;
};

template <typename Value>
std::unique_ptr<Coder> coder_of(Value value) {
  return std::make_unique<FarcallCoder<Value>>(std::move(value));
}

bench::bench_list list_of(const std::vector<Item>& items) {
  bench::bench_list list;
  auto* end = &list.first;
  for (const Item& item : items) {
    bench::bench_node& node = end->emplace();
    node.item = farcall_item(item);
    end = &node.next;
  }
  return list;
}

bench::bench_time time_of(const FileTime& time) { return {time.seconds, time.nanoseconds}; }

bench::bench_found_attributes attributes_of(const std::optional<Attributes>& found) {
  if (!found) return bench::bench_found_attributes(false);
  return bench::bench_found_attributes::make_attributes(
      {.type = static_cast<bench::bench_file_type>(found->type),
       .mode = found->mode,
       .links = found->links,
       .uid = found->uid,
       .gid = found->gid,
       .size = found->size,
       .used = found->used,
       .device_major = found->device_major,
       .device_minor = found->device_minor,
       .file_system = found->file_system,
       .file = found->file,
       .accessed = time_of(found->accessed),
       .modified = time_of(found->modified),
       .changed = time_of(found->changed)});
}

bench::bench_directory directory_of(const Directory& directory) {
  bench::bench_directory all{.attributes = attributes_of(directory.attributes),
                             .verifier = directory.verifier,
                             .complete = directory.complete};
  auto* end = &all.entries;
  for (const Entry& entry : directory.entries) {
    bench::bench_entry& made = end->emplace();
    made.file = entry.file;
    made.name = entry.name;
    made.cookie = entry.cookie;
    made.attributes = attributes_of(entry.attributes);
    made.handle = entry.handle ? bench::bench_found_handle::make_handle(*entry.handle)
                               : bench::bench_found_handle(false);
    end = &made.next;
  }
  return all;
}

// Opaque data that is borrowed where it lies.
class PayloadCoder final : public FarcallCoder<bench::bench_payload> {
 public:
  explicit PayloadCoder(std::vector<std::uint8_t> bytes)
      : FarcallCoder({.bytes = farcall::xdr::Borrowed(bytes)}), bytes_(std::move(bytes)) {}

 private:
  std::vector<std::uint8_t> bytes_;  // a vector that is moved keeps its bytes where they are
};

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return coder_of(farcall_items(sample_items(load.count, "coding")));
    case Kind::ints: return coder_of(bench::bench_ints{.numbers = sample_ints(load.count)});
    case Kind::echo: return std::make_unique<PayloadCoder>(sample_bytes(load.count));
    case Kind::list: return coder_of(list_of(sample_items(load.count, "coding")));
    case Kind::directory: return coder_of(directory_of(sample_directory(load.count)));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
