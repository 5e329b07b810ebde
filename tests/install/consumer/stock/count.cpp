// Prints how many bytes a part takes on the wire.
#include "part.x.hpp"

#include <cstdio>
#include <vector>

std::size_t wire_bytes(const std::vector<stock::wire::part>& parts);

int main() { std::printf("%zu\n", wire_bytes({{.number = 7, .name = "bolt"}})); }
