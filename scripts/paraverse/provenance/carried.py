"""The provenance that all figures carry which are saved within a context."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paraverse.provenance.document import SharedDocument
from paraverse.provenance.formats import FORMATS


@dataclass(frozen=True)
class _Carried:
    document: SharedDocument
    figure: Mapping[str, Any]


_CARRIED: ContextVar[_Carried | None] = ContextVar("_CARRIED", default=None)


@contextlib.contextmanager
def carrying(document: SharedDocument | None, **figure: Any) -> Iterator[None]:
    """Let all figures that are saved within the context carry provenance.

    Parameters
    ----------
    document
        What the figures have in common; None for nothing to carry.
    **figure
        What concerns these figures only.
    """
    token = _CARRIED.set(None if document is None else _Carried(document, figure))
    try:
        yield
    finally:
        _CARRIED.reset(token)


@contextlib.contextmanager
def carrying_also(**figure: Any) -> Iterator[None]:
    """Let figures carry more, within a context of `carrying`; elsewhere, do nothing.

    Parameters
    ----------
    **figure
        What concerns these figures only.
    """
    carried = _CARRIED.get()
    if carried is None:
        yield
        return
    token = _CARRIED.set(_Carried(carried.document, {**carried.figure, **figure}))
    try:
        yield
    finally:
        _CARRIED.reset(token)


def with_provenance(content: bytes, file_format: str, title: str) -> bytes:
    """Return the content of a figure with the provenance of the surrounding `carrying`.

    Parameters
    ----------
    content
        The content of the file.
    file_format
        Its ending, such as ``pdf``.
    title
        The title of the figure.

    Returns
    -------
    bytes
        The same content if there is nothing to carry, or if the format has no place for it.
    """
    carried = _CARRIED.get()
    own_format = FORMATS.get(file_format.lower())
    if carried is None or own_format is None:
        return content
    return own_format.embed(content, carried.document.compress({"title": title, **carried.figure}))


def add_provenance(path: str | Path, title: str) -> None:
    """Add the provenance of the surrounding `carrying` to a file that something else has written.

    Parameters
    ----------
    path
        The file. Its ending says which format it has.
    title
        The title of the figure.
    """
    file = Path(path)
    file_format = file.suffix[1:].lower()
    if _CARRIED.get() is not None and file_format in FORMATS and file.is_file():
        file.write_bytes(with_provenance(file.read_bytes(), file_format, title))
