// The peer `sdbus`: sd-bus of libsystemd, from process to process over a UNIX socket, without a bus daemon.
#include <malloc.h>
#include <sys/socket.h>
#include <systemd/sd-bus.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <type_traits>
#include <vector>

#include "../program/peer.hpp"
#include "../program/socket.hpp"

namespace suite {
namespace {

constexpr const char* object = "/bench";
constexpr const char* interface = "farcall.Bench";

// What sd-bus returns: an errno below zero.
int checked(int result, const char* what) {
  if (result < 0) {
    errno = -result;
    die(what);
  }
  return result;
}

// sd-bus allocates every message anew. As it is by default malloc gives long ones back to the kernel and
// takes them again with every call, or does not, by chance; that made a factor of 20.
void keep_freed_memory() {
  constexpr int plenty_bytes = 16 << 20;
  mallopt(M_TRIM_THRESHOLD, plenty_bytes);
  mallopt(M_MMAP_THRESHOLD, plenty_bytes);
}

// The connection is authenticated, but nobody is asked who the other one is.
sd_bus* open_bus(int socket, bool is_server) {
  sd_bus* bus = nullptr;
  checked(sd_bus_new(&bus), "sd-bus has no connection");
  checked(sd_bus_set_fd(bus, socket, socket), "sd-bus does not take the socket");
  if (is_server) {
    sd_id128_t id{};
    checked(sd_id128_randomize(&id), "no id");
    checked(sd_bus_set_server(bus, 1, id), "sd-bus is no server");
    checked(sd_bus_set_trusted(bus, 1), "sd-bus does not trust");
  }
  checked(sd_bus_set_anonymous(bus, 1), "sd-bus wants a name");
  checked(sd_bus_start(bus), "sd-bus does not start");
  return bus;
}

class Message {
 public:
  Message() = default;
  explicit Message(sd_bus_message* message) : message_(message) {}
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  ~Message() { sd_bus_message_unref(message_); }

  sd_bus_message* get() { return message_; }
  sd_bus_message** fill() { return &message_; }

 private:
  sd_bus_message* message_ = nullptr;
};

class SdbusCaller final : public Caller {
 public:
  explicit SdbusCaller(const Options& options)
      : bus_(open_bus(connect_to(options.transport, options.address), false)) {}
  ~SdbusCaller() override { sd_bus_flush_close_unref(bus_); }

  void prepare(const Load& load) override {
    load_ = load;
    sum_ = 0;
    bytes_ = sample_bytes(load.kind == Kind::echo ? load.count : big_bytes);
    returned_.assign(bytes_.size(), 0);
  }

  bool call() override {
    Message reply;
    switch (load_.kind) {
      case Kind::null: return transact("Null", nullptr, reply);
      case Kind::add: {
        const auto put_pair = [](sd_bus_message* call) { return sd_bus_message_append(call, "ii", 2, 40); };
        return transact("Add", put_pair, reply) && sd_bus_message_read_basic(reply.get(), 'i', &sum_) > 0;
      }
      case Kind::big_in: return transact_bytes("BigIn", reply);
      case Kind::big_in_out: return transact_bytes("BigInOut", reply) && keep_bytes(reply);
      case Kind::echo: return transact_bytes("Echo", reply) && keep_bytes(reply);
      default: return false;
    }
  }

  bool correct() override {
    switch (load_.kind) {
      case Kind::null:
      case Kind::big_in: return true;
      case Kind::add: return sum_ == 42;
      case Kind::big_in_out:
      case Kind::echo: return returned_ == bytes_;
      default: return false;
    }
  }

 private:
  template <typename Put>
  bool transact(const char* member, Put put, Message& reply) {
    Message call;
    int result = sd_bus_message_new_method_call(bus_, call.fill(), nullptr, object, interface, member);
    if constexpr (!std::is_null_pointer_v<Put>) {
      if (result >= 0) result = put(call.get());
    }
    if (result >= 0) result = sd_bus_call(bus_, call.get(), 0, nullptr, reply.fill());
    return result >= 0;
  }

  bool transact_bytes(const char* member, Message& reply) {
    const auto put_bytes = [this](sd_bus_message* call) {
      return sd_bus_message_append_array(call, 'y', bytes_.data(), bytes_.size());
    };
    return transact(member, put_bytes, reply);
  }

  bool keep_bytes(Message& reply) {
    const void* bytes = nullptr;
    std::size_t size_bytes = 0;
    if (sd_bus_message_read_array(reply.get(), 'y', &bytes, &size_bytes) < 0) return false;
    if (size_bytes != returned_.size()) return false;
    std::memcpy(returned_.data(), bytes, size_bytes);
    return true;
  }

  sd_bus* bus_;
  Load load_;
  std::int32_t sum_ = 0;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> returned_;
};

int answer_null(sd_bus_message* call, void*, sd_bus_error*) { return sd_bus_reply_method_return(call, ""); }

int answer_add(sd_bus_message* call, void*, sd_bus_error*) {
  std::int32_t a = 0;
  std::int32_t b = 0;
  const int result = sd_bus_message_read(call, "ii", &a, &b);
  return result < 0 ? result : sd_bus_reply_method_return(call, "i", a + b);
}

int answer_big_in(sd_bus_message* call, void*, sd_bus_error*) {
  const void* bytes = nullptr;
  std::size_t size_bytes = 0;
  const int result = sd_bus_message_read_array(call, 'y', &bytes, &size_bytes);
  return result < 0 ? result : sd_bus_reply_method_return(call, "");
}

int answer_echo(sd_bus_message* call, void*, sd_bus_error*) {
  const void* bytes = nullptr;
  std::size_t size_bytes = 0;
  Message reply;
  int result = sd_bus_message_read_array(call, 'y', &bytes, &size_bytes);
  if (result >= 0) result = sd_bus_message_new_method_return(call, reply.fill());
  if (result >= 0) result = sd_bus_message_append_array(reply.get(), 'y', bytes, size_bytes);
  return result < 0 ? result : sd_bus_send(nullptr, reply.get(), nullptr);
}

constexpr std::uint64_t for_anybody = SD_BUS_VTABLE_UNPRIVILEGED;
const sd_bus_vtable methods[] = {SD_BUS_VTABLE_START(0),
                                 SD_BUS_METHOD("Null", "", "", answer_null, for_anybody),
                                 SD_BUS_METHOD("Add", "ii", "i", answer_add, for_anybody),
                                 SD_BUS_METHOD("BigIn", "ay", "", answer_big_in, for_anybody),
                                 SD_BUS_METHOD("BigInOut", "ay", "ay", answer_echo, for_anybody),
                                 SD_BUS_METHOD("Echo", "ay", "ay", answer_echo, for_anybody),
                                 SD_BUS_VTABLE_END};

// The callers of one connection, until they are gone.
void answer_all(int connection) {
  sd_bus* bus = open_bus(connection, true);
  checked(sd_bus_add_object_vtable(bus, nullptr, object, interface, methods, nullptr), "no object");
  int result = 0;
  do {
    result = sd_bus_process(bus, nullptr);
    if (result == 0) result = sd_bus_wait(bus, UINT64_MAX);
  } while (result >= 0 || result == -EINTR);
  sd_bus_close_unref(bus);
}

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  keep_freed_memory();
  return std::make_unique<SdbusCaller>(options);
}

void serve(const Options& options) {
  keep_freed_memory();
  std::string address = options.address;
  const int listener = listen_on(options.transport, address);
  announce(address);
  for (;;) {
    const int connection = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) die("cannot accept");
    std::thread(answer_all, connection).detach();
  }
}

}  // namespace suite
