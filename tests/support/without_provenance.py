"""Results without what they carry about their origin, to compare those of different runs."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

from paraverse.provenance.formats import FORMATS


def without_provenance(path: Path) -> bytes:
    """Return the content of a result without its provenance.

    A figure that need not be drawn again keeps that of the run that drew it, and so does its
    digest in a record.
    """
    content = path.read_bytes()
    if path.suffix == ".json":
        record = json.loads(content)
        record["files"] = sorted(record.get("files", ()))
        return json.dumps(record).encode()
    place = FORMATS.get(path.suffix[1:])
    payload = place.find(content) if place else None
    if payload is None:
        return content
    match path.suffix:
        case ".png":
            start = content.index(b"zTXtparaverse\0") - 4
            (length,) = struct.unpack_from(">I", content, start)
            return content[:start] + content[start + length + 12 :]
        case ".pdf":
            return content[: content.index(b"%%EOF\n") + 6]
        case ".svg":
            return re.sub(rb'<metadata id="paraverse-provenance">.*?</metadata>\n', b"", content)
    raise ValueError(path)
