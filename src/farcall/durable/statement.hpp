// A prepared statement of SQLite, and the end of its use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <sqlite3.h>

namespace farcall::inline v1::durable {

// Prepared with its first use and kept. Thread: one at a time.
class Statement {
 public:
  explicit Statement(const char* text) noexcept : text_(text) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(prepared_); }

  // SQLITE_OK, or what is wrong.
  int prepare(sqlite3* connection) noexcept {
    if (prepared_ != nullptr) return SQLITE_OK;
    return sqlite3_prepare_v3(connection, text_, -1, SQLITE_PREPARE_PERSISTENT, &prepared_, nullptr);
  }
  Statement& bind(int at, std::int64_t value) noexcept {
    sqlite3_bind_int64(prepared_, at, value);
    return *this;
  }
  // The bytes stay where they are until reset().
  Statement& bind(int at, std::span<const std::byte> bytes) noexcept {
    sqlite3_bind_blob64(prepared_, at, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
  }
  // SQLITE_ROW, SQLITE_DONE, or what is wrong.
  int step() noexcept { return sqlite3_step(prepared_); }
  [[nodiscard]] bool is_null(int column) noexcept {
    return sqlite3_column_type(prepared_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) noexcept { return sqlite3_column_int64(prepared_, column); }
  [[nodiscard]] std::span<const std::byte> bytes(int column) noexcept {
    const void* data = sqlite3_column_blob(prepared_, column);
    return {static_cast<const std::byte*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
  }
  void reset() noexcept {
    sqlite3_reset(prepared_);
    sqlite3_clear_bindings(prepared_);
  }

 private:
  const char* text_;
  sqlite3_stmt* prepared_ = nullptr;
};

}  // namespace farcall::inline v1::durable
