// The peer `iceoryx`: request and response of iceoryx 2. Both are written into chunks of shared memory that
// the library lends, and read where they lie: of an echo the caller's bytes are copied into the request, and
// from there into the response.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include "../program/peer.hpp"
#include "../program/placement.hpp"
#include "iceoryx_hoofs/log/logmanager.hpp"
#include "iceoryx_posh/iceoryx_posh_config.hpp"
#include "iceoryx_posh/internal/roudi/roudi.hpp"
#include "iceoryx_posh/popo/untyped_client.hpp"
#include "iceoryx_posh/popo/untyped_server.hpp"
#include "iceoryx_posh/popo/wait_set.hpp"
#include "iceoryx_posh/roudi/iceoryx_roudi_components.hpp"
#include "iceoryx_posh/runtime/posh_runtime.hpp"

namespace suite {
namespace {

using namespace std::chrono_literals;

// Of every process that takes part; what ended by force leaves a socket of that name in /tmp.
constexpr const char* name_begins = "farcall-bench-iceoryx-";

// RouDi, which makes the memory and the connections, and of which a machine can have one. The servers of a
// benchmark share it, and may end in any order and by force: so it is a process of its own, to which each of
// them holds a connection, and which ends with the last of these.
class Roudi {
 public:
  // Waits until it is there; the connection is never closed.
  static void hold() {
    for (int failures = 0; failures < 3;) {
      const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      if (::connect(connection, address().get(), sizeof(sockaddr_un)) == 0) {
        char ready = 0;
        if (read(connection, &ready, 1) == 1) return;
        ++failures;  // it was about to end, or cannot begin
      }
      close(connection);
      start_unless_there();
      std::this_thread::sleep_for(20ms);
    }
    errno = 0;
    die("RouDi does not start; there can be only one, does another run?");
  }

 private:
  struct Address {
    sockaddr_un path{};
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&path); }
  };

  // Without a file: it is free again as soon as the process has ended, however it did.
  static Address address() {
    Address made;
    const std::string name = name_begins + std::to_string(getuid());
    made.path.sun_family = AF_UNIX;
    std::memcpy(made.path.sun_path + 1, name.c_str(), name.size());
    return made;
  }

  static void start_unless_there() {
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, address().get(), sizeof(sockaddr_un)) == 0) {
      if (listen(listener, 64) != 0) die("cannot listen");
      const pid_t child = fork();
      if (child < 0) die("cannot fork");
      if (child == 0) run(listener);
    }
    close(listener);
  }

  [[noreturn]] static void run(int listener) {
    setsid();    // an interrupt from the terminal ends the servers, and they end this
    pin(0, -1);  // the cpu is the server's
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);  // it says much, and who started it says when it failed
    {
      iox::roudi::IceOryxRouDiComponents components(configuration());
      // Who spins on a busy machine may be silent for long, and must not be taken for dead.
      iox::roudi::RouDi roudi(components.rouDiMemoryManager, components.portManager,
                              {iox::roudi::MonitoringMode::OFF, /*killProcessesInDestructor=*/false});
      serve_holders(listener);
      alarm(5);  // who was killed may have left a lock
    }
    for (const auto& entry : std::filesystem::directory_iterator("/tmp")) {
      if (entry.path().filename().string().starts_with(name_begins)) unlink(entry.path().c_str());
    }
    _exit(0);
  }

  static iox::RouDiConfig_t configuration() {
    iox::mepoo::MePooConfig chunks;
    chunks.addMemPool({256, 256});
    chunks.addMemPool({2 << 10, 256});
    chunks.addMemPool({16 << 10, 64});
    chunks.addMemPool({128 << 10, 64});
    chunks.addMemPool({(1 << 20) + 4096, 32});
    const auto group = iox::posix::PosixGroup::getGroupOfCurrentProcess().getName();
    iox::RouDiConfig_t made;
    made.m_sharedMemorySegments.push_back({group, group, chunks});
    return made;
  }

  // Until there are none.
  static void serve_holders(int listener) {
    std::vector<pollfd> watched{{listener, POLLIN, 0}};
    do {
      poll(watched.data(), watched.size(), -1);
      for (std::size_t i = watched.size() - 1; i > 0; --i) {
        if (watched[i].revents == 0) continue;
        close(watched[i].fd);
        watched.erase(watched.begin() + static_cast<std::ptrdiff_t>(i));
      }
      if (watched[0].revents != 0) {
        const int holder = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (holder >= 0 && write(holder, "r", 1) == 1) watched.push_back({holder, POLLIN, 0});
      }
    } while (watched.size() > 1);
  }
};

void join() {
  iox::log::LogManager::GetLogManager().SetDefaultLogLevel(iox::log::LogLevel::kError,
                                                           iox::log::LogLevelOutput::kHideLogLevel);
  const std::string name = name_begins + std::to_string(getpid());
  iox::runtime::PoshRuntime::initRuntime(iox::RuntimeName_t(iox::cxx::TruncateToCapacity, name));
}

// A server is known by its process.
iox::capro::ServiceDescription service(const std::string& address) {
  return {"farcall-bench", iox::capro::IdString_t(iox::cxx::TruncateToCapacity, address), "calls"};
}

constexpr std::uint32_t alignment = 8;

// A request begins with this.
struct Head {
  Kind kind;
  std::uint32_t spin_next;  // whether the next one comes at once
};

std::uint32_t size_of(const void* payload) {
  return iox::mepoo::ChunkHeader::fromUserPayload(payload)->userPayloadSize();
}

