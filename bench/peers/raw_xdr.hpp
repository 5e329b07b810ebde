// The values of the benchmarks as XDR (RFC 4506), written by hand: what a careful C++ programmer would write
// for them alone.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "../program/directory.hpp"
#include "../program/list.hpp"
#include "../program/load.hpp"

namespace suite::raw {

inline constexpr std::size_t longest_array = 4000;
inline constexpr std::size_t longest_name = 64;
inline constexpr std::size_t longest_file_name = 255;
inline constexpr std::size_t longest_handle = 64;

using Items = std::vector<Item>;
using Ints = std::vector<std::int32_t>;
using Bytes = std::vector<std::uint8_t>;
using List = std::unique_ptr<Node>;

std::size_t encoded_bytes(const Items& items);
std::size_t encoded_bytes(const Ints& numbers);
std::size_t encoded_bytes(const Bytes& bytes);
std::size_t encoded_bytes(const List& list);
std::size_t encoded_bytes(const Directory& directory);

// `to` has encoded_bytes() of room.
void encode(const Items& items, std::byte* to);
void encode(const Ints& numbers, std::byte* to);
void encode(const Bytes& bytes, std::byte* to);
void encode(const List& list, std::byte* to);
void encode(const Directory& directory, std::byte* to);

// False when the bytes are no such value, all of it and nothing else. Every bound and all padding is checked;
// memory that the value has is used again.
bool decode(const std::byte* from, std::size_t size_bytes, Items& items);
bool decode(const std::byte* from, std::size_t size_bytes, Ints& numbers);
bool decode(const std::byte* from, std::size_t size_bytes, Bytes& bytes);
bool decode(const std::byte* from, std::size_t size_bytes, List& list);
bool decode(const std::byte* from, std::size_t size_bytes, Directory& directory);

}  // namespace suite::raw
