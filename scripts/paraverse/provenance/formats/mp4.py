"""Provenance in MP4 and QuickTime files: a box of its own at the end, which players skip."""

from __future__ import annotations

import struct
import uuid

_ID = b"uuid" + uuid.uuid5(uuid.NAMESPACE_URL, "paraverse/provenance").bytes
_HEADER = 4 + len(_ID)


def embed_in_mp4(content: bytes, payload: bytes) -> bytes:
    """Return a movie with provenance at its end."""
    if content[4:8] != b"ftyp":
        return content
    return content + struct.pack(">I", _HEADER + len(payload)) + _ID + payload


def find_in_mp4(content: bytes) -> bytes | None:
    """Return the provenance in a movie; None if there is none."""
    position = content.rfind(_ID) - 4
    if position < 0:
        return None
    (length,) = struct.unpack_from(">I", content, position)
    return content[position + _HEADER : position + length]
