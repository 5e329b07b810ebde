// Where a callee listens, each time that it is started.
#pragma once

#include <string>
#include <vector>

#include <farcall/io/descriptor.hpp>

namespace processes {

// A folder, and a port that nobody is given by chance while no callee listens there.
class Place {
 public:
  Place();
  Place(const Place&) = delete;
  ~Place();

  // TCP, UNIX, UDP.
  [[nodiscard]] std::vector<std::string> endpoints() const;
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
  farcall::io::Descriptor port_;
};

}  // namespace processes
