// JSON as farcallc prints it.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace farcallc {

using Json = nlohmann::ordered_json;  // keys stay in the order in which they are written

// Null instead of an empty text.
[[nodiscard]] Json text_or_null(std::string_view text);

// An object whose last member is a list, written element by element: all of a long list as JSON values would
// take a hundred times its text.
class JsonDocument {
 public:
  JsonDocument(const Json& head, const std::string& list_name);
  void add(const Json& element);
  [[nodiscard]] std::string take();

 private:
  std::string text_;
  bool is_empty_ = true;
};

}  // namespace farcallc
