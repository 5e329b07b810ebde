// A SQLite database whose changes are made by durable procedures: each exactly once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <farcall/base/clock.hpp>
#include <farcall/base/export.hpp>
#include <farcall/base/result.hpp>
#include <farcall/runtime/server/durable_store.hpp>

struct sqlite3;

namespace farcall::inline v1::durable {

struct Options {
  // How long it is remembered what a client has called last that does not come back. A client that comes back
  // even later is told that its call may have run, unless that is new.
  Duration remember = std::chrono::hours(24);
  // Clients (sessions) that are remembered. When there are more, those who call for the first time are
  // refused. Size: 150 bytes each, and the last reply in each of its slots until that is acknowledged.
  std::uint64_t most_sessions = 1'000'000;
};

// The callee's own database. What a procedure marked /*@ durable */ does there, and the record that it has
// been done, are committed in one transaction:
//
//   class Ledger : public ledger::LEDGER::V1::Server {
//     farcall::Result<void> TRANSFER(farcall::CallContext&, const transfer& arg) override {
//       auto connection = database.connection();           // in the transaction of this call
//       sqlite3_exec(connection, …);                       // neither BEGIN nor COMMIT
//       return {};                                         // committed; an Error: rolled back
//     }
//   };
//   farcall::durable::Database database;
//   database.open("ledger.db").value();
//   server.add(ledger, database).value();
//
// The tables farcall_session, farcall_call and farcall_horizon are ours. Durable procedures of one database
// run one after the other, each on a thread of its server; they must not wait for one another. Several
// processes may have the same database open. Thread: any.
class FARCALL_API Database final : public DurableStore {
 public:
  explicit Database(const Options& options = {});
  ~Database() override;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Once, before it is served. Makes the file where there is none; sets journal_mode WAL, synchronous FULL,
  // and a busy_timeout of 10 s. Errors: io_error (not executed).
  [[nodiscard]] Result<void> open(const std::string& path);
  // The same with a connection of the caller's, as it has set it up. It stays the caller's, who closes it
  // after this is gone; its commit hook is ours, and it is used by connection() only.
  [[nodiscard]] Result<void> use(sqlite3* connection);

  // The connection, for one thread at a time: for who asks in a durable procedure, in its transaction; for
  // others, when no transaction runs. Null before open().
  class FARCALL_API Connection {
   public:
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();
    operator sqlite3*() const noexcept;

   private:
    friend class Database;
    explicit Connection(Database& database);
    Database& database_;
  };
  [[nodiscard]] Connection connection() { return Connection(*this); }

  Begin begin(const Call* call, Buffer& reply, std::size_t& reply_bytes) override;
  bool commit(const Call* call, std::span<const std::byte> reply, bool succeeded) override;
  std::uint64_t newest() noexcept override;
  void roll_back() noexcept override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace farcall::inline v1::durable
