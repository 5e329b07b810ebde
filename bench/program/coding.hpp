// The transport `coding`: a peer encodes a value and decodes the bytes, and nobody is called.
#pragma once

#include <cstddef>
#include <memory>

#include "load.hpp"
#include "peer.hpp"

namespace suite {

// A value of one load in the peer's own types, room for its bytes, and a value to decode them into, which
// keeps its memory from one time to the next.
class Coder {
 public:
  Coder() = default;
  Coder(const Coder&) = delete;
  Coder& operator=(const Coder&) = delete;
  virtual ~Coder() = default;

  // Encodes and decodes once; every field is read. False: it failed.
  virtual bool code() = 0;
  // Whether what was decoded is what was encoded.
  virtual bool correct() = 0;
  [[nodiscard]] virtual std::size_t encoded_bytes() const = 0;
};

// Each peer that codes defines this one.
std::unique_ptr<Coder> make_coder(const Load& load);

// The caller that codes instead of calling.
std::unique_ptr<Caller> make_coding_caller();

}  // namespace suite
