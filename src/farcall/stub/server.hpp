// Everything that a generated server includes beyond what a client does.
#pragma once

#include <farcall/runtime/service.hpp>
