#include <compiler/compare/report.hpp>

#include <fmt/format.h>

#include <algorithm>

#include <compiler/json.hpp>

namespace farcallc::compare {
namespace {

constexpr int changes_format = 1;

struct Counts {
  std::size_t wire = 0;
  std::size_t source = 0;
  std::size_t safe = 0;
};

Counts count(const std::vector<Change>& changes) {
  Counts counts;
  for (const Change& one : changes) {
    counts.wire += one.breaks_wire() ? 1 : 0;
    counts.source += one.breaks_source() ? 1 : 0;
    counts.safe += !one.breaks_wire() && !one.breaks_source() ? 1 : 0;
  }
  return counts;
}

const char* verdict_of(const Change& change) {
  if (change.breaks_wire()) return change.breaks_source() ? "breaks the wire and source" : "breaks the wire";
  return change.breaks_source() ? "breaks source" : "safe";
}

std::string place(const Sources& sources, Span span) {
  Position at = sources.position(span);
  return fmt::format("{}:{}:{}", sources.path(span.file), at.line, at.column);
}

Json place_json(const Sources& sources, const std::optional<Span>& span) {
  if (!span) return nullptr;
  Position at = sources.position(*span);
  return {{"file", sources.path(span->file)}, {"line", at.line}, {"column", at.column}};
}

bool is_lost_both_ways(const Change& change, const Loss& loss) {
  Loss other = loss;
  other.way = loss.way == Way::old_to_new ? Way::new_to_old : Way::old_to_new;
  return std::find(change.wire.begin(), change.wire.end(), other) != change.wire.end();
}

// "from new callers to old servers"
std::string parties(Way way, Roles roles) {
  const char* sender = way == Way::old_to_new ? "old" : "new";
  const char* receiver = way == Way::old_to_new ? "new" : "old";
  std::string text;
  if (roles.arguments) text = fmt::format("from {} callers to {} servers", sender, receiver);
  if (roles.results) {
    text += fmt::format("{}from {} servers to {} callers", text.empty() ? "" : " and ", sender, receiver);
  }
  return text.empty() ? fmt::format("from {} programs to {} ones", sender, receiver) : text;
}

std::string both_parties(Roles roles) {
  if (roles.arguments && roles.results) return "between old and new programs, in arguments and results";
  if (roles.arguments) return "between old and new programs, in arguments";
  return roles.results ? "between old and new programs, in results" : "between old and new programs";
}

std::string wire_lines(const Change& change) {
  std::string text;
  for (const Loss& one : change.wire) {
    bool both_ways = is_lost_both_ways(change, one);
    if (both_ways && one.way == Way::new_to_old) continue;
    text += fmt::format("    {}: {}\n", both_ways ? both_parties(one.roles) : parties(one.way, one.roles),
                        one.what);
  }
  return text;
}

Json wire_json(const Change& change) {
  Json all = Json::array();
  for (const Loss& one : change.wire) {
    bool from_old = one.way == Way::old_to_new;
    Json messages = Json::array();
    if (one.roles.arguments) messages.push_back("arguments");
    if (one.roles.results) messages.push_back("results");
    all.push_back({{"from", from_old ? "old" : "new"},
                   {"to", from_old ? "new" : "old"},
                   {"in", std::move(messages)},
                   {"effect", one.effect == Effect::refused ? "refused" : "misread"},
                   {"text", one.what}});
  }
  return all;
}

}  // namespace

bool Report::breaks() const {
  return std::any_of(changes.begin(), changes.end(),
                     [](const Change& one) { return one.breaks_wire() || one.breaks_source(); });
}

std::string Report::text() const {
  std::string out;
  for (const Change& one : changes) {
    out += fmt::format(
        "{}: {}: {}\n",
        one.new_place ? place(after.sources, *one.new_place) : place(before.sources, *one.old_place),
        verdict_of(one), one.text);
    out += wire_lines(one);
    if (one.breaks_source()) out += fmt::format("    in C++: {}\n", one.source);
    if (!one.note.empty()) out += fmt::format("    {}\n", one.note);
    if (one.new_place && one.old_place) {
      out += fmt::format("    it was at {}\n", place(before.sources, *one.old_place));
    }
  }
  if (changes.empty()) return fmt::format("{} and {} mean the same\n", before.path, after.path);
  Counts counts = count(changes);
  return out + fmt::format("{} change{}: {} break{} the wire, {} break{} source, {} {} safe\n",
                           changes.size(), changes.size() == 1 ? "" : "s", counts.wire,
                           counts.wire == 1 ? "s" : "", counts.source, counts.source == 1 ? "s" : "",
                           counts.safe, counts.safe == 1 ? "is" : "are");
}

std::string Report::json() const {
  Counts counts = count(changes);
  JsonDocument document({{"format", changes_format},
                         {"old", before.path},
                         {"new", after.path},
                         {"breaks_wire", counts.wire > 0},
                         {"breaks_source", counts.source > 0}},
                        "changes");
  for (const Change& one : changes) {
    document.add({{"what", one.what},
                  {"text", one.text},
                  {"breaks_wire", one.breaks_wire()},
                  {"breaks_source", one.breaks_source()},
                  {"wire", wire_json(one)},
                  {"source", text_or_null(one.source)},
                  {"note", text_or_null(one.note)},
                  {"old", place_json(before.sources, one.old_place)},
                  {"new", place_json(after.sources, one.new_place)}});
  }
  return document.take();
}

}  // namespace farcallc::compare
