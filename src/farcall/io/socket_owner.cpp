#include <farcall/io/socket_owner.hpp>

#include <cstring>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <farcall/io/descriptor.hpp>

namespace farcall::inline v1::io {
namespace {

struct Request {
  nlmsghdr head{};
  inet_diag_req_v2 diag{};
};

void put_address(const Address& address, __be32 (&to)[4], __be16& port) noexcept {
  if (address.family() == AF_INET) {
    auto* v4 = reinterpret_cast<const sockaddr_in*>(address.get());
    std::memcpy(to, &v4->sin_addr, sizeof v4->sin_addr);
    port = v4->sin_port;
  } else {
    auto* v6 = reinterpret_cast<const sockaddr_in6*>(address.get());
    std::memcpy(to, &v6->sin6_addr, sizeof v6->sin6_addr);
    port = v6->sin6_port;
  }
}

}  // namespace

std::optional<std::uint32_t> socket_owner(const Address& local, const Address& remote) noexcept {
  if (local.family() != AF_INET && local.family() != AF_INET6) return std::nullopt;
  Descriptor netlink(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!netlink) return std::nullopt;
  timeval limit{1, 0};  // the kernel answers at once, or not at all
  ::setsockopt(netlink.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);

  Request request;
  request.head.nlmsg_len = sizeof request;
  request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.head.nlmsg_flags = NLM_F_REQUEST;
  request.diag.sdiag_family = static_cast<__u8>(local.family());
  request.diag.sdiag_protocol = IPPROTO_TCP;
  request.diag.idiag_states = ~0U;
  put_address(local, request.diag.id.idiag_src, request.diag.id.idiag_sport);
  put_address(remote, request.diag.id.idiag_dst, request.diag.id.idiag_dport);
  request.diag.id.idiag_cookie[0] = request.diag.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  if (::send(netlink.number(), &request, sizeof request, 0) != sizeof request) return std::nullopt;

  alignas(nlmsghdr) char answer[1024];
  ssize_t got = ::recv(netlink.number(), answer, sizeof answer, 0);
  auto* head = reinterpret_cast<const nlmsghdr*>(answer);
  if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg))) ||
      head->nlmsg_type != SOCK_DIAG_BY_FAMILY)
    return std::nullopt;
  inet_diag_msg found;
  std::memcpy(&found, answer + NLMSG_HDRLEN, sizeof found);
  // A socket that its owner has closed is reported with inode 0 and, once in TIME_WAIT, with uid 0: root's.
  // Who sends a request and closes at once must not become root by it.
  if (found.idiag_inode == 0) return std::nullopt;
  return found.idiag_uid;
}

}  // namespace farcall::inline v1::io
