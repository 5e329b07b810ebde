#include "random_values.hpp"

#include <bit>
#include <iterator>
#include <utility>

namespace conformance {

std::uint64_t RandomValues::bits() {
  std::uint64_t value = generator_();
  constexpr std::uint64_t extremes[] = {0, ~std::uint64_t{0}, std::uint64_t{1} << 63, 0x7fffffff7fffffff};
  std::uint64_t choice = generator_() % 32;
  return choice < std::size(extremes) ? extremes[choice] : value;
}

std::string RandomValues::text(std::size_t most) {
  std::string made(size(most), '\0');
  for (char& each : made) each = static_cast<char>(generator_());  // zeros and bytes above 127, too
  return made;
}

blob RandomValues::bytes(std::size_t most) {
  blob made(size(most));
  for (auto& each : made) each = static_cast<std::uint8_t>(generator_());
  return made;
}

color RandomValues::one_color() {
  constexpr color all[] = {RED, GREEN, BLUE};
  return all[generator_() % 3];
}

void RandomValues::fill(scalars& to) {
  to.i = static_cast<std::int32_t>(bits());
  to.u = static_cast<std::uint32_t>(bits());
  to.h = static_cast<std::int64_t>(bits());
  to.uh = bits();
  // Any number: a NaN differs from itself. The NaNs have a test of their own.
  to.f = static_cast<float>(static_cast<std::int64_t>(generator_())) / 3;
  to.d = static_cast<double>(static_cast<std::int64_t>(generator_())) / 7;
  to.b = generator_() % 2 == 0;
  to.c = one_color();
  to.s = static_cast<std::int16_t>(bits());
  to.us = static_cast<std::uint16_t>(bits());
  to.ch = static_cast<std::int8_t>(bits());
  to.uch = static_cast<std::uint8_t>(bits());
}

void RandomValues::fill(arrays& to) {
  for (auto& each : to.fixed) each = static_cast<std::uint8_t>(generator_());
  to.variable = bytes(40);
  to.text = text(100);
  to.bounded = text(MAX_NAME);
  for (auto& each : to.three) each = static_cast<std::int32_t>(bits());
  to.some.resize(size(20));
  for (auto& each : to.some) each = static_cast<std::int64_t>(bits());
  for (auto& each : to.two) fill(each);
  to.few.resize(size(3));
  for (auto& each : to.few) fill(each);
  to.names.resize(size(4));
  for (auto& each : to.names) each = text(MAX_NAME);
  to.flags.resize(size(9));
  for (std::size_t i = 0; i < to.flags.size(); ++i) to.flags[i] = generator_() % 2 == 0;
  to.colors.resize(size(5));
  for (auto& each : to.colors) each = one_color();
  for (auto& each : to.reals) each = static_cast<double>(generator_());
}

void RandomValues::fill(list& to) {
  to.reset();
  list* end = &to;
  for (std::size_t i = size(12); i > 0; --i) {
    cell& made = end->emplace();
    made.value = static_cast<std::int32_t>(bits());
    made.text = text(20);
    end = &made.next;
  }
}

void RandomValues::fill(tree& to, int depth) {
  to.value = static_cast<std::int32_t>(bits());
  to.children.resize(depth == 0 ? 0 : size(3));
  for (tree& child : to.children) fill(child, depth - 1);
}

void RandomValues::fill(choice& to) {
  to = choice(one_color());
  if (scalars* scalar = to.if_scalar()) fill(*scalar);
  if (list* nodes = to.if_nodes()) fill(*nodes);
}

void RandomValues::fill(verdict& to) {
  constexpr std::int32_t statuses[] = {0, 1, -2, 77, INT32_MIN};
  to = verdict(statuses[generator_() % 5]);
  if (blob* data = to.if_data()) *data = bytes(50);
  if (double* figure = to.if_figure()) *figure = -0.25;
  if (std::string* why = to.if_why()) *why = text(50);
}

void RandomValues::fill(perhaps& to) {
  to = perhaps(generator_() % 2 == 0);
  if (std::int64_t* value = to.if_value()) *value = static_cast<std::int64_t>(bits());
}

void RandomValues::fill(everything& to) {
  fill(to.s);
  fill(to.a);
  fill(to.l);
  fill(to.t);
  fill(to.c);
  fill(to.v);
  fill(to.p);
  to.maybe.reset();
  if (generator_() % 2 == 0) to.maybe.emplace() = text(MAX_NAME);
  to.inner.x = static_cast<std::int32_t>(bits());
  to.inner.y = static_cast<std::int32_t>(bits());
}

}  // namespace conformance
