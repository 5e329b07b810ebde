// The event loop of a server: accepts, reads, dispatches.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/poller.hpp>
#include <farcall/io/spinner.hpp>
#include <farcall/io/successor.hpp>
#include <farcall/runtime/memory_channel.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/datagram_port.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/listener.hpp>
#include <farcall/runtime/server/lrpc_port.hpp>
#include <farcall/runtime/server/overload.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/server/server.hpp>
#include <farcall/runtime/server/stream_peer.hpp>
#include <farcall/transport/endpoint.hpp>

namespace farcall::inline v1 {

class Server::Loop final : private server::Crew {
 public:
  explicit Loop(ServerOptions options);
  ~Loop() override;

  Result<std::string> listen(std::string_view text);
  // Takes all that serving may lack; when that fails, the loop is as after stop().
  Result<void> begin();
  // After begin(): until stop().
  void serve();
  void stop() noexcept;
  Result<void> hand_over(const std::vector<std::string>& command, Duration timeout);
  [[nodiscard]] bool is_handed_over() const noexcept { return is_handed_over_; }

  server::Dispatcher dispatcher;
  std::vector<std::function<void()>> shutdown_actions;
  std::vector<std::string> endpoints;
  std::thread background;

 private:
  // One thread's memory.
  struct Hand final : server::Crew::Member {
    explicit Hand(const Limits& limits) : reader(limits.record_bytes) {}
    transport::RecordReader reader;
    Buffer reply;
    std::shared_ptr<server::StreamPeer> peer;  // whose call it serves, or is to go on with
  };
  std::unique_ptr<Member> make_member() override;
  void lead(Member& me) override;
  void take_over(Member& slow, Member& me) override;
  void interrupt() noexcept override;

  Result<void> open();
  Result<std::string> listen_to(const Endpoint& endpoint);
  Result<std::string> listen_in_memory(const Endpoint& endpoint);
  Error give_up(const char* why);
  void offer_same_host();
  void start(server::Crew& port);
  void join_ports() noexcept;
  Result<std::vector<io::Bequest>> bequests();

  // Each is false when this thread does not lead any more.
  [[nodiscard]] bool handle(Hand& me, const io::Poller::Event& event);
  [[nodiscard]] bool next(Hand& me);
  [[nodiscard]] bool serve_all(Hand& me, std::span<const io::Poller::Event> events);
  [[nodiscard]] bool serve_some(Hand& me, std::span<const io::Poller::Event> events);
  [[nodiscard]] bool read(Hand& me, const std::shared_ptr<server::StreamPeer>& peer);
  [[nodiscard]] static io::Transfer receive(Hand& me, server::StreamPeer& peer) noexcept;
  [[nodiscard]] bool take(Hand& me, const std::shared_ptr<server::StreamPeer>& peer,
                          const io::Transfer& transfer);
  [[nodiscard]] bool resume(Hand& me, const std::shared_ptr<server::StreamPeer>& peer);
  [[nodiscard]] bool serve_records(Hand& me, const std::shared_ptr<server::StreamPeer>& peer, bool lost);
  [[nodiscard]] bool serve_complete(Hand& me, bool& lost);
  [[nodiscard]] bool gives_way(unsigned served) const noexcept;

  void accept(const server::Listener& listener);
  [[nodiscard]] bool refuse(const server::Listener& listener) noexcept;
  [[nodiscard]] bool drop_idlest() noexcept;
  void pause_accepting() noexcept;
  void resume_accepting() noexcept;
  void complain(std::string_view what) noexcept;
  void admit(io::Descriptor descriptor, std::unique_ptr<Caller> caller = nullptr);
  void connect(io::Descriptor stream, const Caller& client);
  void admit_connected();
  [[nodiscard]] bool is_expected(int control) const noexcept;
  void admit_to_memory(io::Descriptor control, std::size_t index);
  [[nodiscard]] bool is_same_host(std::size_t index) const noexcept {
    return same_host_ && index == same_host_index_;
  }
  void drop(server::StreamPeer& peer);
  void drop_unread() noexcept;

  // What is due by the clock, and when that is.
  void look_after();
  [[nodiscard]] TimePoint due() const noexcept;
  void close_listeners();
  void drain(Hand& me);
  [[nodiscard]] bool is_busy();
  [[nodiscard]] bool has_lrpc_clients() const;
  void close_all();

  static constexpr std::uint64_t first_peer_key = 1U << 16;  // below: listeners

  const ServerOptions options_;
  std::unique_ptr<io::Poller> poller_;
  std::atomic<bool> stops_{false};
  std::atomic<bool> is_handing_over_{false};
  std::atomic<bool> is_handed_over_{false};
  std::mutex listeners_mutex_;  // protects the listeners against a hand-over, once there are all
  std::vector<server::Listener> listeners_;
  bool is_closed_ = false;  // and no more to be handed over
  bool is_heir_ = false;    // of sockets that this process was started with
  std::vector<std::shared_ptr<server::DatagramPort>> ports_;
  std::vector<std::thread> port_threads_;
  std::vector<std::shared_ptr<server::LrpcPort>>
      lrpc_ports_;                               // behind the listener of the same index, or null
  std::shared_ptr<server::SameHost> same_host_;  // where clients of this machine may move to, or null
  std::size_t same_host_index_ = 0;              // its listener
  bool somebody_moved_ = false;                  // and its port has a thread
  std::vector<MemoryPort> memory_ports_;
  io::Descriptor reserve_;  // given up for a moment to accept, and close, when there are no descriptors left
  TimePoint now_{};         // as of the last event, or later
  TimePoint accepts_again_ = never;  // while the listeners are paused: until when
  TimePoint looks_for_unread_ = never;
  TimePoint leaves_by_ = never;  // after a hand-over: who is still connected then is disconnected
  TimePoint nobody_is_idle_before_{};
  bool complained_ = false;  // that connections cannot be accepted; once until one is
  server::Patience patience_;
  std::mutex connected_mutex_;  // protects what follows
  std::vector<std::pair<io::Descriptor, Caller>>
      connected_;  // who came by another socket, and has a stream now
  std::unordered_map<std::uint64_t, std::shared_ptr<server::StreamPeer>> peers_;
  std::uint64_t next_key_ = first_peer_key;
  // The leader's. Who called last is likely to call next: it looks there without asking the poller first.
  io::Spinner spinner_;
  std::shared_ptr<server::StreamPeer> recent_;
  unsigned looks_ = 0;
  server::Overload overload_;
  std::size_t first_ = 0;  // whom a turn begins with, under overload
};

}  // namespace farcall::inline v1
