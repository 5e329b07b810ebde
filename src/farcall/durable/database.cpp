#include <farcall/durable/database.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <utility>

#include <sqlite3.h>

#include <farcall/base/log.hpp>
#include <farcall/durable/statement.hpp>
#include <farcall/transport/record.hpp>

namespace farcall::inline v1::durable {
namespace {

using transport::mark_bytes;

// A session has a row from its first durable call on until it is forgotten, as a whole. A slot's row says
// what its last call was, and what was replied until that is acknowledged. Sessions that were opened up to
// the horizon may have been forgotten: one of those that has no row may have had one, and nothing of it runs
// any more.
constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS farcall_session(
  id BLOB PRIMARY KEY, opened INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS farcall_session_used ON farcall_session(used);
CREATE TABLE IF NOT EXISTS farcall_call(
  session BLOB NOT NULL, slot INTEGER NOT NULL, sequence INTEGER NOT NULL, reply BLOB,
  PRIMARY KEY(session, slot)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS farcall_horizon(one INTEGER PRIMARY KEY CHECK(one = 1), opened INTEGER NOT NULL);
INSERT OR IGNORE INTO farcall_horizon VALUES(1, 0);
)";

constexpr std::int64_t most_integer = INT64_MAX;
constexpr int forgotten_at_a_time = 64;

std::int64_t wall_ns() {
  return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Database::State {
  explicit State(const Options& its_options) : options(its_options) {}
  ~State();

  [[nodiscard]] Result<void> set_up(const std::string& name);
  [[nodiscard]] Error failure(const std::string& name) const {
    return {Code::io_error, Executed::no,
            name + ": " + (connection != nullptr ? sqlite3_errmsg(connection) : "out of memory")};
  }
  [[nodiscard]] int run(const char* text) const noexcept {
    return sqlite3_exec(connection, text, nullptr, nullptr, nullptr);
  }
  // A statement without results.
  [[nodiscard]] bool run(Statement& statement) const noexcept {
    bool is_done = statement.step() == SQLITE_DONE;
    statement.reset();
    return is_done;
  }
  void complain(const char* what) const noexcept;
  [[nodiscard]] bool is_idle() const noexcept { return sqlite3_get_autocommit(connection) != 0; }
  void end() noexcept;
  Begin not_begun(Begin why) noexcept;

  [[nodiscard]] Begin look_up(const Call& call, Buffer& reply, std::size_t& reply_bytes);
  [[nodiscard]] Begin look_up_session(const Call& call);
  [[nodiscard]] bool record(const Call& call, std::span<const std::byte> reply);
  void forget();
  [[nodiscard]] bool count_sessions() noexcept;

  const Options options;
  // Held while a transaction runs, by its thread; that may ask for the connection meanwhile.
  std::recursive_mutex mutex;
  sqlite3* connection = nullptr;
  bool is_ours = false;    // to be closed
  bool is_served = false;  // while a handler runs nothing is committed
  bool is_new = false;     // the session of the call that runs
  bool is_touched = false;
  std::uint64_t sessions = 0;
  TimePoint forgets_again{};

  Statement begin{"BEGIN IMMEDIATE"};
  Statement save{"SAVEPOINT farcall"};
  Statement restore{"ROLLBACK TO farcall"};
  Statement commit{"COMMIT"};
  Statement find_session{"SELECT used FROM farcall_session WHERE id = ?1"};
  Statement find_call{"SELECT sequence, reply FROM farcall_call WHERE session = ?1 AND slot = ?2"};
  Statement horizon{"SELECT opened FROM farcall_horizon"};
  Statement newest{
      "SELECT max((SELECT opened FROM farcall_horizon), (SELECT ifnull(max(opened), 0) FROM "
      "farcall_session))"};
  Statement add_session{"INSERT INTO farcall_session VALUES(?1, ?2, ?3)"};
  Statement touch_session{"UPDATE farcall_session SET used = ?2 WHERE id = ?1"};
  Statement put_call{"INSERT OR REPLACE INTO farcall_call VALUES(?1, ?2, ?3, ?4)"};
  Statement acknowledge{
      "UPDATE farcall_call SET reply = NULL WHERE session = ?1 AND slot = ?2 AND sequence = ?3"};
  Statement count{"SELECT count(*) FROM farcall_session"};
  Statement forget_sessions{
      "DELETE FROM farcall_session WHERE id IN "
      "(SELECT id FROM farcall_session WHERE used < ?1 ORDER BY used LIMIT ?2) RETURNING id, opened"};
  Statement forget_calls{"DELETE FROM farcall_call WHERE session = ?1"};
  Statement raise_horizon{"UPDATE farcall_horizon SET opened = max(opened, ?1)"};
};

Database::Database(const Options& options) : state_(std::make_unique<State>(options)) {}
Database::~Database() = default;

Database::State::~State() {
  if (connection == nullptr) return;
  sqlite3_commit_hook(connection, nullptr, nullptr);
  if (is_ours) sqlite3_close_v2(connection);  // when the last statement is gone
}

Result<void> Database::open(const std::string& path) {
  State& state = *state_;
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  state.is_ours = true;
  int opened = sqlite3_open_v2(path.c_str(), &state.connection, flags, nullptr);
  if (opened != SQLITE_OK || sqlite3_busy_timeout(state.connection, 10'000) != SQLITE_OK ||
      state.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") != SQLITE_OK)
    return state.failure(path);
  return state.set_up(path);
}

Result<void> Database::use(sqlite3* connection) {
  state_->connection = connection;
  return state_->set_up("the database of durable procedures");
}

Result<void> Database::State::set_up(const std::string& name) {
  if (run("BEGIN IMMEDIATE") != SQLITE_OK) return failure(name);
  if (run(schema) != SQLITE_OK || run("COMMIT") != SQLITE_OK) {
    Error error = failure(name);
    (void)run("ROLLBACK");
    return error;
  }
  for (Statement* each :
       {&begin, &save, &restore, &commit, &find_session, &find_call, &horizon, &newest, &add_session,
        &touch_session, &put_call, &acknowledge, &count, &forget_sessions, &forget_calls, &raise_horizon})
    if (each->prepare(connection) != SQLITE_OK) return failure(name);
  if (!count_sessions()) return failure(name);
  // What a handler commits would be done without a record of it; and after some errors SQLite rolls a
  // transaction back by itself, so that each later statement of a handler that does not notice would be
  // committed alone.
  sqlite3_commit_hook(
      connection, [](void* state) { return static_cast<State*>(state)->is_served ? 1 : 0; }, this);
  return {};
}

void Database::State::complain(const char* what) const noexcept try {
  log(LogLevel::error, std::string("durable procedures: ") + what + ": " + sqlite3_errmsg(connection));
} catch (const std::bad_alloc&) {
  log(LogLevel::error, "durable procedures: out of memory");
}

// One transaction

Database::Connection::Connection(Database& database) : database_(database) { database_.state_->mutex.lock(); }
Database::Connection::~Connection() { database_.state_->mutex.unlock(); }
Database::Connection::operator sqlite3*() const noexcept { return database_.state_->connection; }

DurableStore::Begin Database::begin(const Call* call, Buffer& reply, std::size_t& reply_bytes) {
  State& state = *state_;
  state.mutex.lock();
  // Without a connection, or within the transaction of a handler that called us on its own thread.
  if (state.connection == nullptr || !state.is_idle()) {
    log(LogLevel::error, "durable procedures: the database is not open, or a transaction was left open");
    state.mutex.unlock();
    return Begin::failed;
  }
  state.forget();
  if (!state.run(state.begin)) return state.not_begun(Begin::failed);
  if (call != nullptr) {
    Begin found = state.look_up(*call, reply, reply_bytes);
    if (found != Begin::run) return state.not_begun(found);
  }
  if (!state.run(state.save)) return state.not_begun(Begin::failed);
  state.is_served = true;
  return Begin::run;
}

DurableStore::Begin Database::State::not_begun(Begin why) noexcept {
  if (why == Begin::failed) complain("no transaction");
  end();
  return why;
}

void Database::State::end() noexcept {
  is_served = false;
  if (!is_idle() && run("ROLLBACK") != SQLITE_OK) complain("ROLLBACK");
  mutex.unlock();
}

void Database::roll_back() noexcept { state_->end(); }

std::uint64_t Database::newest() noexcept {
  std::lock_guard lock(state_->mutex);
  if (state_->connection == nullptr) return 0;
  Statement& read = state_->newest;
  std::uint64_t found = read.step() == SQLITE_ROW ? static_cast<std::uint64_t>(read.integer(0)) : 0;
  read.reset();
  return found;
}

bool Database::commit(const Call* call, std::span<const std::byte> reply, bool succeeded) {
  State& state = *state_;
  state.is_served = false;
  bool is_done = !state.is_idle() && (succeeded || state.run(state.restore)) &&
                 (call == nullptr || state.record(*call, reply)) && state.run(state.commit);
  if (!is_done) state.complain("no COMMIT");
  if (is_done && call != nullptr && state.is_new) ++state.sessions;
  state.end();
  return is_done;
}

// Records

DurableStore::Begin Database::State::look_up(const Call& call, Buffer& reply, std::size_t& reply_bytes) {
  if (call.number.sequence > static_cast<std::uint64_t>(most_integer) ||
      call.opened > static_cast<std::uint64_t>(most_integer))
    return Begin::forgotten;
  if (Begin found = look_up_session(call); found != Begin::run || is_new) return found;
  int found = find_call.bind(1, call.session).bind(2, call.number.slot).step();
  Begin so = found == SQLITE_DONE ? Begin::run : Begin::failed;
  if (found == SQLITE_ROW) {
    auto sequence = static_cast<std::uint64_t>(find_call.integer(0));
    so = sequence < call.number.sequence ? Begin::run : Begin::forgotten;
    if (sequence == call.number.sequence && !find_call.is_null(1)) {
      std::span<const std::byte> bytes = find_call.bytes(1);
      reply_bytes = bytes.size();
      so = reply.grow(mark_bytes + reply_bytes) ? Begin::answered : Begin::failed;
      if (so == Begin::answered) std::memcpy(reply.data() + mark_bytes, bytes.data(), reply_bytes);
    }
  }
  find_call.reset();
  return so;
}

DurableStore::Begin Database::State::look_up_session(const Call& call) {
  std::int64_t now = wall_ns();
  int found = find_session.bind(1, call.session).step();
  is_new = found == SQLITE_DONE;
  // Not with each call: that would be one more page to write.
  is_touched = !is_new && find_session.integer(0) < now - options.remember.count() / 16;
  find_session.reset();
  if (found == SQLITE_ROW) return Begin::run;
  bool is_known = is_new && horizon.step() == SQLITE_ROW;
  bool is_forgotten = is_known && static_cast<std::int64_t>(call.opened) <= horizon.integer(0);
  horizon.reset();
  return !is_known                           ? Begin::failed
         : is_forgotten                      ? Begin::unknown
         : sessions >= options.most_sessions ? Begin::busy
                                             : Begin::run;
}

bool Database::State::record(const Call& call, std::span<const std::byte> reply) {
  add_session.bind(1, call.session).bind(2, static_cast<std::int64_t>(call.opened)).bind(3, wall_ns());
  touch_session.bind(1, call.session).bind(2, wall_ns());
  put_call.bind(1, call.session)
      .bind(2, call.number.slot)
      .bind(3, static_cast<std::int64_t>(call.number.sequence))
      .bind(4, reply);
  acknowledge.bind(1, call.session)
      .bind(2, call.acknowledged.slot)
      .bind(3, static_cast<std::int64_t>(call.acknowledged.sequence));
  return (!is_new || run(add_session)) && (!is_touched || run(touch_session)) && run(put_call) &&
         (call.acknowledged.sequence == 0 || run(acknowledge));
}

// A few that nobody has used for long. That they were there is forgotten in the same transaction that raises
// the horizon, so nothing of them runs again.
void Database::State::forget() {
  TimePoint now = steady_clock().now();
  if (now < forgets_again || !run(begin)) return;
  std::int64_t raised = 0;
  int forgotten = 0;
  forget_sessions.bind(1, wall_ns() - options.remember.count()).bind(2, forgotten_at_a_time);
  bool is_done = true;
  int step;
  while ((step = forget_sessions.step()) == SQLITE_ROW) {
    ++forgotten;
    raised = std::max(raised, forget_sessions.integer(1));
    forget_calls.bind(1, forget_sessions.bytes(0));
    is_done = run(forget_calls) && is_done;
  }
  forget_sessions.reset();
  is_done =
      is_done && step == SQLITE_DONE && (forgotten == 0 || run(raise_horizon.bind(1, raised))) && run(commit);
  if (!is_done) {
    complain("old records stay");
    if (!is_idle() && run("ROLLBACK") != SQLITE_OK) complain("ROLLBACK");
  }
  if (is_done && forgotten == forgotten_at_a_time) return;  // there may be more
  forgets_again = after(now, std::chrono::minutes(1));
  (void)count_sessions();
}

// Other processes add some and forget some, too.
bool Database::State::count_sessions() noexcept {
  const bool is_counted = count.step() == SQLITE_ROW;
  if (is_counted) sessions = static_cast<std::uint64_t>(count.integer(0));
  count.reset();
  return is_counted;
}

}  // namespace farcall::inline v1::durable
