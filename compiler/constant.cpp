#include <compiler/constant.hpp>

#include <algorithm>

namespace farcallc {
namespace {

constexpr const char* overflow = "the value does not fit into 64 bits";

NumberReading in_range(Integer value) {
  if (value < least_integer || value > greatest_integer) return {0, overflow};
  return {value, nullptr};
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

}  // namespace

std::string to_string(Integer value) {
  if (value == 0) return "0";
  bool negative = value < 0;
  std::string text;
  for (Integer rest = negative ? -value : value; rest != 0; rest /= 10) {
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  if (negative) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

NumberReading read_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.starts_with("0b") || text.starts_with("0B")) {
    base = 2;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  // C writes 1UL; the language has no such types, so that the letters add nothing.
  for (int suffix = 0; suffix < 3 && !text.empty() && std::string_view("uUlL").find(text.back()) != text.npos;
       ++suffix) {
    text.remove_suffix(1);
  }
  if (text.empty()) return {0, "this number has no digits"};
  Integer value = 0;
  for (char c : text) {
    if (c == '\'' || c == '_') continue;
    int next = digit(c);
    if (next >= base)
      return {
          0, base == 8 ? "an octal number (it begins with 0) has the digits 0 to 7" : "this is not a number"};
    value = value * base + next;
    if (value > greatest_integer) return {0, overflow};
  }
  return {value, nullptr};
}

NumberReading read_character(std::string_view text) {
  if (text.size() == 3 && text[1] != '\\') return {static_cast<unsigned char>(text[1]), nullptr};
  if (text.size() < 4 || text[1] != '\\') return {0, "a character constant holds one character"};
  std::string_view escape = text.substr(2, text.size() - 3);
  constexpr std::string_view letters = "ntrabfv\\'\"?";
  constexpr std::string_view values = "\n\t\r\a\b\f\v\\'\"?";
  if (std::size_t at = letters.find(escape[0]); escape.size() == 1 && at != letters.npos)
    return {values[at], nullptr};
  int base = escape[0] == 'x' ? 16 : 8;
  if (base == 16) escape.remove_prefix(1);
  Integer value = 0;
  for (char c : escape) {
    if (digit(c) >= base) return {0, "farcallc does not know this escape"};
    value = value * base + digit(c);
    if (value > 255) return {0, "this is more than a byte"};
  }
  if (escape.empty()) return {0, "farcallc does not know this escape"};
  return {value, nullptr};
}

const char* text_fault(std::string_view text) {
  for (std::size_t at = 1; at + 1 < text.size();) {
    if (text[at] != '\\') {
      ++at;
      continue;
    }
    // As many digits as C would take for the escape.
    std::size_t end = at + 2;
    bool hexadecimal = text[at + 1] == 'x';
    std::size_t most = hexadecimal ? text.size() : digit(text[at + 1]) < 8 ? at + 4 : end;
    while (end < most && end + 1 < text.size() && digit(text[end]) < (hexadecimal ? 16 : 8)) ++end;
    NumberReading read = read_character("'" + std::string(text.substr(at, end - at)) + "'");
    if (read.fault != nullptr) return read.fault;
    at = end;
  }
  return nullptr;
}

NumberReading compute(std::string_view op, Integer a, Integer b) {
  // Both are within 65 bits, so that sums cannot overflow 128; products and shifts are looked at first.
  if (op == "+") return in_range(a + b);
  if (op == "-") return in_range(a - b);
  if (op == "*") {
    if (a != 0 && b != 0 && (a > greatest_integer || b > greatest_integer)) return {0, overflow};
    Integer wide_a = a < 0 ? -a : a;
    Integer wide_b = b < 0 ? -b : b;
    if (wide_b != 0 && wide_a > greatest_integer / wide_b) return {0, overflow};
    return in_range(a * b);
  }
  if (op == "/" || op == "%") {
    if (b == 0) return {0, "division by zero"};
    return in_range(op == "/" ? a / b : a % b);
  }
  if (op == "<<" || op == ">>") {
    if (b < 0 || b > 63) return {0, "a shift is by 0 to 63 bits"};
    return in_range(op == "<<" ? a * (Integer{1} << static_cast<int>(b)) : a >> static_cast<int>(b));
  }
  if (op == "&") return in_range(a & b);
  if (op == "|") return in_range(a | b);
  if (op == "^") return in_range(a ^ b);
  if (op == "&&") return {a != 0 && b != 0, nullptr};
  if (op == "||") return {a != 0 || b != 0, nullptr};
  if (op == "==") return {a == b, nullptr};
  if (op == "!=") return {a != b, nullptr};
  if (op == "<") return {a < b, nullptr};
  if (op == ">") return {a > b, nullptr};
  if (op == "<=") return {a <= b, nullptr};
  if (op == ">=") return {a >= b, nullptr};
  return {0, "farcallc does not know this operator"};
}

NumberReading compute(std::string_view op, Integer a) {
  if (op == "-") return in_range(-a);
  if (op == "~") return in_range(~a);
  if (op == "!") return {a == 0, nullptr};
  return {a, nullptr};
}

int precedence(std::string_view op, bool in_condition) {
  if (op == "*" || op == "/" || op == "%") return 10;
  if (op == "+" || op == "-") return 9;
  if (op == "<<" || op == ">>") return 8;
  if (op == "&") return 5;
  if (op == "^") return 4;
  if (op == "|") return 3;
  if (!in_condition) return 0;
  if (op == "<" || op == ">" || op == "<=" || op == ">=") return 7;
  if (op == "==" || op == "!=") return 6;
  if (op == "&&") return 2;
  if (op == "||") return 1;
  return 0;
}

}  // namespace farcallc
