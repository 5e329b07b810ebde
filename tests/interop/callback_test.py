#!/usr/bin/env python3
"""Calls in both directions on one connection, with a peer written by hand (RFC 8167): the programs of
examples/progress against this file."""

import os
import socket
import struct

import lab
import wire

JOB, PROGRESS = 0x31230030, 0x31230031
SUM, REACHED = 1, 1
CALL, REPLY = 0, 1
PROG_UNAVAIL = 1


def example(name):
    return lab.TOOL.parent.parent / "examples" / "progress" / name


def reply_to(call, results):
    return wire.record(call[:4] + wire.words(REPLY, 0, 0, 0, wire.SUCCESS) + results)


class Accepted(wire.Connection):
    def __init__(self, accepted):
        self.socket = accepted
        self.socket.settimeout(20)
        self.is_stream = True


class Callbacks(lab.Lab):
    def setUp(self):
        super().setUp()
        if not os.path.exists(example("caller")):
            self.skipTest("the examples are not built")

    def serve_one(self, *arguments):
        """Starts the caller; its connection, and the call that it makes. Whether farcall's own program is there it
        asks first; it is not."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        process = self.start(example("caller"), f"tcp://127.0.0.1:{listener.getsockname()[1]}", *arguments)
        peer = Accepted(listener.accept()[0])
        self.addCleanup(peer.socket.close)
        call = peer.receive()
        while struct.unpack(">I", call[12:16])[0] != JOB:
            peer.socket.sendall(wire.record(call[:4] + wire.words(REPLY, 0, 0, 0, PROG_UNAVAIL)))
            call = peer.receive()
        return process, peer, call

    def test_a_caller_is_called_back(self):
        process, peer, call = self.serve_one("1000")
        same_xid = struct.unpack(">I", call[:4])[0]  # each direction has its own
        for percent, goes_on in ((25, 1), (100, 0)):
            peer.socket.sendall(wire.record(wire.call_message(PROGRESS, 1, REACHED, wire.words(percent), same_xid)))
            answer = peer.receive()
            self.assertEqual(answer[:8], wire.words(same_xid, REPLY))
            self.assertEqual(wire.results_of(answer), wire.words(goes_on))
        # What it does not offer it says; what nobody asked for it drops.
        peer.socket.sendall(wire.record(wire.call_message(JOB, 1, SUM, wire.words(1), 7)))
        with self.assertRaises(wire.Refused):
            wire.results_of(peer.receive())
        peer.socket.sendall(reply_to(wire.words(same_xid + 1), b""))
        peer.socket.sendall(reply_to(call, struct.pack(">Q", 4711)))
        self.assertEqual(self.first_lines(process, 3), ["25%", "100%", "4711"])
        self.assertEqual(process.wait(lab.PATIENCE_SECONDS), 0)

    def test_a_call_back_in_fragments(self):
        process, peer, call = self.serve_one("1000")
        message = wire.call_message(PROGRESS, 1, REACHED, wire.words(50))
        peer.socket.sendall(wire.record(message, fragment_bytes=3, empty_fragments=True))
        self.assertEqual(wire.results_of(peer.receive()), wire.words(1))
        peer.socket.sendall(reply_to(call, struct.pack(">Q", 1)))
        self.assertEqual(self.first_lines(process, 2), ["50%", "1"])

    def test_a_server_calls_back(self):
        server = self.start(example("callee"), "tcp://127.0.0.1:0", f"unix:{self.path('callee')}")
        endpoints = self.first_lines(server, 2)
        for family, address in ((socket.AF_INET, ("127.0.0.1", int(endpoints[0].rsplit(":", 1)[1]))),
                                (socket.AF_UNIX, self.path("callee"))):
            with self.subTest(address), wire.Connection(family, wire.TCP, address) as peer:
                mine = wire.call_message(JOB, 1, SUM, wire.words(1000))
                peer.socket.sendall(wire.record(mine))
                for percent in (25, 50, 75, 100):
                    call = peer.receive()
                    self.assertEqual(call[4:24], wire.words(CALL, 2, PROGRESS, 1, REACHED))
                    self.assertEqual(call[-4:], wire.words(percent))
                    peer.socket.sendall(reply_to(wire.words(4711), wire.words(0)))  # to nobody
                    peer.socket.sendall(reply_to(call, wire.words(1)))
                self.assertEqual(wire.results_of(peer.receive()), struct.pack(">Q", 500500))


if __name__ == "__main__":
    lab.main(namespace=False)
