#include <compiler/json.hpp>

namespace farcallc {
namespace {

// Comments and names of files are bytes; JSON is UTF-8.
std::string dumped(const Json& value) { return value.dump(2, ' ', false, Json::error_handler_t::replace); }

}  // namespace

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

JsonDocument::JsonDocument(const Json& head, const std::string& list_name) : text_(dumped(head)) {
  text_.resize(text_.size() - 2);  // the end of the line and the brace
  text_ += ",\n  \"" + list_name + "\": [";
}

void JsonDocument::add(const Json& element) {
  text_ += is_empty_ ? "\n    " : ",\n    ";
  is_empty_ = false;
  for (char c : dumped(element)) {
    text_ += c;
    if (c == '\n') text_ += "    ";
  }
}

std::string JsonDocument::take() {
  text_ += is_empty_ ? "]\n}\n" : "\n  ]\n}\n";
  return std::move(text_);
}

}  // namespace farcallc
