"""Saving figures so that equal figures yield equal files and each is drawn only once."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.errors import PlotError, suggest
from paraverse.plot.font_subsets import without_layout_tables
from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.cells import note_areas
from paraverse.plot.layout.engine import without_engine
from paraverse.plot.layout.footnote import add_footnote
from paraverse.plot.layout.text_layouts import keeping_text_layouts
from paraverse.plot.layout.tick_boxes import measuring_ticks_once
from paraverse.plot.layout.universe_label import add_universe_label
from paraverse.provenance.carried import with_provenance

_DENSE = 5000
"""Number of cells or points above which an artist is rasterized."""

_METADATA: Mapping[str, Mapping[str, Any]] = {
    "pdf": {"CreationDate": None},
    "png": {"Software": None},
    "svg": {"Date": None},
}


@keeping_text_layouts()
def save_figure(
    figure: Figure, path: str | Path, title: str, options: Mapping[str, Any] | None = None
) -> None:
    """Lay out a figure and save it; the file appears complete or not at all.

    The bytes of the file depend only on the figure and on the provenance that it carries (see
    `paraverse.provenance.carried`), not on the time or the folder.

    Parameters
    ----------
    figure
        The figure, which is laid out.
    path
        File to write. Its suffix determines the format.
    title
        Title in the metadata of the file, for formats that have metadata.
    options
        Arguments of `matplotlib.figure.Figure.savefig`; None for the defaults.

    Raises
    ------
    PlotError
        If matplotlib does not support the format.
    """
    file_format = Path(path).suffix[1:].lower()
    formats = figure.canvas.get_supported_filetypes()
    if file_format not in formats:
        hint = suggest(file_format, formats)
        raise PlotError(f"{path}: {file_format!r} is not a format of figures. {hint}")
    arguments = dict(options or {})
    if file_format in _METADATA:
        metadata = {"Title": title, **_METADATA[file_format]}
        arguments["metadata"] = {**metadata, **(arguments.get("metadata") or {})}
    arrange(figure)
    _rasterize_dense(figure)
    add_universe_label(figure)
    box = add_footnote(figure)
    if box is not None:
        arguments.setdefault("bbox_inches", box)
    # Not the file itself, as matplotlib would write its name to PostScript files
    content = io.BytesIO()
    with (
        omit_dates(),
        without_engine(),
        without_layout_tables(),
        measuring_ticks_once(figure),
    ):
        figure.savefig(content, **{**arguments, "format": file_format})
    with atomic_path(path) as partial:
        Path(partial).write_bytes(with_provenance(content.getvalue(), file_format, title))
    note_areas(figure, Path(path).stem, arguments.get("bbox_inches"))


def _rasterize_dense(figure: Figure) -> None:
    """Rasterize artists that would make vector graphics large and slow to render."""
    for ax in figure.axes:
        for collection in ax.collections:
            values = collection.get_array()
            offsets = np.shape(collection.get_offsets())[0]
            if max(offsets, 0 if values is None else values.size) > _DENSE:
                collection.set_rasterized(True)


@contextlib.contextmanager
def omit_dates() -> Iterator[None]:
    """Prevent matplotlib from writing the current time to files."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
