// Clients that write what no client writes.
#include <algorithm>
#include <cstring>
#include <iostream>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <farcall/base/fence.hpp>
#include <farcall/io/descriptor.hpp>
#include <farcall/io/socket.hpp>
#include <farcall/lrpc/astacks.hpp>
#include <farcall/lrpc/futex.hpp>
#include <farcall/lrpc/rendezvous.hpp>

#include "site.hpp"

namespace hostile {
namespace {

namespace io = farcall::io;
namespace lrpc = farcall::lrpc;
using farcall::never;
using farcall::steady_clock;

constexpr lrpc::Extent wanted{8, 4 * lrpc::page_bytes};

class Mutation : public Site {
 protected:
  [[nodiscard]] io::Descriptor connect() const {
    return io::connect(address(), io::Kind::packets, never, path).value();
  }
  [[nodiscard]] lrpc::ClientEnd introduce() const {
    return lrpc::introduce(connect(), wanted, {}, never, path).value();
  }

  // A word that means something somewhere, often.
  std::uint64_t word() {
    static constexpr std::uint64_t words[] = {
        0,          1,          2,          40,
        41,         48,         192,        193,
        4096,       4097,       16384,      16385,
        0xffff,     0x10000,    1 << 22,    HOSTILE_PROG::program_number,
        0x7fffffff, 0x80000000, 0xffffffff, ~std::uint64_t{0}};
    return random() % 4 == 0 ? random() : words[random() % std::size(words)];
  }
  // One mutation of what the client may write, at `at`, and of what it says.
  void mutate(std::byte* at, const lrpc::Extent& extent, int control) {
    auto* header = reinterpret_cast<lrpc::ClientHeader*>(at);
    const auto slot = static_cast<std::uint32_t>(random() % extent.slots);
    auto* line = reinterpret_cast<lrpc::RequestLine*>(at + extent.line(slot));
    const std::uint64_t value = word();
    const auto narrow = static_cast<std::uint32_t>(value);
    switch (random() % 12) {
      case 0: header->bell.fetch_add(narrow); break;
      case 1: lrpc::futex_wake(header->bell); break;
      case 2: header->sleepers.store(value); break;
      case 3: header->given_up[slot].store(narrow); break;
      case 4: line->sequence.fetch_add(1); break;
      case 5: line->sequence.store(narrow); break;
      case 6: __atomic_store_n(&line->size_bytes, narrow, __ATOMIC_RELAXED); break;
      case 7: __atomic_store_n(&line->procedure, narrow % 4, __ATOMIC_RELAXED); break;
      case 8: __atomic_store_n(&line->flags, static_cast<std::uint16_t>(value), __ATOMIC_RELAXED); break;
      case 9: (void)::send(control, &value, value % 9, MSG_NOSIGNAL | MSG_DONTWAIT); break;
      case 10: {
        auto* argument = reinterpret_cast<std::uint32_t*>(line->arguments.data());
        __atomic_store_n(argument + random() % 10, __builtin_bswap32(narrow), __ATOMIC_RELAXED);
        break;
      }
      default: {
        auto* all = reinterpret_cast<std::uint64_t*>(at);
        __atomic_store_n(all + random() % (extent.size_bytes() / 8), value, __ATOMIC_RELAXED);
      }
    }
  }
};

bool has_ended(const lrpc::ClientEnd& end) {
  char byte = 0;
  return ::recv(end.control.number(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

// Somebody else, who calls all the time.
class HonestCaller {
 public:
  explicit HonestCaller(const std::string& endpoint) : thread_([this, endpoint] { run(endpoint); }) {}
  ~HonestCaller() { end(); }

  void end_and_print(const char* beside_what) {
    end();
    EXPECT_GT(calls_, 0U);
    std::cout << beside_what << ": of " << calls_ << " honest calls " << slow_calls_
              << " took more than 1 ms, the longest "
              << std::chrono::duration_cast<std::chrono::microseconds>(longest_).count() << " us\n";
  }

 private:
  void end() {
    is_over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  void run(const std::string& endpoint) {
    std::mt19937_64 random(1);
    auto client = farcall::bind<V::Client>(endpoint).value();
    for (; !is_over_; ++calls_) {
      const bytes sent(random() % 300, static_cast<std::uint8_t>(calls_));
      const auto begun = steady_clock().now();
      const auto received = client.ECHO(sent);
      const farcall::Duration took = steady_clock().now() - begun;
      longest_ = std::max(longest_, took);
      if (took > 1ms) ++slow_calls_;
      ASSERT_TRUE(received) << to_string(received.error());
      ASSERT_EQ(*received, sent);
    }
  }

  std::atomic<bool> is_over_{false};
  std::size_t calls_ = 0, slow_calls_ = 0;
  farcall::Duration longest_{};
  std::thread thread_;
};

// Calls as well as it can until it is told to leave, whatever becomes of its memory.
void call_until(const std::atomic<bool>& leaves, lrpc::AStacks& stacks) {
  for (std::uint32_t i = 0; !leaves; ++i) {
    lrpc::AStack* stack = stacks.take();
    if (stack == nullptr) {
      std::this_thread::yield();
      continue;
    }
    const std::size_t size_bytes = 4 + i % 6000;
    const std::span<std::byte> room = stacks.room(*stack, size_bytes);
    std::fill(room.begin(), room.end(), std::byte{0});
    stacks.publish(*stack, {HOSTILE_PROG::program_number, 1, i % 3, size_bytes, i % 5 == 0});
    if (stacks.wait(*stack, farcall::after(steady_clock().now(), 100us)) == lrpc::AStacks::Waited::too_late) {
      stacks.give_up(*stack);
    } else {
      lrpc::AStacks::Reply reply;
      (void)stacks.read(*stack, reply);
      stacks.give_back(*stack);
    }
  }
}

// A thread calls, as well as it can, while another one changes everything under it. Then the same threads do
// the same with memory that nobody looks at: what a call waits for beside them is a processor.
TEST_F(Mutation, OfAllThatAClientWritesHarmsNobodyElse) {
  const std::size_t mutations = times(20'000, 1'000'000);
  // What no client writes ends the binding; what goes unnoticed, too, after so many.
  const auto call_beside = [&](const char* what, std::size_t most, const auto& change) {
    HonestCaller other(endpoint());
    std::size_t bindings = 0;
    for (std::size_t done = 0; done < mutations; ++bindings) {
      lrpc::AStacks stacks(0us);
      stacks.bind(introduce()).value();
      stacks.give_back_all();
      std::atomic<bool> leaves{false};
      std::thread caller([&] { call_until(leaves, stacks); });
      for (std::size_t i = 0; i < most && done < mutations && !has_ended(stacks.end()); ++i, ++done)
        change(stacks.end());
      leaves = true;
      caller.join();
    }
    other.end_and_print(what);
    return bindings;
  };
  const std::size_t bindings = call_beside("beside mutations", 2000, [&](const lrpc::ClientEnd& end) {
    mutate(end.from_client.data(), end.extent, end.control.number());
  });
  std::cout << mutations << " mutations of " << bindings << " bindings\n";
  io::Descriptor nobody;
  const lrpc::Segment nobodys =
      lrpc::Segment::create(wanted.size_bytes(), lrpc::Segment::Writer::creator, nobody).value();
  call_beside("beside as much that changes nothing", std::max<std::size_t>(mutations / bindings, 1),
              [&](const lrpc::ClientEnd&) { mutate(nobodys.data(), wanted, nobody.number()); });
  expect_all_came_back();
}

// Who has one slot is not looked for a call in another one, whatever slot was called from last.
TEST(Slots, ThatAClientDoesNotHaveAreNotLookedAt) {
  const std::string path = fresh_path();
  const Process server("serve", "lrpc:" + path);
  auto introduce = [&](std::uint32_t slots) {
    auto control = io::connect(*io::Address::unix_path(path), io::Kind::packets, never, path).value();
    return lrpc::introduce(std::move(control), {slots, lrpc::page_bytes}, {}, never, path).value();
  };
  auto line_of = [](const lrpc::Segment& segment, std::uint32_t slot) {
    return segment.data() + lrpc::page_bytes + slot * lrpc::line_stride;
  };
  const lrpc::ClientEnd narrow = introduce(1);
  lrpc::AStacks wide(0us);
  wide.bind(introduce(16)).value();
  const std::uint32_t slots = wide.end().extent.slots;
  ASSERT_GT(slots, 1U);
  for (std::uint32_t slot = 1; slot < slots; ++slot)
    reinterpret_cast<lrpc::RequestLine*>(line_of(narrow.from_client, slot))->sequence.store(1);
  lrpc::AStack* last = nullptr;
  for (std::uint32_t i = 0; i < slots; ++i) last = wide.take();
  for (int i = 0; i < 20; ++i) {
    for (int n = 0; n < 50; ++n) {
      std::fill_n(wide.room(*last, 4).data(), 4, std::byte{0});
      wide.publish(*last, {HOSTILE_PROG::program_number, 1, 0, 4, false});
      ASSERT_EQ(wide.wait(*last, never), lrpc::AStacks::Waited::answered);
    }
    (void)introduce(1);  // then the leader begins again with the first client
  }
  for (std::uint32_t slot = 1; slot < slots; ++slot)
    EXPECT_EQ(reinterpret_cast<lrpc::ReplyLine*>(line_of(narrow.from_server, slot))->sequence.load(), 0U)
        << slot;
  ::unlink(path.c_str());
}

TEST_F(Mutation, WhoSaysNothingIsNoBurden) {
  {
    std::vector<io::Descriptor> silent;
    for (std::size_t i = 0; i < 200; ++i) {
      silent.push_back(connect());
      if (i % 50 == 0) call();
    }
    call();
  }
  expect_all_came_back();
}

TEST_F(Mutation, AFloodOfClientsThatComeAndGoLeavesNothing) {
  for (std::size_t i = times(300, 20'000); i > 0; --i) {
    switch (i % 5) {
      case 0: (void)connect(); break;
      case 1: (void)introduce(); break;
      case 4: (void)lrpc::ask_for_stream(connect(), {}, never, path); break;
      case 2: {  // it has gone before it is answered
        io::Descriptor control = connect();
        lrpc::Hello hello;
        hello.magic = lrpc::magic;
        hello.slots = static_cast<std::uint32_t>(word());
        hello.window_bytes = word() % 3 == 0 ? word() : word() << 32;
        (void)::send(control.number(), &hello, sizeof hello, MSG_NOSIGNAL);
        break;
      }
      default: {
        io::Descriptor control = connect();
        std::array<std::byte, 600> noise;
        for (std::byte& each : noise) each = static_cast<std::byte>(random());
        (void)::send(control.number(), noise.data(), random() % noise.size(), MSG_NOSIGNAL);
      }
    }
    if (i % 32 == 0) call();
  }
  expect_all_came_back();
}

// A client's credential is of XDR, and may be anything.
TEST_F(Mutation, CredentialsMayBeAnything) {
  for (std::size_t i = times(100, 10'000); i > 0; --i) {
    std::vector<std::byte> credential(random() % 409);
    for (std::byte& each : credential) each = static_cast<std::byte>(random() % 3);
    if (credential.size() > 12)
      credential[3] = std::byte{1}, credential[7] = static_cast<std::byte>(random());
    (void)lrpc::introduce(connect(), wanted, credential, never, path);
  }
  call();
  expect_all_came_back();
}

// What was asked for before the end is served, and not what is asked for afterwards without end.
TEST_F(Mutation, WhoLeavesAndGoesOnAskingIsLetGo) {
  const lrpc::ClientEnd end = introduce();
  const auto reply = [&](std::uint32_t slot) {
    return reinterpret_cast<const lrpc::ReplyLine*>(end.from_server.data() + end.extent.line(slot))
        ->sequence.load();
  };
  std::atomic<bool> is_over{false};
  std::thread asker([&] {
    while (!is_over) {
      for (std::uint32_t slot = 0; slot < end.extent.slots; ++slot) {
        auto& line = *reinterpret_cast<lrpc::RequestLine*>(end.from_client.data() + end.extent.line(slot));
        line.program = HOSTILE_PROG::program_number;
        line.version = 1;
        line.sequence.store(lrpc::next_sequence(reply(slot)));
      }
    }
  });
  while (reply(0) < 100) {
    call();
    const char byte = 0;  // it may have begun so late that nobody looks at it any more
    (void)::send(end.control.number(), &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  ::shutdown(end.control.number(), SHUT_RDWR);
  expect_all_came_back();
  is_over = true;
  asker.join();
}

TEST_F(Mutation, DescriptorsThatClientsSendAreClosed) {
  {
    std::vector<io::Descriptor> controls;
    for (int i = 0; i < 20; ++i) {
      controls.push_back(connect());
      const int count = 1 + static_cast<int>(random() % 200);
      io::Descriptor memory(::memfd_create("its own", MFD_CLOEXEC));
      std::vector<int> descriptors(static_cast<std::size_t>(count), memory.number());
      lrpc::Hello hello;
      hello.magic = i % 2 == 0 ? lrpc::magic : 0;
      hello.slots = 1;
      hello.window_bytes = lrpc::page_bytes;
      std::vector<std::byte> room(CMSG_SPACE(descriptors.size() * sizeof(int)));
      iovec piece{&hello, sizeof hello};
      msghdr message{};
      message.msg_iov = &piece;
      message.msg_iovlen = 1;
      message.msg_control = room.data();
      message.msg_controllen = room.size();
      cmsghdr* rights = CMSG_FIRSTHDR(&message);
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
      std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size() * sizeof(int));
      ASSERT_EQ(::sendmsg(controls.back().number(), &message, MSG_NOSIGNAL),
                static_cast<ssize_t>(sizeof hello));
    }
    call();
    const auto now = honest.COUNT();
    ASSERT_TRUE(now) << to_string(now.error());
    EXPECT_LE(now->descriptors, before.descriptors + 40) << "a connection and its process, each";
  }
  expect_all_came_back();
}

}  // namespace
}  // namespace hostile
