// The A-stacks of a client and the linkages of its server, against each other in one process.
#include <farcall/lrpc/linkages.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include <farcall/lrpc/astacks.hpp>

namespace farcall::lrpc {
namespace {

using namespace std::chrono_literals;
using Waited = AStacks::Waited;

constexpr std::size_t window_bytes = 2 * page_bytes;

static_assert(next_sequence(1) == 2);
static_assert(next_sequence(0xffffffff) == 1);

class Linked : public testing::Test {
 protected:
  Linked() : client(Duration::zero()) {
    link(client);
    client.give_back_all();
  }

  void link(AStacks& stacks, std::uint32_t slots = 2) {
    io::Descriptor to_client, from_client, status_descriptor;
    linkages.emplace();
    Linkages::create({slots, window_bytes}, *linkages, to_client, from_client).value();
    status = Segment::create(status_bytes, Segment::Writer::creator, status_descriptor).value();
    ClientEnd end;
    int both[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both) != 0) std::abort();
    io::Descriptor life;
    end.control = Lifeline::of(io::Descriptor(both[0]),
                               Segment::create(page_bytes, Segment::Writer::creator, life).value())
                      .value();
    control = io::Descriptor(both[1]);
    end.extent = linkages->extent();
    end.status = Segment::map(status_descriptor.number(), status_bytes, Segment::Writer::creator).value();
    end.from_server =
        Segment::map(to_client.number(), end.extent.size_bytes(), Segment::Writer::creator).value();
    end.from_client =
        Segment::map(from_client.number(), end.extent.size_bytes(), Segment::Writer::peer).value();
    stacks.bind(std::move(end)).value();
  }

  static std::byte byte_at(std::size_t i, std::size_t size_bytes) {
    return static_cast<std::byte>(i * 7 + size_bytes);
  }
  static bool is_filled(std::span<const std::byte> bytes, std::size_t size_bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      if (bytes[i] != byte_at(i, size_bytes)) return false;
    return bytes.size() == size_bytes;
  }
  static void fill(std::span<std::byte> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = byte_at(i, bytes.size());
  }

  AStack& call(std::size_t size_bytes, bool with_conditions = false) {
    AStack* stack = client.take();
    if (stack == nullptr) throw std::runtime_error("no A-stack");
    fill(client.room(*stack, size_bytes));
    client.publish(*stack, {1, 2, 3, size_bytes, with_conditions});
    return *stack;
  }
  Accepted accept() {
    Accepted accepted;
    const std::uint32_t slot = linkages->find_anywhere();
    EXPECT_NE(slot, linkages->extent().slots);
    EXPECT_TRUE(linkages->accept(slot, arguments, accepted));
    return accepted;
  }
  void answer(const Accepted& accepted, std::size_t size_bytes, bool is_refusal = false) {
    const std::span<std::byte> room = linkages->room(accepted.slot, size_bytes, results);
    ASSERT_EQ(room.size(), size_bytes);
    fill(room);
    linkages->answer(accepted, room, {}, is_refusal);
  }
  // What was answered has `size_bytes`.
  void expect_reply(AStack& stack, std::size_t size_bytes) {
    ASSERT_EQ(client.wait(stack, never), Waited::answered);
    AStacks::Reply reply;
    ASSERT_TRUE(client.read(stack, reply));
    EXPECT_FALSE(reply.is_refusal);
    EXPECT_TRUE(is_filled(reply.bytes, size_bytes)) << size_bytes;
    client.give_back(stack);
  }
  [[nodiscard]] ClientHeader& header() const {
    return *reinterpret_cast<ClientHeader*>(client.end().from_client.data());
  }
  void await_sleeper(const AStack& stack) const {
    while ((header().sleepers.load() >> stack.slot & 1) == 0) std::this_thread::yield();
  }
  void set_leader(std::uint32_t value) const {
    reinterpret_cast<Status*>(status.data())->leaders[0].place.store(value);
  }

  std::optional<Linkages> linkages;
  Segment status;
  AStacks client;
  io::Descriptor control;  // the server's end
  Buffer arguments;
  Buffer results;
};

TEST_F(Linked, EverySizeGoesThereAndComesBack) {
  for (std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{9}, std::size_t{16}, std::size_t{17},
        std::size_t{40}, std::size_t{41}, std::size_t{48}, std::size_t{49}, near_arguments_bytes,
        near_arguments_bytes + 1, near_results_bytes, near_results_bytes + 1, kept_bytes + 1, window_bytes}) {
    AStack& stack = call(size);
    const Accepted accepted = accept();
    EXPECT_EQ(accepted.program, 1U);
    EXPECT_EQ(accepted.version, 2U);
    EXPECT_EQ(accepted.procedure, 3U);
    EXPECT_TRUE(is_filled(accepted.arguments, size)) << size;
    answer(accepted, size);
    expect_reply(stack, size);
  }
}

