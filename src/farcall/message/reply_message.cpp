#include <farcall/message/reply_message.hpp>

#include <cstdio>
#include <iterator>
#include <new>

#include <farcall/message/call_message.hpp>

namespace farcall::inline v1::message {
namespace {

constexpr Code accept_codes[] = {Code::prog_unavail, Code::prog_mismatch, Code::proc_unavail,
                                 Code::garbage_args, Code::system_err};
constexpr Code auth_codes[] = {Code::auth_badcred,      Code::auth_rejectedcred, Code::auth_badverf,
                               Code::auth_rejectedverf, Code::auth_tooweak,      Code::auth_invalidresp,
                               Code::auth_failed};

bool read_versions(xdr::Decoder& in, VersionRange& versions) noexcept {
  return in.u32(versions.low) && in.u32(versions.high);
}

ReplyRead read_accepted(xdr::Decoder& in, ReplyStatus& status) noexcept {
  Auth verifier;
  std::uint32_t accept_stat = 0;
  if (!decode(in, verifier) || !in.u32(accept_stat)) return ReplyRead::malformed;
  if (accept_stat == 0) return ReplyRead::success;
  if (accept_stat > std::size(accept_codes)) return ReplyRead::malformed;
  status.code = accept_codes[accept_stat - 1];
  if (status.code == Code::prog_mismatch && !read_versions(in, status.versions)) return ReplyRead::malformed;
  return ReplyRead::refused;
}

ReplyRead read_denied(xdr::Decoder& in, ReplyStatus& status) noexcept {
  std::uint32_t reject_stat = 0;
  if (!in.u32(reject_stat) || reject_stat > 1) return ReplyRead::malformed;
  if (reject_stat == 0) {
    status.code = Code::rpc_mismatch;
    return read_versions(in, status.versions) ? ReplyRead::refused : ReplyRead::malformed;
  }
  if (!in.u32(status.auth_stat)) return ReplyRead::malformed;
  status.code = code_of_auth_stat(status.auth_stat);
  return ReplyRead::refused;
}

std::string explain(const ReplyStatus& status, std::uint32_t program, std::uint32_t version,
                    std::uint32_t procedure) {
  // User-defined numbers are known by their hexadecimal form, the assigned ones by their decimal one.
  char number[24];
  std::snprintf(number, sizeof number, program < 0x2000'0000 ? "%u" : "0x%x", program);
  std::string what = std::string("program ") + number + " version " + std::to_string(version);
  std::string range = std::to_string(status.versions.low) + " to " + std::to_string(status.versions.high);
  std::string detail;
  switch (status.code) {
    case Code::prog_unavail: detail = std::string("the server does not have program ") + number; break;
    case Code::prog_mismatch: detail = what + " was asked for, the server has versions " + range; break;
    case Code::proc_unavail: detail = what + " has no procedure " + std::to_string(procedure); break;
    case Code::garbage_args:
      detail = "the server could not decode the arguments of procedure " + std::to_string(procedure);
      break;
    case Code::system_err: detail = "procedure " + std::to_string(procedure) + " failed in the server"; break;
    case Code::rpc_mismatch: detail = "the server speaks RPC versions " + range + ", not 2"; break;
    default:
      detail = "the server refused the credential (auth_stat " + std::to_string(status.auth_stat) + ")";
  }
  return detail;
}

}  // namespace

Code code_of_auth_stat(std::uint32_t auth_stat) noexcept {
  return auth_stat >= 1 && auth_stat <= std::size(auth_codes) ? auth_codes[auth_stat - 1] : Code::auth_other;
}

std::uint32_t auth_stat_of(Code code) noexcept {
  for (std::uint32_t i = 0; i < std::size(auth_codes); ++i)
    if (auth_codes[i] == code) return i + 1;
  return 0;
}

Refusal make_refusal(std::uint32_t xid, const ReplyStatus& status) noexcept {
  Refusal refusal;
  auto put = [&](std::uint32_t word) {
    xdr::store_u32(refusal.bytes.data() + refusal.size_bytes, word);
    refusal.size_bytes += 4;
  };
  put(xid);
  put(1);
  std::uint32_t auth_stat = status.auth_stat != 0 ? status.auth_stat : auth_stat_of(status.code);
  if (auth_stat != 0) {
    put(1), put(1), put(auth_stat);  // MSG_DENIED, AUTH_ERROR
  } else if (status.code == Code::rpc_mismatch) {
    put(1), put(0), put(status.versions.low), put(status.versions.high);
  } else {
    std::uint32_t accept_stat = 5;  // SYSTEM_ERR
    for (std::uint32_t i = 0; i < std::size(accept_codes); ++i)
      if (accept_codes[i] == status.code) accept_stat = i + 1;
    put(0), put(0), put(0), put(accept_stat);  // MSG_ACCEPTED, AUTH_NONE, no body
    if (status.code == Code::prog_mismatch) put(status.versions.low), put(status.versions.high);
  }
  return refusal;
}

ReplyRead read_reply_head(xdr::Decoder& in, ReplyStatus& status) noexcept {
  const std::byte* start = in.run(8);
  if (start == nullptr || xdr::load_u32(start + 4) != type_reply) return ReplyRead::malformed;
  return read_reply_body(in, status);
}

ReplyRead read_reply_body(xdr::Decoder& in, ReplyStatus& status) noexcept {
  std::uint32_t reply_stat = 0;
  if (!in.u32(reply_stat)) return ReplyRead::malformed;
  if (reply_stat == 0) return read_accepted(in, status);
  return reply_stat == 1 ? read_denied(in, status) : ReplyRead::malformed;
}

Error Asked::malformed() const noexcept {
  return make_error(Code::bad_reply, Executed::maybe, {peer, ": the reply message does not decode"});
}

Error Asked::late(Executed executed, std::string_view before) const noexcept {
  const bool is_why = !before.empty();
  return make_error(Code::deadline_exceeded, executed,
                    {is_why ? before : std::string_view(peer), is_why ? ", and no" : ": no",
                     " reply to procedure ", std::to_string(procedure), " within the deadline"});
}

Error Asked::refusal(const ReplyStatus& status, Executed refused) const noexcept {
  Executed executed = status.code == Code::system_err ? Executed::maybe : refused;
  try {
    return {status.code, executed, peer + ": " + explain(status, program, version, procedure),
            status.versions};
  } catch (const std::bad_alloc&) {
    return {status.code, executed, "no memory", status.versions};
  }
}

Result<void> read_any_reply(std::span<const std::byte> record, std::span<const std::byte>& results,
                            Executed refused, const Asked& asked) {
  xdr::Decoder in(record);
  ReplyStatus status;
  switch (read_reply_head(in, status)) {
    case ReplyRead::success: results = record.subspan(in.position()); return {};
    case ReplyRead::malformed: return asked.malformed();
    case ReplyRead::refused: break;
  }
  return asked.refusal(status, refused);
}

}  // namespace farcall::inline v1::message
