// For the peers that code and do nothing else.
#include "coding.hpp"

namespace suite {

std::unique_ptr<Caller> connect(const Options& options) {
  if (options.transport != "coding") die("this peer only codes, over no", options.transport);
  return make_coding_caller();
}

void serve(const Options& options) { die("this peer only codes, over no", options.transport); }

}  // namespace suite