TEST_F(Linked, NothingIsLongerThanAWindow) {
  AStack* stack = client.take();
  EXPECT_TRUE(client.room(*stack, window_bytes + 1).empty());
  client.give_back(*stack);
  AStack& called = call(1);
  const Accepted accepted = accept();
  EXPECT_TRUE(linkages->room(accepted.slot, window_bytes + 1, results).empty());
  answer(accepted, 1);
  expect_reply(called, 1);
}

TEST_F(Linked, AForgedSizeIsRefused) {
  for (std::uint32_t size : {std::uint32_t{window_bytes} + 1, 0x80000000U, 0xffffffffU}) {
    AStack& stack = call(1);
    stack.request->size_bytes = size;
    Accepted accepted;
    EXPECT_FALSE(linkages->accept(linkages->find_anywhere(), arguments, accepted)) << size;
    client.give_back(stack);
    link(client);
  }
}

TEST_F(Linked, AForgedSequenceIsNoCall) {
  AStack& stack = call(1);
  answer(accept(), 1);
  expect_reply(stack, 1);
  for (std::uint32_t sequence : {0U, 1U, 3U, 0xffffffffU}) {
    stack.request->sequence.store(sequence);
    EXPECT_EQ(linkages->find_anywhere(), linkages->extent().slots) << sequence;
  }
  stack.request->sequence.store(2);
  Accepted accepted = accept();
  stack.request->sequence.store(3);
  EXPECT_EQ(linkages->find_anywhere(), linkages->extent().slots) << "one of this slot runs";
  answer(accepted, 1);
  EXPECT_EQ(linkages->find_anywhere(), stack.slot);
}

TEST_F(Linked, AReplySaysWhereTheServerRan) {
  struct Staying {
    Staying() {
      cpu_set_t here;
      CPU_ZERO(&here);
      CPU_SET(current_processor(), &here);
      if (::sched_getaffinity(0, sizeof before, &before) != 0 ||
          ::sched_setaffinity(0, sizeof here, &here) != 0)
        throw std::runtime_error("this thread cannot be kept where it is");
    }
    ~Staying() { ::sched_setaffinity(0, sizeof before, &before); }
    cpu_set_t before{};
  } staying;
  AStack& stack = call(1);
  EXPECT_FALSE(client.is_far(stack)) << "it is not known yet";
  answer(accept(), 1);
  EXPECT_EQ(stack.reply->ran_on, current_processor() + 1);
  EXPECT_FALSE(client.is_far(stack));
  ReplyLine from_elsewhere{};
  from_elsewhere.ran_on = current_processor() + 2;
  const ReplyLine* const its_own = std::exchange(stack.reply, &from_elsewhere);
  EXPECT_TRUE(client.is_far(stack));
  stack.reply = its_own;
  expect_reply(stack, 1);
}

TEST_F(Linked, ConditionsComeWithACall) {
  Conditions sent{.time_left_ns = 77, .trace = {}};
  sent.trace[23] = std::byte{9};
  AStack* stack = client.take();
  std::span<std::byte> room = client.room(*stack, sizeof sent + 5);
  std::memcpy(room.data(), &sent, sizeof sent);
  fill(room.subspan(sizeof sent));
  client.publish(*stack, {1, 2, 3, room.size(), true});
  const Accepted accepted = accept();
  EXPECT_TRUE(accepted.has_conditions);
  EXPECT_EQ(accepted.time_left_ns, 77U);
  EXPECT_EQ(accepted.trace, sent.trace);
  EXPECT_TRUE(is_filled(accepted.arguments, 5));
  answer(accepted, 0);
  expect_reply(*stack, 0);
  (void)call(sizeof sent - 1, true);
  Accepted refused;
  EXPECT_FALSE(linkages->accept(linkages->find_anywhere(), arguments, refused))
      << "there is no room for conditions";
}

TEST_F(Linked, ARefusalIsToldFromResults) {
  AStack& stack = call(1);
  answer(accept(), 24, true);
  ASSERT_EQ(client.wait(stack, never), Waited::answered);
  AStacks::Reply reply;
  ASSERT_TRUE(client.read(stack, reply));
  EXPECT_TRUE(reply.is_refusal);
  EXPECT_TRUE(is_filled(reply.bytes, 24));
}

