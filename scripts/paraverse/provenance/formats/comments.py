"""Provenance in PostScript and PGF files: lines of comments in base64."""

from __future__ import annotations

import base64
import textwrap

_PREFIX = "%paraverse-provenance "
_END = b"%%EOF"
_WIDTH = 200
"""Lines of PostScript files must not have more than 255 characters."""


def embed_in_comments(content: bytes, payload: bytes) -> bytes:
    """Return a file with provenance before its end."""
    lines = textwrap.wrap(base64.b64encode(payload).decode(), _WIDTH)
    text = "".join(f"{_PREFIX}{line}\n" for line in lines).encode()
    end = content.rfind(_END)
    return content + text if end < 0 else content[:end] + text + content[end:]


def find_in_comments(content: bytes) -> bytes | None:
    """Return the provenance in a file; None if there is none."""
    prefix = _PREFIX.encode()
    lines = [line for line in content.splitlines() if line.startswith(prefix)]
    encoded = b"".join(line.removeprefix(prefix) for line in lines)
    return base64.b64decode(encoded) if lines else None
