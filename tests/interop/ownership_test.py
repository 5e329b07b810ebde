#!/usr/bin/env python3
"""Lines of farcall's registry belong to the user who set them, whatever somebody else tries."""

import os
import socket
import struct

import lab
import wire
from lab import NOBODY, REGISTRY_SOCKET

ROOTS, NOBODYS, WANTED = 0x20000100, 0x20000200, 0x20000300
ADDRESS = "127.0.0.1.4.210"
V4, V6, UNIX = ("127.0.0.1", 111), ("::1", 111), REGISTRY_SOCKET
ALL_VERSIONS = (2, 3, 4)


def connect(address, kind=wire.TCP, source=None):
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    return wire.Connection(family, kind, address, source)


def arguments_of(version, program, netid="tcp", address=ADDRESS):
    if version > 2:
        return wire.rpcb(program, 1, netid, address)
    return wire.words(program, 1, socket.IPPROTO_TCP, 1234)


def set_line(address, program, version=4):
    with connect(address) as registry:
        return registry.says_yes(version, wire.SET, arguments_of(version, program))


def unset_line(address, program, version=4, netid="tcp"):
    with connect(address) as registry:
        return registry.says_yes(version, wire.UNSET, arguments_of(version, program, netid))


def change_everything(address, program):
    """Every way to remove or replace a line; how many were answered with yes."""
    done = 0
    with connect(address) as registry:
        for version in ALL_VERSIONS:
            for netid in ("tcp", ""):
                done += registry.says_yes(version, wire.UNSET, arguments_of(version, program, netid))
            done += registry.says_yes(version, wire.SET, arguments_of(version, program, "tcp", "127.0.0.1.9.9"))
    return done


def change_often(address, times):
    """The same by somebody who does not give up, over one connection."""
    requests = [(version, procedure, arguments_of(version, program, netid))
                for program in (ROOTS, wire.REGISTRY_PROGRAM) for version in ALL_VERSIONS
                for procedure, netid in ((wire.UNSET, "tcp"), (wire.UNSET, ""))]
    requests += [(version, wire.SET, arguments_of(version, ROOTS)) for version in ALL_VERSIONS]
    done = 0
    with connect(address) as registry:
        for i in range(times):
            done += registry.says_yes(*requests[i % len(requests)])
    return done


def send_and_leave(address, times):
    """Sends requests and is gone before they are answered: the kernel must not be asked about nobody."""
    reset = struct.pack("ii", 1, 0)
    for i in range(times):
        requests = b"".join(
            wire.record(wire.call_message(wire.REGISTRY_PROGRAM, version, procedure, arguments_of(version, program)))
            for version, procedure, program in
            ((4, wire.UNSET, ROOTS), (3, wire.UNSET, ROOTS), (2, wire.UNSET, ROOTS), (4, wire.SET, WANTED + i % 1000)))
        connection = connect(address)
        connection.socket.sendall(requests)
        if i % 3 == 0 and not isinstance(address, str):
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        if i % 3 == 1:
            connection.socket.shutdown(socket.SHUT_RDWR)
        connection.socket.close()
    return times


