#include <farcall/durable/statement.hpp>

#include <sqlite3.h>

namespace farcall::inline v1::durable {

Statement::~Statement() { sqlite3_finalize(prepared_); }

int Statement::prepare(sqlite3* connection) noexcept {
  return sqlite3_prepare_v3(connection, text_, -1, SQLITE_PREPARE_PERSISTENT, &prepared_, nullptr);
}

Statement& Statement::bind(int at, std::int64_t value) noexcept {
  sqlite3_bind_int64(prepared_, at, value);
  return *this;
}

Statement& Statement::bind(int at, std::span<const std::byte> bytes) noexcept {
  sqlite3_bind_blob64(prepared_, at, bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

int Statement::step() noexcept { return sqlite3_step(prepared_); }

bool Statement::is_null(int column) noexcept { return sqlite3_column_type(prepared_, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) noexcept { return sqlite3_column_int64(prepared_, column); }

std::span<const std::byte> Statement::bytes(int column) noexcept {
  const void* data = sqlite3_column_blob(prepared_, column);
  return {static_cast<const std::byte*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

void Statement::reset() noexcept {
  sqlite3_reset(prepared_);
  sqlite3_clear_bindings(prepared_);
}

}  // namespace farcall::inline v1::durable
