// A model as a dissector for Wireshark and tshark, in Lua.
#pragma once

#include <string>

#include <compiler/model.hpp>

namespace farcallc::lua {

// Tables that say what the types and programs are, behind a reader of such tables. Programs of imported files
// are left to the dissectors of these files.
[[nodiscard]] std::string dissector(const model::Model& model, const std::string& source_name);

// What reads messages by these tables; everything that no interface changes.
extern const char* const runtime;

}  // namespace farcallc::lua
