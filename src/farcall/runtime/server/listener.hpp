// A socket that clients find a server by.
#pragma once

#include <string>

#include <farcall/base/result.hpp>
#include <farcall/io/address.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/io/successor.hpp>

namespace farcall::inline v1::server {

// Owns: the socket, and the file of a UNIX socket, which goes first, unless it is somebody else's: a service
// manager's, a successor's, or, until serve(), a predecessor's.
class Listener {
 public:
  // The socket that this process was started with for `address` (io/inherited.hpp), or a new one.
  static Result<Listener> open(const io::Address& address, io::Kind kind, const std::string& name);
  Listener(Listener&& other) noexcept = default;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  [[nodiscard]] int number() const noexcept { return descriptor_.number(); }
  [[nodiscard]] bool is_inherited() const noexcept { return is_inherited_; }
  // Gives the socket away, not the file: of what has none.
  [[nodiscard]] io::Descriptor release() noexcept { return std::move(descriptor_); }

  // It is ours from now on.
  void serve() noexcept { owns_file_ = is_owned_; }
  // It is a successor's from now on.
  void give_away() noexcept { owns_file_ = false; }
  // A copy for a successor. Errors: resource_exhausted.
  [[nodiscard]] Result<io::Bequest> bequeath() const;

 private:
  Listener(io::Descriptor descriptor, std::string path, bool is_inherited, bool is_owned) noexcept
      : descriptor_(std::move(descriptor)),
        path_(std::move(path)),
        is_inherited_(is_inherited),
        is_owned_(is_owned),
        owns_file_(!is_inherited) {}

  io::Descriptor descriptor_;
  std::string path_;
  bool is_inherited_;
  bool is_owned_;
  bool owns_file_;
};

}  // namespace farcall::inline v1::server
