"""Provenance in PDF files: a stream that the catalog refers to, as private data of a program.

It is added as an incremental update, at the end, so that the file itself stays as it is. Files
whose catalog is not written out (in object streams) get comments instead, which programs that
write the file again do not keep.
"""

from __future__ import annotations

import base64
import re
import textwrap

_STREAM = re.compile(rb"<<([^<>]*/ParaverseProvenance\b[^<>]*)>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_COMMENT = b"%paraverse-provenance "
_DATE = b"D:19700101000000Z"
"""The standard requires a date, but equal figures are equal files."""


def embed_in_pdf(content: bytes, payload: bytes) -> bytes:
    """Return a PDF file with provenance at its end."""
    if not content.startswith(b"%PDF-"):
        return content
    return _with_update(content, payload) or _with_comments(content, payload)


def find_in_pdf(content: bytes) -> bytes | None:
    """Return the provenance in a PDF file, the last if there are several; None if there is none."""
    lines = [line for line in content.splitlines() if line.startswith(_COMMENT)]
    if lines:  # which are only added to files that have no stream, or that have it already
        return base64.b64decode(b"".join(line.removeprefix(_COMMENT) for line in lines))
    for match in reversed(list(_STREAM.finditer(content))):
        if length := _LENGTH.search(match[1]):
            return content[match.end() : match.end() + int(length[1])]
    return None


def _with_update(content: bytes, payload: bytes) -> bytes | None:
    """Add the stream, a catalog that refers to it, and the table that replaces the catalog."""
    trailer = _TRAILER.search(content, max(0, len(content) - 2048))
    if trailer is None:
        return None
    entries = trailer[1].strip()
    root = re.search(rb"/Root (\d+) 0 R", entries)
    size = re.search(rb"/Size (\d+)", entries)
    if root is None or size is None or b"/Prev" in entries:
        return None
    catalog = re.search(rb"(?:^|\s)%b 0 obj\s*<<([^<>]*)>>\s*endobj" % root[1], content)
    if catalog is None:
        return None
    number = int(size[1])
    start = content if content.endswith(b"\n") else content + b"\n"
    stream = (
        b"%d 0 obj\n<< /Type /ParaverseProvenance /Filter /FlateDecode /Length %d >>\nstream\n"
        % (number, len(payload))
    ) + payload + b"\nendstream\nendobj\n"  # fmt: skip
    new_catalog = (
        b"%b 0 obj\n<< %b /PieceInfo << /paraverse << /LastModified (%b) /Private %d 0 R >> >> >>\n"
        b"endobj\n" % (root[1], catalog[1].strip(), _DATE, number)
    )
    table = b"xref\n%b 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (
        root[1],
        len(start) + len(stream),
        number,
        len(start),
    )
    new_entries = re.sub(rb"/Size \d+", b"/Size %d" % (number + 1), entries)
    position = len(start) + len(stream) + len(new_catalog)
    end = b"trailer\n<< %b /Prev %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        new_entries,
        trailer[2],
        position,
    )
    return start + stream + new_catalog + table + end


def _with_comments(content: bytes, payload: bytes) -> bytes:
    """Add comments before the end, which do not move anything that the file refers to."""
    lines = textwrap.wrap(base64.b64encode(payload).decode(), 200)
    comments = b"".join(_COMMENT + line.encode() + b"\n" for line in lines)
    position = content.rfind(b"startxref")
    return content if position < 0 else content[:position] + comments + content[position:]
