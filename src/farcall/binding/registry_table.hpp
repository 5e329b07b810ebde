// The lines of a registry, and who may change them.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <farcall/base/export.hpp>
#include <farcall/binding/registration.hpp>
#include <farcall/runtime/service.hpp>

namespace farcall::inline v1::binding {

// What is registered, and by whom. Who may change it: only callers of this machine whose uid the kernel
// vouches for; a line belongs to the uid that set it, and only that uid and root remove it. Limit:
// most_entries lines, most_entries_of_user of them of one user other than root. Thread: any.
class FARCALL_API RegistryTable {
 public:
  static constexpr std::size_t most_entries = 8192;
  static constexpr std::size_t most_entries_of_user = 2048;

  // False when it is refused: it is there with another address or owner, no right to, an address that is
  // none, no room.
  bool set(const Registration& wanted, const Caller& caller);
  // Removes the version of the program from `netid`, or from every one when that is empty. False when nothing
  // was removed.
  bool unset(std::uint32_t program, std::uint32_t version, std::string_view netid, const Caller& caller);
  // Lines that are there by themselves and that nobody removes: the registry's own.
  void set_own(Registration own);

  // The version asked for or, with `any_version`, another one where it is not there.
  [[nodiscard]] std::optional<Registration> find(std::uint32_t program, std::uint32_t version,
                                                 std::string_view netid, bool any_version) const;
  [[nodiscard]] std::vector<Registration> all() const;

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::string>;  // program, version, netid
  struct Line {
    std::string address;
    std::uint32_t uid = 0;
    bool is_own = false;
  };
  static Registration make(const Key& key, const Line& line);

  mutable std::mutex mutex_;  // protects what follows
  std::map<Key, Line> lines_;
  std::map<std::uint32_t, std::size_t> lines_of_user_;
};

}  // namespace farcall::inline v1::binding
