// The peer `capnp`: its message is its encoding, so encoding is building one of the C++ program's own values,
// in memory that is used again, and decoding is reading every field of it into a value of the same type.
#include <capnp/message.h>
#include <capnp/serialize.h>

#include <algorithm>

#include "../program/coding.hpp"
#include "../program/directory.hpp"
#include "../program/list.hpp"
#include "bench.capnp.h"

namespace suite {
namespace {

namespace cp = bench::capnp;

::capnp::Text::Reader text(const std::string& string) { return {string.data(), string.size()}; }

template <typename Bytes>
::capnp::Data::Reader binary(const Bytes& bytes) {
  return {bytes.data(), bytes.size()};
}

void write(cp::Item::Builder to, const Item& item) {
  to.setId(item.id);
  to.setX(item.x);
  to.setY(item.y);
  to.setName(text(item.name));
}

void read(cp::Item::Reader from, Item& item) {
  item.id = from.getId();
  item.x = from.getX();
  item.y = from.getY();
  const auto name = from.getName();
  item.name.assign(name.begin(), name.size());
}

void write(cp::Items::Builder to, const std::vector<Item>& items) {
  auto all = to.initItems(static_cast<unsigned>(items.size()));
  for (unsigned i = 0; i < all.size(); ++i) write(all[i], items[i]);
}

void read(cp::Items::Reader from, std::vector<Item>& items) {
  const auto all = from.getItems();
  items.resize(all.size());
  for (unsigned i = 0; i < all.size(); ++i) read(all[i], items[i]);
}

void write(cp::Ints::Builder to, const std::vector<std::int32_t>& numbers) {
  auto all = to.initNumbers(static_cast<unsigned>(numbers.size()));
  for (unsigned i = 0; i < all.size(); ++i) all.set(i, numbers[i]);
}

void read(cp::Ints::Reader from, std::vector<std::int32_t>& numbers) {
  const auto all = from.getNumbers();
  numbers.resize(all.size());
  for (unsigned i = 0; i < all.size(); ++i) numbers[i] = all[i];
}

void write(cp::Payload::Builder to, const std::vector<std::uint8_t>& bytes) { to.setData(binary(bytes)); }

void read(cp::Payload::Reader from, std::vector<std::uint8_t>& bytes) {
  const auto found = from.getData();
  bytes.assign(found.begin(), found.end());
}

using List = std::unique_ptr<Node>;

void write(cp::Node::Builder to, const List& list) {
  for (const Node* node = list.get();;) {
    write(to.initItem(), node->item);
    node = node->next.get();
    if (node == nullptr) return;
    to = to.initNext();
  }
}

void read(cp::Node::Reader from, List& list) {
  for (List* next = &list;;) {
    Node& node = next_node(*next);
    read(from.getItem(), node.item);
    next = &node.next;
    if (!from.hasNext()) return next->reset();
    from = from.getNext();
  }
}

void write(cp::Time::Builder to, const FileTime& time) {
  to.setSeconds(time.seconds);
  to.setNanoseconds(time.nanoseconds);
}

FileTime read(cp::Time::Reader from) { return {from.getSeconds(), from.getNanoseconds()}; }

void write(cp::Attributes::Builder to, const Attributes& attributes) {
  to.setType(static_cast<std::uint32_t>(attributes.type));
  to.setMode(attributes.mode);
  to.setLinks(attributes.links);
  to.setUid(attributes.uid);
  to.setGid(attributes.gid);
  to.setSize(attributes.size);
  to.setUsed(attributes.used);
  to.setDeviceMajor(attributes.device_major);
  to.setDeviceMinor(attributes.device_minor);
  to.setFileSystem(attributes.file_system);
  to.setFile(attributes.file);
  write(to.initAccessed(), attributes.accessed);
  write(to.initModified(), attributes.modified);
  write(to.initChanged(), attributes.changed);
}

Attributes read(cp::Attributes::Reader from) {
  return {.type = static_cast<FileType>(from.getType()),
          .mode = from.getMode(),
          .links = from.getLinks(),
          .uid = from.getUid(),
          .gid = from.getGid(),
          .size = from.getSize(),
          .used = from.getUsed(),
          .device_major = from.getDeviceMajor(),
          .device_minor = from.getDeviceMinor(),
          .file_system = from.getFileSystem(),
          .file = from.getFile(),
          .accessed = read(from.getAccessed()),
          .modified = read(from.getModified()),
          .changed = read(from.getChanged())};
}

void read(cp::Entry::Reader from, Entry& entry) {
  entry.file = from.getFile();
  const auto name = from.getName();
  entry.name.assign(name.begin(), name.size());
  entry.cookie = from.getCookie();
  entry.attributes.reset();
  if (from.hasAttributes()) entry.attributes = read(from.getAttributes());
  if (!from.hasHandle()) return entry.handle.reset();
  if (!entry.handle) entry.handle.emplace();
  const auto handle = from.getHandle();
  entry.handle->assign(handle.begin(), handle.end());
}

void write(cp::Directory::Builder to, const Directory& directory) {
  if (directory.attributes) write(to.initAttributes(), *directory.attributes);
  to.setVerifier(binary(directory.verifier));
  to.setComplete(directory.complete);
  auto entries = to.initEntries(static_cast<unsigned>(directory.entries.size()));
  for (unsigned i = 0; i < entries.size(); ++i) {
    const Entry& entry = directory.entries[i];
    auto made = entries[i];
    made.setFile(entry.file);
    made.setName(text(entry.name));
    made.setCookie(entry.cookie);
    if (entry.attributes) write(made.initAttributes(), *entry.attributes);
    if (entry.handle) made.setHandle(binary(*entry.handle));
  }
}

void read(cp::Directory::Reader from, Directory& directory) {
  directory.attributes.reset();
  if (from.hasAttributes()) directory.attributes = read(from.getAttributes());
  const auto verifier = from.getVerifier();
  std::copy_n(verifier.begin(), std::min(verifier.size(), directory.verifier.size()),
              directory.verifier.begin());
  directory.complete = from.getComplete();
  const auto entries = from.getEntries();
  directory.entries.resize(entries.size());
  for (unsigned i = 0; i < entries.size(); ++i) read(entries[i], directory.entries[i]);
}

template <typename Root, typename Value>
class CapnpCoder final : public Coder {
 public:
  explicit CapnpCoder(Value value)
      : value_(std::move(value)), room_(kj::heapArray<::capnp::word>(room_words)) {
    std::fill(room_.asBytes().begin(), room_.asBytes().end(), 0);  // as a first segment has to be
    ::capnp::MallocMessageBuilder builder(room_);
    write(builder.initRoot<Root>(), value_);
    encoded_bytes_ = 8 * ::capnp::computeSerializedSizeInWords(builder);
  }