class Ownership(lab.Lab):
    def setUp(self):
        super().setUp()
        if os.geteuid() != 0:
            self.skipTest("several users are needed, and only root can become them")
        try:
            lab.as_user(NOBODY, str, "nobody")
        except AssertionError:
            self.skipTest("this namespace has no other users")
        self.farcall_registry("tcp://[::]:111", "udp://[::]:111")
        self.mode = os.stat(UNIX).st_mode
        os.chmod(UNIX, 0o666)  # so that what follows gets there
        self.assertTrue(set_line(UNIX, ROOTS))

    def lines(self):
        """(program, netid) → (address, owner)"""
        said = self.run_to_end(lab.program("registry_client"), f"unix:{UNIX}", 4, "dump")
        return {(int(words[0]), words[2]): (words[3], words[4]) for words in map(str.split, said.splitlines())}

    def assert_roots_line_stands(self):
        self.assertEqual(self.lines().get((ROOTS, "tcp")), (ADDRESS, "superuser"))

    def test_every_user_may_use_the_unix_socket(self):
        """As rpcbind's: libtirpc registers over nothing else."""
        os.chmod(UNIX, self.mode)
        self.assertTrue(lab.as_user(NOBODY, set_line, UNIX, NOBODYS))

    def test_another_user_cannot_change_roots_line(self):
        for address in (UNIX, V4, V6):
            with self.subTest(address):
                self.assertEqual(lab.as_user(NOBODY, change_everything, address, ROOTS), 0)
                self.assert_roots_line_stands()

    def test_nobody_removes_the_registrys_own_lines(self):
        before = self.lines()
        for address in (UNIX, V4):
            self.assertEqual(change_everything(address, wire.REGISTRY_PROGRAM), 0)
        self.assertEqual(self.lines(), before)

    def test_a_user_changes_what_is_its_own(self):
        for address in (UNIX, V4, V6):
            with self.subTest(address):
                self.assertTrue(lab.as_user(NOBODY, set_line, address, NOBODYS))
                self.assertEqual(self.lines()[NOBODYS, "tcp"], (ADDRESS, str(NOBODY)))
                self.assertEqual(lab.as_user(4711, change_everything, address, NOBODYS), 0)
                self.assertTrue(lab.as_user(NOBODY, unset_line, address, NOBODYS))
                self.assertNotIn((NOBODYS, "tcp"), self.lines())

    def test_root_removes_the_line_of_another_user(self):
        for address in (UNIX, V4):
            self.assertTrue(lab.as_user(NOBODY, set_line, UNIX, NOBODYS))
            self.assertTrue(unset_line(address, NOBODYS))

    def test_the_owner_in_a_request_says_nothing(self):
        """rpcb.r_owner is "superuser" in all of these requests, and a credential can claim to be root's."""
        self.assertTrue(lab.as_user(NOBODY, set_line, V4, NOBODYS))
        self.assertEqual(self.lines()[NOBODYS, "tcp"][1], str(NOBODY))

    def test_udp_changes_nothing(self):
        for address in (V4, V6):
            for version in ALL_VERSIONS:
                with connect(address, wire.UDP) as registry:
                    self.assertFalse(registry.says_yes(version, wire.SET, arguments_of(version, WANTED)))
                    self.assertFalse(registry.says_yes(version, wire.UNSET, arguments_of(version, ROOTS)))
        self.assert_roots_line_stands()
        self.assertNotIn((WANTED, "tcp"), self.lines())

    def test_an_address_that_is_not_loopback_changes_nothing(self):
        self.run_to_end("ip", "address", "add", "192.0.2.1/32", "dev", "lo")
        self.assertEqual(change_everything(("192.0.2.1", 111), ROOTS), 0)
        self.assertFalse(set_line(("192.0.2.1", 111), WANTED))
        with connect(("127.0.0.1", 111), source=("192.0.2.1", 0)) as registry:
            self.assertFalse(registry.says_yes(4, wire.UNSET, arguments_of(4, ROOTS)))
        self.assert_roots_line_stands()

    def test_another_machine_changes_nothing_and_may_ask(self):
        neighbour = self.start("unshare", "--net", "sh", "-c", "echo there; exec cat", stdin=-1)
        self.first_lines(neighbour, 1)
        self.addCleanup(neighbour.stdin.close)
        link = ("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", str(neighbour.pid))
        if self.status_of(*link) != 0:
            self.skipTest("this kernel has no veth")
        for command in ("ip address add 198.51.100.1/24 dev near", "ip link set near up"):
            self.run_to_end(*command.split())
        there = ("nsenter", "--net", "--target", neighbour.pid)
        for command in ("ip address add 198.51.100.2/24 dev far", "ip link set far up"):
            self.run_to_end(*there, *command.split())
        client = (*there, lab.program("registry_client"), "tcp://198.51.100.1:111")
        for version in ALL_VERSIONS:
            self.run_to_end(*client, version, "set", WANTED, 1, "tcp", ADDRESS if version > 2 else 1234, status=1)
            self.run_to_end(*client, version, "unset", ROOTS, 1, "tcp", status=1)
            self.run_to_end(*client, version, "getaddr", ROOTS, 1, "tcp")
        self.assert_roots_line_stands()

    def test_a_hundred_thousand_attempts_do_not_succeed_once(self):
        times = 2_000_000 if "FARCALL_SOAK" in os.environ else 50_000
        for address in (UNIX, V4):
            self.assertEqual(lab.as_user(NOBODY, change_often, address, times), 0)
        self.assert_roots_line_stands()

    def test_attempts_of_who_closes_at_once_are_not_taken_for_roots(self):
        """A closed TCP socket has no owner, and sock_diag then says uid 0."""
        times = 200_000 if "FARCALL_SOAK" in os.environ else 6_000
        for address in (V4, V6, UNIX):
            self.assertEqual(lab.as_user(NOBODY, send_and_leave, address, times), times)
            with connect(UNIX) as registry:  # behind everything that was sent before
                registry.call(wire.REGISTRY_PROGRAM, 4, 0)
            self.assert_roots_line_stands()
        owners = {owner for (program, _), (_, owner) in self.lines().items() if WANTED <= program < WANTED + 1000}
        self.assertLessEqual(owners, {str(NOBODY)})


if __name__ == "__main__":
    lab.main(namespace=True)
