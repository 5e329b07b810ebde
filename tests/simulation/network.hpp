// The network and the files of simulated processes, as the system calls see them.
//
// A stream is two pipes, in each of which chunks of bytes are on the way in order; a datagram is on its own.
// Faults strike what is on the way: what they stand for is a real network's doing, never farcall's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/uio.h>

#include <farcall/io/address.hpp>

#include "figures.hpp"
#include "scheduler.hpp"

namespace simulation {

using farcall::io::Address;
using Bytes = std::vector<std::byte>;

// What goes wrong by itself, so many times in a million.
struct Weather {
  std::uint32_t loss = 0;  // of datagrams
  std::uint32_t doubling = 0;
  std::uint32_t lateness = 0;  // of datagrams, which then arrive after later ones; of bytes, which stall
  std::uint32_t corruption = 0;
  bool delivers_corrupted = false;  // as if nothing had a checksum
  std::uint32_t splitting = 0;      // of what is written
  Duration longest_way = std::chrono::microseconds(500);
  std::size_t window_bytes = 1 << 18;  // of a stream
  std::size_t bytes_per_second = 0;    // of each direction of a connection; 0: no end of them
};

class Poll;

// What a descriptor stands for.
struct File {
  File(Process& its_process, int its_number) : process(its_process), number(its_number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  virtual ~File();
  // poll(2) events that are there, POLLHUP and POLLERR among them.
  [[nodiscard]] virtual short ready() const { return 0; }

  Process& process;
  const int number;
  std::vector<Poll*> polled_by;
};

struct EventFile final : File {  // of eventfd(2)
  using File::File;
  [[nodiscard]] short ready() const override { return count > 0 ? POLLIN : 0; }
  std::uint64_t count = 0;
};

class Poll final : public File {  // of epoll_create1(2)
 public:
  using File::File;
  ~Poll() override;
  struct Watched {
    File* file;
    epoll_event event;
  };
  std::map<int, Watched> watched;
};

struct Socket;

struct Chunk {
  TimePoint arrives;
  Bytes bytes;
  bool is_end = false;
};

// One direction of a connection.
struct Pipe {
  std::deque<Chunk> on_the_way;
  std::size_t bytes_on_the_way = 0;
  TimePoint free_at{};  // when all of them have set out
  TimePoint last_arrival{};
  unsigned tries = 0;  // of the first chunk, while nothing gets through
  bool is_scheduled = false;
};

struct Connection {
  std::array<std::weak_ptr<Socket>, 2> sides;
  std::array<Process*, 2> processes{};
  std::array<Pipe, 2> pipes;  // by who sends
  std::size_t window_bytes = 0;
  bool is_local = false;      // by UNIX sockets
  bool is_forgotten = false;  // half-open: nobody on the way knows it any more
};

struct Datagram {
  Address from;
  Bytes bytes;
};

struct Socket final : File {
  using File::File;
  [[nodiscard]] short ready() const override;
  // Of a stream: to send; and what was sent, and the other end's system has not yet, or by a UNIX socket its
  // process.
  [[nodiscard]] std::size_t room() const;
  [[nodiscard]] std::size_t unacknowledged_bytes() const;
  [[nodiscard]] std::size_t unread_bytes() const;
  // A dead client's, who waits for a datagram until its time is over.
  [[nodiscard]] bool is_deaf() const noexcept {
    return process.is_dead && !is_stream && peer.family() != AF_UNSPEC;
  }

  enum class State : std::uint8_t { fresh, connecting, connected, listening, ended };
  State state = State::fresh;
  bool is_stream = true;
  bool is_local = false;
  bool is_non_blocking = false;
  Duration receive_timeout{};  // zero: for ever
  Duration send_timeout{};
  Address local;
  Address peer;
  int error = 0;  // to be told once

  std::shared_ptr<Connection> connection;
  std::size_t side = 0;
  Bytes arrived;
  std::size_t taken_bytes = 0;  // of `arrived`
  bool end_arrived = false;
  bool reads = true;   // not shut down
  bool writes = true;  // nor ended
  std::deque<std::shared_ptr<Socket>> backlog;
  std::size_t backlog_limit = 0;
  std::deque<Datagram> datagrams;
};

class Network {
 public:
  Network(Scheduler& scheduler, Random random, Figures& figures);
  ~Network();

  static constexpr int first_descriptor = 1 << 20;
  [[nodiscard]] static Network* current() noexcept { return current_; }
  [[nodiscard]] Scheduler& scheduler() noexcept { return scheduler_; }
  [[nodiscard]] Random& random() noexcept { return random_; }

