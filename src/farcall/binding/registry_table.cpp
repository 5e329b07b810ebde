#include <farcall/binding/registry_table.hpp>

#include <farcall/binding/universal_address.hpp>

namespace farcall::inline v1::binding {
namespace {

constexpr std::uint32_t registry_program = 100000;

// Over UDP anybody can write any sender; over TCP and UNIX sockets the kernel knows who is at the other end.
bool may_change(const Caller& caller) { return caller.same_host && caller.uid_is_known; }

}  // namespace

bool RegistryTable::set(const Registration& wanted, const Caller& caller) {
  if (!may_change(caller) || wanted.program == registry_program) return false;
  std::optional<Endpoint> endpoint = from_universal(wanted.netid, wanted.address);
  if (!endpoint || (endpoint->port && *endpoint->port == 0)) return false;
  std::string address = to_universal(*endpoint)->address;  // in the one way of writing it
  std::lock_guard lock(mutex_);
  Key key{wanted.program, wanted.version, wanted.netid};
  if (auto known = lines_.find(key); known != lines_.end())  // again, as with rpcbind: by a successor, say
    return known->second.address == address && known->second.uid == caller.uid && !known->second.is_own;
  std::size_t& of_user = lines_of_user_[caller.uid];
  if (lines_.size() >= most_entries || (caller.uid != 0 && of_user >= most_entries_of_user)) return false;
  lines_.emplace(std::move(key), Line{std::move(address), caller.uid, false});
  ++of_user;
  return true;
}

bool RegistryTable::unset(std::uint32_t program, std::uint32_t version, std::string_view netid,
                          const Caller& caller) {
  if (!may_change(caller)) return false;
  std::lock_guard lock(mutex_);
  bool removed = false;
  auto line = lines_.lower_bound({program, version, ""});
  while (line != lines_.end() && std::get<0>(line->first) == program && std::get<1>(line->first) == version) {
    bool is_meant = netid.empty() || std::get<2>(line->first) == netid;
    bool may = !line->second.is_own && (caller.uid == 0 || caller.uid == line->second.uid);
    if (!is_meant || !may) {
      ++line;
      continue;
    }
    if (--lines_of_user_[line->second.uid] == 0) lines_of_user_.erase(line->second.uid);
    line = lines_.erase(line);
    removed = true;
  }
  return removed;
}

void RegistryTable::set_own(Registration own) {
  std::lock_guard lock(mutex_);
  lines_[{own.program, own.version, own.netid}] = Line{std::move(own.address), 0, true};
}

Registration RegistryTable::make(const Key& key, const Line& line) {
  return {std::get<0>(key), std::get<1>(key), std::get<2>(key), line.address,
          line.uid == 0 ? "superuser" : std::to_string(line.uid)};
}

std::optional<Registration> RegistryTable::find(std::uint32_t program, std::uint32_t version,
                                                std::string_view netid, bool any_version) const {
  std::lock_guard lock(mutex_);
  if (auto exact = lines_.find({program, version, std::string(netid)}); exact != lines_.end())
    return make(exact->first, exact->second);
  if (!any_version) return std::nullopt;
  std::optional<Registration> found;
  auto line = lines_.lower_bound({program, 0, ""});
  for (; line != lines_.end() && std::get<0>(line->first) == program; ++line)
    if (std::get<2>(line->first) == netid) found = make(line->first, line->second);
  return found;
}

std::vector<Registration> RegistryTable::all() const {
  std::lock_guard lock(mutex_);
  std::vector<Registration> found;
  found.reserve(lines_.size());
  for (const auto& [key, line] : lines_) found.push_back(make(key, line));
  return found;
}

}  // namespace farcall::inline v1::binding
