// The heads that are coded by hand against the generated codec of rpc_msg.x: the same bytes out, and of any
// bytes the same in, or neither takes them. Where the two may differ:
//
//   RPC version other than 2  the oracle has a number there; the hand refuses, whatever follows
//   auth_stat of no name      the oracle's enumeration ends at 14; the hand hands the number on (auth_other)
#include <algorithm>
#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <farcall/message/call_message.hpp>
#include <farcall/message/reply_message.hpp>

#include "rpc_msg.x.hpp"

namespace farcall::message {
namespace {

namespace oracle = idl::rpc_msg;
using Bytes = std::vector<std::byte>;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t word() { return static_cast<std::uint32_t>(engine_()); }
  std::uint32_t below(std::uint32_t end) { return word() % end; }
  // Small numbers are what messages are made of, and the largest where arithmetic ends.
  std::uint32_t telling_word() {
    switch (below(4)) {
      case 0: return below(16);
      case 1: return below(420);
      case 2: return UINT32_MAX - below(4);
      default: return word();
    }
  }

 private:
  std::mt19937_64 engine_;
};

oracle::opaque_auth random_auth(Random& random) {
  oracle::opaque_auth auth;
  if (random.below(2) == 0) return auth;
  auth.flavor = random.telling_word();
  auth.body.resize(random.below(3) == 0 ? 400 - random.below(4) : random.below(40));
  for (std::uint8_t& byte : auth.body) byte = static_cast<std::uint8_t>(random.word());
  return auth;
}

oracle::rpc_msg random_call(Random& random) {
  oracle::call_body call{2, random.word(), random.telling_word(), random.telling_word(), {}, {}};
  call.cred = random_auth(random);
  call.verf = random_auth(random);
  oracle::rpc_msg message{random.word(), {}};
  message.body.set_cbody(std::move(call));
  return message;
}

// A refusal and how it is written by hand, or a success, whose code is none of them.
struct Reply {
  oracle::rpc_msg message;
  ReplyStatus status;
  bool is_success = false;
};

oracle::rpc_msg wrap(std::uint32_t xid, oracle::accepted_reply accepted) {
  oracle::reply_body reply;
  reply.set_areply(std::move(accepted));
  oracle::rpc_msg message{xid, {}};
  message.body.set_rbody(std::move(reply));
  return message;
}

oracle::rpc_msg wrap(std::uint32_t xid, oracle::rejected_reply rejected) {
  oracle::reply_body reply;
  reply.set_rreply(std::move(rejected));
  oracle::rpc_msg message{xid, {}};
  message.body.set_rbody(std::move(reply));
  return message;
}

Reply random_accepted(Random& random, const oracle::opaque_auth& verifier) {
  constexpr Code codes[] = {Code::prog_unavail, Code::prog_mismatch, Code::proc_unavail, Code::garbage_args,
                            Code::system_err};
  Reply reply;
  oracle::accepted_reply accepted{verifier, {}};
  std::uint32_t stat = random.below(6);
  reply.is_success = stat == 0;
  if (stat > 0) reply.status.code = codes[stat - 1];
  if (reply.status.code == Code::prog_mismatch && stat > 0) {
    reply.status.versions = {random.telling_word(), random.telling_word()};
    accepted.reply_data.set_stat(oracle::accept_stat::PROG_MISMATCH);
    accepted.reply_data.set_mismatch_info({reply.status.versions.low, reply.status.versions.high});
  } else {
    accepted.reply_data.set_stat(static_cast<oracle::accept_stat>(stat));
  }
  reply.message = wrap(random.word(), std::move(accepted));
  return reply;
}

Reply random_rejected(Random& random) {
  Reply reply;
  oracle::rejected_reply rejected;
  if (random.below(3) == 0) {
    reply.status.code = Code::rpc_mismatch;
    reply.status.versions = {random.telling_word(), random.telling_word()};
    rejected.set_mismatch_info({reply.status.versions.low, reply.status.versions.high});
  } else {
    reply.status.auth_stat = 1 + random.below(14);
    reply.status.code = code_of_auth_stat(reply.status.auth_stat);
    rejected.set_why(static_cast<oracle::auth_stat>(reply.status.auth_stat));
  }
  reply.message = wrap(random.word(), std::move(rejected));
  return reply;
}

Reply random_reply(Random& random, const oracle::opaque_auth& verifier) {
  return random.below(2) == 0 ? random_accepted(random, verifier) : random_rejected(random);
}

Bytes encoded(const oracle::rpc_msg& message) {
  Bytes bytes(encoded_size(message));
  xdr::Encoder out(bytes);
  EXPECT_TRUE(encode(out, message));
  return bytes;
}

void mutate(Bytes& bytes, Random& random) {
  for (std::uint32_t changes = 1 + random.below(3); changes > 0 && !bytes.empty(); --changes) {
    auto size = static_cast<std::uint32_t>(bytes.size());
    switch (random.below(5)) {
      case 0: bytes.resize(random.below(size)); break;
      case 1: bytes.resize(size + random.below(9), static_cast<std::byte>(random.word())); break;
      case 2: bytes[random.below(size)] = static_cast<std::byte>(random.word()); break;
      default:
        if (size >= 4)
          xdr::store_u32(bytes.data() + 4 * random.below(std::min(size / 4, 12U)), random.telling_word());
    }
  }
}

void expect_same(const oracle::opaque_auth& theirs, const Auth& ours) {
  EXPECT_EQ(ours.flavor, theirs.flavor);
  EXPECT_TRUE(std::ranges::equal(ours.body, std::as_bytes(std::span(theirs.body))));
}

enum class Verdict : std::uint8_t { both_take_it, both_refuse, may_differ };

// What the oracle makes of some bytes, and how far it read.
struct Oracle {
  explicit Oracle(const Bytes& bytes) : in(bytes) { takes = decode(in, message); }
  xdr::Decoder in;
  oracle::rpc_msg message;
  bool takes = false;
};

Verdict compare_call(const Bytes& bytes) {
  const Oracle theirs(bytes);
  xdr::Decoder in(bytes);
  CallHead head;
  const CallRead how = read_call_head(in, head);
  const bool is_call = theirs.takes && theirs.message.body.mtype() == oracle::msg_type::CALL;
  if (how == CallRead::rpc_mismatch) {
    EXPECT_NE(xdr::load_u32(bytes.data() + 8), rpc_version);
    EXPECT_TRUE(!is_call || theirs.message.body.cbody().rpcvers != rpc_version);
    return Verdict::may_differ;
  }
  EXPECT_EQ(how == CallRead::ok, is_call);
  if (how != CallRead::ok || !is_call) return Verdict::both_refuse;
  const oracle::call_body& call = theirs.message.body.cbody();
  EXPECT_EQ(head.xid, theirs.message.xid);
  EXPECT_EQ(head.program, call.prog);
  EXPECT_EQ(head.version, call.vers);
  EXPECT_EQ(head.procedure, call.proc);
  expect_same(call.cred, head.credential);
  expect_same(call.verf, head.verifier);
  EXPECT_EQ(in.position(), theirs.in.position()) << "the arguments begin there";
  return Verdict::both_take_it;
}

// What the hand must have read of a reply that the oracle takes.
void expect_same(const oracle::reply_body& reply, ReplyRead how, const ReplyStatus& status) {
  if (reply.stat() == oracle::reply_stat::MSG_ACCEPTED) {
    const oracle::accepted_data& data = reply.areply().reply_data;
    EXPECT_EQ(how == ReplyRead::success, data.stat() == oracle::accept_stat::SUCCESS);
    if (data.stat() != oracle::accept_stat::PROG_MISMATCH) return;
    EXPECT_EQ(status.code, Code::prog_mismatch);
    EXPECT_EQ(status.versions.low, data.mismatch_info().low);
    EXPECT_EQ(status.versions.high, data.mismatch_info().high);
    return;
  }
  EXPECT_EQ(how, ReplyRead::refused);
  if (reply.rreply().stat() == oracle::reject_stat::AUTH_ERROR) {
    EXPECT_EQ(status.auth_stat, static_cast<std::uint32_t>(reply.rreply().why()));
    EXPECT_EQ(status.code, code_of_auth_stat(status.auth_stat));
    return;
  }
  EXPECT_EQ(status.code, Code::rpc_mismatch);
  EXPECT_EQ(status.versions.low, reply.rreply().mismatch_info().low);
  EXPECT_EQ(status.versions.high, reply.rreply().mismatch_info().high);
}

Verdict compare_reply(const Bytes& bytes) {
  const Oracle theirs(bytes);
  xdr::Decoder in(bytes);
  ReplyStatus status;
  const ReplyRead how = read_reply_head(in, status);
  const bool is_reply = theirs.takes && theirs.message.body.mtype() == oracle::msg_type::REPLY;
  if (how == ReplyRead::refused && status.code == Code::auth_other && status.auth_stat > 14) {
    EXPECT_FALSE(theirs.takes);
    return Verdict::may_differ;
  }
  EXPECT_EQ(how != ReplyRead::malformed, is_reply);
  if (how == ReplyRead::malformed || !is_reply) return Verdict::both_refuse;
  expect_same(theirs.message.body.rbody(), how, status);
  EXPECT_EQ(in.position(), theirs.in.position()) << "the results begin there";
  return Verdict::both_take_it;
}

constexpr int rounds = 20'000;

TEST(Oracle, AgreesOnTheBytesOfACallsHead) {
  Random random(1);
  for (int i = 0; i < rounds; ++i) {
    const oracle::rpc_msg message = random_call(random);
    const Bytes expected = encoded(message);
    const oracle::call_body& call = message.body.cbody();
    Bytes written(call_head_bytes);
    write_call_head(written.data(), {.xid = message.xid,
                                     .program = call.prog,
                                     .version = call.vers,
                                     .procedure = call.proc,
                                     .credential = {},
                                     .verifier = {}});
    if (call.cred == oracle::opaque_auth{} && call.verf == oracle::opaque_auth{})
      written.resize(call_head_bytes + no_auth_bytes);
    ASSERT_EQ(Bytes(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(written.size())),
              written);
    ASSERT_TRUE(written.size() == call_head_bytes || written == expected);
  }
}

TEST(Oracle, AgreesOnTheBytesOfAReply) {
  Random random(2);
  for (int i = 0; i < rounds; ++i) {
    const Reply reply = random_reply(random, {});
    Bytes written(success_head_bytes);
    write_success_head(written.data(), reply.message.xid);
    const Refusal refusal = make_refusal(reply.message.xid, reply.status);
    if (!reply.is_success) written.assign(refusal.span().begin(), refusal.span().end());
    ASSERT_EQ(written, encoded(reply.message));
  }
}

struct Count {
  int both_take_it = 0;
  int both_refuse = 0;
  int may_differ = 0;
  void add(Verdict verdict) {
    both_take_it += verdict == Verdict::both_take_it ? 1 : 0;
    both_refuse += verdict == Verdict::both_refuse ? 1 : 0;
    may_differ += verdict == Verdict::may_differ ? 1 : 0;
  }
  // Mutations that leave nothing, or all, as it was would show nothing.
  void expect_some_of_each() const {
    EXPECT_GT(both_take_it, rounds / 20);
    EXPECT_GT(both_refuse, rounds / 20);
    EXPECT_GT(may_differ, rounds / 200);
  }
};

TEST(Oracle, TakesTheCallsThatWeTakeAndReadsTheSame) {
  Random random(3);
  Count count;
  for (int i = 0; i < rounds && !HasFailure(); ++i) {
    Bytes bytes = encoded(random_call(random));
    ASSERT_EQ(compare_call(bytes), Verdict::both_take_it);
    ASSERT_EQ(compare_reply(bytes), Verdict::both_refuse) << "a call is no reply";
    mutate(bytes, random);
    count.add(compare_call(bytes));
  }
  count.expect_some_of_each();
}

TEST(Oracle, TakesTheRepliesThatWeTakeAndReadsTheSame) {
  Random random(4);
  Count count;
  for (int i = 0; i < rounds && !HasFailure(); ++i) {
    Bytes bytes = encoded(random_reply(random, random_auth(random)).message);
    ASSERT_EQ(compare_reply(bytes), Verdict::both_take_it);
    ASSERT_EQ(compare_call(bytes), Verdict::both_refuse) << "a reply is no call";
    mutate(bytes, random);
    count.add(compare_reply(bytes));
  }
  count.expect_some_of_each();
}

}  // namespace
}  // namespace farcall::message
