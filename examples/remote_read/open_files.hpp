// The files that callers have open at this server: below one folder, each its opener's own, and not too many.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "remote_read.x.hpp"

// A file descriptor of the operating system.
// Owns: it.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  const int number_;
};

// Thread: any.
class OpenFiles {
 public:
  // Serves what lies below `folder`; ok() is false when there is no such folder or no kernel that can confine
  // to it.
  explicit OpenFiles(const char* folder) : root_(::open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    // A descriptor that an earlier run of this server gave out must not mean another file now.
    std::random_device random;
    next_ = static_cast<std::int64_t>((std::uint64_t{random()} << 32 | random()) >> 2);
  }
  [[nodiscard]] bool ok() const { return Descriptor(open_below(".")).number() >= 0; }

  remote_read::open_answer open(const std::string& opener, const std::string& path) {
    // A string of the wire may contain a zero byte; for the kernel it would end there.
    if (path.find('\0') != std::string::npos) return remote_read::open_answer(remote_read::FILE_NOT_FOUND);
    auto file = std::make_shared<Descriptor>(open_below(path.c_str()));
    struct stat info {};
    if (file->number() < 0 || ::fstat(file->number(), &info) != 0)
      return remote_read::open_answer(status_of(errno));
    if (!S_ISREG(info.st_mode)) return remote_read::open_answer(remote_read::FILE_IS_NO_FILE);
    return keep(opener, std::move(file));
  }

  remote_read::read_answer read(const std::string& opener, const remote_read::read_request& request) {
    std::shared_ptr<Descriptor> file = find(opener, request.descriptor);
    if (!file) return remote_read::read_answer(remote_read::FILE_BAD_DESCRIPTOR);
    std::vector<std::uint8_t> bytes(std::min(request.count, remote_read::MOST_BYTES));
    ssize_t got = ::pread(file->number(), bytes.data(), bytes.size(), static_cast<off_t>(request.offset));
    if (got < 0) return remote_read::read_answer(status_of(errno));
    bytes.resize(static_cast<std::size_t>(got));
    return remote_read::read_answer::make_bytes(std::move(bytes));
  }

  remote_read::status close(const std::string& opener, std::int64_t descriptor) {
    std::lock_guard lock(mutex_);
    auto found = files_.find(descriptor);
    if (found == files_.end() || found->second.opener != opener) return remote_read::FILE_BAD_DESCRIPTOR;
    files_.erase(found);
    return remote_read::FILE_OK;
  }

 private:
  static constexpr std::size_t most_files = 256;
  static constexpr std::ptrdiff_t most_files_of_opener = 16;

  struct File {
    std::string opener;
    std::shared_ptr<Descriptor> descriptor;  // shared with a read that still runs when it is closed
    std::uint64_t last_use = 0;
  };

  // The kernel itself follows no "..", absolute path or symbolic link out of the folder: to look at the path
  // here first, and open it then, would leave a moment in which somebody can exchange it.
  int open_below(const char* path) const {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;  // to open a pipe must not stop this thread
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, root_.number(), path, &how, sizeof how));
  }

  remote_read::open_answer keep(const std::string& opener, std::shared_ptr<Descriptor> file) {
    std::lock_guard lock(mutex_);
    auto is_openers = [&](const auto& each) { return each.second.opener == opener; };
    if (std::count_if(files_.begin(), files_.end(), is_openers) >= most_files_of_opener)
      return remote_read::open_answer(remote_read::FILE_TOO_MANY_OPEN);
    // Who dies does not close. So what was not used for the longest time gives way, and is a bad descriptor
    // then.
    if (files_.size() >= most_files)
      files_.erase(std::min_element(files_.begin(), files_.end(), [](const auto& a, const auto& b) {
        return a.second.last_use < b.second.last_use;
      }));
    files_[next_] = {opener, std::move(file), ++uses_};
    return remote_read::open_answer::make_descriptor(next_++);
  }

  std::shared_ptr<Descriptor> find(const std::string& opener, std::int64_t descriptor) {
    std::lock_guard lock(mutex_);
    auto found = files_.find(descriptor);
    if (found == files_.end() || found->second.opener != opener) return nullptr;
    found->second.last_use = ++uses_;
    return found->second.descriptor;
  }

  static remote_read::status status_of(int error) {
    switch (error) {
      case ENOENT:
      case ENOTDIR: return remote_read::FILE_NOT_FOUND;
      case EACCES:
      case EPERM:
      case ELOOP:
      case EXDEV: return remote_read::FILE_NOT_PERMITTED;  // EXDEV: it leads out of the folder
      case EMFILE:
      case ENFILE: return remote_read::FILE_TOO_MANY_OPEN;
      default: return remote_read::FILE_IO_ERROR;
    }
  }

  const Descriptor root_;
  std::mutex mutex_;  // protects what follows
  std::map<std::int64_t, File> files_;
  std::int64_t next_ = 0;
  std::uint64_t uses_ = 0;
};
