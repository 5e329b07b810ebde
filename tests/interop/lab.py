"""What the interoperability tests stand on: programs that are started and always ended, and a network of their own.

A test file ends with `lab.main(namespace=True or False)`; then `FILE_test.py CLASS.METHOD` runs one test. With a
namespace the file runs again inside a new network, mount and process namespace: lo is up, /run is empty, and when
the first process there ends, the kernel ends every other. Status 77 means skipped: the reason is printed.
"""

import ctypes
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import unittest
from pathlib import Path

SKIPPED = 77
PATIENCE_SECONDS = 40  # longer than anything takes, and shorter than ctest waits
PROGRAMS = Path(os.environ.get("INTEROP_PROGRAMS", "build/tests/interop"))
TOOL = Path(os.environ.get("FARCALL_BIN_DIR", "build/bin")) / "farcall"
REGISTRY_SOCKET = "/run/rpcbind.sock"
PROGRAM = 0x2F000001
NOBODY = 65534
INSIDE = "FARCALL_INTEROP_INSIDE"


def program(name):
    return str(PROGRAMS / name)


def wait_until(holds, what):
    """Polls; the only waiting here, for what another process does and has no other sign of."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > until:
            raise AssertionError(f"never: {what}")
        select.select([], [], [], 0.005)


def answers(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(address) == 0


class Lab(unittest.TestCase):
    """A test with a folder of its own, whose programs end with it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="farcall-interop-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return f"{self.folder}/{name}"

    def start(self, *command, **options):
        """A program that goes on; its first lines can be read with first_lines()."""
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, **options)
        self.addCleanup(self.stop, process)
        return process

    def stop(self, process, number=signal.SIGTERM):
        """Ends a program, and returns its status."""
        if process.poll() is None:
            process.send_signal(number)
        try:
            status = process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"{process.args[0]} did not end")
        process.stdout.close()
        return status

    def first_lines(self, process, count):
        lines = []
        while len(lines) < count:
            ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
            # Unbuffered, so that select() tells the truth about what is left.
            line = self.read_line(process.stdout) if ready else ""
            if not line:
                self.stop(process)
                self.fail(f"{process.args} said only {lines}, status {process.returncode}")
            lines.append(line.rstrip("\n"))
        return lines

    @staticmethod
    def read_line(stream):
        line = b""
        while not line.endswith(b"\n"):
            byte = os.read(stream.fileno(), 1)
            if not byte:
                break
            line += byte
        return line.decode()

    def run_to_end(self, *command, status=0, **options):
        """Runs a program; its status has to be `status` (None: any). What it prints."""
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=PATIENCE_SECONDS, **options)
        if status is not None:
            self.assertEqual(done.returncode, status, f"{' '.join(map(str, command))}:\n{done.stdout}")
        return done.stdout

    def status_of(self, *command, **options):
        return subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=PATIENCE_SECONDS, **options).returncode

    # The programs of this folder.

    def tirpc_server(self, *arguments):
        server = self.start(program("tirpc_server"), *arguments, env=without_leak_check())
        count = len([word for word in arguments if not word.startswith("--")])
        return server, self.first_lines(server, count)

    def farcall_server(self, *arguments):
        server = self.start(program("interop_server"), *arguments)
        count = len([word for word in arguments if "rpcbind:" not in word and not word.startswith("--")])
        return server, self.first_lines(server, count)

    def tirpc_client(self, *arguments, **environment):
        said = self.run_to_end(program("tirpc_client"), *arguments, env=without_leak_check() | environment)
        self.assertIn("ok", said)

    def farcall_client(self, *arguments, **environment):
        """How many calls it made."""
        said = self.run_to_end(program("interop_client"), *arguments, env=os.environ | environment)
        return said if "--errors" in arguments else int(said)

    def tirpc_registry(self, *arguments, status=0):
        return self.run_to_end(program("tirpc_registry"), *arguments, status=status, env=without_leak_check())

    # Registries; in a namespace.

    def farcall_registry(self, *more):
        endpoints = ("tcp://0.0.0.0:111", "udp://0.0.0.0:111", f"unix:{REGISTRY_SOCKET}", *more)
        registry = self.start(TOOL, "registry", *[word for each in endpoints for word in ("--listen", each)])
        self.first_lines(registry, len(endpoints))
        return registry

    def rpcbind(self, *options):
        if shutil.which("rpcbind") is None:
            self.skipTest("rpcbind is not installed")
        registry = self.start(shutil.which("rpcbind"), "-f", *options, stderr=subprocess.DEVNULL)
        wait_until(lambda: os.path.exists(REGISTRY_SOCKET) and answers(socket.AF_UNIX, REGISTRY_SOCKET)
                   and answers(socket.AF_INET, ("127.0.0.1", 111)), "rpcbind is ready")
        return registry

    def rpcinfo(self, *arguments, status=0):
        if shutil.which("rpcinfo") is None:
            self.skipTest("rpcinfo is not installed")
        return self.run_to_end("rpcinfo", *arguments, status=status)

    def assert_line(self, text, *words):
        """Some line has all of these words."""
        for line in text.splitlines():
            if set(map(str, words)) <= set(re.split(r"[\s,]+", line.strip())):
                return
        self.fail(f"no line with {words} in:\n{text}")


def without_leak_check():
    """libtirpc and the skeletons of rpcgen keep what they allocate."""
    return os.environ | {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(SKIPPED)


def enter_namespace():
    """Runs this very test again in namespaces of its own; does not return unless it is there already."""
    if INSIDE in os.environ:
        return prepare_namespace()
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        skip("unshare and ip are needed, of util-linux and iproute2")
    as_user = [] if os.geteuid() == 0 else ["--map-root-user"]
    # Wherever this process goes, --kill-child takes everything in the namespace along.
    command = ["unshare", *as_user, "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    probe = subprocess.run([*command, "true"], capture_output=True, text=True)
    if probe.returncode != 0:
        skip(f"no namespaces here: {probe.stderr.strip()}")
    os.environ[INSIDE] = "1"
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)
    os.execvp("unshare", [*command, sys.executable, *sys.argv])


def prepare_namespace():
    for command in (["ip", "link", "set", "lo", "up"], ["mount", "-t", "tmpfs", "tmpfs", "/run"]):
        subprocess.run(command, check=True)
    # /var/run is a link to it, and rpcbind keeps its state there.
    os.makedirs("/run/rpcbind", mode=0o755, exist_ok=True)
    os.chmod("/run", 0o755)


def as_user(uid, work, *arguments):
    """Runs work(*arguments) in a process of another user; what it returns (as JSON can carry it)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
            os.write(writer, json.dumps(work(*arguments)).encode())
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise AssertionError(f"{work.__name__} as user {uid} failed")
    return json.loads(text)


def tests_of(module):
    loader = unittest.defaultTestLoader
    for name, found in vars(module).items():
        if isinstance(found, type) and issubclass(found, unittest.TestCase):
            for method in loader.getTestCaseNames(found):
                yield f"{name}.{method}"


def main(namespace):
    """`--list` prints the tests, `CLASS.METHOD` runs one, nothing runs all."""
    module = sys.modules["__main__"]
    if sys.argv[1:] == ["--list"]:
        return print(*tests_of(module), sep="\n")
    if namespace:
        enter_namespace()
    suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:] or list(tests_of(module)), module)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if result.wasSuccessful() and result.skipped and len(result.skipped) == result.testsRun:
        skip("; ".join(reason for _, reason in result.skipped))
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)