  // Faults.
  Weather weather;
  void block(unsigned from, unsigned to, bool yes);
  void set_down(unsigned host, bool yes);  // nothing comes from there, not even a refusal
  // A connection of TCP, by chance. False when there is none.
  bool reset_one();
  bool forget_one();
  void heal();
  // As the system does for a process that ends; a silent one takes its host along.
  void kill(Process& process, bool silent);

  // Files. A null pointer: no such descriptor.
  template <typename T>
  std::shared_ptr<T> open() {
    auto file = std::make_shared<T>(scheduler_.here(), first_descriptor + static_cast<int>(files_.size()));
    files_.push_back(file);
    return file;
  }
  [[nodiscard]] std::shared_ptr<File> file(int number) const noexcept;
  template <typename T>
  [[nodiscard]] std::shared_ptr<T> find(int number) const noexcept {
    return std::dynamic_pointer_cast<T>(file(number));
  }
  int close(int number);
  // Somebody asked for what is not open (any more): with real descriptors it might be somebody else's.
  void misused(int number) noexcept { misused_.push_back(number); }
  [[nodiscard]] const std::vector<int>& misused() const noexcept { return misused_; }
  // What is open: descriptors that nobody closed.
  [[nodiscard]] std::vector<const File*> open_files() const;
  void notify(File& file);
  // Waits while `ready()` is false. False: it still is when it is `until`.
  template <typename Ready>
  bool await(const void* what, TimePoint until, Ready ready) {
    while (!ready())
      if (!scheduler_.wait(what, until) && scheduler_.now() >= until) return ready();
    return true;
  }

  // Sockets. As the system calls of these names: an errno, or 0, or a count of bytes.
  int bind(const std::shared_ptr<Socket>& socket, const Address& address);
  int connect(const std::shared_ptr<Socket>& socket, const Address& address);
  std::shared_ptr<Socket> accept(Socket& listener);
  long send(Socket& socket, std::span<const iovec> pieces, const Address* to);
  long receive(Socket& socket, std::span<std::byte> room, bool peeks, Address* from);
  int shut_down(Socket& socket, int how);

 private:
  [[nodiscard]] static std::string key_of(const Socket& socket, const Address& address);
  [[nodiscard]] Address own_address(const Socket& socket);
  [[nodiscard]] bool is_blocked(unsigned from, unsigned to) const;
  [[nodiscard]] bool is_blocked(const Connection& connection, std::size_t from) const;
  [[nodiscard]] Duration way();
  [[nodiscard]] std::shared_ptr<Socket> bound_to(const Socket& asking, const Address& address) const;

  // streams.cpp
  int connect_local(const std::shared_ptr<Socket>& socket);
  int connect_tcp(const std::shared_ptr<Socket>& socket);
  void knock(const std::weak_ptr<Socket>& socket, unsigned tries);
  void join(const std::shared_ptr<Socket>& socket, Socket& listener);
  long send_stream(Socket& socket, std::span<const iovec> pieces);
  void put(const std::shared_ptr<Connection>& connection, std::size_t from, Bytes bytes, bool is_end);
  void put_at_once(const std::shared_ptr<Connection>& connection, std::size_t from, Bytes bytes, bool is_end);
  void schedule(const std::shared_ptr<Connection>& connection, std::size_t from);
  void deliver(const std::shared_ptr<Connection>& connection, std::size_t from);
  [[nodiscard]] bool arrive(const std::shared_ptr<Connection>& connection, std::size_t from, Chunk& chunk);
  // A reset on its way to that side, once, or until it gets through.
  void send_reset(const std::shared_ptr<Connection>& connection, std::size_t to, bool again);
  void arrive_reset(Socket& socket);
  void hear_of_end(Process& process) const;
  void leave(Socket& socket);
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> connections() const;

  // datagrams.cpp
  long send_datagram(Socket& socket, std::span<const iovec> pieces, const Address* to);
  void deliver(const std::shared_ptr<Datagram>& datagram, const Address& to, unsigned from_host,
               const std::weak_ptr<Socket>& sender);

  static Network* current_;
  Scheduler& scheduler_;
  Random random_;
  Figures& figures_;
  std::vector<std::shared_ptr<File>> files_;  // by number
  std::vector<int> misused_;
  std::map<std::string, std::weak_ptr<Socket>> bound_;
  std::set<std::pair<unsigned, unsigned>> blocked_;
  std::set<unsigned> down_;
  std::uint16_t next_port_ = 40'000;
  bool is_calm_ = false;  // the faults are over
};

// 10.0.0.1 and so on.
[[nodiscard]] Address address_of(unsigned host, std::uint16_t port);
[[nodiscard]] unsigned host_of(const Address& address) noexcept;

}  // namespace simulation
