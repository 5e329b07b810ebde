// The peer `protobuf`: messages that are made once, serialised into memory that is there, and parsed into a
// message that keeps its memory.
#include <google/protobuf/io/coded_stream.h>

#include "../program/coding.hpp"
#include "../program/directory.hpp"
#include "bench.pb.h"

namespace suite {
namespace {

namespace pb = bench::protobuf;

template <typename Message>
class ProtobufCoder final : public Coder {
 public:
  explicit ProtobufCoder(Message value, int nesting = 0)
      : value_(std::move(value)), room_(value_.ByteSizeLong()), nesting_(nesting) {}

  bool code() override {
    if (value_.ByteSizeLong() > room_.size()) return false;
    value_.SerializeWithCachedSizesToArray(room_.data());
    const int size_bytes = static_cast<int>(room_.size());
    if (nesting_ == 0) return returned_.ParseFromArray(room_.data(), size_bytes);
    google::protobuf::io::CodedInputStream input(room_.data(), size_bytes);
    input.SetRecursionLimit(nesting_);
    return returned_.ParseFromCodedStream(&input);
  }
  bool correct() override { return returned_.SerializeAsString() == value_.SerializeAsString(); }
  [[nodiscard]] std::size_t encoded_bytes() const override { return room_.size(); }

 private:
  Message value_;
  Message returned_;
  std::vector<std::uint8_t> room_;
  int nesting_;  // as deep as the messages are; 0: as they may be anyway
};

template <typename Message>
std::unique_ptr<Coder> coder_of(Message value, int nesting = 0) {
  return std::make_unique<ProtobufCoder<Message>>(std::move(value), nesting);
}

void fill(pb::Item& made, const Item& item) {
  made.set_id(item.id);
  made.set_x(item.x);
  made.set_y(item.y);
  made.set_name(item.name);
}

pb::Items items_of(const std::vector<Item>& items) {
  pb::Items all;
  for (const Item& item : items) fill(*all.add_items(), item);
  return all;
}

pb::Node list_of(const std::vector<Item>& items) {
  pb::Node first;
  pb::Node* node = &first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) node = node->mutable_next();
    fill(*node->mutable_item(), items[i]);
  }
  return first;
}

pb::Ints ints_of(const std::vector<std::int32_t>& numbers) {
  pb::Ints all;
  all.mutable_numbers()->Assign(numbers.begin(), numbers.end());
  return all;
}

pb::Payload payload_of(const std::vector<std::uint8_t>& bytes) {
  pb::Payload payload;
  payload.set_data(bytes.data(), bytes.size());
  return payload;
}

void fill(pb::Time& made, const FileTime& time) {
  made.set_seconds(time.seconds);
  made.set_nanoseconds(time.nanoseconds);
}

void fill(pb::Attributes& made, const Attributes& attributes) {
  made.set_type(static_cast<pb::Attributes::Type>(attributes.type));
  made.set_mode(attributes.mode);
  made.set_links(attributes.links);
  made.set_uid(attributes.uid);
  made.set_gid(attributes.gid);
  made.set_size(attributes.size);
  made.set_used(attributes.used);
  made.set_device_major(attributes.device_major);
  made.set_device_minor(attributes.device_minor);
  made.set_file_system(attributes.file_system);
  made.set_file(attributes.file);
  fill(*made.mutable_accessed(), attributes.accessed);
  fill(*made.mutable_modified(), attributes.modified);
  fill(*made.mutable_changed(), attributes.changed);
}

pb::Directory directory_of(const Directory& directory) {
  pb::Directory all;
  if (directory.attributes) fill(*all.mutable_attributes(), *directory.attributes);
  all.set_verifier(directory.verifier.data(), directory.verifier.size());
  all.set_complete(directory.complete);
  for (const Entry& entry : directory.entries) {
    pb::Entry& made = *all.add_entries();
    made.set_file(entry.file);
    made.set_name(entry.name);
    made.set_cookie(entry.cookie);
    if (entry.attributes) fill(*made.mutable_attributes(), *entry.attributes);
    if (entry.handle) made.set_handle(entry.handle->data(), entry.handle->size());
  }
  return all;
}

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return coder_of(items_of(sample_items(load.count, "coding")));
    case Kind::list:
      return coder_of(list_of(sample_items(load.count, "coding")), static_cast<int>(load.count) + 2);
    case Kind::ints: return coder_of(ints_of(sample_ints(load.count)));
    case Kind::echo: return coder_of(payload_of(sample_bytes(load.count)));
    case Kind::directory: return coder_of(directory_of(sample_directory(load.count)));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
