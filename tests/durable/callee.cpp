// callee DATABASE POINT COUNT ENDPOINT...: writes numbers down, and kills itself when it comes to a point of
// a durable call's way for the COUNT-th time. Points are statements of SQLite (one begins), "committed",
// "effect" (of the handler), "reply" and "replied"; none by the name of "never".
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/durable/database.hpp>
#include <farcall/farcall.hpp>

#include "durable.x.hpp"

namespace {

std::string_view point;
std::atomic<int> left{0};
thread_local bool is_committed = false;  // and the reply is the next thing that this thread sends

void pass(std::string_view name) {
  if (name.starts_with(point) && left.fetch_sub(1) == 1) ::kill(::getpid(), SIGKILL);
}

int trace(unsigned what, void*, void* statement, void*) {
  const char* text = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
  if (what == SQLITE_TRACE_STMT) return pass(text), 0;
  if (std::string_view(text) != "COMMIT") return 0;
  is_committed = true;
  return pass("committed"), 0;
}

template <typename Send>
ssize_t send_reply(Send send) {
  const bool is_reply = std::exchange(is_committed, false);
  if (is_reply) pass("reply");
  const ssize_t sent = send();
  if (is_reply) pass("replied");
  return sent;
}

class Callee final : public durable::DURABLE_PROG::DURABLE_VERS::Server {
 public:
  explicit Callee(farcall::durable::Database& database) : database_(database) {}

  farcall::Result<std::uint64_t> WRITE(farcall::CallContext&, std::uint64_t number) override {
    return write("durable", number);
  }
  farcall::Result<void> REFUSE(farcall::CallContext&, std::uint64_t number) override {
    (void)write("refused", number);
    return farcall::Error{farcall::Code::system_err, farcall::Executed::yes};
  }
  farcall::Result<void> WRITE_PLAINLY(farcall::CallContext&, std::uint64_t number) override {
    (void)write("plain", number);
    return {};
  }

 private:
  std::uint64_t write(const char* kind, std::uint64_t number) {
    auto connection = database_.connection();
    const std::string text =
        std::string("INSERT INTO numbers VALUES('") + kind + "', " + std::to_string(number) + ")";
    if (sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
    const auto row = static_cast<std::uint64_t>(sqlite3_last_insert_rowid(connection));
    pass("effect");
    return row;
  }
  farcall::durable::Database& database_;
};

}  // namespace

// The system's, with a look at what passes.
extern "C" ssize_t send(int descriptor, const void* data, size_t size, int flags) {
  return send_reply([&] { return ::syscall(SYS_sendto, descriptor, data, size, flags, nullptr, 0); });
}
extern "C" ssize_t sendto(int descriptor, const void* data, size_t size, int flags, const sockaddr* to,
                          socklen_t to_size) {
  return send_reply([&] { return ::syscall(SYS_sendto, descriptor, data, size, flags, to, to_size); });
}
extern "C" ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
  return send_reply([&] { return ::syscall(SYS_sendmsg, descriptor, message, flags); });
}

int main(int argc, char** argv) try {
  if (argc < 5) return 2;
  point = argv[2];
  left = std::atoi(argv[3]);
  farcall::durable::Database database;
  database.open(argv[1]).value();
  {
    auto connection = database.connection();
    const char* table = "CREATE TABLE IF NOT EXISTS numbers(kind TEXT, number INTEGER)";
    if (sqlite3_exec(connection, table, nullptr, nullptr, nullptr) != SQLITE_OK) return 1;
  }
  Callee callee(database);
  farcall::Server server;
  server.add(callee, database).value();
  sqlite3_trace_v2(database.connection(), SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, trace, nullptr);
  server.stop_on_signals().value();
  for (int i = 4; i < argc; ++i) (void)server.listen(argv[i]).value();
  for (const std::string& endpoint : server.endpoints()) std::cout << endpoint << '\n';
  std::cout.flush();
  server.run().value();
  return 0;
} catch (const farcall::RpcError& failed) {
  std::cerr << "callee: " << failed.what() << '\n';
  return 1;
}
