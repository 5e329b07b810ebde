// What callers were told, and what callees did: held against what a call promises (docs/semantics.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <farcall/base/error.hpp>

#include "figures.hpp"
#include "scheduler.hpp"

namespace simulation {

enum class Transport : std::uint8_t { tcp, udp, unix_ };

// What calls over a transport are promised.
struct Promise {
  const char* scheme;
  bool once_in_an_incarnation;  // run once at most by each server that was started
  bool once;                    // and by all of them together
  bool no_where_doubled;        // a refusal proves that it never runs, even where the network doubles
};
// A server that is started again has no memory of what the one before it did: what is sent again over UDP may
// run again there. And of two copies that the network makes of a datagram one may be refused by one server,
// and the other run by another.
inline constexpr Promise promises[] = {
    {"tcp", true, true, true}, {"udp", true, false, false}, {"unix", true, true, true}};

enum class Kind : std::uint8_t { run, look, tell, fail, miss };

// How long a call may take.
struct Term {
  Duration timeout;  // it has ended by then
  Duration least;    // and not for want of time before that
  bool has_deadline = true;
  // It is asked whether the server is there, and what became of the call: in a session that has been opened.
  bool is_watched = false;
};

class History {
 public:
  // What is known of the run, for what may be expected of it.
  struct Conditions {
    bool is_intact = true;  // calls arrive as they were sent; otherwise all that is promised is that they end
    bool is_fair = false;   // nothing goes wrong: calls succeed
    bool is_stopped = false;             // but for servers that are told to stop: what they run is answered
    bool is_doubled = false;             // datagrams may be
    bool is_roomy = true;                // the server has time and memory for every call
    TimePoint calm_at = farcall::never;  // the faults are over, and the server serves
  };
  explicit History(const Conditions& its_conditions) noexcept : conditions(its_conditions) {}
  Conditions conditions;
  // From now on this one serves.
  void start(unsigned incarnation) noexcept { incarnation_ = incarnation; }

  // A caller begins a call, with the number that is returned.
  std::uint64_t begin(const Process& caller, Transport transport, Kind kind, TimePoint now, const Term& term,
                      Duration stolen);
  // It ended so. `is_right`: the results are those of this call.
  void succeed(std::uint64_t number, TimePoint now, Duration stolen, bool is_right);
  void fail(std::uint64_t number, TimePoint now, Duration stolen, const farcall::Error& error);
  void cancel(std::uint64_t number);
  // The caller dies, and nobody waits for its calls any more.
  void die(const Process& caller);
  // All that time no server ran.
  void be_silent(TimePoint from, TimePoint to) { silences_.push_back({from, to}); }
  // Whether the callee must know by now that nobody waits for that call.
  [[nodiscard]] bool is_known_orphan(std::uint64_t number, TimePoint now) const;
  // A callee had the effect of a call.
  void execute(std::uint64_t number, unsigned incarnation);
  // Something else went wrong.
  void complain(std::string what) { complaints_.push_back(std::move(what)); }

  // Counts calls and broken promises; a line for each of these.
  [[nodiscard]] std::vector<std::string> check(Figures& figures) const;

 private:
  using Breaks = std::function<void(std::uint64_t& count, const std::string& what)>;
  struct Silence {
    TimePoint from;
    TimePoint to;
  };
  enum class Outcome : std::uint8_t { none, success, failure, cancelled };
  struct Call {
    const Process* caller;
    Transport transport;
    Kind kind;
    Outcome outcome = Outcome::none;
    farcall::Executed executed = farcall::Executed::maybe;
    farcall::Code code{};
    bool is_right = true;
    unsigned incarnation;  // when it began
    TimePoint begun;
    TimePoint ended{};
    Term term;
    Duration stolen;                     // until it began; then while it lasted
    std::vector<unsigned> executions{};  // by which incarnation
  };
  void end(Call& call, Outcome outcome, TimePoint now, Duration stolen) noexcept;
  [[nodiscard]] bool was_among_unread(const Call& call) const;
  void check_time(const Call& call, Figures& figures, const Breaks& breaks) const;
  void check(const Call& call, std::uint64_t number, Figures& figures,
             std::vector<std::string>& broken) const;

  unsigned incarnation_ = 0;
  std::vector<Call> calls_;  // by number, from 1 on
  std::vector<Silence> silences_;
  std::vector<std::string> complaints_;
};

}  // namespace simulation
