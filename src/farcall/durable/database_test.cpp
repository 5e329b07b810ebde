// The record of a call and what the call did are in the database both or neither, whatever a handler does.
#include <farcall/durable/database.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <farcall/base/log.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::durable {
namespace {

using Begin = DurableStore::Begin;
using Call = DurableStore::Call;
using Bytes = std::vector<std::byte>;
using namespace std::chrono_literals;

Call call(std::uint64_t sequence, std::uint32_t slot = 0, unsigned char session = 1,
          std::uint64_t opened = 5) {
  return {{std::byte{session}}, opened, {slot, sequence}, {}};
}

Bytes bytes(const std::string& text) {
  Bytes made(text.size());
  std::transform(text.begin(), text.end(), made.begin(),
                 [](char each) { return static_cast<std::byte>(each); });
  return made;
}

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() {
    set_log([](LogLevel, std::string_view) {});
    EXPECT_NE(::mkdtemp(folder_), nullptr);
    reopen();
    EXPECT_EQ(execute("CREATE TABLE effects(what TEXT)"), SQLITE_OK);
  }
  ~DatabaseTest() override {
    database.reset();
    for (const char* each : {"", "-wal", "-shm"}) ::unlink((path() + each).c_str());
    ::rmdir(folder_);
    set_log(nullptr);
  }
  [[nodiscard]] std::string path() const { return std::string(folder_) + "/test.db"; }

