"""Documents: provenance as JSON, compressed so that figures can carry it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

ATTRIBUTE = "provenance"
"""Global attribute of netCDF files with the document."""

CONFIG = "config/config.yaml"
PLOTS = "config/plots.yaml"
"""Files with the resolved configuration, in what figures carry."""

SCHEMA = 1
"""Version of the structure of documents."""

MAX_BYTES = 900_000
"""Largest size of the JSON in a figure. Pillow refuses to open a PNG file with a text that has more
than a megabyte."""

_MAX_READ = 2**25
"""Largest size of a document that is read."""


def to_json_text(value: Any) -> str:
    """Return a value as JSON in ASCII.

    Parameters
    ----------
    value
        Nested mappings and sequences. NumPy's arrays become lists; objects of types that JSON does
        not have become text.

    Returns
    -------
    str
        The same text for the same value.
    """
    return json.dumps(value, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # of NumPy
        return value.tolist()
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


class SharedDocument:
    """A document of which many figures share everything but one part.

    What they share is compressed once.

    Parameters
    ----------
    common
        What all figures share. There is at least one entry.
    """

    def __init__(self, common: Mapping[str, Any]) -> None:
        start = f'{to_json_text(common)[:-1]},"figure":'
        self._compressor = zlib.compressobj()
        self._start = self._compressor.compress(start.encode())
        self._start += self._compressor.flush(zlib.Z_SYNC_FLUSH)

    def compress(self, figure: Mapping[str, Any]) -> bytes:
        """Return the whole document, compressed.

        Parameters
        ----------
        figure
            What concerns a single figure.

        Returns
        -------
        bytes
            A zlib stream, which holds a JSON object with `figure` as its last entry.
        """
        compressor = self._compressor.copy()
        end = compressor.compress(f"{to_json_text(figure)}}}".encode())
        return self._start + end + compressor.flush()


def decompress(payload: bytes) -> dict[str, Any]:
    """Return the document in the compressed form that `SharedDocument` returns.

    Parameters
    ----------
    payload
        The zlib stream.

    Returns
    -------
    dict
        The document.

    Raises
    ------
    ValueError
        If it is damaged, or no document.
    """
    try:
        text = zlib.decompressobj().decompress(payload, _MAX_READ)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return parse(text)


def parse(text: str | bytes) -> dict[str, Any]:
    """Return the document in a JSON text.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    dict
        The document.

    Raises
    ------
    ValueError
        If the text is damaged, or no document that this version can read.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or "paraverse" not in document:
        raise ValueError("it is not a document of paraverse")
    if document.get("schema") != SCHEMA:
        raise ValueError(
            f"it was written by paraverse {document['paraverse']}, whose provenance has the "
            f"version {document.get('schema')}; this one reads version {SCHEMA}"
        )
    return document
