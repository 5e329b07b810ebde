#!/usr/bin/env python3
"""tshark dissects a capture of farcall's traffic: as many RPC messages as calls and replies, none malformed."""

import collections
import os
import shutil
import socket
import struct
import threading

import lab
import wire
from lab import PROGRAM

ETH_P_ALL = 3
PACKET_OUTGOING = 4
CALL, REPLY = "0", "1"


class Capture:
    """Everything that passes lo while it is open, as a pcap file. (A program that captures says too early that it
    has begun, and too late what it has seen; a packet socket has begun when it is bound.)"""

    def __init__(self, file):
        self.file = open(file, "wb")
        ethernet, snapshot_bytes = 1, 262144
        self.file.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, snapshot_bytes, ethernet))
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        so_rcvbufforce = 33
        self.socket.setsockopt(socket.SOL_SOCKET, so_rcvbufforce, 1 << 28)
        self.socket.bind(("lo", 0))
        self.last_words = os.urandom(16)
        self.thread = threading.Thread(target=self.write)
        self.thread.start()

    def write(self):
        while True:
            packet, (_, _, kind, _, _) = self.socket.recvfrom(1 << 18)
            if packet.endswith(self.last_words):
                return
            if kind != PACKET_OUTGOING:  # each is seen as it leaves, and as it comes
                self.file.write(struct.pack("=IIII", 0, 0, len(packet), len(packet)) + packet)

    def close(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(self.last_words, ("127.0.0.1", 9))
        self.thread.join()
        tp_statistics, sol_packet = 6, 263
        _, dropped = struct.unpack("II", self.socket.getsockopt(sol_packet, tp_statistics, 8))
        self.socket.close()
        self.file.close()
        assert dropped == 0, f"the kernel dropped {dropped} packets of the capture"


class TrafficOnTheLoopback(lab.Lab):
    def setUp(self):
        super().setUp()
        if shutil.which("tshark") is None:
            self.skipTest("tshark is not installed")
        self.file = self.path("capture.pcap")

    def server(self, endpoint):
        """Its endpoint. tshark is told the port: by itself it takes some messages for those of other protocols."""
        _, (endpoint,) = self.farcall_server(endpoint)
        self.port = endpoint.rsplit(":", 1)[1]
        return endpoint

    def tshark(self, *arguments):
        return self.run_to_end("tshark", "-r", self.file, "-o", "rpc.dissect_unknown_programs:TRUE",
                               "-d", f"tcp.port=={self.port},rpc", "-d", f"udp.port=={self.port},rpc",
                               "-o", "rpc.desegment_rpc_over_tcp:TRUE", "-o", "rpc.defragment_rpc_over_tcp:TRUE",
                               *arguments, env=os.environ | {"HOME": self.folder})

    def dissect(self):
        """(message type, program, version, procedure) → how often; after looking for what is malformed."""
        self.assertEqual(self.field_lines("_ws.malformed", ("frame.number",)), [])
        fields = ("rpc.msgtyp", "rpc.program", "rpc.programversion", "rpc.procedure")
        found = collections.Counter()
        for line in self.field_lines("rpc.msgtyp", fields):
            for types in zip(*(column.split(",") for column in line.split("\t"))):
                found[types] += 1
        return found

    def field_lines(self, display_filter, fields):
        said = self.tshark("-Y", display_filter, "-T", "fields", *[word for each in fields for word in ("-e", each)])
        return [line for line in said.splitlines() if line and not line.startswith("Running as user")]

    def assert_dissected(self, calls):
        found = self.dissect()
        self.assertEqual(sum(n for key, n in found.items() if key[0] == CALL), calls, found)
        self.assertEqual(sum(n for key, n in found.items() if key[0] == REPLY), calls, found)
        self.assertEqual({int(key[1], 0) for key in found}, {PROGRAM})
        return found

    def captured_calls(self, endpoint, calls=15):
        at = self.server(endpoint)
        capture = Capture(self.file)
        try:
            return self.farcall_client(at, calls)
        finally:
            capture.close()

    def test_tcp(self):
        calls = self.captured_calls("tcp://127.0.0.1:0")
        found = self.assert_dissected(calls)
        self.assertEqual(found[CALL, str(PROGRAM), "1", "3"], 15, found)  # ECHO
        self.assertEqual(found[CALL, str(PROGRAM), "1", "5"], 30, found)  # CHECK
        self.assertEqual(found[CALL, str(PROGRAM), "3", "1"], 1, found)   # TIMES_THREE

    def test_udp(self):
        found = self.assert_dissected(self.captured_calls("udp://127.0.0.1:0"))
        self.assertEqual(found[REPLY, str(PROGRAM), "1", "3"], 15, found)

    def test_ipv6(self):
        self.assert_dissected(self.captured_calls("tcp://[::1]:0"))

    def test_udp_in_ip_fragments(self):
        self.run_to_end("ip", "link", "set", "lo", "mtu", "1500")
        self.assert_dissected(self.captured_calls("udp://127.0.0.1:0"))
        self.assertNotEqual(self.field_lines("ip.flags.mf == 1", ("frame.number",)), [])

    def test_tcp_in_many_segments(self):
        self.run_to_end("ip", "link", "set", "lo", "mtu", "1500")
        self.assert_dissected(self.captured_calls("tcp://127.0.0.1:0"))

    def test_records_of_many_fragments(self):
        self.server("tcp://127.0.0.1:0")
        capture = Capture(self.file)
        try:
            subtract, reverse = 2, 7
            with wire.Connection(socket.AF_INET, wire.TCP, ("127.0.0.1", int(self.port))) as connection:
                # tshark puts fragments together whose first one has all of the head; calls_test.py sends the others.
                for size in (40, 44, 47):
                    answer = connection.call(PROGRAM, 1, subtract, wire.words(50, 8), fragment_bytes=size)
                    self.assertEqual(answer, wire.words(42))
                sent = bytes(range(256)) * 400
                argument = wire.words(len(sent)) + sent
                answer = connection.call(PROGRAM, 1, reverse, argument, fragment_bytes=1000)
                self.assertEqual(answer[4:], sent[::-1])
        finally:
            capture.close()
        self.assert_dissected(4)

    def test_refusals(self):
        endpoint = self.server("udp://127.0.0.1:0")
        capture = Capture(self.file)
        try:
            self.farcall_client("--errors", endpoint)
        finally:
            capture.close()
        found = self.dissect()
        states = collections.Counter(self.field_lines("rpc.msgtyp == 1", ("rpc.state_accept",)))
        # Success; an unknown program, version, procedure; garbage; a system error.
        self.assertEqual(states, {"0": 1, "1": 1, "2": 1, "3": 1, "4": 1, "5": 1}, found)


if __name__ == "__main__":
    lab.main(namespace=True)
