// callee DATABASE ENDPOINT...: keeps the ledger in a SQLite database, and serves it until SIGTERM.
//
//   callee /var/lib/ledger.db tcp://0.0.0.0:4000
//
// Kill it as you like: what a transfer did, and that it has been done, are committed together.
#include <iostream>
#include <memory>
#include <string>

#include <sqlite3.h>

#include <farcall/durable/database.hpp>
#include <farcall/farcall.hpp>

#include "ledger.x.hpp"

namespace {

// A statement of SQLite with numbers for its parameters.
class Query {
 public:
  Query(sqlite3* connection, const char* text, std::initializer_list<std::int64_t> numbers = {}) {
    if (sqlite3_prepare_v2(connection, text, -1, &statement_, nullptr) != SQLITE_OK) return;
    int at = 0;
    for (std::int64_t number : numbers) sqlite3_bind_int64(statement_, ++at, number);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() { sqlite3_finalize(statement_); }
  bool has_row() { return sqlite3_step(statement_) == SQLITE_ROW; }
  bool is_done() { return sqlite3_step(statement_) == SQLITE_DONE; }
  std::int64_t operator[](int column) { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class Ledger final : public ledger::LEDGER_PROG::LEDGER_VERS::Server {
 public:
  explicit Ledger(farcall::durable::Database& database) : database_(database) {}

  farcall::Result<void> set_up() {
    auto connection = database_.connection();
    const char* tables = R"(
      BEGIN;
      CREATE TABLE IF NOT EXISTS account(number INTEGER PRIMARY KEY, balance INTEGER NOT NULL CHECK(balance >= 0));
      CREATE TABLE IF NOT EXISTS transfer(number INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
        INSERT OR IGNORE INTO account SELECT i, 1000 FROM n;
      COMMIT)";
    if (sqlite3_exec(connection, tables, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return failure(connection);
  }

  // Several changes. A crash anywhere here undoes them, and so does an error: one that is returned, too.
  farcall::Result<std::uint64_t> TRANSFER(farcall::CallContext&, const ledger::transfer& arg) override {
    auto connection = database_.connection();
    Query take(connection, "UPDATE account SET balance = balance - ?1 WHERE number = ?2",
               {arg.amount, arg.from});
    Query give(connection, "UPDATE account SET balance = balance + ?1 WHERE number = ?2",
               {arg.amount, arg.to});
    Query note(connection, "INSERT INTO transfer(amount) VALUES(?1)", {arg.amount});
    if (arg.amount < 0 || arg.from >= ledger::ACCOUNTS || arg.to >= ledger::ACCOUNTS)
      return farcall::Error{farcall::Code::system_err, farcall::Executed::yes, "no such transfer"};
    if (!take.is_done() || !give.is_done() || !note.is_done()) return failure(connection);
    return static_cast<std::uint64_t>(sqlite3_last_insert_rowid(connection));
  }

  farcall::Result<ledger::state> STATE(farcall::CallContext&) override {
    auto connection = database_.connection();  // waits for the transfer that runs
    ledger::state state;
    Query accounts(connection, "SELECT balance FROM account ORDER BY number");
    for (auto& balance : state.balances) {
      if (!accounts.has_row()) return failure(connection);
      balance = accounts[0];
    }
    Query transfers(connection, "SELECT count(*) FROM transfer");
    if (!transfers.has_row()) return failure(connection);
    state.transfers = static_cast<std::uint64_t>(transfers[0]);
    return state;
  }

 private:
  static farcall::Error failure(sqlite3* connection) {
    return {farcall::Code::system_err, farcall::Executed::yes, sqlite3_errmsg(connection)};
  }
  farcall::durable::Database& database_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: callee DATABASE ENDPOINT...\n";
    return 2;
  }
  farcall::durable::Database database;
  database.open(argv[1]).value();
  Ledger ledger(database);
  ledger.set_up().value();
  farcall::Server server;
  server.add(ledger, database).value();
  server.stop_on_signals().value();
  for (int i = 2; i < argc; ++i) (void)server.listen(argv[i]).value();
  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
