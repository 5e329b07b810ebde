#include "random_values.hpp"

#include <utility>

namespace golden {

using namespace everything;

namespace {

color random_color(Random& random) {
  constexpr color all[] = {RED, GREEN, BLUE};
  return all[random.below(3)];
}
point random_point(Random& random) {
  return {static_cast<std::int32_t>(random.bits()), static_cast<std::int32_t>(random.bits()),
          random_color(random), random.coin()};
}
scalars random_scalars(Random& random) {
  scalars made;
  made.a = static_cast<std::int32_t>(random.bits());
  made.b = static_cast<std::uint32_t>(random.bits());
  made.c = static_cast<std::int64_t>(random.bits());
  made.d = random.bits();
  made.e = static_cast<float>(random.below(1000)) / 7;
  made.f = static_cast<double>(random.bits()) / 7;
  made.g = random.coin();
  made.k = static_cast<std::int16_t>(random.bits());
  made.l = static_cast<std::int8_t>(random.bits());
  made.p = static_cast<std::uint8_t>(random.bits());
  made.q = static_cast<std::uint16_t>(random.bits());
  made.r = static_cast<std::int64_t>(random.bits());
  for (auto& byte : made.s) byte = static_cast<std::uint8_t>(random.bits());
  return made;
}
}  // namespace

mixed random_mixed(Random& random) {
  mixed made;
  made.at = random_point(random);
  for (auto& one : made.t) one = static_cast<std::int32_t>(random.bits());
  for (auto& one : made.o) one = static_cast<std::uint8_t>(random.bits());
  made.name = random.text(40);
  made.file = random.text(MAX_NAME);
  made.data = random.bytes(100);
  for (auto& one : made.ck) one = static_cast<std::uint8_t>(random.bits());
  for (std::size_t i = random.below(5); i > 0; --i) made.path.push_back(random_point(random));
  for (std::size_t i = random.below(50); i > 0; --i)
    made.numbers.push_back(static_cast<std::int32_t>(random.bits()));
  for (std::size_t i = random.below(11); i > 0; --i)
    made.big.push_back(static_cast<std::int64_t>(random.bits()));
  for (auto& one : made.reals) one = static_cast<double>(random.bits());
  for (std::size_t i = random.below(20); i > 0; --i) made.flags.push_back(random.coin());
  made.two = {random.coin(), random.coin()};
  for (std::size_t i = random.below(5); i > 0; --i) made.palette.push_back(random_color(random));
  for (std::size_t i = random.below(17); i > 0; --i) made.all.push_back(random.text(10));
  for (auto& one : made.corners) one = random_point(random);
  for (auto& one : made.pair) one = random.text(9);
  if (random.coin()) made.maybe = random_point(random);
  if (random.coin()) made.maybe_text = random.text(9);
  if (random.coin()) made.maybe_int = static_cast<std::int32_t>(random.bits());
  for (std::size_t i = random.below(5); i > 0; --i)
    made.shorts.push_back(static_cast<std::int16_t>(random.bits()));
  for (auto& one : made.chars) one = static_cast<std::int8_t>(random.bits());
  return made;
}
namespace {

tree random_tree(Random& random, int depth) {
  tree made{static_cast<std::int32_t>(random.bits()), {}};
  for (std::size_t i = depth == 0 ? 0 : random.below(4); i > 0; --i)
    made.children.push_back(random_tree(random, depth - 1));
  return made;
}
btree random_btree(Random& random, int depth) {
  btree made;
  made.key = static_cast<std::int32_t>(random.bits());
  if (depth > 0 && random.coin()) made.left = random_btree(random, depth - 1);
  if (depth > 0 && random.coin()) made.right = random_btree(random, depth - 1);
  return made;
}
entries random_entries(Random& random) {
  entries made;
  for (std::size_t i = random.below(5); i > 0; --i) {
    entry one;
    one.id = random.bits();
    one.name = random.text(20);
    one.next = std::move(made);
    made = std::move(one);
  }
  return made;
}
stringlist random_stringlist(Random& random) {
  stringlist made;
  for (std::size_t i = random.below(5); i > 0; --i) {
    stringentry one{random.text(8), std::move(made)};
    made = stringlist::make_element(std::move(one));
  }
  return made;
}
result random_result(Random& random) {
  switch (random_color(random)) {
    case RED: return result::make_list(random_entries(random));
    case GREEN: return result::make_number(static_cast<std::int32_t>(random.bits()));
    case BLUE: break;
  }
  return result(BLUE);
}
big random_big(Random& random) {
  switch (random.below(4)) {
    case 0: return big(0);
    case 1: return big::make_all(1, random_mixed(random));
    case 2: return big::make_all(-2, random_mixed(random));
    default: return big::make_text(99, random.text(30));
  }
}
}  // namespace

holder random_holder(Random& random) {
  holder made;
  made.b = random_big(random);
  made.r = random_result(random);
  made.m = random.coin() ? maybe_point::make_value(random_point(random)) : maybe_point(false);
  made.s = random_stringlist(random);
  made.t = random_btree(random, 5);
  made.u = random_tree(random, 3);
  made.sc = random_scalars(random);
  static std::vector<std::uint8_t> lent;
  lent = random.bytes(50);
  made.d.bytes = farcall::xdr::Borrowed(lent);
  return made;
}

entries long_list(int nodes) {
  entries list;
  for (int i = 0; i < nodes; ++i) {
    entry one;
    one.id = static_cast<std::uint64_t>(i);
    one.next = std::move(list);
    list = std::move(one);
  }
  return list;
}

}  // namespace golden
