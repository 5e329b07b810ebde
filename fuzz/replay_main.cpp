// Runs a fuzz target without libFuzzer: every file of its corpus, then mutations of them.
//
//   NAME_fuzz CORPUS_DIR [MUTATIONS]
//
// The mutations come from a fixed seed, so that a failure here fails again everywhere. They are no search
// (`make fuzz` searches); they keep an old finding, and its neighbours, from coming back. The input that ends
// the process is written to NAME_fuzz.crash in the current directory.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) __attribute__((weak));
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the sanitizers' own
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t max_input_bytes = 64 * 1024;

std::string crash_file;
const Input* running = nullptr;  // what the target reads now

// Async-signal-safe: the target died in the middle of anything.
void save_running_input() {
  if (running == nullptr) return;
  const int fd = ::open(crash_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return;
  [[maybe_unused]] const auto written = ::write(fd, running->data(), running->size());
  ::close(fd);
  running = nullptr;
}

void on_signal(int signal_number) {
  save_running_input();
  ::signal(signal_number, SIG_DFL);
  ::raise(signal_number);
}

void run(const Input& input) {
  // A copy of the exact size: one byte read beyond it is one that ASan sees.
  const Input exact(input.begin(), input.end());
  running = &exact;
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
  running = nullptr;
}

std::vector<Input> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());  // the order of a directory differs from machine to machine
  std::vector<Input> corpus;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

class Mutator {
 public:
  explicit Mutator(const std::vector<Input>& corpus) : corpus_(corpus) {}

  Input next() {
    Input input = corpus_[below(corpus_.size())];
    for (std::size_t steps = 1 + below(4); steps > 0; --steps) mutate(input);
    if (input.size() > max_input_bytes) input.resize(max_input_bytes);
    return input;
  }

 private:
  // Not std::uniform_int_distribution: its results differ between libraries.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }

  void mutate(Input& input) {
    if (input.empty()) {
      input.resize(1 + below(64));
      for (auto& each : input) each = byte();
      return;
    }
    const std::size_t at = below(input.size());
    const auto place = input.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(7)) {
      case 0: input[at] = static_cast<std::uint8_t>(input[at] ^ (1U << below(8))); break;
      case 1: input[at] = byte(); break;
      case 2: input.resize(at); break;
      case 3: input.erase(place, place + static_cast<std::ptrdiff_t>(1 + below(input.size() - at))); break;
      case 4: input.insert(place, 1 + below(8), byte()); break;
      case 5: write_word(input, at); break;
      case 6: {  // the tail of another input
        const Input& other = corpus_[below(corpus_.size())];
        const std::size_t from = other.empty() ? 0 : below(other.size());
        input.resize(at);
        input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(from), other.end());
        break;
      }
    }
  }

  // XDR is made of big-endian words, and the interesting ones are lengths, flags and their edges.
  void write_word(Input& input, std::size_t at) {
    static constexpr std::uint32_t words[] = {0,          1,          2,          3,          4,
                                              0xff,       0x100,      0x7fff,     0x10000,    0x400000,
                                              0x7fffffff, 0x80000000, 0x80000001, 0xfffffffc, 0xffffffff};
    const std::uint32_t word = words[below(std::size(words))];
    at -= at % 4;
    for (std::size_t i = 0; i < 4 && at + i < input.size(); ++i) {
      input[at + i] = static_cast<std::uint8_t>(word >> (24 - 8 * i));
    }
  }

  const std::vector<Input>& corpus_;
  std::mt19937_64 random_{0x66617263616c6cU};
};

}  // namespace

int main(int argc, char** argv) {
  if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: " << argv[0] << " CORPUS_DIR [MUTATIONS]\n";
    return 2;
  }
  const unsigned long mutations = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  crash_file = std::filesystem::path(argv[0]).filename().string() + ".crash";
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(save_running_input);
  for (const int signal_number : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTERM})
    ::signal(signal_number, on_signal);
  if (__sanitizer_set_death_callback == nullptr) ::signal(SIGSEGV, on_signal);

  std::vector<Input> corpus = read_corpus(argv[1]);
  const std::size_t files = corpus.size();
  corpus.emplace_back();  // the empty input, and a seed when there is no corpus yet
  for (const Input& input : corpus) run(input);
  Mutator mutator(corpus);
  for (unsigned long i = 0; i < mutations; ++i) run(mutator.next());
  std::cout << files << " files and " << mutations << " mutations of them: no finding\n";
  return 0;
}
