// The namespaces of a generated file.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <compiler/emit/cpp/passthrough.hpp>
#include <compiler/emit/cpp/types.hpp>

namespace farcallc::cpp {

// Texts of several namespaces, opened and closed as the elements change between them.
class Namespaces {
 public:
  void add(const std::vector<std::string>& scope, std::string_view text) {
    if (text.empty()) return;
    if (!open_ || scope != scope_) {
      close();
      text_ += fmt::format("\nnamespace {} {{\n\n", joined(scope));
      scope_ = scope;
      open_ = true;
      after_block_ = false;
      text = text.substr(text.find_first_not_of('\n'));
    } else if (after_block_ && !text.starts_with('\n')) {
      text_ += '\n';  // a blank line on both sides of what takes several lines
    }
    text_ += text;
    after_block_ = std::count(text.begin(), text.end(), '\n') > 2;
  }
  void add_lines(const model::Definition& definition, const Home& home) {
    for (const Block& one : blocks_of(definition.as<model::Passthrough>()->lines)) {
      if (!one.outside) {
        add(scope_of(definition, home), one.text);
      } else {
        close();
        text_ += "\n" + one.text;
      }
    }
  }
  std::string take() {
    close();
    return std::move(text_);
  }

 private:
  void close() {
    if (!open_) return;
    if (!text_.ends_with("\n\n")) text_ += '\n';
    text_ += fmt::format("}}  // namespace {}\n", joined(scope_));
    open_ = false;
  }
  std::string text_;
  std::vector<std::string> scope_;
  bool open_ = false;
  bool after_block_ = false;
};

}  // namespace farcallc::cpp
