// A network between callers and callees that has faults: it takes in what callers send, and passes it on or
// not.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include <farcall/base/clock.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>

#include "../simulation/random.hpp"

namespace processes {

using farcall::Duration;
using farcall::TimePoint;
using simulation::Random;

// What may happen to what one read of a stream gives, and to a datagram.
enum class Fate : std::uint8_t {
  passes,
  split,  // arrives in parts
  late,
  cut,        // a part arrives, and then the end of the connection, both ways
  reset,      // the same by a reset
  half_open,  // nothing passes this connection any more
  one_way,    // nor in this direction: of datagrams for a while
  damaged,
  lost,   // datagrams
  twice,  // the second copy later
};
inline constexpr std::size_t fate_count = static_cast<std::size_t>(Fate::twice) + 1;
[[nodiscard]] const char* to_string(Fate fate) noexcept;
using FateCounts = std::array<std::uint64_t, fate_count>;

// How often, in a million.
struct Weather {
  std::array<std::uint32_t, fate_count> streams{};
  std::array<std::uint32_t, fate_count> datagrams{};
};

// Thread: any; what passes it is moved by a thread of its own.
class Proxy {
 public:
  // In front of each of these endpoints, UNIX sockets at `path`.
  Proxy(std::uint64_t seed, const std::vector<std::string>& servers, const std::string& path);
  Proxy(const Proxy&) = delete;
  ~Proxy();

  // In the order of the servers.
  [[nodiscard]] const std::vector<std::string>& endpoints() const noexcept { return endpoints_; }
  void change(const Weather& weather);
  // What its fates were so far.
  [[nodiscard]] FateCounts counts() const;
  // What the last read, or datagram, of callers or servers gave.
  [[nodiscard]] std::string last(bool from_server) const;
  // Sends the last datagram of a caller to its server once more.
  void repeat_datagram();
  // So many reads and datagrams have come from callers; and waits until there were so many in all.
  [[nodiscard]] std::uint64_t from_callers() const noexcept { return from_callers_; }
  void await_from_callers(std::uint64_t count) const;

 private:
  struct Stream;
  struct Flow;
  struct Door;  // what listens
  struct Later {
    TimePoint due;
    std::uint64_t order;
    std::function<void()> action;
    bool operator<(const Later& other) const noexcept {
      return due != other.due ? due > other.due : order > other.order;
    }
  };

  void open(const std::string& server, const std::string& path);
  void run();
  void handle(std::uint64_t key, std::uint32_t events);
  void watch(int descriptor, std::uint64_t key, std::uint32_t events, bool is_new) const;
  void later(TimePoint due, std::function<void()> action);
  [[nodiscard]] Fate fate(bool is_stream, bool from_server, std::string_view bytes);

  void accept(const Door& door);
  void read(Stream& stream, unsigned side);
  void pass_on(Stream& stream, unsigned side, std::string bytes);
  void push(Stream& stream, unsigned side, std::string bytes, TimePoint due);
  void pump(Stream& stream, unsigned side);
  void end(Stream& stream, bool by_reset);

  void receive(Door& door);
  void answer(Flow& flow);
  void carry(Flow& flow, bool to_server, std::string bytes);
  void wake() const;
  void repeat();
  void deliver(const Flow& flow, bool to_server, std::string_view bytes) const;

  Random random_;
  std::vector<std::string> endpoints_;
  std::vector<std::string> paths_;
  farcall::io::Descriptor poller_;
  farcall::io::Descriptor wake_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Door>> doors_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Stream>> streams_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Flow>> flows_;
  std::priority_queue<Later> later_;
  std::uint64_t next_key_ = 1;
  TimePoint now_{};
  std::string room_;

  mutable std::mutex mutex_;  // protects what follows
  Weather weather_;
  FateCounts counts_{};
  std::string last_[2];  // of callers, of servers
  std::uint64_t last_flow_ = 0;
  bool repeats_ = false;
  std::atomic<std::uint64_t> from_callers_{0};
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

}  // namespace processes
