#include <compiler/graph.hpp>

#include <gtest/gtest.h>

namespace {

using farcallc::components;
using Components = std::vector<std::vector<std::size_t>>;

TEST(Graph, EachComponentComesAfterWhatItDependsOn) {
  EXPECT_EQ(components({{1, 2}, {2}, {}}), (Components{{2}, {1}, {0}}));
  EXPECT_EQ(components({{}, {}, {}}), (Components{{0}, {1}, {2}}));
}

TEST(Graph, CyclesAreOneComponent) {
  Components found = components({{1}, {2}, {0}, {3}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(found[1], (std::vector<std::size_t>{3}));
}

TEST(Graph, ALongChainNeedsNoStack) {
  farcallc::Edges edges(1'000'000);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) edges[i].push_back(i + 1);
  EXPECT_EQ(components(edges).size(), edges.size());
}

}  // namespace
