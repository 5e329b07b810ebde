// Messages between two processes, as directly as the kernel, or the cache, allows: the physical limit of a
// call.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace suite::raw {

// What the head of a call says; the head of a reply is its size alone.
struct Head {
  std::uint32_t size_bytes = 0;  // of the whole message
  std::uint32_t kind = 0;
  std::uint32_t spin_next = 0;  // the server may spin while calls come, and has to sleep between batches
};

// The longest echo and its head. Taken without clearing it: what is not used is no memory.
inline constexpr std::size_t largest_message_bytes = (std::size_t{1} << 20) + 4096;
inline std::unique_ptr<std::byte[]> make_room(std::size_t size_bytes) {
  return std::make_unique_for_overwrite<std::byte[]>(size_bytes);
}

// Thread: one.
class Wire {
 public:
  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  // Waits by asking again and again from now on, or by sleeping.
  void spin(bool on) { spin_ = on; }
  // Whether the other side does.
  void peer_spins(bool on) { peer_spins_ = on; }

  // A raw message is as long as what it stands for.
  [[nodiscard]] virtual std::size_t call_head_bytes() const = 0;
  [[nodiscard]] virtual std::size_t reply_head_bytes() const = 0;
  // What one more call takes that goes along with others.
  [[nodiscard]] virtual std::size_t call_bytes() const { return call_head_bytes(); }
  [[nodiscard]] virtual std::size_t reply_bytes() const { return reply_head_bytes(); }

  // False when the peer is gone.
  virtual bool send(const std::byte* message, std::size_t size_bytes) = 0;
  // The next message, from the beginning of `room` on; 0 when the peer is gone.
  virtual std::size_t receive(std::byte* room, std::size_t room_bytes) = 0;

 protected:
  bool spin_ = false;
  bool peer_spins_ = false;
};

enum class Form { stream, datagrams, datagrams_of_anybody };

class SocketWire final : public Wire {
 public:
  // `piece_bytes`: the most that is handed to the kernel at once; 0: all of it.
  SocketWire(int socket, Form form, std::size_t piece_bytes)
      : socket_(socket), form_(form), piece_bytes_(piece_bytes) {}

  // A call message and a reply message of RFC 5531 with AUTH_NONE, behind a record mark on a stream.
  [[nodiscard]] std::size_t call_head_bytes() const override { return form_ == Form::stream ? 44 : 40; }
  [[nodiscard]] std::size_t reply_head_bytes() const override { return form_ == Form::stream ? 28 : 24; }

  bool send(const std::byte* message, std::size_t size_bytes) override;
  std::size_t receive(std::byte* room, std::size_t room_bytes) override;

 private:
  std::size_t receive_some(std::byte* room, std::size_t room_bytes, int flags);

  const int socket_;
  const Form form_;
  const std::size_t piece_bytes_;
  sockaddr_storage sender_{};  // datagrams_of_anybody: of the last one, who gets the answer
  socklen_t sender_bytes_ = 0;
};

}  // namespace suite::raw
