#include <farcall/io/poller.hpp>

#include <algorithm>
#include <cerrno>
#include <climits>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>

namespace farcall::inline v1::io {
namespace {

class SystemPoller final : public Poller {
 public:
  Result<void> open() {
    epoll_ = Descriptor(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll_) return system_error(errno, "epoll");
    wake_ = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake_) return system_error(errno, "eventfd");
    return watch(wake_.number(), wake_key, true, false);
  }

  Result<void> watch(int descriptor, std::uint64_t key, bool read, bool write) override {
    epoll_event event{};
    event.events = (write ? EPOLLOUT : 0U) | (read ? EPOLLIN : 0U) | (write && !read ? 0U : EPOLLRDHUP);
    event.data.u64 = key;
    if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0) return {};
    if (errno == EEXIST && ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event) == 0) return {};
    return system_error(errno, "epoll");
  }

  void forget(int descriptor) noexcept override {
    epoll_event event{};
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, &event);
  }

  std::span<const Event> wait(TimePoint until) noexcept override {
    int count =
        ::epoll_wait(epoll_.number(), found_.data(), static_cast<int>(found_.size()), timeout_ms(until));
    std::size_t events = 0;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = found_[static_cast<std::size_t>(i)];
      if (event.data.u64 == wake_key) drain();
      events_[events++] = {event.data.u64, (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                           (event.events & EPOLLOUT) != 0};
    }
    return {events_.data(), events};
  }

  void wake() noexcept override {
    std::uint64_t one = 1;
    [[maybe_unused]] ssize_t written = ::write(wake_.number(), &one, sizeof one);
  }

  int descriptor() const noexcept override { return epoll_.number(); }

 private:
  void drain() const noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] ssize_t got = ::read(wake_.number(), &count, sizeof count);
  }

  static int timeout_ms(TimePoint until) noexcept {
    if (until == never) return -1;
    if (until == at_once) return 0;
    auto wait = std::chrono::ceil<std::chrono::milliseconds>(time_left(until, steady_clock().now())).count();
    return static_cast<int>(std::clamp<std::int64_t>(wait, 0, INT_MAX));
  }

  Descriptor epoll_;
  Descriptor wake_;
  std::array<epoll_event, most_events> found_;
  std::array<Event, most_events> events_;
};

}  // namespace

Poller::~Poller() = default;

Result<std::unique_ptr<Poller>> make_poller() {
  auto poller = std::make_unique<SystemPoller>();
  if (Result<void> opened = poller->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<Poller>(std::move(poller));
}

}  // namespace farcall::inline v1::io
