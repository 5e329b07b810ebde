// What processes share, in a file: it outlives those that are killed.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <farcall/io/descriptor.hpp>

namespace hostile {

// A T that zeros are one of.
template <typename T>
class SharedFile {
 public:
  explicit SharedFile(const std::string& path) {
    const farcall::io::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    void* page = MAP_FAILED;
    if (::ftruncate(file.number(), sizeof(T)) == 0)
      page = ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
    if (page == MAP_FAILED) throw std::runtime_error("cannot share " + path);
    shared_ = static_cast<T*>(page);
  }
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;
  ~SharedFile() { ::munmap(shared_, sizeof(T)); }

  [[nodiscard]] T* get() const noexcept { return shared_; }

 private:
  T* shared_ = nullptr;
};

// What ran of the calls of some callers, each of which makes one after the other.
struct Runs {
  std::array<std::atomic<std::uint64_t>, 8> last;  // that ran, of each caller
  std::atomic<std::uint32_t> twice;                // or after a later one

  // Thread: those of one server, while there is no other.
  void count(std::uint32_t caller, std::uint64_t number) {
    if (last.at(caller).exchange(number) >= number) ++twice;
  }
};

// Of a server at that path.
inline std::string path_of_runs(const std::string& path) { return path + ".runs"; }

}  // namespace hostile
