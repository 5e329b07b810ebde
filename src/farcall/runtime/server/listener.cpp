#include <farcall/runtime/server/listener.hpp>

#include <optional>
#include <utility>

#include <unistd.h>

#include <farcall/io/inherited.hpp>

namespace farcall::inline v1::server {

Result<Listener> Listener::open(const io::Address& address, io::Kind kind, const std::string& name) {
  bool has_file = address.family() == AF_UNIX && address.host()[0] != '@';
  std::string path = has_file ? address.host() : "";
  Result<std::optional<io::Inherited>> inherited = io::take_inherited(address, kind);
  if (!inherited) return std::move(inherited).error();
  if (*inherited)
    return Listener(std::move((*inherited)->descriptor), std::move(path), true, (*inherited)->is_owned);
  Result<io::Descriptor> opened = io::listen(address, kind, name);
  if (opened) return Listener(std::move(*opened), std::move(path), false, true);
  Error error = std::move(opened).error();
  error.detail += io::inherited_in_vain();
  return error;
}

Listener::~Listener() {
  if (descriptor_ && owns_file_ && !path_.empty()) ::unlink(path_.c_str());
}

Result<io::Bequest> Listener::bequeath() const { return io::bequeath(descriptor_.number(), is_owned_); }

}  // namespace farcall::inline v1::server
