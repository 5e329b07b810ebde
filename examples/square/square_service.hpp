// The callee of square. callee.cpp offers it to other processes, in_process.cpp to its own.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "square.x.hpp"

class SquareService final : public square::SQUARE_PROG::SQUARE_VERS::Server {
 public:
  farcall::Result<square::square_out> SQUARE_PROC(farcall::CallContext&,
                                                  const square::square_in& in) override {
    std::int64_t product = std::int64_t{in.arg1} * in.arg1;
    // The result type cannot say it, so the call fails: the caller gets SYSTEM_ERR. The text is for the log
    // of this server and is never sent.
    if (product > std::numeric_limits<std::int32_t>::max())
      return farcall::Error{farcall::Code::invalid_argument, farcall::Executed::yes,
                            "the square of " + std::to_string(in.arg1) + " does not fit an int"};
    return square::square_out{.res1 = static_cast<std::int32_t>(product)};
  }
};