TEST_F(Linked, GatheredPiecesAreInTheirPlaces) {
  for (std::size_t size : {near_results_bytes, window_bytes}) {
    const std::vector<std::byte> piece(100, std::byte{0xee});
    AStack& stack = call(1);
    const Accepted accepted = accept();
    const std::span<std::byte> room = linkages->room(accepted.slot, size, results);
    fill(room);
    xdr::Gathered gathered;
    gathered.pieces[0] = {20, piece.data(), piece.size()};
    gathered.count = 1;
    linkages->answer(accepted, room, gathered, false);
    ASSERT_EQ(client.wait(stack, never), Waited::answered);
    AStacks::Reply reply;
    ASSERT_TRUE(client.read(stack, reply));
    EXPECT_TRUE(std::equal(piece.begin(), piece.end(), reply.bytes.begin() + 20));
    EXPECT_EQ(reply.bytes[19], byte_at(19, size));
    EXPECT_EQ(reply.bytes[120], byte_at(120, size));
    client.give_back(stack);
  }
}

// The memory that they are encoded in serves every client.
TEST_F(Linked, AReplyCarriesNothingOfAnEarlierOne) {
  AStack& first = call(1);
  answer(accept(), 200);
  expect_reply(first, 200);
  link(client);
  for (std::size_t size : {std::size_t{0}, std::size_t{4}, std::size_t{20}}) {
    AStack& stack = call(1);
    answer(accept(), size);
    ASSERT_EQ(client.wait(stack, never), Waited::answered);
    for (std::size_t i = size; i < stack.reply->results.size(); ++i)
      EXPECT_EQ(stack.reply->results[i], std::byte{0}) << i << " behind " << size;
    client.give_back(stack);
  }
}

TEST_F(Linked, WhatIsGivenUpIsTakenWhenItWasAnswered) {
  AStack& first = call(1);
  const Accepted accepted = accept();
  EXPECT_FALSE(linkages->is_given_up(accepted));
  client.give_up(first);
  EXPECT_TRUE(linkages->is_given_up(accepted));
  AStack* second = client.take();
  ASSERT_NE(second, nullptr);
  EXPECT_NE(second, &first);
  EXPECT_EQ(client.take(), nullptr);
  answer(accepted, 33);
  AStack& again = call(2);
  EXPECT_EQ(&again, &first);
  EXPECT_FALSE(again.is_answered()) << "that is the reply to the call which was given up";
  const Accepted next = accept();
  EXPECT_FALSE(linkages->is_given_up(next));
  EXPECT_EQ(next.sequence, accepted.sequence + 1);
  answer(next, 2);
  expect_reply(again, 2);
}

TEST_F(Linked, WhatIsGivenUpBeforeItRunsRunsAndComesBack) {
  AStack& first = call(1);
  client.give_up(first);
  const Accepted accepted = accept();
  EXPECT_TRUE(linkages->is_given_up(accepted));
  answer(accepted, 1);
  EXPECT_EQ(client.take(), &first);
}

TEST_F(Linked, ADeadlineEndsTheWait) {
  AStack& stack = call(1);
  EXPECT_EQ(client.wait(stack, steady_clock().now() + 2ms), Waited::too_late);
  EXPECT_EQ(header().sleepers.load(), 0U);
}

TEST_F(Linked, WhoSleepsIsWokenByTheAnswer) {
  for (int i = 0; i < 200; ++i) {
    AStack& stack = call(1);
    Waited waited{};
    std::thread caller([&] { waited = client.wait(stack, never); });
    if (i % 2 == 0) await_sleeper(stack);
    const Accepted accepted = accept();
    answer(accepted, 1);
    linkages->wake_sleeper(accepted.slot);
    caller.join();
    EXPECT_EQ(waited, Waited::answered);
    expect_reply(stack, 1);
    EXPECT_EQ(header().sleepers.load(), 0U);
  }
}

TEST_F(Linked, WhoSleepsHearsThatTheServerHasGone) {
  AStack& first = call(1);
  AStack& second = call(1);
  std::array<Waited, 2> waited{};
  std::thread one([&] { waited[0] = client.wait(first, never); });
  std::thread other([&] { waited[1] = client.wait(second, never); });
  await_sleeper(first);
  while (!client.lose()) std::this_thread::yield();
  one.join();
  other.join();
  EXPECT_EQ(waited[0], Waited::lost);
  EXPECT_EQ(waited[1], Waited::lost);
  EXPECT_EQ(client.take(), nullptr);
}

