#include <farcall/base/clock.hpp>

#include <cstddef>
#include <new>

namespace farcall::inline v1 {

Clock::~Clock() = default;

Clock& steady_clock() noexcept {
  class Steady final : public Clock {
   public:
    TimePoint now() noexcept override { return std::chrono::steady_clock::now(); }
  };
  // Never destroyed: threads may ask for the time while the process exits. Nor allocated: that may fail.
  alignas(Steady) static std::byte place[sizeof(Steady)];
  static Clock& clock = *::new (place) Steady;
  return clock;
}

}  // namespace farcall::inline v1
