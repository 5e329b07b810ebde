// A robust mutex in a file: who waits for it hears of its owner's death as early as the kernel tells anybody.
#pragma once

#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <farcall/io/descriptor.hpp>

namespace hostile {

class SharedMutex {
 public:
  explicit SharedMutex(const std::string& path) {
    const farcall::io::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    void* page = MAP_FAILED;
    if (::ftruncate(file.number(), sizeof(pthread_mutex_t)) == 0)
      page = ::mmap(nullptr, sizeof(pthread_mutex_t), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
    if (page == MAP_FAILED) throw std::runtime_error("cannot share " + path);
    mutex_ = static_cast<pthread_mutex_t*>(page);
  }
  SharedMutex(const SharedMutex&) = delete;
  SharedMutex& operator=(const SharedMutex&) = delete;
  ~SharedMutex() { ::munmap(mutex_, sizeof *mutex_); }

  // Once, before others have it.
  void create() {
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    ::pthread_mutex_init(mutex_, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
  }
  [[nodiscard]] pthread_mutex_t* get() const noexcept { return mutex_; }

 private:
  pthread_mutex_t* mutex_ = nullptr;
};

}  // namespace hostile
