#!/usr/bin/env python3
"""Registries: farcall's own on port 111, and the system's rpcbind, used by farcall's programs and by others."""

import os
import socket

import lab
import wire
from lab import PROGRAM, REGISTRY_SOCKET, TOOL

HOST = "127.0.0.1"
EVERYWHERE = ("tcp://0.0.0.0:0", "udp://0.0.0.0:0", "tcp://[::]:0", "udp://[::]:0", "unix:/run/interop.sock")


def port_of(endpoint):
    return endpoint.rsplit(":", 1)[1]


class EitherRegistry:
    """What holds with both; start_registry() says which."""

    def advertised(self, registry=f"rpcbind://{HOST}"):
        self.start_registry()
        server, endpoints = self.farcall_server("--advertise", registry, *EVERYWHERE)
        return server, endpoints

    def test_rpcinfo_p_lists_a_farcall_server(self):
        _, endpoints = self.advertised()
        listed = self.rpcinfo("-p", HOST)
        for version in (1, 3):
            self.assert_line(listed, PROGRAM, version, "tcp", port_of(endpoints[0]))
            self.assert_line(listed, PROGRAM, version, "udp", port_of(endpoints[1]))
        self.assert_line(listed, 100000, 2, "tcp", 111)
        self.assert_line(listed, 100000, 4, "udp", 111)

    def test_rpcinfo_lists_every_netid(self):
        self.advertised()
        for arguments in ((HOST,), ()):  # over TCP, and over the UNIX socket
            listed = self.rpcinfo(*arguments)
            for netid in ("tcp", "udp", "tcp6", "udp6"):
                self.assert_line(listed, PROGRAM, 1, netid, "superuser")
            self.assert_line(listed, PROGRAM, 3, "local", "/run/interop.sock", "superuser")

    def test_rpcinfo_s_groups_versions_and_netids(self):
        self.advertised()
        listed = self.rpcinfo("-s", HOST)
        line, = [each for each in listed.splitlines() if str(PROGRAM) in each]
        for word in ("3,1", "tcp", "udp", "tcp6", "udp6", "local", "superuser"):
            self.assertIn(word, line)

    def test_rpcinfo_m_shows_statistics(self):
        self.advertised()
        shown = self.rpcinfo("-m", HOST)
        for words in ("PORTMAP (version 2) statistics", "RPCBIND (version 3) statistics",
                      "RPCBIND (version 4) statistics"):
            self.assertIn(words, shown)

    def test_rpcinfo_l_lists_entries(self):
        self.advertised()
        listed = self.rpcinfo("-l", HOST, PROGRAM, 1)
        for kind in ("inet/tcp/cots_ord", "inet/udp/clts"):
            self.assertRegex(listed, rf"{PROGRAM}\s+1\s+{kind}\s+127\.0\.0\.1\.\d+\.\d+")

    def test_rpcinfo_calls_a_farcall_server(self):
        _, endpoints = self.advertised()
        for netid in ("tcp", "udp"):
            for version in (1, 3):
                said = self.rpcinfo("-T", netid, HOST, PROGRAM, version)
                self.assertIn(f"program {PROGRAM} version {version} ready and waiting", said)
        # Without a version it asks for version 0, and believes the range that it is told.
        self.assertIn("version 3 ready and waiting", self.rpcinfo("-T", "tcp", HOST, PROGRAM, status=None))
        self.assertIn("ready and waiting", self.rpcinfo("-n", port_of(endpoints[0]), "-t", HOST, PROGRAM, 1))
        self.assertIn("ready and waiting", self.rpcinfo("-n", port_of(endpoints[1]), "-u", HOST, PROGRAM, 1))

    def test_rpcinfo_hears_of_what_is_not_there(self):
        self.advertised()
        self.assertIn("not available", self.rpcinfo("-T", "tcp", HOST, PROGRAM, 2, status=1))
        self.assertIn("not registered", self.rpcinfo("-T", "tcp", HOST, PROGRAM + 9, 1, status=1))

    def test_libtirpc_finds_a_farcall_server(self):
        self.advertised()
        for netid in ("tcp", "udp"):
            self.tirpc_client(HOST, netid, 5)
            self.tirpc_client("::1", netid, 5)

    def test_libtirpc_asks_by_every_version(self):
        _, endpoints = self.advertised()
        tcp, udp = map(port_of, endpoints[:2])
        self.assertEqual(self.tirpc_registry("getport", HOST, PROGRAM, 1, "tcp").strip(), tcp)
        self.assertEqual(self.tirpc_registry("getport", HOST, PROGRAM, 1, "udp").strip(), udp)
        self.assertTrue(self.tirpc_registry("getaddr", HOST, PROGRAM, 1, "tcp").startswith("127.0.0.1."))
        self.assertTrue(self.tirpc_registry("getaddr", HOST, PROGRAM, 1, "udp").startswith("127.0.0.1."))
        self.assert_line(self.tirpc_registry("getmaps", HOST, "tcp"), PROGRAM, 1, "local", "/run/interop.sock")
        self.assert_line(self.tirpc_registry("pmap_getmaps", HOST), PROGRAM, 1, 6, tcp)
        self.tirpc_registry("getport", HOST, PROGRAM + 9, 1, "tcp", status=1)
        self.tirpc_registry("getaddr", HOST, PROGRAM + 9, 1, "tcp", status=1)

    def test_libtirpc_server_registers_and_both_clients_find_it(self):
        self.start_registry()
        server, _ = self.tirpc_server("--register", "tcp", "udp", "tcp6", "udp6")
        for netid in ("tcp", "udp"):
            self.tirpc_client(HOST, netid, 3)
            self.farcall_client(f"rpcbind://{HOST}?netid={netid}", 3, SMALL_DATAGRAMS="1")
        self.farcall_client("rpcbind://[::1]?netid=tcp6", 3)
        self.farcall_client("rpcbind://[::1]?netid=udp6", 3, SMALL_DATAGRAMS="1")
        self.stop(server)
        self.assertNotIn(str(PROGRAM), self.rpcinfo("-p", HOST))

    def test_farcall_finds_a_farcall_server_by_every_netid(self):
        self.advertised()
        for netid in ("tcp", "udp", "local"):
            with self.subTest(netid):
                self.farcall_client(f"rpcbind://{HOST}?netid={netid}", 3)
        for netid in ("tcp6", "udp6"):
            with self.subTest(netid):
                self.farcall_client(f"rpcbind://[::1]?netid={netid}", 3)
        for netid in ("tcp", "udp", "tcp6", "udp6", "local"):
            with self.subTest(netid, by="the UNIX socket"):
                self.farcall_client(f"rpcbind://{REGISTRY_SOCKET}?netid={netid}", 3)

    def test_a_server_advertises_over_the_unix_socket(self):
        self.advertised(f"rpcbind://{REGISTRY_SOCKET}")
        self.assert_line(self.rpcinfo("-p", HOST), PROGRAM, 1, "tcp")

    def test_a_server_that_sigterm_ends_is_not_listed(self):
        server, _ = self.advertised()
        self.assertIn(str(PROGRAM), self.rpcinfo("-p", HOST))
        self.assertEqual(self.stop(server), 0)
        self.assertNotIn(str(PROGRAM), self.rpcinfo())
        self.assertIn("100000", self.rpcinfo())

    def test_a_server_that_was_killed_is_replaced_by_its_next_run(self):
        server, _ = self.advertised()
        server.kill()
        server.wait()
        _, endpoints = self.farcall_server("--advertise", f"rpcbind://{HOST}", "tcp://0.0.0.0:0")
        self.assert_line(self.rpcinfo("-p", HOST), PROGRAM, 1, "tcp", port_of(endpoints[0]))
        self.farcall_client(f"rpcbind://{HOST}", 1)

    def test_farcall_speaks_each_version(self):
        self.start_registry()
        client = lab.program("registry_client")
        at = f"unix:{REGISTRY_SOCKET}"
        for version in (3, 4):
            line = (900 + version, 7, "tcp", "127.0.0.1.4.210")
            self.run_to_end(client, at, version, "set", *line)
            other = (*line[:3], "127.0.0.1.4.211")
            self.run_to_end(client, at, version, "set", *other, status=1)  # there is one already
            self.assertEqual(self.run_to_end(client, f"tcp://{HOST}:111", version, "getaddr", *line[:3]).strip(),
                             "127.0.0.1.4.210")
            self.assert_line(self.run_to_end(client, f"tcp://{HOST}:111", version, "dump"), *line, "superuser")
            self.run_to_end(client, at, version, "unset", *line[:3])
            self.assertEqual(
                self.run_to_end(client, f"tcp://{HOST}:111", version, "getaddr", *line[:3], status=1).strip(), "")
        self.run_to_end(client, at, 4, "set", 902, 7, "tcp", "127.0.0.1.4.210")
        for at in (f"tcp://{HOST}:111", f"udp://{HOST}:111"):
            self.assertEqual(self.run_to_end(client, at, 2, "getaddr", 902, 7, "tcp").strip(), "1234")
            self.assertEqual(self.run_to_end(client, at, 2, "getaddr", 902, 7, "udp", status=1).strip(), "0")
        self.assert_line(self.run_to_end(client, f"tcp://{HOST}:111", 2, "dump"), 902, 7, 6, 1234)

    def test_the_tool_lists_and_pings(self):
        self.advertised()
        listed = self.run_to_end(TOOL, "info", f"rpcbind://{HOST}")
        for netid in ("tcp", "udp", "tcp6", "udp6", "local"):
            self.assert_line(listed, netid, PROGRAM)
        for netid in ("tcp", "udp", "local"):
            self.run_to_end(TOOL, "ping", f"rpcbind://{HOST}?netid={netid}", PROGRAM, 1)
        self.run_to_end(TOOL, "ping", f"rpcbind://{HOST}", PROGRAM, 2, status=1)


