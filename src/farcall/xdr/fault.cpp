#include <farcall/xdr/fault.hpp>

namespace farcall::inline v1::xdr {
namespace {

const char* text_of(Fault fault) {
  switch (fault) {
    case Fault::none: return "no fault";
    case Fault::too_short: return "the bytes end too early";
    case Fault::trailing_bytes: return "bytes are left over at the end";
    case Fault::too_long: return "longer than its bound";
    case Fault::bad_padding: return "padding is not zero";
    case Fault::bad_bool: return "a bool is neither 0 nor 1";
    case Fault::bad_enum: return "the enum does not declare this value";
    case Fault::bad_discriminant: return "the union has no arm for this discriminant";
    case Fault::out_of_range: return "a number does not fit into its type";
    case Fault::too_deep: return "nested too deeply";
    case Fault::too_much_memory: return "decoding would take more memory than allowed";
  }
  return "unknown fault";
}

}  // namespace

std::string describe(Fault fault, const char* where) {
  std::string text;
  if (where != nullptr) text.append(where).append(": ");
  return text.append(text_of(fault));
}

}  // namespace farcall::inline v1::xdr
