"""Save figures so that equal figures are equal files, and draw each only once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.errors import PlotError, suggest
from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.engine import without_engine

_DENSE = 5000
"""Cells or points of one map or cloud above which they are drawn as pixels."""

_METADATA: Mapping[str, Mapping[str, Any]] = {
    "pdf": {"CreationDate": None},
    "png": {"Software": None},
    "svg": {"Date": None},
}


def save(
    figure: Figure, path: str | Path, title: str, options: Mapping[str, Any] | None = None
) -> None:
    """Save a figure; the file appears complete or not at all.

    Its bytes depend on the figure alone, not on the time or the folder.

    Parameters
    ----------
    figure
        The figure.
    path
        The file; its ending is the format.
    title
        What the file says it is, where the format has a place for it.
    options
        Arguments of `matplotlib.figure.Figure.savefig`.

    Raises
    ------
    PlotError
        If the format is not possible.
    """
    kind = Path(path).suffix[1:].lower()
    formats = figure.canvas.get_supported_filetypes()
    if kind not in formats:
        raise PlotError(f"{path}: {kind!r} is no format of figures. {suggest(kind, formats)}")
    given = dict(options or {})
    if kind in _METADATA:
        described = {"Title": title, **_METADATA[kind]}
        given["metadata"] = {**described, **(given.get("metadata") or {})}
    arrange(figure)
    _rasterize_dense(figure)
    # A file that is open already: PostScript would say the name of one that is not
    with no_date(), without_engine(), atomic_path(path) as partial, open(partial, "wb") as file:
        figure.savefig(file, **{**given, "format": kind})


def _rasterize_dense(figure: Figure) -> None:
    """Let what has very many parts be pixels in vector graphics, which are slow and large else."""
    for ax in figure.axes:
        for drawn in ax.collections:
            values = drawn.get_array()
            parts = np.shape(drawn.get_offsets())[0]
            if max(parts, 0 if values is None else values.size) > _DENSE:
                drawn.set_rasterized(True)


@contextlib.contextmanager
def no_date() -> Iterator[None]:
    """Let files that matplotlib writes not say when they were made."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
