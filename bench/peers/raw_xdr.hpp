// The 1,000 structs as XDR (RFC 4506), written by hand: what a careful C++ programmer would write for them
// alone.
#pragma once

#include <cstddef>
#include <vector>

#include "../program/load.hpp"

namespace suite::raw {

inline constexpr std::size_t longest_array = 4000;
inline constexpr std::size_t longest_name = 64;

std::size_t encoded_bytes(const std::vector<Item>& items);

// `to` has encoded_bytes(items) of room.
void encode(const std::vector<Item>& items, std::byte* to);

// False when the bytes are no such array, all of it and nothing else. Every bound and all padding is checked;
// memory that `items` has is used again.
bool decode(const std::byte* from, std::size_t size_bytes, std::vector<Item>& items);

}  // namespace suite::raw
