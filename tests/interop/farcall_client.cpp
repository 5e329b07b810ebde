// Calls every procedure of interop.x with farcall, and compares.
//
//   interop_client ENDPOINT CALLS      prints how many calls it made
//   interop_client --errors ENDPOINT   every refusal
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <farcall/farcall.hpp>

#include "fill.hpp"

namespace {

using namespace std::chrono_literals;
using farcall::Code;
using farcall::Result;
using interop::everything;
namespace V1 = interop::INTEROP_PROG::INTEROP_V1;
namespace V3 = interop::INTEROP_PROG::INTEROP_V3;

int calls_made = 0;

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "interop_client: call %d: %s\n", calls_made, what);
  std::exit(1);
}
#define EXPECT(condition) expect((condition), #condition)

// The result of a call that has to succeed.
template <typename T>
T value_of(Result<T> result) {
  ++calls_made;
  if (!result) {
    std::fprintf(stderr, "interop_client: call %d: %s\n", calls_made, to_string(result.error()).c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

void call_with_everything(const V1::Client& client, std::uint64_t seed) {
  everything sent = interop::value_of(seed);
  EXPECT(interop::is_same(value_of(client.ECHO(sent)), sent));
  EXPECT(interop::is_same(value_of(client.MAKE(seed)), sent));
  EXPECT(value_of(client.CHECK(seed, sent)));
  EXPECT(!value_of(client.CHECK(seed + 1, sent)));
}

void call_with_bytes(const V1::Client& client, std::size_t size) {
  interop::blob sent(size);
  for (std::size_t i = 0; i < size; ++i) sent[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  EXPECT(value_of(client.REVERSE(sent)) == interop::blob(sent.rbegin(), sent.rend()));
}

void call_with_one(const V1::Client& client) {
  EXPECT(client.NOTHING().has_value());
  ++calls_made;
  EXPECT(value_of(client.SUBTRACT(5, 8)) == -3);
  EXPECT(value_of(client.NAME("a name with spaces")) == "a name with spaces");
  EXPECT(value_of(client.SHADE(interop::WHITE)) == interop::WHITE);
  EXPECT(!value_of(client.NEGATE(true)));
  EXPECT(std::bit_cast<std::uint32_t>(value_of(client.ECHO_FLOAT(-0.0f))) == 0x80000000);
  constexpr std::uint64_t nan = 0x7ff80000deadbeef;
  EXPECT(std::bit_cast<std::uint64_t>(value_of(client.ECHO_DOUBLE(std::bit_cast<double>(nan)))) == nan);
  EXPECT(value_of(client.ECHO_HYPER(INT64_MIN)) == INT64_MIN);
  EXPECT(!value_of(client.ECHO_LIST({})).has_value());
  EXPECT(value_of(client.ECHO_CHOICE(interop::choice(interop::WHITE))).kind() == interop::WHITE);
  EXPECT(value_of(client.CREDENTIAL()) == -1);
}

template <typename Client>
Client bind_to(const char* endpoint, std::optional<farcall::SystemCredential> credential = {}) {
  farcall::BindOptions options;
  options.credential = std::move(credential);
  options.timeout = 20s;
  options.sessions = false;  // those who look on know the calls as any peer sends them
  Result<Client> bound = farcall::bind<Client>(endpoint, options);
  if (!bound) {
    std::fprintf(stderr, "interop_client: %s\n", to_string(bound.error()).c_str());
    std::exit(1);
  }
  return std::move(bound).value();
}

// The words of an argument as they are.
Code raw_call(const char* endpoint, std::uint32_t program, std::uint32_t version, std::uint32_t procedure,
              std::initializer_list<std::uint32_t> words, farcall::VersionRange* versions = nullptr) {
  auto binding = farcall::bind(endpoint, program, version, {.sessions = false}).value();
  farcall::stub::Call call(binding, procedure, {});
  EXPECT(call.reserve(4 * words.size()));
  for (std::uint32_t word : words) (void)call.arguments().u32(word);
  if (call.transact()) return Code::cancelled;
  farcall::Error error = call.error();
  if (versions != nullptr) *versions = error.versions;
  return error.code;
}

void errors(const char* endpoint) {
  constexpr std::uint32_t program = V1::Client::program_number, subtract = 2, name = 6;
  farcall::VersionRange versions;
  EXPECT(raw_call(endpoint, program + 0x100, 1, 1, {}) == Code::prog_unavail);
  EXPECT(raw_call(endpoint, program, 2, 1, {}, &versions) == Code::prog_mismatch);
  EXPECT((versions == farcall::VersionRange{1, 3}));
  EXPECT(raw_call(endpoint, program, 1, 99, {}) == Code::proc_unavail);
  EXPECT(raw_call(endpoint, program, 1, name, {0x7fffffff}) == Code::garbage_args);
  // Over UDP libtirpc decodes whatever an earlier datagram has left behind a short one.
  bool is_datagram = std::string_view(endpoint).starts_with("udp");
  EXPECT(is_datagram || raw_call(endpoint, program, 1, subtract, {}) == Code::garbage_args);
  auto client = bind_to<V1::Client>(endpoint);
  Result<std::int32_t> broken = client.BREAK();
  EXPECT(!broken && broken.error().code == Code::system_err);
  EXPECT(broken.error().executed == farcall::Executed::maybe);
  EXPECT(value_of(client.SUBTRACT(1, 1)) == 0);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  if (std::string_view(arguments[1]) == "--errors") {
    errors(arguments[2]);
    std::puts("ok");
    return 0;
  }
  const char* endpoint = arguments[1];
  auto client = bind_to<V1::Client>(endpoint);
  call_with_one(client);
  int calls = std::atoi(arguments[2]);
  for (int i = 0; i < calls; ++i) call_with_everything(client, static_cast<std::uint64_t>(i));
  bool is_datagram = std::string_view(endpoint).find("udp") != std::string_view::npos;
  std::size_t largest = !is_datagram ? 1'000'000 : std::getenv("SMALL_DATAGRAMS") != nullptr ? 8000 : 60'000;
  for (std::size_t size = 0; size < 20; ++size) call_with_bytes(client, size);
  for (std::size_t size = 4000; size <= largest; size = size * 2 + 1) call_with_bytes(client, size);
  farcall::SystemCredential credential{1, "interop.machine", 4711, 815, {7, 8, 9}};
  EXPECT(value_of(bind_to<V1::Client>(endpoint, credential).CREDENTIAL()) == 4711);
  EXPECT(value_of(bind_to<V3::Client>(endpoint).TIMES_THREE(14)) == 42);
  std::printf("%d\n", calls_made);
  return 0;
}
