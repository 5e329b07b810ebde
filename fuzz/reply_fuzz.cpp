// Reply messages, as a client reads them: a success has its results inside the record, and a refusal never
// claims more than it proves.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <farcall/message/reply_message.hpp>

using namespace farcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> record(reinterpret_cast<const std::byte*>(data), size);
  static const std::string peer = "p";
  for (const Executed refused : {Executed::no, Executed::maybe}) {
    std::span<const std::byte> results;
    Result<void> read = message::read_reply(record, results, refused, {peer, 1, 2, 3});
    if (read) {
      if (results.data() + results.size() != record.data() + record.size()) std::abort();
      if (results.size() + message::success_head_bytes > record.size()) std::abort();
      continue;
    }
    const Error& error = read.error();
    if (error.executed == Executed::yes || error.detail.size() > 300) std::abort();
    const bool proves_nothing = error.code == Code::system_err || error.code == Code::bad_reply;
    if (proves_nothing ? error.executed != Executed::maybe : error.executed != refused) std::abort();
  }
  return 0;
}
