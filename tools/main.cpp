// The command-line tool: `farcall info|ping|registry`.
//
// stdout is data, stderr is diagnostics. Exit status: 0 ok, 1 the call or the check failed, 2 bad usage.
#include "commands.hpp"

int main(int argc, char** argv) { return farcall::tool::run(argc, argv); }
