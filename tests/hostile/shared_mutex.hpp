// A robust mutex in a file: who waits for it hears of its owner's death as early as the kernel tells anybody.
#pragma once

#include <pthread.h>

#include "shared_file.hpp"

namespace hostile {

class SharedMutex : public SharedFile<pthread_mutex_t> {
 public:
  using SharedFile::SharedFile;

  // Once, before others have it.
  void create() {
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    ::pthread_mutex_init(get(), &attributes);
    ::pthread_mutexattr_destroy(&attributes);
  }
};

}  // namespace hostile
