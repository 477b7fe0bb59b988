"""Provenance in GIF files: a comment before the end."""

from __future__ import annotations

_COMMENT = b"\x21\xfe"
_NAME = b"\x09paraverse"
"""The first block of the comment: its length and its content."""

_END = b"\x3b"
_BLOCK = 255


def embed_in_gif(content: bytes, payload: bytes) -> bytes:
    """Return a GIF file with provenance before its end."""
    if not (content.startswith(b"GIF8") and content.endswith(_END)):
        return content
    blocks = (payload[i : i + _BLOCK] for i in range(0, len(payload), _BLOCK))
    data = b"".join(bytes([len(block)]) + block for block in blocks)
    return content[:-1] + _COMMENT + _NAME + data + b"\0" + _END


def find_in_gif(content: bytes) -> bytes | None:
    """Return the provenance in a GIF file; None if there is none."""
    position = content.rfind(_COMMENT + _NAME)
    if position < 0:
        return None
    position += len(_COMMENT + _NAME)
    payload = b""
    while position < len(content) and (length := content[position]):
        payload += content[position + 1 : position + 1 + length]
        position += 1 + length
    return payload
