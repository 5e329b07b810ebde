// Caller and callee in one program: prints "7 bolt", and how many make a box.
#include <farcall/farcall.hpp>

#include <cstdio>

#include "shop.x.hpp"
#include "units.h"

namespace {

namespace version = shop::SHOP_PROG::SHOP_VERS;

struct Shop : version::Server {
  farcall::Result<part::part> SHOP_FIND(farcall::CallContext&, std::int32_t number) override {
    return part::part{.number = number, .name = "bolt"};
  }
};

}  // namespace

int first_number();

int main() {
  Shop callee;
  farcall::Server server;
  server.add(callee).value();
  const std::string endpoint = server.listen("tcp://127.0.0.1:0").value();
  server.start().value();

  auto shop = farcall::bind<version::Client>(endpoint).value();
  const part::part found = shop.SHOP_FIND(first_number()).value();
  std::printf("%d %s, names of up to %u bytes, %d in a box\n", found.number, found.name.c_str(),
              static_cast<unsigned>(part::LONGEST_NAME), parts_per_box);
}