  bool code() override {
    ::capnp::MallocMessageBuilder builder(room_);
    write(builder.initRoot<Root>(), value_);
    // The segments are what would be sent; they are read where they are.
    ::capnp::SegmentArrayMessageReader reader(builder.getSegmentsForOutput(), limits());
    read(reader.getRoot<Root>(), returned_);
    return true;
  }
  bool correct() override {
    if constexpr (std::is_same_v<Value, List>) {
      return equal(returned_.get(), value_.get());
    } else {
      return returned_ == value_;
    }
  }
  [[nodiscard]] std::size_t encoded_bytes() const override { return encoded_bytes_; }

 private:
  static constexpr std::size_t room_words = 1 << 15;  // more than any of the values takes

  static ::capnp::ReaderOptions limits() {
    ::capnp::ReaderOptions options;
    options.nestingLimit = 5000;  // a list is as deep as it is long
    return options;
  }

  Value value_;
  Value returned_{};
  kj::Array<::capnp::word> room_;
  std::size_t encoded_bytes_ = 0;
};

template <typename Root, typename Value>
std::unique_ptr<Coder> coder_of(Value value) {
  return std::make_unique<CapnpCoder<Root, Value>>(std::move(value));
}

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return coder_of<cp::Items>(sample_items(load.count, "coding"));
    case Kind::list: return coder_of<cp::Node>(sample_list(load.count));
    case Kind::ints: return coder_of<cp::Ints>(sample_ints(load.count));
    case Kind::echo: return coder_of<cp::Payload>(sample_bytes(load.count));
    case Kind::directory: return coder_of<cp::Directory>(sample_directory(load.count));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
