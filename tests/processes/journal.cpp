#include "journal.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <farcall/base/clock.hpp>

namespace processes {
namespace {

constexpr std::size_t header_bytes = 4096;
static_assert(sizeof(Shared) <= header_bytes);

}  // namespace

const char* to_string(Point point) noexcept {
  constexpr const char* names[point_count] = {"none",        "accepted",      "received_part",
                                              "received",    "before_effect", "after_effect",
                                              "before_send", "sent_part",     "sent"};
  return names[static_cast<std::size_t>(point)];
}

Journal::Journal(farcall::io::Descriptor descriptor, std::size_t size_bytes)
    : descriptor_(std::move(descriptor)), size_bytes_(size_bytes) {
  void* memory = ::mmap(nullptr, size_bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_.number(), 0);
  if (memory == MAP_FAILED) std::perror("the journal"), std::abort();
  shared_ = static_cast<Shared*>(memory);  // zero, which is what all of it begins with
}

Journal::Journal(Journal&& other) noexcept
    : descriptor_(std::move(other.descriptor_)),
      size_bytes_(other.size_bytes_),
      shared_(std::exchange(other.shared_, nullptr)) {}

Journal::~Journal() {
  if (shared_ != nullptr) ::munmap(shared_, size_bytes_);
}

Journal Journal::create(std::uint64_t calls) {
  farcall::io::Descriptor descriptor(::memfd_create("journal", MFD_CLOEXEC));
  std::size_t size_bytes = header_bytes + (calls + 1) * sizeof(Entry);
  if (!descriptor || ::ftruncate(descriptor.number(), static_cast<off_t>(size_bytes)) != 0)
    std::perror("the journal"), std::abort();
  Journal journal(std::move(descriptor), size_bytes);
  journal.shared().calls = calls;
  journal.shared().next = 1;
  return journal;
}

Journal Journal::inherited() {
  farcall::io::Descriptor descriptor(journal_descriptor);
  struct stat status {};
  if (::fstat(journal_descriptor, &status) != 0) std::perror("the journal"), std::abort();
  return {std::move(descriptor), static_cast<std::size_t>(status.st_size)};
}

Entry* Journal::find(std::uint64_t number) const noexcept {
  if (number < 1 || number > shared_->calls) return nullptr;
  return reinterpret_cast<Entry*>(reinterpret_cast<std::byte*>(shared_) + header_bytes) + number;
}

std::int64_t now_ns() noexcept { return farcall::steady_clock().now().time_since_epoch().count(); }

std::vector<std::uint8_t> load_of(std::uint64_t number, std::size_t size_bytes) {
  std::vector<std::uint8_t> load(size_bytes);
  for (std::size_t i = 0; i < size_bytes; ++i) load[i] = static_cast<std::uint8_t>(number * 31 + i);
  return load;
}

}  // namespace processes
