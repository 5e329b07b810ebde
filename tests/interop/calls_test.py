#!/usr/bin/env python3
"""Calls between farcall and rpcgen with libtirpc, in both directions, without a registry."""

import socket

import lab
import wire


class Calls(lab.Lab):
    CALLS = 60

    def everywhere(self):
        return ("tcp://127.0.0.1", "udp://127.0.0.1", "tcp://[::1]", "udp://[::1]", f"unix:{self.path('server')}")

    def with_port(self):
        return [each if each.startswith("unix:") else each + ":0" for each in self.everywhere()]

    def test_libtirpc_calls_farcall(self):
        _, endpoints = self.farcall_server(*self.with_port())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.tirpc_client(endpoint, self.CALLS)

    def test_farcall_calls_libtirpc(self):
        _, endpoints = self.tirpc_server(*self.everywhere())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.assertGreater(self.farcall_client(endpoint, self.CALLS), 4 * self.CALLS)

    def test_farcall_calls_farcall(self):
        _, endpoints = self.farcall_server(*self.with_port())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.assertGreater(self.farcall_client(endpoint, self.CALLS), 4 * self.CALLS)

    def test_libtirpc_calls_libtirpc(self):
        """That the programs are right when farcall has no part in it."""
        _, endpoints = self.tirpc_server(*self.everywhere())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.tirpc_client(endpoint, self.CALLS)

    def test_libtirpc_sends_many_fragments(self):
        _, endpoints = self.farcall_server("tcp://127.0.0.1:0", f"unix:{self.path('server')}")
        for endpoint in endpoints:
            for size in ("104", "1000", "65536"):
                with self.subTest(endpoint, fragment=size):
                    self.tirpc_client(endpoint, 20, FRAGMENT_BYTES=size)

    def test_fragments_of_any_size_are_one_record(self):
        _, endpoints = self.farcall_server("tcp://127.0.0.1:0", f"unix:{self.path('server')}")
        addresses = ((socket.AF_INET, ("127.0.0.1", int(endpoints[0].rsplit(":", 1)[1]))),
                     (socket.AF_UNIX, self.path("server")))
        subtract, reverse = 2, 7
        sent = bytes(range(256)) * 40
        argument = wire.words(len(sent)) + sent
        for family, address in addresses:
            with wire.Connection(family, wire.TCP, address) as connection:
                for size in (1, 2, 3, 4, 5, 40, 47, 48, 49):
                    for empty in (False, True):
                        answer = connection.call(lab.PROGRAM, 1, subtract, wire.words(50, 8), fragment_bytes=size,
                                                 empty_fragments=empty)
                        self.assertEqual(answer, wire.words(42))
                for size in (1, 100, 10_000):
                    answer = connection.call(lab.PROGRAM, 1, reverse, argument, fragment_bytes=size)
                    self.assertEqual(answer[4:], sent[::-1])

    def test_libtirpc_understands_every_refusal_of_farcall(self):
        _, endpoints = self.farcall_server(*self.with_port())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.tirpc_client("--errors", endpoint)

    def test_farcall_understands_every_refusal_of_libtirpc(self):
        _, endpoints = self.tirpc_server(*self.everywhere())
        for endpoint in endpoints:
            with self.subTest(endpoint):
                self.farcall_client("--errors", endpoint)

    def test_a_server_ends_by_sigterm_with_status_0(self):
        server, _ = self.farcall_server(*self.with_port())
        self.assertEqual(self.stop(server), 0)


if __name__ == "__main__":
    lab.main(namespace=False)
