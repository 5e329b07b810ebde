// Requests that fail one after the other, and what may be said of what they failed under.
#pragma once

#include <initializer_list>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/lrpc/life.hpp>
#include <farcall/lrpc/watcher.hpp>

#include "injection.hpp"
#include "site.hpp"

namespace faults {

using farcall::Code;
using farcall::Executed;
using Outcome = farcall::Result<Bytes>;

struct Scenario {
  const char* scheme;
  Kind kind;
  Side side;
  std::size_t size_bytes;  // of the argument and of the result
  unsigned variants = 1;
};

inline std::string name_of(const Scenario& scenario) {
  return std::string(scenario.scheme) + (scenario.kind == Kind::allocation ? "_allocation" : "_system_call") +
         (scenario.side == Side::this_thread ? "_client_" : "_server_") + std::to_string(scenario.size_bytes);
}

inline void PrintTo(const Scenario& scenario, std::ostream* out) { *out << name_of(scenario); }

inline std::vector<Scenario> scenarios(std::initializer_list<const char*> schemes,
                                       std::initializer_list<std::size_t> sizes) {
  std::vector<Scenario> all;
  for (const char* scheme : schemes)
    for (const Kind kind : {Kind::allocation, Kind::system_call})
      for (const Side side : {Side::this_thread, Side::other_threads})
        for (const std::size_t size : sizes) {
          const bool has_others = std::string(scheme) != "memory";
          if (!has_others && (kind == Kind::system_call || side == Side::other_threads)) continue;
          all.push_back({scheme, kind, side, size, kind == Kind::allocation ? 1U : 4U});
        }
  return all;
}

class EveryFault : public testing::TestWithParam<Scenario> {
 protected:
  EveryFault() : argument(GetParam().size_bytes, 7) {
    (void)farcall::lrpc::Watcher::common();  // of the process: they stay
    (void)farcall::lrpc::life_of_this_process();
  }

  // Does `something` again and again, of which the first request fails, then the second and so on, until
  // there was no such request. Before and after it nothing fails.
  template <typename Before, typename Something, typename After>
  void fail_each(Before before, Something something, After after) {
    for (unsigned variant = 0; variant < GetParam().variants; ++variant)
      for (int nth = 1;; ++nth) {
        before();
        Injection injection(GetParam().kind, GetParam().side, nth, variant);
        auto outcome = something();
        const bool struck = injection.struck();
        SCOPED_TRACE("request " + std::to_string(nth) + ", " + Injection::what());
        after(std::move(outcome), struck);
        if (!struck || HasFailure()) break;
      }
  }

  // What a call may say that something failed under, and whether that is true.
  void expect_truth(const Outcome& outcome, bool struck, int ran) const {
    if (outcome) {
      EXPECT_EQ(*outcome, argument);
      EXPECT_GE(ran, 1);
      return;
    }
    const farcall::Error& error = outcome.error();
    EXPECT_TRUE(struck) << to_string(error);
    EXPECT_TRUE(error.executed != Executed::no || ran == 0) << to_string(error);
    EXPECT_TRUE(error.executed != Executed::yes || ran > 0) << to_string(error);
    EXPECT_NE(error.code, Code::deadline_exceeded) << "nobody waited in vain";
    EXPECT_TRUE(GetParam().kind == Kind::system_call || says_out_of_memory(error.code)) << to_string(error);
  }

  static bool says_out_of_memory(Code code) {
    const std::string scheme = GetParam().scheme;
    const bool is_clients = GetParam().side == Side::this_thread;
    // A name is looked up on a thread of its own; the server of memory: is on the caller's; one of lrpc: says
    // that it has none.
    if (code == Code::resource_exhausted) return is_clients || scheme == "named" || scheme == "lrpc";
    return (code == Code::system_err || code == Code::connection_lost) && (!is_clients || scheme == "memory");
  }

  const Bytes argument;
  const farcall::BindOptions binding = options();
  QuietLog quiet;
};

}  // namespace faults
