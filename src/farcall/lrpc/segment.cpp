#include <farcall/lrpc/segment.hpp>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <farcall/base/fork.hpp>
#include <farcall/io/socket.hpp>

namespace farcall::inline v1::lrpc {
namespace {

constexpr int keeps_its_size = F_SEAL_SHRINK | F_SEAL_GROW;

}  // namespace

Segment::Segment(std::byte* data, std::size_t size_bytes) noexcept
    : data_(data), size_bytes_(size_bytes), forks_(forks()) {}

Segment::Segment(Segment&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_bytes_(other.size_bytes_), forks_(other.forks_) {}

Segment& Segment::operator=(Segment&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_bytes_, other.size_bytes_);
  std::swap(forks_, other.forks_);
  return *this;
}

// A child has something else there, if anything.
Segment::~Segment() {
  if (data_ != nullptr && forks_ == forks()) ::munmap(data_, size_bytes_);
}

Result<Segment> Segment::map_pages(int descriptor, std::size_t size_bytes, bool writable) {
  void* data =
      ::mmap(nullptr, size_bytes, PROT_READ | (writable ? PROT_WRITE : 0), MAP_SHARED, descriptor, 0);
  if (data == MAP_FAILED) return io::system_error(errno, "shared memory");
  ::madvise(data, size_bytes, MADV_DONTFORK);
  return Segment(static_cast<std::byte*>(data), size_bytes);
}

Result<Segment> Segment::create(std::size_t size_bytes, Writer writer, io::Descriptor& descriptor) {
  rlimit longest{};
  if (::getrlimit(RLIMIT_FSIZE, &longest) == 0 && longest.rlim_cur < size_bytes)  // or a signal would end us
    return Error{Code::resource_exhausted, Executed::no, "shared memory: longer than RLIMIT_FSIZE", {}};
  io::Descriptor made(::memfd_create("farcall-lrpc", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!made || ::ftruncate(made.number(), static_cast<off_t>(size_bytes)) != 0)
    return io::system_error(errno, "shared memory");
  const bool is_ours = writer == Writer::creator;
  Result<Segment> segment = map_pages(made.number(), size_bytes, is_ours);
  if (!segment) return segment;
  const int seals = keeps_its_size | F_SEAL_SEAL | (is_ours ? F_SEAL_FUTURE_WRITE : 0);
  if (::fcntl(made.number(), F_ADD_SEALS, seals) != 0) return io::system_error(errno, "shared memory");
  descriptor = std::move(made);
  return segment;
}

Result<Segment> Segment::map(int descriptor, std::size_t size_bytes, Writer writer) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return io::system_error(errno, "shared memory");
  const int seals = ::fcntl(descriptor, F_GET_SEALS);
  if (seals < 0 || (seals & keeps_its_size) != keeps_its_size ||
      static_cast<std::size_t>(status.st_size) < size_bytes)
    return Error{Code::io_error, Executed::no, "shared memory of the peer: it could shrink"};
  return map_pages(descriptor, size_bytes, writer == Writer::peer);
}

void Segment::prefault(std::size_t size_bytes, bool writable) const noexcept {
  ::madvise(data_, size_bytes, writable ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
}

}  // namespace farcall::inline v1::lrpc