class FarcallRegistry(EitherRegistry, lab.Lab):
    def start_registry(self):
        return self.farcall_registry("tcp://[::]:111", "udp://[::]:111")

    def test_an_unset_of_nothing_says_no(self):
        self.start_registry()
        for version in (2, 3, 4):
            self.run_to_end(lab.program("registry_client"), f"unix:{REGISTRY_SOCKET}", version, "unset", 908, 1, "tcp",
                            status=1)

    def test_version_2_sets_and_unsets(self):
        self.start_registry()
        client = lab.program("registry_client")
        for at in (f"tcp://{HOST}:111", f"unix:{REGISTRY_SOCKET}"):
            self.run_to_end(client, at, 2, "set", 905, 1, "udp", 1234)
            self.run_to_end(client, at, 2, "set", 905, 1, "tcp", 1235)
            self.assertEqual(self.run_to_end(client, at, 2, "getaddr", 905, 1, "tcp").strip(), "1235")
            # The protocol and the port of an UNSET say nothing.
            self.run_to_end(client, at, 2, "unset", 905, 1, "udp", 999)
            self.run_to_end(client, at, 2, "getaddr", 905, 1, "tcp", status=1)

    def test_libtirpc_sets_and_unsets(self):
        self.start_registry()
        self.tirpc_registry("set", 906, 1, "tcp", "127.0.0.1.4.210")
        self.tirpc_registry("set", 906, 1, "local", "/run/x.sock")
        self.tirpc_registry("set", 906, 1, "tcp", "127.0.0.1.4.211", status=1)
        self.assertEqual(self.tirpc_registry("getaddr", HOST, 906, 1, "tcp").strip(), "127.0.0.1.4.210")
        self.tirpc_registry("unset", 906, 1, "all")
        self.assertNotIn("906", self.rpcinfo())
        self.tirpc_registry("pmap_set", 907, 1, "tcp", 1236)
        self.assertEqual(self.tirpc_registry("getport", HOST, 907, 1, "tcp").strip(), "1236")
        self.tirpc_registry("pmap_unset", 907, 1)
        self.tirpc_registry("getport", HOST, 907, 1, "tcp", status=1)

    def test_dump_and_callit_are_refused_over_udp(self):
        self.start_registry()
        with wire.Connection(socket.AF_INET, wire.UDP, (HOST, 111)) as registry:
            for version, procedure in ((2, wire.DUMP), (3, wire.DUMP), (4, wire.DUMP), (4, 11), (4, 12), (2, 5), (3, 5),
                                       (4, 5), (4, 10)):
                arguments = wire.rpcb(1, 1, "tcp") if procedure == 11 else b""
                with self.subTest(version=version, procedure=procedure), self.assertRaises(wire.Refused):
                    registry.call(wire.REGISTRY_PROGRAM, version, procedure, arguments)

    def test_sigterm_ends_it_and_takes_its_socket_away(self):
        registry = self.start_registry()
        self.assertEqual(self.stop(registry), 0)
        self.assertFalse(os.path.exists(REGISTRY_SOCKET))


class SystemRpcbind(EitherRegistry, lab.Lab):
    def start_registry(self):
        return self.rpcbind()


if __name__ == "__main__":
    lab.main(namespace=True)
