// Everything that a generated client and its types include.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <farcall/base/optional.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/binding.hpp>
#include <farcall/stub/call.hpp>
#include <farcall/stub/reply.hpp>
#include <farcall/xdr/borrowed.hpp>
#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1 {

// What generated code is written against; it refuses to compile with another.
inline constexpr int generated_code_version = 2;

namespace xdr {
class Text;  // <farcall/xdr/text.hpp>
}

}  // namespace farcall::inline v1
