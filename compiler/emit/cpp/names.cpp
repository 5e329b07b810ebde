#include <compiler/emit/cpp/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace farcallc::cpp {
namespace {

constexpr const char* keywords = R"(
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class
co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype
default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline
int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register
reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template
this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t
while xor xor_eq
)";

// What generated code itself says, so that the names of an interface cannot hide it.
constexpr const char* our_names = R"(
Client AsyncClient Server AsyncServer std encode decode encoded_size is_declared to_string store load size_of
encode_inline decode_inline print_text json_versions
program_number version_number
)";

constexpr const char* our_members = R"(
serve_call service_program service_version service_name is_idempotent durable_procedures binding_ options call result
)";

std::set<std::string, std::less<>> words(std::initializer_list<const char*> lists) {
  std::set<std::string, std::less<>> all;
  for (std::string_view list : lists) {
    constexpr std::string_view blanks = " \n";
    for (std::size_t begin = 0; (begin = list.find_first_not_of(blanks, begin)) != list.npos;) {
      std::size_t end = std::min(list.find_first_of(blanks, begin), list.size());
      all.emplace(list.substr(begin, end - begin));
      begin = end;
    }
  }
  return all;
}

// Checks one C++ scope.
class ScopeCheck {
 public:
  explicit ScopeCheck(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}
  void add(std::string_view name, Span span) {
    auto [place, fresh] = firsts_.try_emplace(spell(name), First{name, span});
    if (fresh) return;
    diagnostics_.error(span, place->second.name == name
                                 ? fmt::format("'{}' is defined twice", name)
                                 : fmt::format("'{}' would be a second '{}' in C++", name, place->first));
    diagnostics_.note(place->second.span, "the first is here");
  }

 private:
  struct First {
    std::string_view name;
    Span span;
  };
  Diagnostics& diagnostics_;
  std::map<std::string, First> firsts_;
};

}  // namespace

std::string spell(std::string_view name) {
  static const auto reserved = words({keywords, platform_macros, our_names});
  std::string text(name);
  // The implementation may use such names for macros of its own.
  if (reserved.contains(name) || name.starts_with("__")) text += '_';
  return text;
}

std::string spell_procedure(std::string_view name) {
  static const auto members = words({our_members});
  return members.contains(name) ? std::string(name) + '_' : spell(name);
}

std::string spell_namespace(std::string_view name) {
  static const auto globals = words({platform_globals});
  return globals.contains(name) || name == "farcall" ? std::string(name) + '_' : spell(name);
}

void check_names(const model::Model& model, Diagnostics& diagnostics) {
  std::map<std::vector<std::string>, ScopeCheck> scopes;
  std::set<std::vector<std::string>> namespaces;
  for (const model::Definition& one : model.definitions) {
    for (std::vector<std::string> path = one.scope; !path.empty(); path.pop_back()) namespaces.insert(path);
  }
  for (const model::Definition& one : model.definitions) {
    if (one.as<model::Passthrough>() != nullptr || one.imported) continue;
    scopes.try_emplace(one.scope, diagnostics).first->second.add(one.name, one.span);
    std::vector<std::string> path = one.scope;
    path.push_back(one.name);
    if (!one.scope.empty() && one.as<model::Program>() == nullptr && namespaces.contains(path)) {
      diagnostics.error(one.span, fmt::format("'{}' is the name of a namespace, too", one.name));
    }
    ScopeCheck inside(diagnostics);
    if (auto* of = one.as<model::Enum>()) {
      for (const auto& each : of->enumerators) inside.add(each.name, each.span);
    }
    if (auto* of = one.as<model::Struct>()) {
      for (const auto& each : of->fields) inside.add(each.name, each.span);
    }
    if (auto* of = one.as<model::Program>()) {
      for (const auto& version : of->versions) {
        inside.add(version.name, version.span);
        ScopeCheck members(diagnostics);
        for (const auto& each : version.procedures) members.add(each.name, each.span);
      }
    }
  }
}

std::string namespace_of_file(std::string_view path) {
  std::size_t slash = path.rfind('/');
  if (slash != path.npos) path.remove_prefix(slash + 1);
  if (path.ends_with(".x")) path.remove_suffix(2);
  std::string name;
  for (char c : path) {
    bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    name += good ? c : '_';
  }
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name = "_" + name;
  return spell_namespace(name);
}

std::vector<std::string> split_namespace(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    std::size_t end = std::min(text.find("::"), text.size());
    std::string_view part = text.substr(0, end);
    bool good = !part.empty() && !(part[0] >= '0' && part[0] <= '9') && spell(part) == part;
    for (char c : part) good = good && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_');
    if (!good) return {};
    parts.emplace_back(part);
    if (end == text.size()) return parts;
    text.remove_prefix(end + 2);
  }
}

}  // namespace farcallc::cpp
