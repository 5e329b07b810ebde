#include <compiler/graph.hpp>

#include <algorithm>

namespace farcallc {
namespace {

struct Visit {
  std::size_t node;
  std::size_t next_edge = 0;
};

constexpr std::size_t unseen = 0;

}  // namespace

std::vector<std::vector<std::size_t>> components(const Edges& edges) {
  std::vector<std::vector<std::size_t>> found;
  std::vector<std::size_t> index(edges.size(), unseen);
  std::vector<std::size_t> lowest(edges.size());
  std::vector<bool> open(edges.size());
  std::vector<std::size_t> stack;
  std::size_t next_index = unseen;

  for (std::size_t root = 0; root < edges.size(); ++root) {
    if (index[root] != unseen) continue;
    std::vector<Visit> path{{root}};
    while (!path.empty()) {
      auto [node, edge] = path.back();
      if (edge == 0) {
        index[node] = lowest[node] = ++next_index;
        stack.push_back(node);
        open[node] = true;
      }
      if (edge < edges[node].size()) {
        std::size_t to = edges[node][edge];
        ++path.back().next_edge;
        if (index[to] == unseen) {
          path.push_back({to});
        } else if (open[to]) {
          lowest[node] = std::min(lowest[node], index[to]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) lowest[path.back().node] = std::min(lowest[path.back().node], lowest[node]);
      if (lowest[node] != index[node]) continue;
      std::vector<std::size_t>& component = found.emplace_back();
      for (;;) {
        std::size_t member = stack.back();
        stack.pop_back();
        open[member] = false;
        component.push_back(member);
        if (member == node) break;
      }
      std::reverse(component.begin(), component.end());
    }
  }
  return found;
}

}  // namespace farcallc
