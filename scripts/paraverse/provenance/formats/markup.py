"""Provenance in SVG and HTML files: base64 in an element of metadata, or in a comment."""

from __future__ import annotations

import base64
import re

_IN_SVG = b'<metadata id="paraverse-provenance">%b</metadata>\n'
_IN_HTML = b"\n<!-- paraverse-provenance %b -->\n"
_ANY = re.compile(
    rb"<metadata\b[^>]*\bid=\"paraverse-provenance\"[^>]*>\s*([\w+/=\s]+?)\s*</metadata>"
    rb"|<!-- paraverse-provenance ([\w+/=]+) -->"
)


def embed_in_svg(content: bytes, payload: bytes) -> bytes:
    """Return an SVG file with provenance before its end."""
    end = content.rfind(b"</svg>")
    if end < 0:
        return content
    return content[:end] + _IN_SVG % base64.b64encode(payload) + content[end:]


def embed_in_html(content: bytes, payload: bytes) -> bytes:
    """Return an HTML page with provenance at its end."""
    return content + _IN_HTML % base64.b64encode(payload)


def find_in_markup(content: bytes) -> bytes | None:
    """Return the provenance in an SVG or HTML file; None if there is none."""
    matches = list(_ANY.finditer(content))
    return base64.b64decode(matches[-1][1] or matches[-1][2]) if matches else None
