#include <farcall/runtime/server/lrpc_client.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <span>
#include <utility>

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <farcall/lrpc/life.hpp>
#include <farcall/lrpc/said.hpp>
#include <farcall/message/auth.hpp>
#include <farcall/runtime/server/caller.hpp>
#include <farcall/runtime/server/lrpc_domain.hpp>
#include <farcall/runtime/server/lrpc_lane.hpp>
#include <farcall/runtime/server/stream_peer.hpp>
#include <farcall/security/auth_sys.hpp>

namespace farcall::inline v1::server {
namespace {

// The process at the other end, as whom its calls may be by another name. The kernel's own answer is newer
// than Debian's headers; by its number it may be another process by now, which its client has to have left
// behind within a moment.
io::Descriptor process_of(int control) noexcept {
  constexpr int so_peerpidfd = 77;
  int number = -1;
  socklen_t size = sizeof number;
  if (::getsockopt(control, SOL_SOCKET, so_peerpidfd, &number, &size) == 0) return io::Descriptor(number);
  ucred credentials{};
  size = sizeof credentials;
  if (::getsockopt(control, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return io::Descriptor();
  return io::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, credentials.pid, 0)));
}

}  // namespace

LrpcClient::~LrpcClient() { forget(); }

bool LrpcClient::watch() noexcept try {
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  return watcher && (*watcher)->watch(control_.number(), *this);
} catch (const std::bad_alloc&) {
  return false;
}

void LrpcClient::forget() noexcept {
  if (!control_) return;
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  if (!watcher) return;
  (*watcher)->forget(control_.number());
  if (process_) (*watcher)->forget(process_.number());
  ::shutdown(control_.number(), SHUT_RDWR);
}

void LrpcClient::hang_up() noexcept { ::shutdown(control_.number(), SHUT_RDWR); }

void LrpcClient::on_ready(int descriptor) noexcept {
  if (descriptor == process_.number()) return leave();
  if (!is_bound) return greet();
  lrpc::Said said{};
  const ssize_t got = ::recv(descriptor, &said, sizeof said, MSG_DONTWAIT);
  if (got > 0 && said == lrpc::Said::is_there) return lrpc::say(descriptor, said);
  if (got > 0) return lane.load(std::memory_order_acquire)->call_in(shared_from_this());
  if (got == 0 || (errno != EAGAIN && errno != EINTR)) leave();
}

void LrpcClient::leave() noexcept {
  const std::shared_ptr<LrpcClient> self = shared_from_this();
  is_gone.store(true, std::memory_order_release);
  forget();
  domain_.leave(self);
}

// It is told in one message what it may do, and by which memory.
void LrpcClient::greet() noexcept {
  const std::shared_ptr<LrpcClient> self = shared_from_this();  // there may be no memory to keep it
  lrpc::Hello hello;
  if (!lrpc::receive_hello(control_.number(), hello)) return leave();
  lrpc::Welcome welcome{.magic = lrpc::magic};
  if (hello.slots == 0) return connect(hello, welcome);
  Shared shared;
  try {
    welcome.outcome = bind(hello, shared, welcome.token);
  } catch (const std::bad_alloc&) {
    welcome.outcome = lrpc::Outcome::exhausted;
  }
  if (welcome.outcome == lrpc::Outcome::bound) {
    is_bound = true;
    linkages.set_control(control_.number());
    domain_.enter(self);  // whoever is welcomed is counted
    if (is_gone.load(std::memory_order_relaxed)) welcome.outcome = lrpc::Outcome::exhausted;
  }
  if (welcome.outcome != lrpc::Outcome::bound) {
    (void)lrpc::send_welcome(control_.number(), welcome, {});
    return leave();
  }
  welcome.slots = linkages.extent().slots;
  welcome.window_bytes = linkages.extent().window_bytes;
  const std::array descriptors{domain_.process(), shared.life, domain_.status_descriptor(),
                               shared.to_client.number(), shared.from_client.number()};
  if (!lrpc::send_welcome(control_.number(), welcome, descriptors)) return leave();
}

// It wants to be called back, for which it gets a stream, and goes: it is the stream's client from here on.
void LrpcClient::connect(const lrpc::Hello& hello, lrpc::Welcome& welcome) noexcept {
  io::Descriptor stream;
  try {
    SameHost::Known nothing;
    if (recognise(hello, nothing)) {
      Result<io::Descriptor> connected = domain_.connect(caller);
      welcome.outcome = connected ? lrpc::Outcome::bound : lrpc::Outcome::exhausted;
      if (connected) stream = std::move(*connected);
    }
  } catch (const std::bad_alloc&) {
    welcome.outcome = lrpc::Outcome::exhausted;
  }
  const std::array descriptors{stream.number()};
  (void)lrpc::send_welcome(control_.number(), welcome,
                           stream ? std::span<const int>(descriptors) : std::span<const int>());
  leave();
}

bool LrpcClient::recognise(const lrpc::Hello& hello, SameHost::Known& known) {
  caller = caller_of_stream(control_.number());
  caller.netid = "lrpc";
  return caller.process_is_known && decode_credential(hello) &&
         domain_.admits(caller, hello.route_text(), known);
}

lrpc::Outcome LrpcClient::bind(const lrpc::Hello& hello, Shared& shared, SameHost::Token& token) {
  SameHost::Known known;
  if (!recognise(hello, known)) return lrpc::Outcome::refused;
  token = known.token;
  caller.shares_memory = true;
  process_ = process_of(control_.number());
  Result<lrpc::Watcher*> watcher = lrpc::Watcher::common();
  if (!process_ || !watcher || !(*watcher)->watch(process_.number(), *this)) return lrpc::Outcome::exhausted;
  const lrpc::Extent most = domain_.most();
  const lrpc::Extent extent{std::clamp(hello.slots, 1U, most.slots),
                            std::clamp<std::size_t>(hello.window_bytes / lrpc::page_bytes * lrpc::page_bytes,
                                                    lrpc::page_bytes, most.window_bytes)};
  const Result<int> life = lrpc::life_of_this_process();
  if (!life || !lrpc::Linkages::create(extent, linkages, shared.to_client, shared.from_client))
    return lrpc::Outcome::exhausted;
  shared.life = *life;
  has_connection = !hello.route_text().empty();
  connection = known.connection;
  if (const std::shared_ptr<StreamPeer> by = connection.lock()) by->has_moved(weak_from_this());
  return lrpc::Outcome::bound;
}

// Flavor, length, body (RFC 5531 §8.2): of every call of this binding.
bool LrpcClient::decode_credential(const lrpc::Hello& hello) {
  if (hello.credential_bytes == 0) return true;
  xdr::Decoder in({hello.credential.data(), hello.credential_bytes});
  message::Auth auth;
  if (!decode(in, auth)) return false;
  if (auth.flavor == message::auth_none) return true;
  return auth.flavor == message::auth_sys && security::decode_auth_sys(auth.body, credential.emplace());
}

}  // namespace farcall::inline v1::server
