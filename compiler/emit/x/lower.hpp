// A model as plain .x: what farcall adds to the language is written as what goes over the wire.
#pragma once

#include <string>

#include <compiler/model.hpp>

namespace farcallc::x {

// For peers that use rpcgen: `out` and `inout` parameters become fields of the result, in the order in which
// the reply message carries them; names that only a namespace tells apart get its name in front.
[[nodiscard]] std::string lower(model::Model model, const std::string& source_name);

}  // namespace farcallc::x
