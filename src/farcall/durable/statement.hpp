// A prepared statement of SQLite, and the end of its use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

struct sqlite3;
struct sqlite3_stmt;

namespace farcall::inline v1::durable {

// Prepared once and kept. Thread: one at a time.
class Statement {
 public:
  explicit Statement(const char* text) noexcept : text_(text) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // SQLITE_OK, or what is wrong.
  int prepare(sqlite3* connection) noexcept;
  Statement& bind(int at, std::int64_t value) noexcept;
  // The bytes stay where they are until reset().
  Statement& bind(int at, std::span<const std::byte> bytes) noexcept;
  // SQLITE_ROW, SQLITE_DONE, or what is wrong.
  int step() noexcept;
  [[nodiscard]] bool is_null(int column) noexcept;
  [[nodiscard]] std::int64_t integer(int column) noexcept;
  [[nodiscard]] std::span<const std::byte> bytes(int column) noexcept;
  void reset() noexcept;

 private:
  const char* text_;
  sqlite3_stmt* prepared_ = nullptr;
};

}  // namespace farcall::inline v1::durable
