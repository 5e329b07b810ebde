// Wireshark hands messages to dissectors of programs by tables whose keys Lua cannot make, and a script that
// calls the RPC dissector itself cannot tell it what it needs to know of a TCP segment. So this is a
// post-dissector: it reads what Wireshark's own RPC dissector has found and left over.
#include <compiler/emit/lua/dissector.hpp>

namespace farcallc::lua {

const char* const runtime = R"lua(
-- Wireshark's own dissector finds the messages, puts their pieces together, and knows which call a reply answers. For
-- programs that it does not know it has to be told to. This one runs behind it, and reads what it left over.
if set_preference then set_preference("rpc.dissect_unknown_programs", true) end

local most_items, deepest = 100000, 64 -- in a packet; in each other
local protocol = Proto(file, "ONC RPC of " .. file)
local procedure_field = ProtoField.string(file .. ".procedure", "Procedure")
local fields = {procedure_field}
local malformed = ProtoExpert.new(file .. ".malformed", "Malformed", expert.group.MALFORMED, expert.severity.ERROR)
local undecoded = ProtoExpert.new(file .. ".undecoded", "Not dissected", expert.group.UNDECODED, expert.severity.NOTE)
local types, programs, declared, pending = {}, {}, {}, {}

-- A message `m` is read with: range, its bytes; at, the next of them; size, how many there are; cut, whether some were
-- not captured; items, how many are in the tree; depth, how many are open; value, the last number.

local stop = {} -- is thrown to end with a message
local function fail(tree, kind, text)
  tree:add_proto_expert_info(kind, text)
  error(stop, 0)
end

local function take(m, tree, size, label)
  if size > m.size - m.at then
    if m.cut then fail(tree, undecoded, label .. ": not captured") end
    fail(tree, malformed, label .. ": the message is too short")
  end
  m.at = m.at + size
  return size > 0 and m.range(m.at - size, size) or m.range(m.at - 4, 0) -- an empty range cannot stand at the end
end

local function word(m, tree, label)
  return take(m, tree, 4, label):uint()
end

local function count_item(m, tree)
  m.items = m.items + 1
  if m.items > most_items then fail(tree, undecoded, "more than " .. most_items .. " items") end
end

local function add(m, tree, ...)
  count_item(m, tree)
  return tree:add(...)
end

-- An item for what is read until close().
local function open(m, tree, field, text)
  m.depth = m.depth + 1
  if m.depth > deepest then fail(tree, undecoded, "nested more than " .. deepest .. " deep") end
  local range = m.at < m.size and m.range(m.at, 1) or m.range(m.at - 4, 0)
  return m.at, text and add(m, tree, range, text) or add(m, tree, field.proto, range)
end

local function close(m, begin, node)
  m.depth = m.depth - 1
  node:set_len(m.at - begin)
  return node
end

-- Types have read(m, tree, field) which returns the item. What `of` or `name` leads to has make(name, label), too: the
-- kind of field that it is to Wireshark.

local function number(size, make, signed)
  return {make = make, read = function(m, tree, field)
    local range = take(m, tree, size, field.label)
    m.value = size == 4 and (signed and range:int() or range:uint())
    return add(m, tree, field.proto, range)
  end}
end
local int, uint = number(4, ProtoField.int32, true), number(4, ProtoField.uint32)
local hyper, uhyper = number(8, ProtoField.int64), number(8, ProtoField.uint64)
local float, double = number(4, ProtoField.float), number(8, ProtoField.double)

-- A number of which only some values are legal.
local function named_number(make, signed, legal)
  local plain = number(4, make, signed)
  return {make = make, read = function(m, tree, field)
    local item = plain.read(m, tree, field)
    if not legal[m.value] then item:add_proto_expert_info(malformed, field.label .. ": no legal value") end
    return item
  end}
end
local bool = named_number(ProtoField.bool, false, {[0] = true, [1] = true})

local function bytes(m, tree, field, size, encoding)
  count_item(m, tree)
  local range = take(m, tree, size, field.label)
  local item = tree:add_packet_field(field.proto, range, encoding)
  if size == 0 then item:set_text(field.label .. ": empty") end
  if size % 4 > 0 then
    local padding = take(m, item, 4 - size % 4, field.label)
    if padding:bytes():tohex():find("[^0]") then
      item:add_proto_expert_info(malformed, field.label .. ": the padding is not zero")
    end
  end
  return item
end

local function count(m, tree, field, most)
  local found = word(m, tree, field.label)
  if found > (most or found) then fail(tree, malformed, field.label .. ": more than " .. most) end
  return found
end

local function text(most)
  return {make = ProtoField.string, read = function(m, tree, field)
    return bytes(m, tree, field, count(m, tree, field, most), ENC_UTF_8)
  end}
end

local function opaque(most)
  return {make = ProtoField.bytes, read = function(m, tree, field)
    return bytes(m, tree, field, count(m, tree, field, most), ENC_NA)
  end}
end

local function fixed_opaque(size)
  return {make = ProtoField.bytes, read = function(m, tree, field) return bytes(m, tree, field, size, ENC_NA) end}
end

local function elements(m, tree, field, of, found)
  local begin, node = open(m, tree, field, field.label .. ": " .. found .. " elements")
  for i = 0, found - 1 do of.read(m, node, field):prepend_text("[" .. i .. "] ") end
  return close(m, begin, node)
end

local function fixed_array(of, found)
  return {of = of, read = function(m, tree, field) return elements(m, tree, field, of, found) end}
end

local function array(of, most)
  return {of = of, read = function(m, tree, field) return elements(m, tree, field, of, count(m, tree, field, most)) end}
end

local function named(name)
  return {name = name, read = function(m, tree, field) return types[name].read(m, tree, field) end}
end

local function members_of(m, tree, field, members, last)
  local begin, node = open(m, tree, field)
  for i = 1, last do members[i].type.read(m, node, members[i]) end
  return close(m, begin, node)
end

-- The elements of a list stand side by side, however long it is.
local function optional(of)
  return {of = of, read = function(m, tree, field)
    local item
    while true do
      local range = take(m, tree, 4, field.label)
      if range:uint() > 1 then fail(tree, malformed, field.label .. ": neither there nor not there") end
      if range:uint() == 0 then return item or add(m, tree, range, field.label .. ": none") end
      local list = of.name and types[of.name].list
      if not list then return of.read(m, tree, field) end
      item = members_of(m, tree, field, list, #list - 1)
    end
  end}
end

-- Fields can only be declared when all types are known.
local function declare(owner, members)
  for _, member in ipairs(members) do
    if #member > 0 then table.insert(pending, {owner .. "." .. member[1], member}) end
  end
end

local function group(name)
  return function(field, label) return ProtoField.none(field, label .. ": " .. name) end
end

local function struct(name, members)
  declare(name, members)
  types[name] = {make = group(name), read = function(m, tree, field)
    return members_of(m, tree, field, members, #members)
  end}
end

local function list(name, members)
  struct(name, members)
  types[name].list = members
end

local function enum(name, names)
  local function make(field, label) return ProtoField.int32(field, label, base.DEC, names) end
  types[name] = named_number(make, true, names)
end

local function union(name, discriminant, arms, default)
  local chosen = {}
  declare(name, {discriminant, default})
  for _, arm in ipairs(arms) do
    declare(name, {arm[2]})
    for _, value in ipairs(arm[1]) do chosen[value] = arm[2] end
  end
  types[name] = {make = group(name), read = function(m, tree, field)
    local begin, node = open(m, tree, field)
    discriminant.type.read(m, node, discriminant)
    local arm = chosen[m.value] or default
    if not arm then fail(node, malformed, field.label .. ": no arm for " .. m.value) end
    if #arm > 0 then arm.type.read(m, node, arm) end
    return close(m, begin, node)
  end}
end

local function program(program_number, program_name, versions)
  programs[program_number] = {name = program_name, versions = versions}
  for _, version in pairs(versions) do
    for _, procedure in pairs(version[2]) do
      local owner = program_name .. "." .. version[1] .. "." .. procedure[1]
      declare(owner, procedure[2])
      declare(owner, procedure[3])
    end
  end
end

-- True when arguments or results follow.
local function skip_authentication(m, tree)
  local flavor = word(m, tree, "flavor")
  local size = word(m, tree, "credential")
  take(m, tree, size + -size % 4, "credential")
  if flavor == 6 then tree:append_text(", protected by RPCSEC_GSS") end
  return flavor ~= 6
end

local function read_message(m, tree, is_call, members)
  if is_call then
    m.at = 24
    if not skip_authentication(m, tree) or not skip_authentication(m, tree) then return end
  else
    m.at = 8
    if word(m, tree, "reply_stat") ~= 0 or not skip_authentication(m, tree) then return end
    if word(m, tree, "accept_stat") ~= 0 then return end
  end
  for _, member in ipairs(members) do member.type.read(m, tree, member) end
  if m.at < m.size then fail(tree, malformed, (m.size - m.at) .. " bytes too many") end
end

-- The bytes of a message, and whether some are missing.
local function extent(found, payload)
  local there = found.source:len() - found.at
  local size, cut = there, false
  if found.marked then
    local mark = found.source(found.at - 4, 4):uint()
    size, cut = mark % 0x80000000, mark < 0x80000000
  elseif payload and payload.offset == found.at then
    size = payload.len
  end
  return found.source(found.at, math.min(size, there)), cut or size > there
end

-- How many items there are in the tree afterwards.
local function dissect(found, items, payload, pinfo, tree)
  local known = programs[found.program]
  local version = known and known.versions[found.version]
  local procedure = version and version[2][found.procedure]
  if version and not procedure and found.procedure == 0 then procedure = {"NULL", {}, {}} end
  if not procedure then return items end
  local range, cut = extent(found, payload)
  local m = {range = range, at = 4, size = range:len(), cut = cut or pinfo.caplen < pinfo.len, items = items, depth = 0}
  local node = tree:add(protocol, range)
  local is_call = m.size >= 8 and range(4, 4):uint() == 0
  node:set_text(file .. ", " .. procedure[1] .. (is_call and " call" or " reply"))
  node:add(procedure_field, procedure[1]):set_generated()
  pinfo.cols.protocol:set(known.name)
  pinfo.cols.info:append(" " .. procedure[1])
  local done, why = pcall(read_message, m, node, is_call, procedure[is_call and 2 or 3])
  if not done and why ~= stop then error(why, 0) end
  return m.items
end

local wanted = {}
for _, name in ipairs({"udp.payload", "rpc", "rpc.xid", "rpc.program", "rpc.programversion", "rpc.procedure"}) do
  wanted[name] = Field.new(name)
end

function protocol.dissector(tvb, pinfo, tree)
  if not wanted["rpc.xid"]() then return end
  -- Each message is an item `rpc`. What is known of it follows; of a reply, what its call said.
  local messages, last, payload = {}, {}, nil
  for _, info in ipairs({all_field_infos()}) do
    local name = info.name
    if name == "udp.payload" then
      payload = info
    elseif name == "rpc" then
      last = {begin = info.offset}
    elseif name == "rpc.xid" and last.begin and not last.at then
      last.source, last.at, last.marked = info.source, info.offset, info.offset == last.begin + 4
      table.insert(messages, last)
    elseif name == "rpc.program" then
      last.program = last.program or info.value
    elseif name == "rpc.programversion" then
      last.version = last.version or info.value
    elseif name == "rpc.procedure" then
      last.procedure = last.procedure or info.value
    end
  end
  local items = 0
  for _, found in ipairs(messages) do items = dissect(found, items, payload, pinfo, tree) end
end

local function register()
  for _, one in ipairs(pending) do
    local name, member = file .. "." .. one[1], one[2]
    member.label, member.type = member[1], member[2]
    local leaf = member.type
    while leaf.of do leaf = leaf.of end
    leaf = leaf.name and types[leaf.name] or leaf
    -- A parameter may be both argument and result. Two kinds of fields need two names.
    while declared[name] and declared[name].make ~= leaf.make do name = name .. "_" end
    if not declared[name] then
      declared[name] = {make = leaf.make, proto = leaf.make(name, member.label)}
      table.insert(fields, declared[name].proto)
    end
    member.proto = declared[name].proto
  end
  protocol.fields = fields
  protocol.experts = {malformed, undecoded}
  register_postdissector(protocol)
end
)lua";

}  // namespace farcallc::lua
