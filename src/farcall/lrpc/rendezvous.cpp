#include <farcall/lrpc/rendezvous.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

#include <farcall/io/socket.hpp>
#include <farcall/io/waiter.hpp>

namespace farcall::inline v1::lrpc {
namespace {

constexpr std::size_t most_descriptors = 5;
constexpr std::size_t control_bytes = CMSG_SPACE(most_descriptors * sizeof(int));

enum class Received : std::uint8_t { welcome, nonsense, end };

// With so many descriptors, where it is one. Whatever came of them has an owner afterwards.
Received receive_welcome(int control, Welcome& welcome, std::array<io::Descriptor, most_descriptors>& got,
                         std::size_t wanted) {
  alignas(cmsghdr) std::array<std::byte, control_bytes> room{};
  iovec piece{&welcome, sizeof welcome};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  header.msg_control = room.data();
  header.msg_controllen = CMSG_LEN(most_descriptors * sizeof(int));  // where it is padded, one more would fit
  const ssize_t size = ::recvmsg(control, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  std::size_t count = 0;
  if (size >= 0) {
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
      if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_RIGHTS) continue;
      std::array<int, most_descriptors> numbers{};
      const std::size_t here =
          std::min((each->cmsg_len - CMSG_LEN(0)) / sizeof(int), most_descriptors - count);
      std::memcpy(numbers.data(), CMSG_DATA(each), here * sizeof(int));
      for (std::size_t i = 0; i < here; ++i) got[count++] = io::Descriptor(numbers[i]);
    }
  }
  if (size <= 0) return Received::end;
  const bool is_one = size == sizeof welcome && welcome.magic == magic &&
                      (header.msg_flags & (MSG_CTRUNC | MSG_TRUNC)) == 0 &&
                      (welcome.outcome != Outcome::bound || count == wanted);
  return is_one ? Received::welcome : Received::nonsense;
}

Error hung_up(const std::string& name) {
  return {Code::connection_lost, Executed::no,
          name + ": the server hung up; it is ending, has no memory for a client, or is of another version"};
}

Error no_server(const std::string& name) {
  return {Code::connection_refused, Executed::no, name + ": no farcall server of this version answers there"};
}

Error named(Error error, const std::string& name) {
  error.detail.insert(0, name + ": ");
  return error;
}

Result<ClientEnd> map_all(io::Descriptor control, const Welcome& welcome, const Extent& wanted,
                          std::array<io::Descriptor, most_descriptors>& got, const std::string& name) {
  ClientEnd end;
  end.extent = {welcome.slots, welcome.window_bytes};
  if (welcome.slots == 0 || welcome.slots > wanted.slots || welcome.window_bytes < page_bytes ||
      welcome.window_bytes > wanted.window_bytes || welcome.window_bytes % page_bytes != 0)
    return no_server(name);
  Result<Segment> life = Segment::map(got[1].number(), page_bytes, Segment::Writer::creator);
  Result<Segment> status = Segment::map(got[2].number(), status_bytes, Segment::Writer::creator);
  Result<Segment> from_server =
      Segment::map(got[3].number(), end.extent.size_bytes(), Segment::Writer::creator);
  Result<Segment> from_client = Segment::map(got[4].number(), end.extent.size_bytes(), Segment::Writer::peer);
  for (Result<Segment>* segment : {&life, &status, &from_server, &from_client})
    if (!*segment) return named(std::move(*segment).error(), name);
  Result<Lifeline> lifeline = Lifeline::of(std::move(control), std::move(*life));
  if (!lifeline) return named(std::move(lifeline).error(), name);
  end.control = std::move(*lifeline);
  end.server = std::move(got[0]);
  end.status = std::move(*status);
  end.from_server = std::move(*from_server);
  end.from_client = std::move(*from_client);
  return end;
}

}  // namespace

std::string_view Hello::route_text() const noexcept {
  return {route.data(), ::strnlen(route.data(), route.size())};
}

namespace {

// Sends the Hello, and waits for what it brings.
Result<Welcome> exchange(int control, const Hello& hello, std::array<io::Descriptor, most_descriptors>& got,
                         TimePoint until, const std::string& name) {
  if (::send(control, &hello, sizeof hello, MSG_NOSIGNAL) != sizeof hello) return hung_up(name);
  if (io::wait_ready(control, POLLIN, until) == 0)
    return Error{Code::deadline_exceeded, Executed::no, name + ": the server did not answer in time"};
  Welcome welcome;
  switch (receive_welcome(control, welcome, got, hello.slots == 0 ? 1 : most_descriptors)) {
    case Received::welcome: break;
    case Received::nonsense: return no_server(name);
    case Received::end: return hung_up(name);
  }
  switch (welcome.outcome) {
    case Outcome::bound: return welcome;
    case Outcome::exhausted:
      return Error{Code::resource_exhausted, Executed::no, name + ": the server has no room for a client"};
    case Outcome::refused: break;
  }
  return Error{Code::permission_denied, Executed::no, name + ": the server does not serve this user"};
}

Result<Hello> make_hello(std::span<const std::byte> credential, const std::string& name) {
  Hello hello;
  if (credential.size() > hello.credential.size())
    return Error{Code::invalid_argument, Executed::no, name + ": the credential is longer than 400 bytes"};
  hello.magic = magic;
  hello.credential_bytes = static_cast<std::uint32_t>(credential.size());
  std::copy(credential.begin(), credential.end(), hello.credential.begin());
  return hello;
}

}  // namespace

Result<ClientEnd> introduce(io::Descriptor control, const Extent& wanted,
                            std::span<const std::byte> credential, TimePoint until, const std::string& name,
                            const Via& via) {
  Result<Hello> hello = make_hello(credential, name);
  if (!hello) return std::move(hello).error();
  if (via.route.size() > hello->route.size())
    return Error{Code::unsupported, Executed::no, name + ": the connection has too long a name"};
  hello->slots = std::max(wanted.slots, 1U);
  hello->window_bytes = wanted.window_bytes;
  std::copy(via.route.begin(), via.route.end(), hello->route.begin());
  std::array<io::Descriptor, most_descriptors> got;
  const Result<Welcome> welcome = exchange(control.number(), *hello, got, until, name);
  if (!welcome) return welcome.error();
  if (welcome->token != via.token) return no_server(name);  // somebody else is there by now
  return map_all(std::move(control), *welcome, wanted, got, name);
}

Result<io::Descriptor> ask_for_stream(io::Descriptor control, std::span<const std::byte> credential,
                                      TimePoint until, const std::string& name) {
  const Result<Hello> hello = make_hello(credential, name);
  if (!hello) return hello.error();
  std::array<io::Descriptor, most_descriptors> got;
  const Result<Welcome> welcome = exchange(control.number(), *hello, got, until, name);
  if (!welcome) return welcome.error();
  return std::move(got[0]);
}

bool receive_hello(int control, Hello& hello) noexcept {
  // Descriptors that came along are closed by the kernel, as there is no room for them.
  const ssize_t size = ::recv(control, &hello, sizeof hello, MSG_DONTWAIT | MSG_TRUNC);
  return size == sizeof hello && hello.magic == magic && hello.credential_bytes <= hello.credential.size();
}

bool send_welcome(int control, const Welcome& welcome, std::span<const int> descriptors) noexcept {
  alignas(cmsghdr) std::array<std::byte, control_bytes> room{};
  iovec piece{const_cast<Welcome*>(&welcome), sizeof welcome};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  if (!descriptors.empty()) {
    header.msg_control = room.data();
    header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
  }
  return ::sendmsg(control, &header, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof welcome;
}

}  // namespace farcall::inline v1::lrpc
