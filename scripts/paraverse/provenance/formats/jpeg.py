"""Provenance in JPEG files: comments after the start."""

from __future__ import annotations

import struct

_START = b"\xff\xd8"
_COMMENT = b"\xff\xfe"
_NAME = b"paraverse\0"
_BLOCK = 60_000
"""A comment has at most 65533 bytes."""


def embed_in_jpeg(content: bytes, payload: bytes) -> bytes:
    """Return a JPEG file with provenance after its start."""
    if not content.startswith(_START):
        return content
    blocks = (payload[i : i + _BLOCK] for i in range(0, len(payload), _BLOCK))
    comments = b"".join(
        _COMMENT + struct.pack(">H", len(_NAME) + len(block) + 2) + _NAME + block
        for block in blocks
    )
    return _START + comments + content[len(_START) :]


def find_in_jpeg(content: bytes) -> bytes | None:
    """Return the provenance in a JPEG file; None if there is none."""
    position, payload = len(_START), b""
    while content[position : position + 1] == b"\xff" and position + 4 <= len(content):
        (length,) = struct.unpack_from(">H", content, position + 2)
        data = content[position + 4 : position + 2 + length]
        if content[position : position + 2] == _COMMENT and data.startswith(_NAME):
            payload += data.removeprefix(_NAME)
        position += 2 + length
    return payload or None
