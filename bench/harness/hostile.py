"""What peers send who begin a message and do not end it, in the protocol of each server."""

import struct

KINDS = ["one_byte", "never_last", "two_gib"]

# A null call of bench.x (RFC 5531): xid, CALL, version 2, program, version, procedure, AUTH_NONE twice.
_ONC_CALL = struct.pack(">10I", 1, 0, 2, 0x31230100, 1, 0, 0, 0, 0, 0)


def _onc_fragment(length, last, data):
    return struct.pack(">I", length | (0x80000000 if last else 0)) + data


_ONC = {
    "one_byte": (b"\x80", b""),
    "never_last": (_onc_fragment(len(_ONC_CALL), False, _ONC_CALL), _onc_fragment(4, False, bytes(4))),
    "two_gib": (_onc_fragment(0x7fffffff, True, _ONC_CALL), b""),
}


# HTTP/2 (RFC 9113): a record's parts are HEADERS and CONTINUATION; gRPC's length stands in the DATA.
_SETTINGS, _HEADERS, _DATA, _CONTINUATION, _END_HEADERS = 4, 1, 0, 9, 4


def _http2(kind, flags, stream, data):
    return struct.pack(">I", len(data))[1:] + struct.pack(">BBI", kind, flags, stream) + data


def _field(index, value):
    """A header field that is not indexed, by the number of its name in HPACK's static table (RFC 7541)."""
    name = bytes([index]) if index < 15 else bytes([15, index - 15])
    return name + bytes([len(value)]) + value


def _new_field(name, value):
    return bytes([0, len(name)]) + name + bytes([len(value)]) + value


_OPENING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _http2(_SETTINGS, 0, 0, b"")
_POST_OVER_HTTP = b"\x83\x86"
_FIELDS = (_POST_OVER_HTTP + _field(4, b"/bench.protobuf.Calls/Null") + _field(1, b"localhost")
           + _field(31, b"application/grpc") + _new_field(b"te", b"trailers"))
_GRPC = {
    "one_byte": (b"P", b""),
    "never_last": (_OPENING + _http2(_HEADERS, 0, 1, _FIELDS), _http2(_CONTINUATION, 0, 1, _new_field(b"a", b"b"))),
    "two_gib": (_OPENING + _http2(_HEADERS, _END_HEADERS, 1, _FIELDS)
                + _http2(_DATA, 0, 1, struct.pack(">BI", 0, 0x7fffffff) + bytes(40)), b""),
}


# Cap'n Proto: the number of segments less one, then the words of each, little-endian.
_CAPNP = {
    "one_byte": (b"\x00", b""),
    "never_last": (struct.pack("<2I", 500, 1), struct.pack("<I", 1)),
    "two_gib": (struct.pack("<2I", 0, 0x0fffffff) + bytes(40), b""),
}

_MESSAGES = {"farcall": _ONC, "libtirpc": _ONC, "grpc": _GRPC, "capnp": _CAPNP}


def message(kind, peer):
    """What a hostile peer sends at first, and what it adds once in a second."""
    return _MESSAGES[peer][kind]
