#include <farcall/runtime/server/server.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>

#include <farcall/io/socket.hpp>
#include <farcall/runtime/server/loop.hpp>

namespace farcall::inline v1 {
namespace {

std::atomic<Server*> signalled_server{nullptr};

extern "C" void farcall_stop_on_signal(int) {
  int saved = errno;
  if (Server* server = signalled_server.load()) server->stop();
  errno = saved;
}

}  // namespace

Server::Server(ServerOptions options) : loop_(std::make_unique<Loop>(options)) {}

Server::~Server() {
  Server* self = this;
  signalled_server.compare_exchange_strong(self, nullptr);
  if (!is_handed_over()) stop();
  if (loop_->background.joinable()) loop_->background.join();
}

Result<void> Server::add(Service& service) { return add(service, nullptr); }

Result<void> Server::add(Service& service, DurableStore& store) { return add(service, &store); }

Result<void> Server::add(Service& service, DurableStore* store) try {
  if (!loop_->endpoints.empty())
    return Error{Code::invalid_argument, Executed::no, "services are added before the first listen()", {}};
  return loop_->dispatcher.add(service, store);
} catch (const std::bad_alloc&) {
  return Error{Code::resource_exhausted, Executed::no, "no memory"};
}

Result<std::string> Server::listen(std::string_view endpoint) { return loop_->listen(endpoint); }

std::vector<std::string> Server::endpoints() const { return loop_->endpoints; }

std::vector<Service*> Server::services() const { return loop_->dispatcher.services(); }

void Server::at_shutdown(std::function<void()> action) {
  loop_->shutdown_actions.push_back(std::move(action));
}

Result<void> Server::run() {
  if (Result<void> begun = loop_->begin(); !begun) return begun;
  loop_->serve();
  return {};
}

Result<void> Server::start() {
  if (Result<void> begun = loop_->begin(); !begun) return begun;
  try {
    loop_->background = std::thread([this] { loop_->serve(); });
    return {};
  } catch (const std::exception&) {  // system_error, bad_alloc
    loop_->stop();
    loop_->serve();
    return Error{Code::resource_exhausted, Executed::no, "no thread", {}};
  }
}

Result<void> Server::hand_over(const std::vector<std::string>& command, Duration timeout) {
  return loop_->hand_over(command, timeout);
}

bool Server::is_handed_over() const noexcept { return loop_->is_handed_over(); }

void Server::stop() noexcept { loop_->stop(); }

Result<void> Server::stop_on_signals() {
  signalled_server.store(this);
  struct sigaction action {};
  action.sa_handler = farcall_stop_on_signal;
  for (int number : {SIGTERM, SIGINT})
    if (::sigaction(number, &action, nullptr) != 0) return io::system_error(errno, "sigaction");
  return {};
}

}  // namespace farcall::inline v1
