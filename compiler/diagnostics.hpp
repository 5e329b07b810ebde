// What is wrong with a source, collected until all of it is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <compiler/source.hpp>

namespace farcallc {

enum class Severity : std::uint8_t { error, warning, note };

// One complaint: a place and a sentence. A note belongs to the complaint before it.
struct Diagnostic {
  Severity severity = Severity::error;
  Span span;
  std::string message;
  bool stands_alone = false;  // a note that belongs to nothing
};

// Every pass reports here and goes on, so that one run shows all errors of a file. Of several errors at one
// place the first is kept: the others follow from it.
class Diagnostics {
 public:
  // Limit: after this many errors the rest is noise; `full()` asks the passes to stop.
  static constexpr std::size_t most_errors = 100;

  void error(Span span, std::string message);
  void warning(Span span, std::string message);
  void note(Span span, std::string message);
  // Worth knowing, and nothing is wrong.
  void remark(Span span, std::string message);
  // A hint without a place of its own: printed as a line under the complaint before it.
  void hint(std::string message);
  // Ends the compilation: what follows could not be understood, or would cost too much.
  void fatal(Span span, std::string message);

  [[nodiscard]] bool failed() const noexcept { return errors_ > 0; }
  [[nodiscard]] bool full() const noexcept { return fatal_ || errors_ >= most_errors; }
  [[nodiscard]] std::size_t errors() const noexcept { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }

  // `file:line:col: error: message`, the source line, a caret.
  [[nodiscard]] std::string render(const Sources& sources) const;

 private:
  void add(Severity severity, Span span, std::string message);

  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  bool fatal_ = false;
  bool dropped_ = false;
  bool silent_ = false;  // the last complaint was not kept, and so its notes are not, either
  std::vector<Span> error_places_;
};

// Limit: of more candidates none is suggested, because to compare a word with all of them costs too much.
inline constexpr std::size_t most_candidates = 4096;
// The candidate that was probably meant by `word`, or nothing.
[[nodiscard]] std::string closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace farcallc
