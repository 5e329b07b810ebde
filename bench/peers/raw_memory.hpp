// Messages between two processes by memory that both have mapped: a line is written here and read there.
#pragma once

#include <memory>
#include <string>

#include "raw_wire.hpp"

namespace suite::raw {

// The callee's end; `address`: where its caller finds the memory, for as long as the callee lives. One
// process at either end, of which each trusts the other.
std::unique_ptr<Wire> create_memory(std::string& address);
std::unique_ptr<Wire> open_memory(const std::string& address);

}  // namespace suite::raw
