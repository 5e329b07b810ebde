#!/usr/bin/env python3
"""tshark with the dissector that `farcallc --emit lua` makes of an interface, on real traffic and on hostile bytes."""

import os
import random
import shutil
import socket
import struct
import subprocess
from pathlib import Path

import capture_test
import lab
import wire
from lab import PROGRAM
from wire import text, words

ROOT = Path(__file__).resolve().parent.parent.parent
FARCALLC = Path(os.environ.get("FARCALL_BIN_DIR", "build/bin")) / "farcallc"
PORT = 20000
ECHO, NAME, REVERSE, ECHO_LIST, TIMES_THREE = 3, 6, 7, 13, 1


def hyper(*values):
    return struct.pack(f">{len(values)}q", *values)


def double(*values):
    return struct.pack(f">{len(values)}d", *values)


def opaque(data):
    return words(len(data)) + data + bytes(-len(data) % 4)


def signed(value):
    return words(value % (1 << 32))


def scalars(first):
    return (signed(first) + words(4000000000) + hyper(-(1 << 40), 1 << 41) + signed(-5) + words(6) + signed(-7)
            + words(8) + signed(-9) + words(10, 1) + struct.pack(">f", 1.5) + double(-2.25) + signed(-3))


def arrays():
    return (bytes(range(7)) + b"\0" + b"\xaa\xbb\xcc\xdd\xee\0\0\0" + opaque(b"\x10\x20\x30") + text("grüße") + text("")
            + words(1, 2, 3) + words(11, 12, 13, 14) + words(2, 21, 22) + words(1) + hyper(31) + words(2)
            + double(0.5, 4.5) + words(3, 1, 0, 1) + words(2, 0, 5) + words(2) + text("one") + text("two")
            + scalars(101) + scalars(102) + words(1) + scalars(103))


def chain(*elements):
    return b"".join(words(1, value) + text(name) for value, name in elements) + words(0)


def everything():
    """An `everything` of interop.x."""
    tree = words(50, 1, 51, 0, 0, 1, 52, 0, 0)
    choice = words(5, 61) + text("grey") + words(1, 62) + text("greyer") + words(0)
    verdict = signed(-2) + double(7.75)
    perhaps = words(1) + hyper(-8)
    return (scalars(-100) + arrays() + chain((41, "first"), (42, "second"), (43, "third")) + tree + choice + verdict
            + perhaps + words(1) + text("maybe"))


# What tshark has to find in it: each value of a field in the order of the message.
FOUND = {
    "scalars.i": "-100,101,102,103",
    "scalars.uh": ",".join(["2199023255552"] * 4),
    "scalars.uc": "10,10,10,10",
    "scalars.b": "1,1,1,1",
    "scalars.d": "-2.25,-2.25,-2.25,-2.25",
    "scalars.e": "-3,-3,-3,-3",
    "arrays.fixed": "00010203040506",
    "arrays.named": "aabbccddee",
    "arrays.variable": "102030",
    "arrays.text": "grüße",
    "arrays.three": "1,2,3",
    "arrays.some": "21,22",
    "arrays.reals": "0.5,4.5",
    "arrays.flags": "1,0,1",
    "arrays.shades": "0,5",
    "arrays.labels": "one,two",
    "cell.value": "41,42,43,61,62",
    "cell.text": "first,second,third,grey,greyer",
    "tree.key": "50,51,52",
    "choice.kind": "5",
    "verdict.status": "-2",
    "verdict.figure": "7.75",
    "perhaps.value": "-8",
    "everything.maybe": "maybe",
}


class File:
    """A capture that nobody captured: datagrams, with what was cut off each."""

    def __init__(self, path):
        self.file = open(path, "wb")
        raw_ip = 101
        self.file.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, raw_ip))

    def add(self, message, to_server, kept=None):
        ports = (40000, PORT) if to_server else (PORT, 40000)
        datagram = struct.pack(">HHHH", *ports, 8 + len(message), 0) + message
        packet = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(datagram), 1, 0, 64, 17, 0, b"\x7f\0\0\1",
                             b"\x7f\0\0\1") + datagram
        kept = len(packet) if kept is None else min(kept, len(packet))
        self.file.write(struct.pack("=IIII", 0, 0, kept, len(packet)) + packet[:kept])

    def close(self):
        self.file.close()


