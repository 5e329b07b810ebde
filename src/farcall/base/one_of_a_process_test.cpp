#include <farcall/base/one_of_a_process.hpp>

#include <memory>
#include <semaphore>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace farcall {
namespace {

// What a process has one of can be made once only.
void skip_where_repeated(int& runs) {
  if (runs++ > 0) GTEST_SKIP() << "it has been made";
}

TEST(OneOfAProcess, IsMadeOnceAndAgainWhereItFailed) {
  static int runs = 0;
  skip_where_repeated(runs);
  if (IsSkipped()) return;
  int asked = 0;
  auto make = [&]() -> Result<std::unique_ptr<int>> {
    if (++asked == 1) return Error{Code::resource_exhausted, Executed::no, "not yet", {}};
    return std::make_unique<int>(asked);
  };
  EXPECT_FALSE(one_of_a_process<int>(make));
  EXPECT_EQ(**one_of_a_process<int>(make), 2);
  EXPECT_EQ(**one_of_a_process<int>(make), 2);
}

// The thread that makes the parent's one does not exist in the child.
TEST(OneOfAProcess, OfAChildDoesNotWaitForItsParent) {
  static int runs = 0;
  skip_where_repeated(runs);
  if (IsSkipped()) return;
  std::binary_semaphore makes(0), may_go_on(0);
  auto make = [&, parent = ::getpid()]() -> Result<std::unique_ptr<pid_t>> {
    if (::getpid() == parent) {
      makes.release();
      may_go_on.acquire();
    }
    return std::make_unique<pid_t>(::getpid());
  };
  std::thread maker([&] { EXPECT_EQ(**one_of_a_process<pid_t>(make), ::getpid()); });
  makes.acquire();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto own = one_of_a_process<pid_t>(make);
    ::_exit(own && **own == ::getpid() ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  may_go_on.release();
  maker.join();
}

}  // namespace
}  // namespace farcall
