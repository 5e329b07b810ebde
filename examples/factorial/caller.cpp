// caller ENDPOINT OPCODE VALUE: sends an operation and a value, and prints the result.
//
//   caller tcp://127.0.0.1:4000 '!' 20
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

#include <farcall/farcall.hpp>

#include "factorial.x.hpp"

namespace {

bool parse(std::string_view text, std::int64_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

int report(const farcall::Error& error) {
  std::cerr << "caller: " << to_string(error) << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  factorial::request request;
  if (argc != 4 || !parse(argv[3], request.value)) {
    std::cerr << "usage: caller ENDPOINT OPCODE VALUE\n";
    return 2;
  }
  request.opcode = argv[2];

  auto client = farcall::bind<factorial::FACTORIAL_PROG::FACTORIAL_VERS::Client>(argv[1]);
  if (!client) return report(client.error());
  farcall::Result<factorial::answer> answer = client->CALCULATE(request);
  if (!answer) return report(answer.error());  // there is no answer, and perhaps the callee never ran

  // The callee did run. Which arm its answer has is for us to ask.
  if (const std::string* reason = answer->if_reason()) {
    std::cerr << *reason << '\n';
    return 1;
  }
  std::cout << answer->result() << '\n';
  return std::cout.flush() ? 0 : 1;
}
