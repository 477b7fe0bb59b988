"""Provenance in PNG files: a compressed text chunk, which image viewers show as text."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"paraverse\0"
_ZLIB = b"\0"
_AFTER_HEADER = len(_SIGNATURE) + 25
"""The header chunk, which is always first, has 25 bytes."""


def embed_in_png(content: bytes, payload: bytes) -> bytes:
    """Return a PNG file with provenance after its header."""
    if not content.startswith(_SIGNATURE):
        return content
    data = b"zTXt" + _KEYWORD + _ZLIB + payload
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return content[:_AFTER_HEADER] + chunk + content[_AFTER_HEADER:]


def find_in_png(content: bytes) -> bytes | None:
    """Return the provenance in a PNG file; None if there is none."""
    position = len(_SIGNATURE)
    while position + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        data = content[position + 8 : position + 8 + length]
        if content[position + 4 : position + 8] == b"zTXt" and data.startswith(_KEYWORD):
            return data[len(_KEYWORD) + 1 :]
        position += length + 12
    return None
