// The peer `memcpy`: the bytes that XDR has for a value are copied there and back. Nobody who has to place
// them there can be faster.
#include <cstring>

#include "../program/coding.hpp"
#include "raw_xdr.hpp"

namespace suite {
namespace {

// Ints and opaque data begin behind their count, as they do for everybody who codes them: so far from where
// memory is aligned, a copy takes longer.
class Copier final : public Coder {
 public:
  Copier(std::vector<std::uint8_t> bytes, std::size_t offset)
      : bytes_(std::move(bytes)), returned_(bytes_.size()), room_(offset + bytes_.size()), offset_(offset) {}

  bool code() override {
    std::memcpy(room_.data() + offset_, bytes_.data(), bytes_.size());
    std::memcpy(returned_.data(), room_.data() + offset_, bytes_.size());
    return true;
  }
  bool correct() override { return bytes_ == returned_; }
  [[nodiscard]] std::size_t encoded_bytes() const override { return room_.size(); }

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> returned_;
  std::vector<std::uint8_t> room_;
  std::size_t offset_;
};

template <typename Value>
std::unique_ptr<Coder> copier_of(const Value& value) {
  return std::make_unique<Copier>(sample_bytes(raw::encoded_bytes(value)), 0);
}

}  // namespace

std::unique_ptr<Coder> make_coder(const Load& load) {
  constexpr std::size_t count_bytes = 4;
  switch (load.kind) {
    case Kind::structs: return copier_of(sample_items(load.count, "coding"));
    case Kind::list: return copier_of(sample_list(load.count));
    case Kind::directory: return copier_of(sample_directory(load.count));
    case Kind::ints: return std::make_unique<Copier>(sample_bytes(4 * load.count), count_bytes);
    case Kind::echo: return std::make_unique<Copier>(sample_bytes(load.count), count_bytes);
    default: die("not a load of the transport coding");
  }
}

}  // namespace suite
