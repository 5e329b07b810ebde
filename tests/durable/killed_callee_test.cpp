// A server is killed again and again, at every point of a durable call's way, and clients call on: what they
// were told is what is in the database, each call once.
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <farcall/farcall.hpp>
#include <farcall/io/descriptor.hpp>

#include "durable.x.hpp"

namespace durable {
namespace {

namespace V = DURABLE_PROG::DURABLE_VERS;
using namespace std::chrono_literals;
using farcall::Executed;
using Words = std::vector<std::string>;

// Longer than anything here takes, however busy the machine is.
constexpr farcall::CallOptions patiently{.timeout = 300s};

// The callee, as a process; it serves when this is made.
struct Callee {
  explicit Callee(Words words, std::size_t lines) {
    words.insert(words.begin(), FARCALL_CALLEE);
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0) return;
    std::vector<char*> arguments;
    for (std::string& each : words) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    pid = ::fork();
    if (pid == 0) {
      ::dup2(both[1], STDOUT_FILENO);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(both[1]);
    const farcall::io::Descriptor output(both[0]);
    char byte = 0;
    std::string line;
    while (endpoints.size() < lines && ::read(both[0], &byte, 1) == 1)
      byte == '\n' ? endpoints.push_back(std::exchange(line, {})) : line.push_back(byte);
    EXPECT_EQ(endpoints.size(), lines);
  }
  // The signal that ended it; 0: none.
  [[nodiscard]] int await() const {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }
  pid_t pid = -1;
  Words endpoints;
};

// What a caller was told of one call.
struct Told {
  bool succeeded;
  Executed executed;
  std::uint64_t row;
  std::string text;
};

class Journal {
 public:
  std::uint64_t next() { return ++last_; }
  // Callers who know that the server has sessions: one that was never answered may take it for a plain one.
  void is_at_work() { ++at_work_; }
  [[nodiscard]] std::size_t at_work() const { return at_work_; }
  void add(const char* kind, std::uint64_t number, const farcall::Error* error, std::uint64_t row) {
    std::lock_guard lock(mutex_);
    told_[{kind, number}] = {error == nullptr, error != nullptr ? error->executed : Executed::yes, row,
                             error != nullptr ? to_string(*error) : ""};
  }
  // Each number was written as often as its caller may believe; of durable calls nobody is in doubt.
  void check(const std::string& path) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    sqlite3_stmt* rows = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(database, "SELECT kind, number, rowid FROM numbers", -1, &rows, nullptr),
              SQLITE_OK);
    std::map<std::pair<std::string, std::uint64_t>, std::vector<std::uint64_t>> written;
    while (sqlite3_step(rows) == SQLITE_ROW)
      written[{reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)),
               static_cast<std::uint64_t>(sqlite3_column_int64(rows, 1))}]
          .push_back(static_cast<std::uint64_t>(sqlite3_column_int64(rows, 2)));
    sqlite3_finalize(rows);
    sqlite3_close(database);
    std::map<std::string, int> succeeded;
    for (const auto& [key, told] : told_) {
      const std::vector<std::uint64_t> at = written[key];
      SCOPED_TRACE(key.first + " " + std::to_string(key.second) + " " + told.text);
      succeeded[key.first] += told.succeeded ? 1 : 0;
      EXPECT_LE(at.size(), 1U) << "ran twice";
      EXPECT_GE(at.size(), told.succeeded && key.first != "refused" ? 1U : 0U) << "lost";
      EXPECT_TRUE(told.executed != Executed::no || at.empty()) << "it was said not to run";
      EXPECT_TRUE(key.first != "refused" || at.empty()) << "what failed is rolled back";
      if (key.first != "durable") continue;
      EXPECT_NE(told.executed, Executed::maybe);
      EXPECT_TRUE(!told.succeeded || at == std::vector{told.row}) << "not the reply that it had";
    }
    for (const auto& [key, rows_of] : written) EXPECT_TRUE(told_.contains(key) || rows_of.empty());
    for (const char* kind : {"durable", "plain"}) EXPECT_GT(succeeded[kind], 0) << kind;
    std::printf("%zu calls, %d durable and %d plain ones succeeded\n", told_.size(), succeeded["durable"],
                succeeded["plain"]);
  }

 private:
  std::atomic<std::uint64_t> last_{0};
  std::atomic<std::size_t> at_work_{0};
  std::mutex mutex_;  // protects what follows
  std::map<std::pair<std::string, std::uint64_t>, Told> told_;
};