TEST_F(Linked, ASleepingServerIsRungAndAColdOneIsWrittenTo) {
  std::array<char, 8> bytes;
  auto written = [&] { return ::recv(control.number(), bytes.data(), bytes.size(), MSG_DONTWAIT); };
  set_leader(asleep);
  AStack& first = call(1);
  EXPECT_EQ(client.wait(first, steady_clock().now()), Waited::too_late);
  EXPECT_EQ(header().bell.load(), 1U);
  EXPECT_EQ(written(), -1) << "it looks at this binding";
  set_leader(0);
  linkages->set_cold(true);
  AStack& second = call(1);
  EXPECT_EQ(client.wait(second, steady_clock().now()), Waited::too_late);
  EXPECT_EQ(written(), 1);
  EXPECT_EQ(written(), -1) << "once";
}

TEST_F(Linked, WhatNobodyWaitsForRingsTooAndComesBack) {
  set_leader(asleep);
  AStack& stack = call(1);
  client.send_off(stack);
  EXPECT_EQ(header().bell.load(), 1U);
  EXPECT_NE(client.take(), &stack);
  answer(accept(), 0);
  EXPECT_EQ(client.take(), &stack);
}

TEST_F(Linked, AllAreTakenToBindAgain) {
  AStack& first = call(1);
  (void)client.lose();
  EXPECT_FALSE(client.take_all()) << "somebody has one";
  client.give_up(first);
  ASSERT_TRUE(client.take_all()) << "nobody waits for it";
  EXPECT_FALSE(client.take_all());
  link(client);
  EXPECT_EQ(client.take(), nullptr);
  client.give_back_all();
  AStack& again = call(3);
  answer(accept(), 3);
  expect_reply(again, 3);
}

// Callers that wait, time out and hold their A-stacks, against a server that answers late.
TEST_F(Linked, EveryReplyIsThatOfItsCall) {
  link(client, 4);
  constexpr int calls = 500;
  std::atomic<int> at_work{4};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&, i] {
      for (int n = 0; n < calls;) {
        AStack* stack = client.take();
        if (stack == nullptr) {
          std::this_thread::yield();
          continue;
        }
        ++n;
        const std::uint32_t mine = static_cast<std::uint32_t>(i * calls + n);
        std::memcpy(client.room(*stack, 4).data(), &mine, 4);
        client.publish(*stack, {1, 2, 3, 4, false});
        const bool is_hasty = n % 7 == 0;
        if (client.wait(*stack, is_hasty ? steady_clock().now() : never) == Waited::too_late) {
          client.give_up(*stack);
          continue;
        }
        AStacks::Reply reply;
        std::uint32_t got = 0;
        if (client.read(*stack, reply)) std::memcpy(&got, reply.bytes.data(), 4);
        EXPECT_EQ(got, mine);
        client.give_back(*stack);
      }
      --at_work;
    });
  }
  while (at_work.load() > 0) {
    const std::uint32_t slot = linkages->find_anywhere();
    if (slot == linkages->extent().slots) {
      std::this_thread::yield();
      continue;
    }
    Accepted accepted;
    ASSERT_TRUE(linkages->accept(slot, arguments, accepted));
    const std::span<std::byte> room = linkages->room(slot, 4, results);
    std::memcpy(room.data(), accepted.arguments.data(), 4);
    linkages->answer(accepted, room, {}, false);
    linkages->wake_sleeper(slot);
  }
  for (std::thread& each : callers) each.join();
}

// By another connection: who waits looks there, and who has looked goes on waiting.
TEST_F(Linked, WhoWaitsHearsThatItIsCalledBack) {
  AStacks serves(Duration::zero(), true);
  link(serves);
  serves.give_back_all();
  EXPECT_TRUE(serves.is_called_back()) << "before the server knew of this memory";
  serves.saw_calls_back(serves.begin_look_for_calls_back());
  AStack& stack = *serves.take();
  serves.publish(stack, {.program = 1, .version = 1, .procedure = 1, .size_bytes = 0});
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(serves.is_called_back());
    std::thread calls([&] { i % 2 == 0 ? linkages->announce_call_back() : serves.look_for_calls_back(); });
    EXPECT_EQ(serves.wait(stack, never), Waited::called_back);
    calls.join();
    EXPECT_EQ(serves.wait(stack, never), Waited::called_back) << "nobody has looked";
    serves.saw_calls_back(serves.begin_look_for_calls_back());
  }
  EXPECT_EQ(serves.wait(stack, steady_clock().now() + 1ms), Waited::too_late);
}

}  // namespace
}  // namespace farcall::lrpc
