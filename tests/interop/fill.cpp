#include "fill.hpp"

#include <bit>
#include <span>

namespace interop {
namespace {

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : state_(seed) {}

  everything make() {
    everything to;
    fill(to.s);
    fill(to.a);
    to.l = nodes();
    fill(to.t, 4);
    fill_unions(to);
    if (below(2) != 0) to.maybe.emplace() = text(MAX_LABEL);
    return to;
  }

 private:
  // splitmix64
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(next() % bound); }
  template <typename T>
  void fill_integer(T& to) {
    to = static_cast<T>(next());
  }

  std::string text(std::uint32_t most) {
    std::string made(below(most + 1), '\0');
    for (char& each : made) each = static_cast<char>('!' + below(94));
    return made;
  }
  void fill_bytes(std::span<std::uint8_t> to) {
    for (std::uint8_t& each : to) fill_integer(each);
  }
  shade one_shade() {
    constexpr shade all[] = {BLACK, GREY, WHITE};
    return all[below(3)];
  }
  double any_double() {
    constexpr std::uint64_t special[] = {0x8000000000000000u, 0x7ff8000000000001u, 0xfff80000deadbeefu,
                                         0x7ff0000000000001u, 0x7ff0000000000000u, 1u};
    std::uint64_t bits = next();
    if (std::uint32_t choice = below(16); choice < 6) bits = special[choice];
    return std::bit_cast<double>(bits);
  }
  float any_float() {
    constexpr std::uint32_t special[] = {0x80000000u, 0x7fc00001u, 0xffc0beefu, 0x7f800001u, 0xff800000u, 1u};
    auto bits = static_cast<std::uint32_t>(next());
    if (std::uint32_t choice = below(16); choice < 6) bits = special[choice];
    return std::bit_cast<float>(bits);
  }

  void fill(scalars& to) {
    fill_integer(to.i);
    fill_integer(to.u);
    fill_integer(to.h);
    fill_integer(to.uh);
    fill_integer(to.l);
    fill_integer(to.ul);
    fill_integer(to.s);
    fill_integer(to.us);
    fill_integer(to.c);
    fill_integer(to.uc);
    to.b = below(2) != 0;
    to.f = any_float();
    to.d = any_double();
    to.e = one_shade();
  }

  void fill(arrays& to) {
    fill_bytes(to.fixed);
    fill_bytes(to.named);
    to.variable.resize(below(41));
    fill_bytes(to.variable);
    to.text = text(90);
    to.bounded = text(MAX_LABEL);
    for (auto& each : to.three) fill_integer(each);
    for (auto& each : to.fixed_ints) fill_integer(each);
    to.some.resize(below(7));
    for (auto& each : to.some) fill_integer(each);
    to.many.resize(below(20));
    for (auto& each : to.many) fill_integer(each);
    to.reals.resize(below(5));
    for (auto& each : to.reals) each = any_double();
    to.flags.resize(below(9));
    for (std::size_t i = 0; i < to.flags.size(); ++i) to.flags[i] = below(2) != 0;
    to.shades.resize(below(MAX_FEW + 1));
    for (auto& each : to.shades) each = one_shade();
    to.labels.resize(below(5));
    for (auto& each : to.labels) each = text(MAX_LABEL);
    for (auto& each : to.pair) fill(each);
    to.few.resize(below(4));
    for (auto& each : to.few) fill(each);
  }

  list nodes() {
    list first;
    list* end = &first;
    for (std::uint32_t count = below(8); count > 0; --count) {
      cell& made = end->emplace();
      fill_integer(made.value);
      made.text = text(12);
      end = &made.next;
    }
    return first;
  }

  void fill(tree& to, int depth) {
    fill_integer(to.key);
    if (depth > 0 && below(2) != 0) fill(to.left.emplace(), depth - 1);
    if (depth > 0 && below(2) != 0) fill(to.right.emplace(), depth - 1);
  }

  void fill_unions(everything& to) {
    constexpr std::int32_t statuses[] = {0, 1, -2, 99};
    to.c = choice(one_shade());
    if (std::int32_t* number = to.c.if_number()) fill_integer(*number);
    if (cell* first = to.c.if_nodes()) {
      fill_integer(first->value);
      first->text = text(10);
      first->next = nodes();
    }
    to.v = verdict(statuses[below(4)]);
    if (auto* data = to.v.if_data()) {
      data->resize(below(30));
      fill_bytes(*data);
    }
    if (std::string* why = to.v.if_why()) *why = text(60);
    if (double* figure = to.v.if_figure()) *figure = any_double();
    to.p = perhaps(below(2) != 0);
    if (std::int64_t* value = to.p.if_value()) fill_integer(*value);
  }

  std::uint64_t state_;
};

}  // namespace

everything value_of(std::uint64_t seed) { return Maker(seed).make(); }

std::vector<std::byte> encoded(const everything& value) {
  std::vector<std::byte> bytes(encoded_size(value));
  farcall::xdr::Encoder out(bytes);
  if (!encode(out, value)) bytes.clear();
  return bytes;
}

}  // namespace interop