void call_synchronously(const std::string& endpoint, Journal& journal, const std::atomic<bool>& is_over) {
  const auto client = farcall::bind<V::Client>(endpoint).value();
  for (int round = 0; !is_over; ++round) {
    if (round == 1) journal.is_at_work();
    std::uint64_t number = journal.next();
    const auto row = client.WRITE(number, patiently);
    journal.add("durable", number, row ? nullptr : &row.error(), row.value_or(0));
    number = journal.next();
    const auto refused = client.REFUSE(number, patiently);
    journal.add("refused", number, refused ? nullptr : &refused.error(), 0);
    number = journal.next();
    const auto plain = client.WRITE_PLAINLY(number, patiently);
    journal.add("plain", number, plain ? nullptr : &plain.error(), 0);
  }
}

// Several in flight, so that slots are many and replies are acknowledged by other calls.
void call_asynchronously(const std::string& endpoint, Journal& journal, const std::atomic<bool>& is_over) {
  constexpr int width = 4;
  farcall::EventLoop loop;
  const auto client = farcall::bind<V::AsyncClient>(endpoint, {.loop = &loop}).value();
  for (int round = 0; !is_over; ++round) {
    if (round == 1) journal.is_at_work();
    std::vector<std::pair<std::uint64_t, farcall::Reply<std::uint64_t>>> durable;
    std::vector<std::pair<std::uint64_t, farcall::Reply<void>>> plain;
    for (int i = 0; i < width; ++i) {
      std::uint64_t number = journal.next();
      durable.emplace_back(number, client.WRITE(number, patiently));
      number = journal.next();
      plain.emplace_back(number, client.WRITE_PLAINLY(number, patiently));
    }
    for (auto& [number, reply] : durable) {
      const auto row = reply.wait();
      journal.add("durable", number, row ? nullptr : &row.error(), row.value_or(0));
    }
    for (auto& [number, reply] : plain) {
      const auto done = reply.wait();
      journal.add("plain", number, done ? nullptr : &done.error(), 0);
    }
  }
}

TEST(KilledCallee, EveryCallThatSucceededRanOnceAndNoOther) {
  char folder[] = "/tmp/farcall-durable-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  const std::string path = std::string(folder) + "/numbers.db";
  const char* environment = std::getenv("FARCALL_SEED");
  const std::uint64_t seed = environment != nullptr ? std::stoull(environment) : std::random_device()();
  SCOPED_TRACE("FARCALL_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  const int kills_at_each = std::getenv("FARCALL_SOAK") != nullptr ? 500 : 12;

  Words endpoints{"tcp://127.0.0.1:0", "udp://127.0.0.1:0", "unix:" + std::string(folder) + "/socket"};
  Journal journal;
  std::atomic<bool> is_over{false};
  std::vector<std::thread> callers;
  // In the order of a call: before its transaction, in it, and after it.
  constexpr const char* points[] = {"BEGIN",  "SELECT",    "SAVEPOINT", "effect",  "INSERT OR REPLACE",
                                    "COMMIT", "committed", "reply",     "replied", "ROLLBACK TO"};
  const auto serve = [&](const char* point, int count) {
    Words words{path, point, std::to_string(count)};
    words.insert(words.end(), endpoints.begin(), endpoints.end());
    Callee callee(words, endpoints.size());
    if (callee.endpoints.size() == endpoints.size()) endpoints = callee.endpoints;
    return callee;
  };
  {
    const Callee first = serve("never", 0);
    for (const std::string& endpoint : endpoints)
      for (auto* call : {call_synchronously, call_asynchronously})
        callers.emplace_back(call, endpoint, std::ref(journal), std::cref(is_over));
    while (journal.at_work() < callers.size()) std::this_thread::yield();
    EXPECT_EQ(::kill(first.pid, SIGKILL), 0);
    EXPECT_EQ(first.await(), SIGKILL);
  }
  for (int i = 0; i < kills_at_each && !testing::Test::HasFailure(); ++i) {
    for (const char* point : points) {
      const Callee callee = serve(point, 1 + static_cast<int>(random() % 30));
      EXPECT_EQ(callee.await(), SIGKILL) << point;
    }
  }
  const Callee last = serve("never", 0);
  is_over = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(::kill(last.pid, SIGTERM), 0);
  EXPECT_EQ(last.await(), 0);
  journal.check(path);
  for (const char* each : {"", "-wal", "-shm"}) ::unlink((path + each).c_str());
  ::rmdir(folder);
}

}  // namespace
}  // namespace durable
