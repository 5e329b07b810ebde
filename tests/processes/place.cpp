#include "place.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <sys/socket.h>

#include <farcall/base/random.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/socket.hpp>

namespace processes {
namespace {

using farcall::io::Address;
using farcall::io::Descriptor;

// Below those that the system takes for whoever connects.
constexpr std::uint16_t first_port = 16'000, end_port = 32'000;

bool is_free_for_datagrams(const Address& address) {
  const Descriptor probe(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return ::bind(probe.number(), address.get(), address.size_bytes()) == 0;
}

// Bound and not listening: a callee may listen there, because both reuse the address, and nobody else
// connects from there. Bound first and made reusable then, so that two of these are not the same.
Descriptor take_port() {
  for (;;) {
    const auto port =
        static_cast<std::uint16_t>(first_port + farcall::random_word() % (end_port - first_port));
    const Address address = *Address::numeric("127.0.0.1", port);
    Descriptor held(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(held.number(), address.get(), address.size_bytes()) != 0 || !is_free_for_datagrams(address))
      continue;
    const int on = 1;
    ::setsockopt(held.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return held;
  }
}

}  // namespace

Place::Place() : port_(take_port()) {
  char folder[] = "/tmp/farcall-processes-XXXXXX";
  if (::mkdtemp(folder) == nullptr) std::perror(folder), std::abort();
  folder_ = folder;
}

Place::~Place() { std::filesystem::remove_all(folder_); }

std::vector<std::string> Place::endpoints() const {
  const std::string address = farcall::io::local_address(port_.number()).text();
  return {"tcp://" + address, "unix:" + path("callee"), "udp://" + address};
}

}  // namespace processes
