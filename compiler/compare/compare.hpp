// Compares two interfaces by what they mean: to programs that were built with one and talk to programs that
// were built with the other, and to code that is compiled with the new one instead of the old.
#pragma once

#include <vector>

#include <compiler/compare/change.hpp>
#include <compiler/model.hpp>

namespace farcallc::compare {

// In the order of the new interface, then what only the old one has.
// Owns: nothing of the models; the changes' places are in the sources of their models.
[[nodiscard]] std::vector<Change> changes(const model::Model& before, const model::Model& after);

}  // namespace farcallc::compare