def reply_message(xid, results):
    return words(xid, 1, 0, 0, 0, 0) + results


class Dissector(lab.Lab):
    def setUp(self):
        super().setUp()
        if shutil.which("tshark") is None:
            self.skipTest("tshark is not installed")
        if not FARCALLC.exists():
            self.skipTest("farcallc is not built here")
        self.file = self.path("capture.pcap")
        self.script = self.dissector(Path(__file__).parent / "interop.x")

    def dissector(self, interface, *options):
        made = subprocess.run([FARCALLC, "--emit", "lua", interface, *options], capture_output=True, text=True)
        self.assertEqual(made.returncode, 0, made.stderr)
        path = self.path(f"{interface.name}.lua")
        Path(path).write_text(made.stdout)
        return path

    def tshark(self, *arguments, scripts=None):
        loads = [word for each in scripts or [self.script] for word in ("-X", f"lua_script:{each}")]
        # By itself it takes some messages for those of other protocols.
        port = ("-d", f"tcp.port=={PORT},rpc", "-d", f"udp.port=={PORT},rpc")
        said = self.run_to_end("tshark", "-r", self.file, *port, *loads, *arguments,
                               env=os.environ | {"HOME": self.folder})
        self.assertNotRegex(said, "Lua Error.*|Lua:.*")
        return said

    def values(self, display_filter, *fields):
        """For each message that passes the filter, what each of the fields holds."""
        names = [word for each in fields for word in ("-e", f"interop.x.{each}")]
        said = self.tshark("-Y", display_filter, "-T", "fields", *names)
        return [line.split("\t") for line in said.splitlines() if line and not line.startswith("Running as user")]

    def assert_not_malformed(self):
        self.assertEqual(self.values("interop.x.malformed || interop.x.undecoded", "procedure"), [])

    def captured_calls(self, transport, *calls, **marking):
        """Calls to farcall's server."""
        self.farcall_server(f"{transport}://127.0.0.1:{PORT}")
        kind = wire.TCP if transport == "tcp" else wire.UDP
        with wire.Connection(socket.AF_INET, kind, ("127.0.0.1", PORT)) as connection:
            capture = capture_test.Capture(self.file)
            try:
                return [connection.call(PROGRAM, version, procedure, arguments, **marking)
                        for version, procedure, arguments in calls]
            finally:
                capture.close()

    def assert_everything_found(self):
        for direction, owner in ((0, "arg1"), (1, "result")):
            found = self.values(f"rpc.msgtyp == {direction} && interop.x.procedure == \"ECHO\"", *FOUND)
            self.assertEqual(found, [list(FOUND.values())], direction)
            whole = f"interop.x.INTEROP_PROG.INTEROP_V1.ECHO.{owner}"
            self.assertEqual(len(self.values(f"rpc.msgtyp == {direction} && {whole}", "procedure")), 1)
        self.assert_not_malformed()

    def test_tcp(self):
        sent = everything()
        (answer, *_) = self.captured_calls("tcp", (1, ECHO, sent), (1, NAME, text("you")),
                                           (3, TIMES_THREE, words(14)))
        self.assertEqual(answer, sent)
        self.assert_everything_found()
        self.assertEqual(self.values("interop.x.procedure == \"NAME\" && rpc.msgtyp == 0",
                                     "INTEROP_PROG.INTEROP_V1.NAME.arg1"), [["you"]])
        self.assertEqual(self.values("interop.x.INTEROP_PROG.INTEROP_V3.TIMES_THREE.result == 42", "procedure"),
                         [["TIMES_THREE"]])

    def test_udp(self):
        self.captured_calls("udp", (1, ECHO, everything()))
        self.assert_everything_found()

    def test_records_of_many_fragments(self):
        self.captured_calls("tcp", (1, ECHO, everything()), fragment_bytes=100)
        self.assert_everything_found()

    def test_messages_of_many_segments(self):
        self.run_to_end("ip", "link", "set", "lo", "mtu", "1500")
        data = bytes(range(256)) * 400
        self.captured_calls("tcp", (1, REVERSE, opaque(data)), (1, ECHO, everything()))
        self.assert_everything_found()
        field = "INTEROP_PROG.INTEROP_V1.REVERSE"
        self.assertEqual(self.values(f"interop.x.{field}.arg1", f"{field}.arg1"), [[data.hex()]])
        self.assertEqual(self.values(f"interop.x.{field}.result", f"{field}.result"), [[data[::-1].hex()]])

    def test_what_a_reader_sees(self):
        self.captured_calls("udp", (1, ECHO, everything()))
        said = self.tshark("-O", "interop.x").splitlines()
        for line in ("interop.x, ECHO call", "interop.x, ECHO reply", "    arg1: everything", "        s: scalars",
                     "            e: WHITE (-3)", "            [1] shades: GREY (5)", "            variable: 102030",
                     "            bounded: empty", "            three: 3 elements", "                [2] three: 3",
                     "            [1] labels: two", "            [0] pair: scalars", "        l: cell",
                     "            value: 43", "            left: tree", "                left: none",
                     "            kind: GREY (5)", "        p: perhaps", "        maybe: maybe"):
            self.assertTrue(any(each.startswith(line) or each.endswith(line.strip()) for each in said), line)
        packets = self.tshark("-Y", "interop.x")
        self.assert_line(packets, "INTEROP_PROG", "Call", "ECHO")
        self.assert_line(packets, "INTEROP_PROG", "Reply", "ECHO")

    def test_a_long_list(self):
        many = [(number, "x") for number in range(5000)]
        self.captured_calls("tcp", (1, ECHO_LIST, chain(*many)))
        numbers = ",".join(str(number) for number in range(5000))
        self.assertEqual(self.values("interop.x.procedure == \"ECHO_LIST\"", "cell.value"), [[numbers], [numbers]])
        self.assert_not_malformed()

    def test_refusals_have_no_results(self):
        _, (endpoint,) = self.farcall_server(f"udp://127.0.0.1:{PORT}")
        capture = capture_test.Capture(self.file)
        try:
            self.farcall_client("--errors", endpoint)
        finally:
            capture.close()
        self.assertEqual(self.values("rpc.state_accept > 0 && interop.x.malformed", "procedure"), [])
        self.assertIn(["BREAK"], self.values("rpc.state_accept == 5", "procedure"))

    # Without traffic.

    def datagrams(self, *messages):
        """Each is (message, whether it goes to the server, how many bytes of its packet are kept)."""
        made = File(self.file)
        for message, to_server, kept in messages:
            made.add(message, to_server, kept)
        made.close()

    def test_truncated_messages(self):
        whole = everything()
        call = wire.call_message(PROGRAM, 1, ECHO, whole, xid=1)
        head = len(call) - len(whole)
        # Every head, and every element of the rest, ends too early in one of them.
        sizes = [*range(0, head + 8), *range(head + 8, len(call), 4)]
        self.datagrams(*[(wire.call_message(PROGRAM, 1, ECHO, whole, xid=size)[:size], True, None) for size in sizes])
        found = self.values("interop.x.malformed", "procedure")
        self.assertGreaterEqual(len(found), len([size for size in sizes if size >= head]))
        self.assertEqual({one for one, in found}, {"ECHO"})

    def test_truncated_captures(self):
        call = wire.call_message(PROGRAM, 1, ECHO, everything(), xid=1)
        sizes = range(28, 28 + len(call), 4)
        self.datagrams(*[(call, True, kept) for kept in sizes])
        self.assertEqual(self.values("interop.x.malformed", "procedure"), [])
        self.assertGreater(len(self.values("interop.x.undecoded", "procedure")), len(call) // 4 - 20)

    def test_hostile_values(self):
        sent = everything()

        def echo(at, value):
            return sent[:at] + words(value) + sent[at + 4:]

        calls = [(ECHO, echo(48, 2), "b: no legal value"), (ECHO, echo(64, 7), "e: no legal value"),
                 (ECHO, echo(72, 0x04050607), "fixed: the padding is not zero"),
                 (NAME, words(0xFFFFFFFF), "arg1: the message is too short"),
                 (ECHO_LIST, words(2), "arg1: neither there nor not there"), (8, words(1), "arg1: no legal value"),
                 (14, words(9), "arg1: no arm for 9"), (1, words(0), "4 bytes too many")]
        self.datagrams(*[(wire.call_message(PROGRAM, 1, procedure, arguments, xid=number), True, None)
                         for number, (procedure, arguments, _) in enumerate(calls)])
        said = self.tshark("-V")
        for _, _, complaint in calls:
            self.assertIn(f"Malformed): {complaint}", said)

    def test_mutated_messages(self):
        chance = random.Random(1)
        messages = []
        for xid in range(1500):
            results = bytearray(everything())
            for _ in range(chance.randrange(1, 6)):
                at = chance.randrange(len(results)) & ~3
                results[at:at + 4] = words(chance.choice([0, 1, 2, 3, 255, 1 << 16, 0x7FFFFFFF, 0xFFFFFFFF,
                                                          chance.randrange(1 << 32)]))
            messages.append((wire.call_message(PROGRAM, 1, ECHO, bytes(results), xid=xid), True, None))
            messages.append((reply_message(xid, bytes(results)), False, None))
        self.datagrams(*messages)
        procedures = self.values("interop.x", "procedure")
        self.assertEqual(procedures, [["ECHO"]] * len(messages))
        self.assertGreater(len(self.values("interop.x.malformed", "procedure")), len(messages) // 4)

    def test_deep_and_endless_values_end(self):
        interface = Path(self.path("deep.x"))
        interface.write_text("struct nothing {}; struct deep { deep inner<>; }; program DEEP { version V {"
                             " void NOTHINGS(nothing all<>) = 1; void DEEPER(deep) = 2; void HYPERS(hyper all<>) = 3;"
                             " } = 1; } = 0x2f000009;")
        script = self.dissector(interface)
        program = 0x2F000009
        self.datagrams((wire.call_message(program, 1, 1, words(0xFFFFFFFF), xid=1), True, None),
                       (wire.call_message(program, 1, 2, words(*[1] * 10000), xid=2), True, None),
                       (wire.call_message(program, 1, 3, words(0xFFFFFFFF) + bytes(60000), xid=3), True, None))
        said = self.tshark("-V", scripts=[script])
        self.assertIn("more than 100000 items", said)
        self.assertIn("nested more than 64 deep", said)
        self.assertIn("all: the message is too short", said)

    def test_programs_that_tshark_knows(self):
        script = self.dissector(ROOT / "idl" / "portmap.x")
        self.datagrams((wire.call_message(100000, 2, 3, words(PROGRAM, 1, 6, 0), xid=1), True, None),
                       (reply_message(1, words(2049)), False, None))
        said = self.tshark("-O", "portmap.x", scripts=[script])
        self.assertIn(f"prog: {PROGRAM}", said)
        self.assertIn("result: 2049", said)

    def test_every_interface_loads(self):
        folders = [ROOT / "idl", ROOT / "tests" / "golden", ROOT / "tests" / "golden" / "good"]
        interfaces = {path.name: path for folder in folders for path in folder.glob("*.x")}
        for path in Path("/usr/include").glob("**/rpcsvc/*.x"):
            interfaces.setdefault(path.name, path)
        scripts = [self.dissector(path) for path in interfaces.values()]
        self.datagrams((wire.call_message(PROGRAM, 1, NAME, text("you"), xid=1), True, None))
        self.assertIn("you", self.tshark("-V", scripts=[self.script, *scripts]))
        if shutil.which("luac5.2") is None:
            self.skipTest("luac5.2 is not installed")
        self.run_to_end("luac5.2", "-p", *scripts)


if __name__ == "__main__":
    lab.main(namespace=True)
