// Who calls: what the kernel vouches for, and what the caller says of itself.
#include <unistd.h>

#include "fixture.hpp"

namespace conformance {
namespace {

class Identity : public AtPlacement {};
FARCALL_EVERY_PLACEMENT(Identity);

TEST_P(Identity, OfTheTransport) {
  identity seen = client().WHO().value();
  EXPECT_EQ(seen.netid, GetParam().netid);
  EXPECT_TRUE(seen.same_host);
  EXPECT_EQ(seen.shares_memory, GetParam().is_shared);
  EXPECT_FALSE(seen.has_credential);
}

TEST_P(Identity, ThatTheKernelVouchesFor) {
  identity seen = client().WHO().value();
  EXPECT_EQ(seen.uid_is_known, GetParam().knows_uid);
  EXPECT_EQ(seen.process_is_known, GetParam().knows_process);
  if (seen.uid_is_known) {
    EXPECT_EQ(seen.uid, ::geteuid());
  }
  if (seen.process_is_known) {
    EXPECT_EQ(seen.pid, static_cast<std::uint32_t>(::getpid()));
    EXPECT_EQ(seen.gid, ::getegid());
  }
}

TEST_P(Identity, ACredentialReachesTheHandlerAsItWasGiven) {
  farcall::BindOptions options;
  options.credential = farcall::SystemCredential{0xfeedbeef, "a.machine", 4711, 815, {1, 2, 3, 0xffffffff}};
  identity seen = client(options).WHO().value();
  ASSERT_TRUE(seen.has_credential);
  EXPECT_EQ(seen.stamp, 0xfeedbeef);
  EXPECT_EQ(seen.machine_name, "a.machine");
  EXPECT_EQ(seen.claimed_uid, 4711U);
  EXPECT_EQ(seen.claimed_gid, 815U);
  EXPECT_EQ(seen.claimed_gids, (std::vector<std::uint32_t>{1, 2, 3, 0xffffffff}));
  // What a caller writes there is not what the kernel knows.
  if (seen.uid_is_known) {
    EXPECT_EQ(seen.uid, ::geteuid());
  }
}

TEST_P(Identity, TheLargestCredentialFits) {
  farcall::BindOptions options;
  options.credential =
      farcall::SystemCredential{1, std::string(255, 'm'), 2, 3, std::vector<std::uint32_t>(16, 9)};
  identity seen = client(options).WHO().value();
  ASSERT_TRUE(seen.has_credential);
  EXPECT_EQ(seen.machine_name, std::string(255, 'm'));
  EXPECT_EQ(seen.claimed_gids, std::vector<std::uint32_t>(16, 9));
}

TEST_P(Identity, TheCredentialOfThisProcess) {
  farcall::BindOptions options;
  options.credential = farcall::security::system_credential_of_process();
  identity seen = client(options).WHO().value();
  ASSERT_TRUE(seen.has_credential);
  EXPECT_EQ(seen.claimed_uid, ::geteuid());
  EXPECT_EQ(seen.claimed_gid, ::getegid());
}

}  // namespace
}  // namespace conformance
