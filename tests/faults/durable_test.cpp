// Durable procedures under faults: a call has run once or not at all, and says nothing else.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include <sqlite3.h>
#include <farcall/durable/database.hpp>

#include "every_fault.hpp"

namespace faults {
namespace {

namespace L = LEDGER_PROG::LEDGER_VERS;

class Ledger final : public L::Server {
 public:
  Ledger() {
    database_.open(path_ + "/ledger.db").value();
    run("CREATE TABLE numbers(number INTEGER)");
  }
  ~Ledger() override {
    for (const char* file : {"/ledger.db", "/ledger.db-wal", "/ledger.db-shm", ""})
      ::remove((path_ + file).c_str());
  }

  farcall::Result<std::uint64_t> WRITE(farcall::CallContext&, std::uint64_t number) override {
    run("INSERT INTO numbers VALUES(" + std::to_string(number) + ")");
    return number;
  }
  // How often it is written.
  int count(std::uint64_t number) {
    int rows = 0;
    run("SELECT COUNT(*) FROM numbers WHERE number = " + std::to_string(number), &rows);
    return rows;
  }
  [[nodiscard]] farcall::durable::Database& database() noexcept { return database_; }

 private:
  void run(const std::string& text, int* number = nullptr) {
    const auto connection = database_.connection();
    const auto take = [](void* to, int, char** values, char**) {
      return *static_cast<int*>(to) = std::atoi(*values), 0;
    };
    ASSERT_EQ(sqlite3_exec(connection, text.c_str(), number != nullptr ? +take : nullptr, number, nullptr),
              SQLITE_OK)
        << text;
  }

  const std::string path_ = [] {
    std::string made = "/tmp/farcall-faults-XXXXXX";
    return ::mkdtemp(made.data()) != nullptr ? made : std::string();
  }();
  farcall::durable::Database database_;
};

class EveryFaultOfADurableCall : public EveryFault {};
INSTANTIATE_TEST_SUITE_P(Over, EveryFaultOfADurableCall,
                         testing::ValuesIn(scenarios({"lrpc", "unix", "tcp", "udp"}, {8})),
                         [](const testing::TestParamInfo<Scenario>& each) { return name_of(each.param); });

TEST_P(EveryFaultOfADurableCall, RunsOnceOrNotAtAll) {
  Ledger ledger;
  farcall::Server server({.limits = without_spinning(), .most_threads = 7});
  server.add(ledger, ledger.database()).value();
  const std::string endpoint = server.listen(fresh(GetParam().scheme)).value();
  server.start().value();
  auto client = farcall::bind<L::Client>(endpoint, binding).value();
  std::uint64_t number = 0;
  ASSERT_TRUE(client.WRITE(++number));
  fail_each([&] { ++number; }, [&] { return client.WRITE(number); },
            [&](const farcall::Result<std::uint64_t>& outcome, bool struck) {
              const int rows = ledger.count(number);
              EXPECT_LE(rows, 1);
              if (outcome) {
                EXPECT_EQ(rows, 1);
              } else {
                EXPECT_TRUE(struck) << to_string(outcome.error());
                EXPECT_TRUE(outcome.error().executed != Executed::no || rows == 0)
                    << to_string(outcome.error());
                EXPECT_NE(outcome.error().code, Code::deadline_exceeded) << "nobody waited in vain";
              }
              ++number;
              const auto next = client.WRITE(number);
              EXPECT_TRUE(next) << to_string(next.error());
              EXPECT_EQ(ledger.count(number), 1);
            });
}

}  // namespace
}  // namespace faults
