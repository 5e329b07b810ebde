// Messages over one socket, as directly as the kernel allows: the physical limit of a call.
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

enum class Form { stream, datagrams, datagrams_of_anybody };

// Thread: one.
class Wire {
 public:
  // `piece_bytes`: the most that is handed to the kernel at once; 0: all of it.
  Wire(int socket, Form form, std::size_t piece_bytes)
      : socket_(socket), form_(form), piece_bytes_(piece_bytes) {}

  // Waits by asking again and again from now on, or by sleeping.
  void spin(bool on) { spin_ = on; }

  // A raw message is as long as what it stands for: a call message and a reply message of RFC 5531 with
  // AUTH_NONE, behind a record mark on a stream.
  [[nodiscard]] std::size_t call_head_bytes() const { return form_ == Form::stream ? 44 : 40; }
  [[nodiscard]] std::size_t reply_head_bytes() const { return form_ == Form::stream ? 28 : 24; }

  // False when the peer is gone.
  bool send(const std::byte* message, std::size_t size_bytes);
  // The next message, from the beginning of `room` on; 0 when the peer is gone.
  std::size_t receive(std::byte* room, std::size_t room_bytes);

 private:
  std::size_t receive_some(std::byte* room, std::size_t room_bytes, int flags);

  int socket_;
  Form form_;
  std::size_t piece_bytes_;
  bool spin_ = false;
  sockaddr_storage sender_{};  // datagrams_of_anybody: of the last one, who gets the answer
  socklen_t sender_bytes_ = 0;
};

}  // namespace suite::raw
