// caller ENDPOINT COUNT [PERCENT]: prints how far the callee has come, and at last the sum of the numbers
// from 1 to COUNT; or of fewer, when it is told to stop at so much of a hundred.
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

#include <farcall/farcall.hpp>

#include "progress.x.hpp"

namespace {

// Runs on the thread that waits for the sum.
class Progress final : public progress::PROGRESS_PROG::PROGRESS_V1::Server {
 public:
  std::uint32_t stops_at = 100;

 private:
  farcall::Result<bool> REACHED(farcall::CallContext&, std::uint32_t percent) override {
    std::cout << percent << "%\n";
    return percent < stops_at;
  }
};

bool parse(std::string_view text, std::uint32_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

int main(int argc, char** argv) try {
  Progress shown;
  std::uint32_t count = 0;
  if (argc < 3 || argc > 4 || !parse(argv[2], count) || (argc == 4 && !parse(argv[3], shown.stops_at))) {
    std::cerr << "usage: caller ENDPOINT COUNT [PERCENT]\n";
    return 2;
  }
  auto job = farcall::bind<progress::JOB_PROG::JOB_V1::Client>(argv[1], {.services = {&shown}}).value();
  std::cout << job.SUM(count).value() << '\n';
  return std::cout.flush() ? 0 : 1;
} catch (const farcall::RpcError& failed) {
  std::cerr << "caller: " << failed.what() << '\n';
  return 1;
}
