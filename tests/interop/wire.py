"""ONC RPC messages by hand (RFC 5531), for what no client library would send."""

import itertools
import os
import socket
import struct

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
REGISTRY_PROGRAM = 100000
SET, UNSET, GETADDR, DUMP = 1, 2, 3, 4
SUCCESS = 0
xids = itertools.count(1)


def text(value):
    data = value.encode()
    return struct.pack(">I", len(data)) + data + bytes(-len(data) % 4)


def words(*values):
    return struct.pack(f">{len(values)}I", *values)


def call_message(program, version, procedure, arguments=b"", xid=None):
    no_auth = words(0, 0)
    return words(next(xids) if xid is None else xid, 0, 2, program, version, procedure) + no_auth * 2 + arguments


def record(message, fragment_bytes=0x7FFFFFFF, empty_fragments=False):
    """The message with record marking (§11)."""
    made = b""
    for at in range(0, len(message), fragment_bytes):
        part = message[at:at + fragment_bytes]
        last = at + fragment_bytes >= len(message)
        if empty_fragments:
            made += words(0)
        made += words(len(part) | (0x80000000 if last else 0)) + part
    return made


def rpcb(program, version, netid, address="", owner="superuser"):
    return words(program, version) + text(netid) + text(address) + text(owner)


class Refused(Exception):
    """accept_stat of a reply that is no success."""


def results_of(reply):
    status, = struct.unpack(">I", reply[20:24])
    if struct.unpack(">II", reply[4:12]) != (1, 0) or status != SUCCESS:
        raise Refused(status)
    return reply[24:]


class Connection:
    """A socket on which calls are made one after the other."""

    def __init__(self, family, kind, address, source=None):
        self.socket = socket.socket(family, kind)
        self.socket.settimeout(20)
        if source:
            self.socket.bind(source)
        self.connect(address)
        self.is_stream = kind == TCP

    def connect(self, address):
        """A UNIX socket whose backlog is full says so instead of waiting, to those who have a timeout."""
        for _ in range(20000):
            try:
                return self.socket.connect(address)
            except BlockingIOError:
                os.sched_yield()
        raise TimeoutError(f"the backlog of {address} stays full")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def call(self, program, version, procedure, arguments=b"", **marking):
        message = call_message(program, version, procedure, arguments)
        self.socket.sendall(record(message, **marking) if self.is_stream else message)
        reply = self.receive()
        assert reply[:4] == message[:4], "another xid"
        return results_of(reply)

    def receive(self):
        if not self.is_stream:
            return self.socket.recv(65536)
        whole = b""
        while True:
            mark, = struct.unpack(">I", self.exactly(4))
            whole += self.exactly(mark & 0x7FFFFFFF)
            if mark & 0x80000000:
                return whole

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise ConnectionError("the peer closed the connection")
            data += more
        return data

    def says_yes(self, version, procedure, arguments):
        """The bool that SET and UNSET of the registry answer."""
        return struct.unpack(">I", self.call(REGISTRY_PROGRAM, version, procedure, arguments))[0] == 1
