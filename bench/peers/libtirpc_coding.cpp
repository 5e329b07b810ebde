// The peer `libtirpc` on the transport coding: rpcgen's functions. Arrays of ints and opaque data are decoded
// into memory that is there already, which libtirpc can; strings and lists are not, which it cannot.
#include <cstring>

#include "../program/coding.hpp"
#include "../program/directory.hpp"
#include "libtirpc_values.hpp"

namespace suite {
namespace {

template <typename Value>
class TirpcCoder : public Coder {
 public:
  explicit TirpcCoder(bool_t (*coder)(XDR*, Value*)) : coder_(coder) {}

  bool code() override {
    return run(XDR_ENCODE, value_, room_) && forget() && run(XDR_DECODE, returned_, room_);
  }

  // What was decoded encodes to the same bytes.
  bool correct() override {
    std::vector<char> again(room_.size());
    return run(XDR_ENCODE, returned_, again) && again == room_;
  }
  [[nodiscard]] std::size_t encoded_bytes() const override { return room_.size(); }

 protected:
  // When value_ is there.
  void make_room() { room_.resize(xdr_sizeof(procedure(coder_), &value_)); }
  void free_returned() {
    xdr_free(procedure(coder_), &returned_);
    returned_ = {};
  }
  // Of the last time; in a coder whose memory cannot be used again.
  virtual bool forget() { return true; }

  Value value_{};
  Value returned_{};

 private:
  bool run(xdr_op operation, Value& value, std::vector<char>& bytes) {
    XDR xdr;
    xdrmem_create(&xdr, bytes.data(), static_cast<u_int>(bytes.size()), operation);
    return coder_(&xdr, &value) != 0;
  }

  bool_t (*coder_)(XDR*, Value*);
  std::vector<char> room_;
};

// Values that libtirpc allocates anew when it decodes.
template <typename Value>
class AllocatingCoder : public TirpcCoder<Value> {
 public:
  using TirpcCoder<Value>::TirpcCoder;
  ~AllocatingCoder() override { this->free_returned(); }

 protected:
  bool forget() override {
    this->free_returned();
    return true;
  }
};

class ItemsCoder final : public AllocatingCoder<bench_items> {
 public:
  explicit ItemsCoder(const std::vector<Item>& items) : AllocatingCoder(xdr_bench_items) {
    items_.fill(items);
    value_ = *items_.get();
    make_room();
  }

 private:
  Items items_;
};

class ListCoder final : public AllocatingCoder<bench_list> {
 public:
  explicit ListCoder(const std::vector<Item>& items) : AllocatingCoder(xdr_bench_list) {
    items_.fill(items);
    nodes_.resize(items.size());
    bench_node** end = &value_.first;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      nodes_[i].item = items_.get()->items.items_val[i];
      *end = &nodes_[i];
      end = &nodes_[i].next;
    }
    make_room();
  }

 private:
  Items items_;
  std::vector<bench_node> nodes_;
};

class IntsCoder final : public TirpcCoder<bench_ints> {
 public:
  explicit IntsCoder(std::vector<std::int32_t> numbers)
      : TirpcCoder(xdr_bench_ints), numbers_(std::move(numbers)), returned_numbers_(numbers_.size()) {
    const auto count = static_cast<u_int>(numbers_.size());
    value_ = {{count, numbers_.data()}};
    returned_ = {{count, returned_numbers_.data()}};
    make_room();
  }

 private:
  std::vector<std::int32_t> numbers_;
  std::vector<std::int32_t> returned_numbers_;
};

class PayloadCoder final : public TirpcCoder<bench_payload> {
 public:
  explicit PayloadCoder(std::vector<std::uint8_t> bytes)
      : TirpcCoder(xdr_bench_payload), bytes_(std::move(bytes)), returned_bytes_(bytes_.size()) {
    const auto count = static_cast<u_int>(bytes_.size());
    value_ = {{count, reinterpret_cast<char*>(bytes_.data())}};
    returned_ = {{count, returned_bytes_.data()}};
    make_room();
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<char> returned_bytes_;
};

class DirectoryCoder final : public AllocatingCoder<bench_directory> {
 public:
  explicit DirectoryCoder(Directory directory)
      : AllocatingCoder(xdr_bench_directory),
        directory_(std::move(directory)),
        entries_(directory_.entries.size()) {
    value_.attributes = attributes_of(directory_.attributes);
    std::memcpy(value_.verifier, directory_.verifier.data(), directory_.verifier.size());
    value_.complete = directory_.complete ? TRUE : FALSE;
    bench_entry** end = &value_.entries;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      fill(entries_[i], directory_.entries[i]);
      *end = &entries_[i];
      end = &entries_[i].next;
    }
    make_room();
  }

 private:
  static bench_time time_of(const FileTime& time) { return {time.seconds, time.nanoseconds}; }

  static bench_found_attributes attributes_of(const std::optional<Attributes>& found) {
    bench_found_attributes made{};
    made.follows = found ? TRUE : FALSE;
    if (!found) return made;
    made.bench_found_attributes_u.attributes = {static_cast<bench_file_type>(found->type),
                                                found->mode,
                                                found->links,
                                                found->uid,
                                                found->gid,
                                                found->size,
                                                found->used,
                                                found->device_major,
                                                found->device_minor,
                                                found->file_system,
                                                found->file,
                                                time_of(found->accessed),
                                                time_of(found->modified),
                                                time_of(found->changed)};
    return made;
  }

  static void fill(bench_entry& made, Entry& entry) {
    made.file = entry.file;
    made.name = entry.name.data();
    made.cookie = entry.cookie;
    made.attributes = attributes_of(entry.attributes);
    made.handle.follows = entry.handle ? TRUE : FALSE;
    if (!entry.handle) return;
    made.handle.bench_found_handle_u.handle = {static_cast<u_int>(entry.handle->size()),
                                               reinterpret_cast<char*>(entry.handle->data())};
  }

  Directory directory_;
  std::vector<bench_entry> entries_;
};

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return std::make_unique<ItemsCoder>(sample_items(load.count, "coding"));
    case Kind::list: return std::make_unique<ListCoder>(sample_items(load.count, "coding"));
    case Kind::ints: return std::make_unique<IntsCoder>(sample_ints(load.count));
    case Kind::echo: return std::make_unique<PayloadCoder>(sample_bytes(load.count));
    case Kind::directory: return std::make_unique<DirectoryCoder>(sample_directory(load.count));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
