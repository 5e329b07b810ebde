#include <farcall/security/auth_sys.hpp>

#include <algorithm>

#include <unistd.h>

#include <farcall/xdr/decoder.hpp>
#include <farcall/xdr/encoder.hpp>

namespace farcall::inline v1::security {
namespace {

constexpr std::uint32_t name_limit = 255;
constexpr std::uint32_t groups_limit = 16;

}  // namespace

SystemCredential system_credential_of_process() {
  SystemCredential credential;
  char name[name_limit + 1] = {};
  if (::gethostname(name, name_limit) == 0) credential.machine_name = name;
  credential.stamp = static_cast<std::uint32_t>(::getpid());
  credential.uid = ::geteuid();
  credential.gid = ::getegid();
  int count = ::getgroups(0, nullptr);
  if (count > 0) {
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    count = ::getgroups(count, groups.data());
    groups.resize(count > 0 ? std::min<std::size_t>(static_cast<std::size_t>(count), groups_limit) : 0);
    credential.gids.assign(groups.begin(), groups.end());
  }
  return credential;
}

std::vector<std::byte> encode_auth_sys(const SystemCredential& credential) {
  std::string_view name = std::string_view(credential.machine_name).substr(0, name_limit);
  std::size_t groups = std::min<std::size_t>(credential.gids.size(), groups_limit);
  std::vector<std::byte> body(4 + xdr::counted(name.size()) + 12 + 4 * groups);
  xdr::Encoder out(body);
  out.u32(credential.stamp);
  out.string(name, name_limit);
  out.u32(credential.uid);
  out.u32(credential.gid);
  out.length(groups, groups_limit);
  out.words_32(credential.gids.data(), groups);
  return body;
}

bool decode_auth_sys(std::span<const std::byte> body, SystemCredential& credential) {
  xdr::Decoder in(body);
  std::uint32_t groups = 0;
  if (!in.u32(credential.stamp) || !in.string(credential.machine_name, name_limit) ||
      !in.u32(credential.uid) || !in.u32(credential.gid) || !in.length(groups, groups_limit, 4, 4))
    return false;
  credential.gids.resize(groups);
  return in.words_32(credential.gids.data(), groups) && in.finish();
}

}  // namespace farcall::inline v1::security
