// What changed from one interface to another, and whom it hurts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <compiler/source.hpp>

namespace farcallc::compare {

// What becomes of bytes that the other side does not expect, from harmless to worst.
enum class Effect : std::uint8_t {
  none,
  refused,  // the receiver says so: some calls or replies fail
  misread,  // the receiver takes them for something else
};

// Where bytes of the old and the new program meet: what one writes and the other reads.
struct Verdict {
  Effect old_to_new = Effect::none;
  Effect new_to_old = Effect::none;

  [[nodiscard]] bool harmless() const { return old_to_new == Effect::none && new_to_old == Effect::none; }
  [[nodiscard]] bool worst() const { return old_to_new == Effect::misread && new_to_old == Effect::misread; }
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

inline constexpr Verdict misread_both_ways{Effect::misread, Effect::misread};

[[nodiscard]] constexpr Verdict worse(Verdict a, Verdict b) {
  return {a.old_to_new < b.old_to_new ? b.old_to_new : a.old_to_new,
          a.new_to_old < b.new_to_old ? b.new_to_old : a.new_to_old};
}
[[nodiscard]] constexpr Verdict better(Verdict a, Verdict b) {
  return {a.old_to_new < b.old_to_new ? a.old_to_new : b.old_to_new,
          a.new_to_old < b.new_to_old ? a.new_to_old : b.new_to_old};
}

enum class Way : std::uint8_t { old_to_new, new_to_old };

// Which messages carry a type. Neither: no procedure uses it, so that only the program knows.
struct Roles {
  bool arguments = false;
  bool results = false;
  friend bool operator==(const Roles&, const Roles&) = default;
};

// One thing that goes wrong with bytes that go one way.
struct Loss {
  Way way = Way::old_to_new;
  Effect effect = Effect::none;
  std::string what;  // "more than 10 bytes is refused"
  Roles roles = {};
  friend bool operator==(const Loss&, const Loss&) = default;
};
using Losses = std::vector<Loss>;

struct Change {
  std::string what;  // for programs that read it: "field_renamed"
  std::string text;  // for people: "field 'y' of struct 'point' is renamed to 'z'"
  std::optional<Span> old_place;
  std::optional<Span> new_place;
  Losses wire;         // empty: it stays compatible
  std::string source;  // what no longer compiles or means something else; empty: nothing
  std::string note;    // what to know although nothing breaks

  [[nodiscard]] bool breaks_wire() const { return !wire.empty(); }
  [[nodiscard]] bool breaks_source() const { return !source.empty(); }
};

}  // namespace farcallc::compare
