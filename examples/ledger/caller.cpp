// caller ENDPOINT COUNT: moves money to and fro, COUNT times, and says of every tenth transfer that it is
// made. caller ENDPOINT: prints how much money there is, and how many transfers were made.
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <random>
#include <string_view>

#include <farcall/farcall.hpp>

#include "ledger.x.hpp"

int main(int argc, char** argv) try {
  int count = 0;
  const std::string_view text = argc == 3 ? argv[2] : "0";
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (argc < 2 || argc > 3 || error != std::errc() || end != text.data() + text.size()) {
    std::cerr << "usage: caller ENDPOINT [COUNT]\n";
    return 2;
  }
  const auto ledger = farcall::bind<ledger::LEDGER_PROG::LEDGER_VERS::Client>(argv[1]).value();
  if (argc == 2) {
    const auto state = ledger.STATE().value();
    std::cout << std::accumulate(state.balances.begin(), state.balances.end(), std::int64_t{0}) << " in "
              << state.transfers << " transfers\n";
    return std::cout.flush() ? 0 : 1;
  }

  // For so long it is worth waiting for a callee that has died. A call that was on its way is answered by the
  // next one; one that begins while there is none is refused, and did not run.
  const farcall::CallOptions patiently{.timeout = std::chrono::minutes(1)};
  std::minstd_rand random(42);
  std::uniform_int_distribution<std::uint32_t> account(0, ledger::ACCOUNTS - 1);
  for (int made = 0; made < count;) {
    const ledger::transfer transfer{account(random), account(random), 1};
    const auto done = ledger.TRANSFER(transfer, patiently);
    if (!done && done.error().executed == farcall::Executed::no) continue;
    if (++made % 10 == 0) std::cout << done.value() << std::endl;
    (void)done.value();
  }
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "caller: " << failed.what() << '\n';
  return 1;
}