class IceoryxCaller final : public Caller {
 public:
  explicit IceoryxCaller(const Options& options) : spin_(options.spin) {
    join();
    client_.emplace(service(options.address));
    while (client_->getConnectionState() != iox::ConnectionState::CONNECTED) std::this_thread::sleep_for(1ms);
    if (spin_) return;  // who polls need not be woken
    ready_.emplace();
    if (ready_->attachState(*client_, iox::popo::ClientState::HAS_RESPONSE).has_error()) die("cannot wait");
  }
  ~IceoryxCaller() override { release(); }

  void prepare(const Load& load) override {
    release();
    load_ = load;
    switch (load.kind) {
      case Kind::echo: bytes_ = sample_bytes(load.count); break;
      case Kind::big_in:
      case Kind::big_in_out: bytes_ = sample_bytes(big_bytes); break;
      case Kind::add: {
        constexpr std::int32_t pair[2] = {2, 40};
        bytes_.resize(sizeof pair);
        std::memcpy(bytes_.data(), pair, sizeof pair);
        break;
      }
      default: bytes_.clear();
    }
  }

  bool call() override {
    release();
    response_ = transact(load_.kind, bytes_, spin_);
    return response_ != nullptr;
  }

  bool correct() override {
    if (response_ == nullptr) return false;
    switch (load_.kind) {
      case Kind::null:
      case Kind::big_in: return size_of(response_) == 0;
      case Kind::add: return size_of(response_) == 4 && *static_cast<const std::int32_t*>(response_) == 42;
      case Kind::big_in_out:
      case Kind::echo:
        return size_of(response_) == bytes_.size() &&
               std::memcmp(response_, bytes_.data(), bytes_.size()) == 0;
      default: return false;
    }
  }

  void rest() override {
    if (!spin_) return;
    if (const void* response = transact(Kind::null, {}, false)) client_->releaseResponse(response);
  }

 private:
  // The response, where it lies; null when there is none.
  const void* transact(Kind kind, const std::vector<std::uint8_t>& arguments, bool spin_next) {
    auto loan = client_->loan(static_cast<std::uint32_t>(sizeof(Head) + arguments.size()), alignment);
    if (loan.has_error()) return nullptr;
    auto* request = static_cast<std::byte*>(loan.value());
    const Head head{kind, spin_next ? 1U : 0U};
    std::memcpy(request, &head, sizeof head);
    if (!arguments.empty()) std::memcpy(request + sizeof head, arguments.data(), arguments.size());
    if (client_->send(request).has_error()) return nullptr;
    for (;;) {
      const auto taken = client_->take();
      if (!taken.has_error()) return taken.value();
      if (ready_) ready_->wait();
    }
  }

  void release() {
    if (response_ != nullptr) client_->releaseResponse(response_);
    response_ = nullptr;
  }

  bool spin_;
  std::optional<iox::popo::UntypedClient> client_;
  std::optional<iox::popo::WaitSet<1>> ready_;  // without one: poll
  Load load_;
  std::vector<std::uint8_t> bytes_;
  const void* response_ = nullptr;
};

class Callee {
 public:
  explicit Callee(const std::string& address) : server_(service(address)) { spin(false); }

  [[noreturn]] void run() {
    for (;;) {
      const auto taken = server_.take();
      if (!taken.has_error()) {
        answer(static_cast<const std::byte*>(taken.value()));
      } else if (!spins_) {
        ready_.wait();
      } else if (--patience_ == 0) {
        spin(false);
      }
    }
  }

 private:
  // Some tenths of a second: a caller that spins ends with a call after which no other comes, unless it died.
  static constexpr int most_polls = 20'000'000;

  void answer(const std::byte* request) {
    Head head;
    std::memcpy(&head, request, sizeof head);
    const std::byte* arguments = request + sizeof head;
    switch (head.kind) {
      case Kind::add: {
        std::int32_t pair[2];
        std::memcpy(pair, arguments, sizeof pair);
        const std::int32_t sum = pair[0] + pair[1];
        reply(request, &sum, sizeof sum);
        break;
      }
      case Kind::big_in_out:
      case Kind::echo:
        reply(request, arguments, size_of(request) - static_cast<std::uint32_t>(sizeof head));
        break;
      default: reply(request, nullptr, 0);
    }
    server_.releaseRequest(request);
    spin(head.spin_next != 0);
  }

  void reply(const std::byte* request, const void* results, std::uint32_t size_bytes) {
    auto loan = server_.loan(iox::popo::RequestHeader::fromPayload(request), size_bytes, alignment);
    if (loan.has_error()) die("no chunk for a response");
    if (size_bytes > 0) std::memcpy(loan.value(), results, size_bytes);
    // Only who is gone does not get it.
    static_cast<void>(server_.send(loan.value()).has_error());
  }

  // Who polls is not to be woken, which would cost the caller.
  void spin(bool on) {
    patience_ = most_polls;
    if (on == spins_) return;
    spins_ = on;
    if (on) {
      ready_.detachState(server_, iox::popo::ServerState::HAS_REQUEST);
    } else if (ready_.attachState(server_, iox::popo::ServerState::HAS_REQUEST).has_error()) {
      die("cannot wait");
    }
  }

  iox::popo::UntypedServer server_;
  iox::popo::WaitSet<1> ready_;
  bool spins_ = true;
  int patience_ = most_polls;
};

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) { return std::make_unique<IceoryxCaller>(options); }

void serve(const Options&) {
  Roudi::hold();
  join();
  const std::string address = std::to_string(getpid());
  Callee callee(address);
  announce(address);
  callee.run();
}

}  // namespace suite
