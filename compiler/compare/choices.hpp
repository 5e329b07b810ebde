// What the discriminants of two unions select, value by value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <compiler/model.hpp>

namespace farcallc::compare {

// One value of the discriminant, or all numbers that neither union speaks of.
struct Choice {
  struct Side {
    const model::Arm* arm = nullptr;  // none: the value cannot be sent
    bool has_value = false;           // the discriminant's type has it
    bool by_case = false;             // and a case names it; otherwise it falls to the default arm
    [[nodiscard]] bool sends() const { return has_value && arm != nullptr; }
  };
  std::optional<std::int64_t> value;
  std::string name;  // "RED", "7"; "default" where there is no value
  Side before;
  Side after;
};

// In the order of the values.
[[nodiscard]] std::vector<Choice> choices(const model::Union& before, const model::Union& after);

}  // namespace farcallc::compare
