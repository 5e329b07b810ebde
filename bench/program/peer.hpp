// What a peer program provides; main.cpp and client.cpp do the rest alike for all of them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "load.hpp"

namespace suite {

enum class Serving {
  one,          // only one connection at a time
  thread_each,  // a thread for each connection
  when_ready    // one thread, which the kernel tells whose call is there
};

struct Options {
  std::string role;                // server, client, first, hold
  std::string transport;           // tcp, udp, unix, or coding: encode and decode, nobody is called
  std::string address;             // a server's: where to listen; a client's: what the server announced
  int cpu = -1;                    // to be pinned to; −1: not pinned
  int server = 0;                  // the server's process id, whose processor time counts too
  int connections = 0;             // of the role hold; of a client: idle ones beside the one that calls
  bool spin = false;               // wait for replies without sleeping, where the peer can choose
  Serving serving = Serving::one;  // how a server has several connections, where the peer can choose
  std::size_t piece_bytes = 0;     // transfer long messages in pieces of this size; 0: whole
  int buffer_bytes = 0;  // of each direction of a connection, where the peer can choose; 0: its default
};

// One binding to a server. Thread: one.
class Caller {
 public:
  Caller() = default;
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  virtual ~Caller() = default;

  // Makes the arguments; outside of what is measured.
  virtual void prepare(const Load& load) = 0;
  // One call with them. False: it failed.
  virtual bool call() = 0;
  // Whether the last results were what the load has to give.
  virtual bool correct() = 0;
  // Bytes of the arguments: as XDR has them, unless the peer has another encoding.
  [[nodiscard]] virtual std::size_t sent_bytes(const Load& load, const std::string& transport) const {
    return argument_bytes(load, transport);
  }
  // No call will come for a while: a server that spins may sleep now.
  virtual void rest() {}
  // One more on the same connection, for another thread; null: this peer's connections are not shared.
  // Thread: any, also while calls are made.
  virtual std::unique_ptr<Caller> share() { return nullptr; }
};

// Each peer program defines these two.
std::unique_ptr<Caller> connect(const Options& options);
[[noreturn]] void serve(const Options& options);

// Tells the harness that the server answers there.
void announce(const std::string& address);

// Ends the program with a message (and errno's, when it is set).
[[noreturn]] void die(const char* what, const std::string& which = "");

// The other roles, in client.cpp.
void obey(const Options& options);
void first_reply(const Options& options);
void hold(const Options& options);

}  // namespace suite
