// open, read and close for files of another machine, as a program knows them for its own.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <sys/types.h>

#include <farcall/farcall.hpp>

#include "remote_read.x.hpp"

// A call that reaches the server ends as the system's own would: a value, or -1 and errno. That it may not
// reach it, or its answer may not come back, is what no local read() knows; it is thrown, as
// farcall::RpcError. Thread: one.
class RemoteFiles {
 public:
  using Client = remote_read::REMOTE_READ_PROG::REMOTE_READ_VERS::Client;
  explicit RemoteFiles(Client client) : client_(std::move(client)) {}

  std::int64_t open(const std::string& path) {
    remote_read::open_answer answer = client_.OPEN(path).value();
    if (answer.what() != remote_read::FILE_OK) return fail(answer.what());
    return answer.descriptor();
  }

  ssize_t read(std::int64_t fd, void* buf, std::size_t nbytes) {
    // To read fewer bytes than the caller asks for is read()'s right.
    auto count = static_cast<std::uint32_t>(std::min<std::size_t>(nbytes, remote_read::MOST_BYTES));
    std::uint64_t& offset = offsets_[fd];
    client_.READ_into({.descriptor = fd, .offset = offset, .count = count}, answer_).value();
    if (answer_.what() != remote_read::FILE_OK) return fail(answer_.what());
    std::size_t got = std::min<std::size_t>(answer_.bytes().size(), count);  // whatever the server sends
    std::copy_n(answer_.bytes().begin(), got, static_cast<std::uint8_t*>(buf));
    offset += got;
    return static_cast<ssize_t>(got);
  }

  int close(std::int64_t fd) {
    offsets_.erase(fd);
    remote_read::status what = client_.CLOSE(fd).value();
    return what == remote_read::FILE_OK ? 0 : fail(what);
  }

 private:
  static int fail(remote_read::status what) {
    errno = errno_of(what);
    return -1;
  }
  static int errno_of(remote_read::status what) {
    switch (what) {
      case remote_read::FILE_NOT_FOUND: return ENOENT;
      case remote_read::FILE_NOT_PERMITTED: return EACCES;
      case remote_read::FILE_IS_NO_FILE: return EINVAL;
      case remote_read::FILE_TOO_MANY_OPEN: return EMFILE;
      case remote_read::FILE_BAD_DESCRIPTOR: return EBADF;
      case remote_read::FILE_OK:
      case remote_read::FILE_IO_ERROR: break;
    }
    return EIO;
  }

  Client client_;
  remote_read::read_answer answer_;                // kept, so that every read uses its memory again
  std::map<std::int64_t, std::uint64_t> offsets_;  // how far each file has been read
};