  void reopen(const Options& options = {}) {
    database.reset();
    database.emplace(options);
    EXPECT_TRUE(database->open(path()));
  }
  int execute(const std::string& text) {
    return sqlite3_exec(database->connection(), text.c_str(), nullptr, nullptr, nullptr);
  }
  std::int64_t count(const std::string& from) {
    auto connection = database->connection();
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(
        sqlite3_prepare_v2(connection, ("SELECT count(*) FROM " + from).c_str(), -1, &statement, nullptr),
        SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    std::int64_t found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found;
  }
  int effect() { return execute("INSERT INTO effects VALUES('done')"); }
  // The end of the call that runs.
  [[nodiscard]] bool commit(const Call& which) { return database->commit(&which, bytes("reply"), true); }
  Begin begin(const Call& which) { return database->begin(&which, reply, reply_bytes); }
  // Has its effect if it is to run.
  Begin run(const Call& which, const std::string& replied = "reply", bool succeeded = true) {
    Begin begun = begin(which);
    if (begun != Begin::run) return begun;
    EXPECT_EQ(effect(), SQLITE_OK);
    EXPECT_TRUE(database->commit(&which, bytes(replied), succeeded));
    return begun;
  }
  [[nodiscard]] std::string replied() {
    const std::byte* at = reply.data() + transport::mark_bytes;
    return {reinterpret_cast<const char*>(at), reply_bytes};
  }

  std::optional<Database> database;
  Buffer reply;
  std::size_t reply_bytes = 0;

 private:
  char folder_[32] = "/tmp/farcall-database-XXXXXX";
};

TEST_F(DatabaseTest, ACallRunsOnceAndIsAnsweredFromItsRecordEverAfter) {
  for (int life = 0; life < 3; ++life) {
    EXPECT_EQ(run(call(7), "the reply"), life == 0 ? Begin::run : Begin::answered);
    EXPECT_EQ(begin(call(7)), Begin::answered);
    EXPECT_EQ(replied(), "the reply");
    EXPECT_EQ(count("effects"), 1);
    reopen();
  }
}

TEST_F(DatabaseTest, ItsNumberIsItsSlotAndSequenceInItsSession) {
  EXPECT_EQ(run(call(7)), Begin::run);
  EXPECT_EQ(run(call(7, 1)), Begin::run);
  EXPECT_EQ(run(call(7, 0, 2)), Begin::run);
  EXPECT_EQ(run(call(8)), Begin::run);
  EXPECT_EQ(run(call(7)), Begin::forgotten) << "nobody asks for it any more";
  EXPECT_EQ(run(call(UINT64_MAX)), Begin::forgotten) << "no number of ours";
  EXPECT_EQ(count("effects"), 4);
}

TEST_F(DatabaseTest, OfACallThatFailedOnlyTheReplyIsKept) {
  EXPECT_EQ(run(call(1), "it failed", false), Begin::run);
  EXPECT_EQ(count("effects"), 0);
  EXPECT_EQ(run(call(1)), Begin::answered);
  EXPECT_EQ(replied(), "it failed");
}

TEST_F(DatabaseTest, OfACallThatWasRolledBackNothingIsKept) {
  ASSERT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(effect(), SQLITE_OK);
  database->roll_back();
  EXPECT_EQ(count("effects"), 0);
  EXPECT_EQ(run(call(1)), Begin::run);
}

TEST_F(DatabaseTest, AReplyThatIsAcknowledgedIsDeletedAndItsNumberStaysUsedUp) {
  EXPECT_EQ(run(call(1, 3), "long"), Begin::run);
  Call other = call(1, 4);
  other.acknowledged = {3, 2};
  EXPECT_EQ(run(other), Begin::run);
  EXPECT_EQ(count("farcall_call WHERE reply IS NULL"), 0) << "another one's was acknowledged";
  other = call(2, 4);
  other.acknowledged = {3, 1};
  EXPECT_EQ(run(other), Begin::run);
  EXPECT_EQ(count("farcall_call WHERE reply IS NULL"), 1);
  EXPECT_EQ(run(call(1, 3)), Begin::forgotten);
  EXPECT_EQ(count("effects"), 3);
}

TEST_F(DatabaseTest, ACallThatWillNotComeAgainLeavesNoRecord) {
  for (const bool succeeds : {true, false}) {
    ASSERT_EQ(database->begin(nullptr, reply, reply_bytes), Begin::run);
    EXPECT_EQ(effect(), SQLITE_OK);
    EXPECT_TRUE(database->commit(nullptr, {}, succeeds));
  }
  EXPECT_EQ(count("effects"), 1);
  EXPECT_EQ(count("farcall_session"), 0);
}

// It would be done without a record.
TEST_F(DatabaseTest, AHandlerCannotCommit) {
  ASSERT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(effect(), SQLITE_OK);
  EXPECT_NE(execute("COMMIT"), SQLITE_OK);
  EXPECT_FALSE(commit(call(1)));
  EXPECT_EQ(count("effects"), 0);
  EXPECT_EQ(run(call(1)), Begin::run);
  EXPECT_EQ(count("effects"), 1);
}

// SQLite does so by itself after some errors.
TEST_F(DatabaseTest, AHandlerWhoseTransactionIsRolledBackDoesNothingMore) {
  ASSERT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(execute("ROLLBACK"), SQLITE_OK);
  EXPECT_NE(effect(), SQLITE_OK) << "this would be committed at once";
  EXPECT_FALSE(commit(call(1)));
  EXPECT_EQ(count("effects"), 0);
  EXPECT_EQ(effect(), SQLITE_OK) << "outside a call anybody may";
}

TEST_F(DatabaseTest, AHandlerThatCallsAnotherOneOfItsDatabaseIsRefused) {
  ASSERT_EQ(begin(call(1)), Begin::run);
  EXPECT_EQ(begin(call(2)), Begin::failed);
  EXPECT_TRUE(commit(call(1)));
}

TEST_F(DatabaseTest, WhoSharesTheDatabaseWaitsAndThenKnows) {
  Database other;
  ASSERT_TRUE(other.open(path()));
  const Call same = call(1);
  ASSERT_EQ(begin(same), Begin::run);
  Begin found = Begin::failed;
  std::thread waiting([&] {
    Buffer memory;
    std::size_t size_bytes = 0;
    found = other.begin(&same, memory, size_bytes);
  });
  EXPECT_EQ(effect(), SQLITE_OK);
  EXPECT_TRUE(commit(same));
  waiting.join();
  EXPECT_EQ(found, Begin::answered);
}

TEST_F(DatabaseTest, WhatIsForgottenNeverRunsAgain) {
  EXPECT_EQ(run(call(1, 0, 1, 5)), Begin::run);
  EXPECT_EQ(run(call(1, 9, 1, 5)), Begin::run);
  EXPECT_EQ(run(call(1, 0, 2, 3)), Begin::run);
  reopen({.remember = 0s});
  EXPECT_EQ(run(call(1, 0, 1, 5)), Begin::unknown) << "it ran, and nobody knows what it replied";
  EXPECT_EQ(count("farcall_session"), 0);
  EXPECT_EQ(count("farcall_call"), 0);
  reopen();
  EXPECT_EQ(database->newest(), 5U);
  EXPECT_EQ(run(call(1, 9, 1, 5)), Begin::unknown);
  EXPECT_EQ(run(call(2, 0, 1, 5)), Begin::unknown);
  EXPECT_EQ(run(call(1, 0, 3, 5)), Begin::unknown) << "it may be one of them";
  EXPECT_EQ(run(call(1, 0, 3, 6)), Begin::run) << "it cannot";
  EXPECT_EQ(count("effects"), 4);
}

TEST_F(DatabaseTest, SaysWhenTheLastOfItsSessionsWasOpened) {
  EXPECT_EQ(database->newest(), 0U);
  EXPECT_EQ(run(call(1, 0, 1, 7)), Begin::run);
  EXPECT_EQ(run(call(2, 0, 1, 5)), Begin::run);
  EXPECT_EQ(database->newest(), 7U);
  reopen();
  EXPECT_EQ(database->newest(), 7U);
}

TEST_F(DatabaseTest, WhoIsRememberedIsThatAsAWhole) {
  EXPECT_EQ(run(call(1, 0)), Begin::run);
  EXPECT_EQ(run(call(1, 1)), Begin::run);
  EXPECT_EQ(execute("UPDATE farcall_session SET used = 0"), SQLITE_OK);
  EXPECT_EQ(run(call(2, 1)), Begin::run) << "of a client that has come back";
  reopen();
  EXPECT_EQ(run(call(1, 0)), Begin::answered);
}

TEST_F(DatabaseTest, MoreClientsThanAreRememberedAreRefused) {
  reopen({.most_sessions = 2});
  EXPECT_EQ(run(call(1, 0, 1)), Begin::run);
  EXPECT_EQ(run(call(1, 0, 2)), Begin::run);
  EXPECT_EQ(run(call(1, 0, 3)), Begin::busy);
  EXPECT_EQ(run(call(2, 0, 1)), Begin::run);
  reopen({.most_sessions = 2});
  EXPECT_EQ(run(call(1, 0, 3)), Begin::busy);
  EXPECT_EQ(count("effects"), 3);
}

TEST_F(DatabaseTest, AConnectionOfTheCallersIsLeftAsItWas) {
  sqlite3* own = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &own), SQLITE_OK);
  {
    Database borrowed;
    ASSERT_TRUE(borrowed.use(own));
    const Call which = call(1);
    ASSERT_EQ(borrowed.begin(&which, reply, reply_bytes), Begin::run);
    EXPECT_EQ(borrowed.connection(), own);
    EXPECT_TRUE(borrowed.commit(&which, bytes("reply"), true));
    EXPECT_EQ(borrowed.begin(&which, reply, reply_bytes), Begin::answered);
  }
  EXPECT_EQ(sqlite3_close(own), SQLITE_OK) << "nothing of ours is left in it";
}

TEST_F(DatabaseTest, OneThatCannotBeOpenedSaysWhy) {
  Database nowhere;
  EXPECT_EQ(nowhere.begin(nullptr, reply, reply_bytes), Begin::failed);
  Result<void> opened = nowhere.open("/nonexistent/test.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(to_string(opened.error()),
            "io_error: /nonexistent/test.db: unable to open database file (not executed)");
}

}  // namespace
}  // namespace farcall::durable
