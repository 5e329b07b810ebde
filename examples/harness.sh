# shellcheck shell=bash disable=SC2034  # its variables are for those who source it
# What the `run` scripts of the examples share; they source it. Nothing here waits by sleeping: a program says on
# its stdout when it can be called.
set -euo pipefail

programs=${1:?the folder of the programs}
farcall=${FARCALL_BIN_DIR:?the folder of farcall}/farcall
folder=$(mktemp -d "${TMPDIR:-/tmp}/farcall.XXXXXX")
declare -A process=()  # what runs: name -> process id
declare -A from=()     # the descriptor from which its stdout is read

clean_up() {
  local pid
  for pid in "${process[@]}"; do
    { kill -KILL "$pid" && wait "$pid"; } 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  local errors
  for errors in "$folder"/*.err; do
    [ ! -s "$errors" ] || sed "s/^/  $(basename "$errors"): /" "$errors" >&2
  done
  exit 1
}

# start NAME LINES COMMAND...: starts a program that serves, waits for its first LINES lines, and leaves them in
# the array `endpoints`.
start() {
  local name=$1 lines=$2 line descriptor
  shift 2
  rm -f "$folder/$name.out"
  mkfifo "$folder/$name.out"
  "$@" >"$folder/$name.out" 2>"$folder/$name.err" &
  process[$name]=$!
  exec {descriptor}<"$folder/$name.out"
  from[$name]=$descriptor
  endpoints=()
  while [ ${#endpoints[@]} -lt "$lines" ]; do
    read -r -t 60 -u "$descriptor" line || fail "$name ended, or printed ${#endpoints[@]} lines instead of $lines"
    endpoints+=("$line")
  done
}

# stop NAME: ends a program as a service manager would, and checks that it agrees.
stop() {
  local status=0
  kill -TERM "${process[$1]}"
  reap "$1" || status=$?
  [ "$status" -eq 0 ] || fail "$1 ended with status $status after SIGTERM"
}

# reap NAME: waits for its end. The status is the program's.
reap() {
  local pid=${process[$1]} descriptor=${from[$1]}
  unset "process[$1]" "from[$1]"
  exec {descriptor}<&-
  wait "$pid"
}

# expect STATUS OUTPUT COMMAND...: runs it; its status and its stdout are exactly these.
expect() {
  local status=$1 output=$2 got_status=0 got
  shift 2
  got=$("$@" 2>"$folder/errors") || got_status=$?
  [ "$got_status" -eq "$status" ] ||
    fail "$*: status $got_status instead of $status, saying: $(cat "$folder/errors")"
  [ "$got" = "$output" ] || fail "$*: '$got' instead of '$output'"
}

# expect_error STATUS PATTERN COMMAND...: nothing on stdout, and stderr matches the regular expression as a whole.
expect_error() {
  local pattern=$2
  expect "$1" "" "${@:3}"
  [[ $(cat "$folder/errors") =~ ^$pattern$ ]] || fail "${*:3}: said '$(cat "$folder/errors")', not '$pattern'"
}

# start_registry: a registry of our own; `rpcbind` and `local_rpcbind` are its endpoints for the others. Status 1
# without the tool.
start_registry() {
  [ -x "$farcall" ] || return 1
  start registry 2 "$farcall" registry --listen tcp://127.0.0.1:0 "unix:$folder/registry.socket"
  rpcbind=${endpoints[0]/tcp:/rpcbind:}
  local_rpcbind=rpcbind://$folder/registry.socket
}

# expect_registered COUNT PROGRAM: so many lines of the registry are about this program.
expect_registered() {
  local lines
  lines=$("$farcall" info "$rpcbind") || fail "farcall info $rpcbind"
  local count
  count=$(grep -cw -- "$2" <<<"$lines" || true)
  [ "$count" -eq "$1" ] || fail "program $2 is registered $count times instead of $1: $lines"
}

# placements [COMMAND...]: starts `callee` with these words before its endpoints, on every placement and without a
# registry; every way to it is in the array `ways` afterwards. The registry joins in where there is one.
placements() {
  local at=(tcp://127.0.0.1:0 udp://127.0.0.1:0 "unix:$folder/callee.socket" "lrpc:$folder/callee.lrpc")
  if start_registry; then
    start callee 4 "$@" --registry "$rpcbind" "${at[@]}"
    ways=("${endpoints[@]}" "$rpcbind"{,'?netid=tcp','?netid=udp','?netid=local'} "$local_rpcbind"{,'?netid=udp'})
  else
    start callee 4 "$@" "${at[@]}"
    ways=("${endpoints[@]}")
  fi
}

# finish PROGRAM: ends the callee and the registry, and sees that the one left the other, and the file system, as it
# found them. The last line of a script.
finish() {
  [ -z "${process[registry]:-}" ] || expect_registered 3 "$1"
  stop callee
  [ ! -e "$folder/callee.socket" ] || fail "the callee left its socket behind"
  if [ -z "${process[registry]:-}" ]; then
    echo "the calls that go through a registry were left out: there is no $farcall" >&2
    exit 77
  fi
  expect_registered 0 "$1"
  stop registry
}
