// farcall, all of its public surface: bind to a callee, or serve callers.
#pragma once

#include <farcall/base/log.hpp>
#include <farcall/base/result.hpp>
#include <farcall/binding/advertisement.hpp>
#include <farcall/binding/binder.hpp>
#include <farcall/binding/registry.hpp>
#include <farcall/runtime/event_loop.hpp>
#include <farcall/runtime/server/server.hpp>
#include <farcall/stub/client.hpp>
#include <farcall/stub/server.hpp>
