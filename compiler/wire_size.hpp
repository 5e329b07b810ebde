// How many bytes values take on the wire, at least and at most.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include <compiler/model.hpp>

namespace farcallc {

// Units: bytes.
struct WireSize {
  std::uint64_t least = 0;
  std::optional<std::uint64_t> most;  // none where nothing bounds it
};

// Measures all types of a model once.
// Limit: a `most` beyond 2^53, which not every reader of JSON can hold, counts as unbounded.
class WireSizes {
 public:
  explicit WireSizes(const model::Model& model);
  [[nodiscard]] WireSize of(const model::Type& type) const;
  [[nodiscard]] WireSize of(const model::Definition& definition) const { return sizes_.at(&definition); }

 private:
  void find_least(const model::Model& model);
  void find_most(const model::Model& model);

  std::map<const model::Definition*, WireSize> sizes_;
};

// One after the other.
[[nodiscard]] WireSize operator+(WireSize a, WireSize b);

}  // namespace farcallc
