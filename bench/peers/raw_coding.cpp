// The peer `raw_xdr`: XDR by hand.
#include "../program/coding.hpp"
#include "raw_xdr.hpp"

namespace suite {
namespace {

template <typename Value>
class RawCoder final : public Coder {
 public:
  explicit RawCoder(Value value) : value_(std::move(value)), room_(raw::encoded_bytes(value_)) {}

  bool code() override {
    const std::size_t size_bytes = raw::encoded_bytes(value_);
    if (size_bytes > room_.size()) return false;
    raw::encode(value_, room_.data());
    return raw::decode(room_.data(), size_bytes, returned_);
  }
  bool correct() override {
    if constexpr (std::is_same_v<Value, raw::List>) {
      return equal(value_.get(), returned_.get());
    } else {
      return value_ == returned_;
    }
  }
  [[nodiscard]] std::size_t encoded_bytes() const override { return room_.size(); }

 private:
  Value value_;
  Value returned_{};
  std::vector<std::byte> room_;
};

template <typename Value>
std::unique_ptr<Coder> coder_of(Value value) {
  return std::make_unique<RawCoder<Value>>(std::move(value));
}

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  switch (load.kind) {
    case Kind::structs: return coder_of(sample_items(load.count, "coding"));
    case Kind::ints: return coder_of(sample_ints(load.count));
    case Kind::echo: return coder_of(sample_bytes(load.count));
    case Kind::list: return coder_of(sample_list(load.count));
    case Kind::directory: return coder_of(sample_directory(load.count));
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
