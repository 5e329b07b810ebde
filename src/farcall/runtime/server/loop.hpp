// What a server listens on, and who comes there: to a lane, to a port, or to memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <farcall/base/fork.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/poller.hpp>
#include <farcall/io/successor.hpp>
#include <farcall/runtime/memory_channel.hpp>
#include <farcall/runtime/server/backlog.hpp>
#include <farcall/runtime/server/crew.hpp>
#include <farcall/runtime/server/datagram_port.hpp>
#include <farcall/runtime/server/dispatch.hpp>
#include <farcall/runtime/server/lane.hpp>
#include <farcall/runtime/server/listener.hpp>
#include <farcall/runtime/server/lrpc_port.hpp>
#include <farcall/runtime/server/same_host.hpp>
#include <farcall/runtime/server/server.hpp>
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
  using Hand = server::Lane::Hand;

  std::unique_ptr<Member> make_member() override;
  void lead(Member& me) override;
  void take_over(Member& slow, Member& me) override;
  void interrupt() noexcept override;

  Result<void> open();
  [[nodiscard]] Result<void> make_lane();
  [[nodiscard]] bool open_lane() noexcept;
  [[nodiscard]] server::Lane& lane_for_one_more() noexcept;
  [[nodiscard]] std::span<const std::unique_ptr<server::Lane>> lanes() const noexcept {
    const std::size_t count =
        lane_count_.load(std::memory_order_acquire);  // before they are there there are none
    return {lanes_.data(), count};
  }
  [[nodiscard]] io::Poller& poller() const noexcept { return lanes_.front()->poller(); }
  [[nodiscard]] std::size_t connections() const noexcept;
  Result<std::string> listen_to(const Endpoint& endpoint);
  Result<std::string> listen_in_memory(const Endpoint& endpoint);
  Error give_up(const char* why);
  void offer_same_host();
  [[nodiscard]] Result<std::shared_ptr<server::LrpcPort>> make_lrpc_port(
      std::shared_ptr<const server::SameHost> same_host);
  [[nodiscard]] Result<void> renew_lrpc_ports();
  void start(server::Crew& port);
  void join_ports() noexcept;
  Result<std::vector<io::Bequest>> bequests();

  void accept(const server::Listener& listener);
  [[nodiscard]] bool refuse(const server::Listener& listener) noexcept;
  [[nodiscard]] bool drop_idlest() noexcept;
  [[nodiscard]] bool drop_silent() noexcept;
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

  // What is due by the clock in the first lane, and when that is.
  void look_after(TimePoint now);
  [[nodiscard]] TimePoint due() const noexcept;
  void close_listeners();
  void drain(Hand& me, server::Lane& lane);
  [[nodiscard]] bool is_busy();
  [[nodiscard]] bool has_lrpc_clients() const;
  void close_all();

  const ServerOptions options_;
  const std::size_t most_lanes_;
  const std::uint32_t forks_ = forks();  // when it was made
  server::Patience patience_;
  server::Backlog backlog_;
  std::vector<std::unique_ptr<server::Lane>> lanes_;  // as many as are in use, or one more
  std::atomic<std::size_t> lane_count_{0};
  std::atomic<std::size_t> draining_{0};  // of those
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
  TimePoint accepts_again_ = never;  // while the listeners are paused: until when
  TimePoint leaves_by_ = never;      // after a hand-over: who is still connected then is disconnected
  TimePoint nobody_is_idle_before_{};
  bool complained_ = false;     // that connections cannot be accepted; once until one is
  std::mutex connected_mutex_;  // protects what follows
  std::vector<std::pair<io::Descriptor, Caller>>
      connected_;  // who came by another socket, and has a stream now
};

}  // namespace farcall::inline v1
