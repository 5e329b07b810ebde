// The peer `thrift`: its binary protocol on memory, with generated code that knows both at compile time.
// Values are read into an object that keeps its memory.
#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include "../program/coding.hpp"
#include "../program/directory.hpp"
#include "bench_types.h"
#include "bench_types.tcc"

namespace suite {
namespace {

namespace tt = bench::thrift;
using apache::thrift::TConfiguration;
using apache::thrift::transport::TMemoryBuffer;

std::shared_ptr<TConfiguration> limits() {
  constexpr int nesting = 5000;  // a list is as deep as it is long
  return std::make_shared<TConfiguration>(TConfiguration::DEFAULT_MAX_MESSAGE_SIZE,
                                          TConfiguration::DEFAULT_MAX_FRAME_SIZE, nesting);
}

template <typename Value>
class ThriftCoder final : public Coder {
 public:
  explicit ThriftCoder(Value value)
      : value_(std::move(value)), room_(std::make_shared<TMemoryBuffer>(limits())), protocol_(room_) {
    size_bytes_ = bytes_of(value_).size();
  }

  bool code() override {
    value_.write(&protocol_);
    returned_.read(&protocol_);
    room_->readEnd();  // all was read: the next message begins anew, with a size of its own
    return true;
  }
  // What was decoded encodes to the same bytes; == compares the pointers of a list.
  bool correct() override { return bytes_of(returned_) == bytes_of(value_); }
  [[nodiscard]] std::size_t encoded_bytes() const override { return size_bytes_; }

 private:
  std::string bytes_of(const Value& value) {
    value.write(&protocol_);
    std::string bytes = room_->getBufferAsString();
    room_->resetBuffer();
    return bytes;
  }

  Value value_;
  Value returned_;
  std::shared_ptr<TMemoryBuffer> room_;
  apache::thrift::protocol::TBinaryProtocolT<TMemoryBuffer> protocol_;
  std::size_t size_bytes_ = 0;
};

template <typename Value>
std::unique_ptr<Coder> coder_of(Value value) {
  return std::make_unique<ThriftCoder<Value>>(std::move(value));
}

tt::Item item_of(const Item& item) {
  tt::Item made;
  made.id = item.id;
  made.x = item.x;
  made.y = item.y;
  made.name = item.name;
  return made;
}

tt::Items items_of(const std::vector<Item>& items) {
  tt::Items all;
  for (const Item& item : items) all.items.push_back(item_of(item));
  return all;
}

tt::Node list_of(const std::vector<Item>& items) {
  tt::Node first;
  tt::Node* node = &first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      node->rest = std::make_shared<tt::Node>();
      node->__isset.rest = true;
      node = node->rest.get();
    }
    node->item = item_of(items[i]);
  }
  return first;
}

tt::Ints ints_of(std::vector<std::int32_t> numbers) {
  tt::Ints all;
  all.numbers = std::move(numbers);
  return all;
}

template <typename Bytes>
std::string binary(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

tt::Payload payload_of(const std::vector<std::uint8_t>& bytes) {
  tt::Payload payload;
  payload.data = binary(bytes);
  return payload;
}

tt::Time time_of(const FileTime& time) {
  tt::Time made;
  made.seconds = static_cast<std::int32_t>(time.seconds);
  made.nanoseconds = static_cast<std::int32_t>(time.nanoseconds);
  return made;
}

tt::Attributes attributes_of(const Attributes& attributes) {
  tt::Attributes made;
  made.type = static_cast<tt::FileType>(attributes.type);
  made.mode = static_cast<std::int32_t>(attributes.mode);
  made.links = static_cast<std::int32_t>(attributes.links);
  made.uid = static_cast<std::int32_t>(attributes.uid);
  made.gid = static_cast<std::int32_t>(attributes.gid);
  made.size = static_cast<std::int64_t>(attributes.size);
  made.used = static_cast<std::int64_t>(attributes.used);
  made.device_major = static_cast<std::int32_t>(attributes.device_major);
  made.device_minor = static_cast<std::int32_t>(attributes.device_minor);
  made.file_system = static_cast<std::int64_t>(attributes.file_system);
  made.file = static_cast<std::int64_t>(attributes.file);
  made.accessed = time_of(attributes.accessed);
  made.modified = time_of(attributes.modified);
  made.changed = time_of(attributes.changed);
  return made;
}

tt::Directory directory_of(const Directory& directory) {
  tt::Directory all;
  if (directory.attributes) all.__set_attributes(attributes_of(*directory.attributes));
  all.verifier = binary(directory.verifier);
  all.complete = directory.complete;
  for (const Entry& entry : directory.entries) {
    tt::Entry& made = all.entries.emplace_back();
    made.file = static_cast<std::int64_t>(entry.file);
    made.name = entry.name;
    made.cookie = static_cast<std::int64_t>(entry.cookie);
    if (entry.attributes) made.__set_attributes(attributes_of(*entry.attributes));
    if (entry.handle) made.__set_handle(binary(*entry.handle));
  }
  return all;
}

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return coder_of(items_of(sample_items(load.count, "coding")));
    case Kind::list: return coder_of(list_of(sample_items(load.count, "coding")));
    case Kind::ints: return coder_of(ints_of(sample_ints(load.count)));
    case Kind::echo: return coder_of(payload_of(sample_bytes(load.count)));
    case Kind::directory: return coder_of(directory_of(sample_directory(load.count)));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
