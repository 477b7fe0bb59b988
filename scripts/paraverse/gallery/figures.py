"""The figures of plots as data for the page: files, formats, and what was skipped or failed."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.base.natural import natural_key
from paraverse.gallery.content import GalleryPlot, UniverseFigures
from paraverse.gallery.links import link, quote_segments
from paraverse.gallery.previews import (
    PreviewedFigure,
    needs_preview,
    preview_path,
    viewed_format,
)

MOVIES = ("mp4", "webm")
"""Formats that need a player."""

_MULTIVERSE_WIDTH = 1280
_UNIVERSE_WIDTH = 560
"""Widths of previews in pixels: sharp on any screen for the figures of multiverse plots; small for
those of universes, of which there may be thousands."""


def multiverse_figures(
    plot: GalleryPlot, folder: str, dimensions: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the figures of a multiverse plot for the template.

    Parameters
    ----------
    plot
        The plot.
    folder
        The folder of the page, from which links start.
    dimensions
        The names of the dimensions of the parameter space.

    Returns
    -------
    list of dict
        The ``label`` of each figure; its ``files``, pairs of a format and a URL; ``view``, the URL
        of the picture that is shown, or None, and whether it is a movie; the URLs of its ``data``
        and ``log``; ``messages``: what was skipped or failed, and warnings about the data; and
        ``areas``, JSON that states where parameters are in the figure, or "".
    """
    figures = []
    for figure in plot.of_multiverse:
        record = _read_record(figure.record)
        warnings = itertools.chain(*record.warnings.values())
        messages = [*record.skipped.values(), *record.failed.values(), *warnings]
        for name, files in _by_name(figure.files):
            view = _viewed_file(files)
            if view is not None and needs_preview(_extension(view)):
                view = preview_path(view)
            figures.append(
                {
                    "label": " ".join(filter(None, (figure.label, name))),
                    "files": [[_extension(file), link(file, folder)] for file in files],
                    "view": view and link(view, folder),
                    "is_movie": _extension(view or "") in MOVIES,
                    "data": link(figure.data, folder),
                    "log": link(figure.log, folder),
                    "messages": messages,
                    "areas": _areas(record, files[0], dimensions),
                }
            )
    return figures


def _areas(record: FigureRecord, file: str, dimensions: Sequence[str]) -> str:
    """Return where parameters are in a figure, as JSON with numbers of dimensions for names.

    Each area is a list: the box; for x and for y, None or the number of the dimension, the indices
    of its values and their places; and pairs of a dimension and the index of its fixed value.
    """
    areas = []
    number = {name: index for index, name in enumerate(dimensions)}
    for area in record.areas.get(os.path.splitext(os.path.basename(file))[0], ()):
        axes = (area.get(letter) for letter in "xy")
        along = [a and [number.get(a["name"]), a["indices"], a["at"]] for a in axes]
        fixed = [[number[n], index] for n, index in area["fixed"].items() if n in number]
        areas.append([area["box"], *(a if a and a[0] is not None else None for a in along), fixed])
    return json.dumps(areas, separators=(",", ":")) if areas else ""


def universe_figures(
    plot: UniverseFigures, index_of: Mapping[str, int], folder: str
) -> dict[str, Any]:
    """Return the figures of a plot of universes as compact data.

    Parameters
    ----------
    plot
        The figures of the plot.
    index_of
        The index of each universe, by its id.
    folder
        The folder of the page, from which links start.

    Returns
    -------
    dict
        ``universes``, the indices of those that are drawn, or None for all; the URLs of the
        ``folder``, of the ``previews`` and of the ``logs``; the ``formats``; ``view``, the format
        that is shown, or None, and whether of that a preview is shown; ``skipped`` and ``failed``,
        the reasons by universe. If each universe has several figures, ``names`` has lists of their
        files, and ``named`` the index of the list of each universe.
    """
    names = list(itertools.chain(*plot.universes.values()))
    data: dict[str, Any] = {
        "name": plot.name,
        "label": plot.label,
        "universes": None if len(names) == len(index_of) else [index_of[name] for name in names],
        "folder": link(plot.folder, folder),
        "previews": link(os.path.dirname(preview_path(f"{plot.folder}/x")), folder),
        "logs": link(f"logs/plot/{plot.name}", folder),
        "formats": plot.formats,
        **_reasons(plot, index_of),
    }
    if not plot.formats:
        listings: dict[tuple[str, ...], int] = {}
        data["named"] = {
            index_of[name]: listings.setdefault(tuple(_listdir(path)), len(listings))
            for name, path in ((name, f"{plot.folder}/{name}") for name in names)
        }
        data["names"] = [list(map(quote_segments, files)) for files in listings]
        data["formats"] = list(dict.fromkeys(map(_extension, itertools.chain(*listings))))
    view = viewed_format(data["formats"])
    return data | {"view": view, "is_preview": view is not None and needs_preview(view)}


def figures_to_preview(plots: Iterable[GalleryPlot]) -> dict[str, PreviewedFigure]:
    """Return the figures that need a preview.

    Parameters
    ----------
    plots
        All plots.

    Returns
    -------
    dict of str to PreviewedFigure
        The figures by path. The digest is that of the folder if a figure is in one.
    """
    needed = {}
    for plot in plots:
        width = _MULTIVERSE_WIDTH if plot.of_multiverse else _UNIVERSE_WIDTH
        for record, figures in _figures_by_record(plot):
            digests = _read_record(record).files
            for _, files in itertools.chain.from_iterable(map(_by_name, figures)):
                view = _viewed_file(files)
                if view is not None and needs_preview(_extension(view)):
                    digest = digests.get(view) or digests.get(os.path.dirname(view), "")
                    needed[view] = PreviewedFigure(digest, width)
    return needed


def _figures_by_record(plot: GalleryPlot) -> Iterator[tuple[str, Iterator[tuple[str, ...]]]]:
    """Iterate over the records of a plot, with the files or the folder of each figure."""
    for figure in plot.of_multiverse:
        yield figure.record, iter([figure.files])
    for figures in plot.of_universes:
        for batch, universes in figures.universes.items():
            bases = (f"{figures.folder}/{name}" for name in universes)
            files = (
                tuple(f"{base}.{kind}" for kind in figures.formats) or (base,) for base in bases
            )
            yield universe_record(figures.name, batch), files


def _by_name(files: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Iterate over figures: the files in all formats; with a name if they are in a folder."""
    if len(files) > 1 or not os.path.isdir(files[0]):
        yield "", list(files)
        return
    for name, of_name in itertools.groupby(_listdir(files[0]), lambda f: os.path.splitext(f)[0]):
        yield name, [f"{files[0]}/{file}" for file in of_name]


def _listdir(folder: str) -> list[str]:
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")]
    except OSError:
        return []
    return sorted(names, key=natural_key)


def _viewed_file(files: Sequence[str]) -> str | None:
    view = viewed_format([_extension(file) for file in files])
    return next((file for file in files if _extension(file) == view), None)


def _extension(path: str) -> str:
    return os.path.splitext(path)[1][1:].lower()


def _reasons(plot: UniverseFigures, index_of: Mapping[str, int]) -> dict[str, dict[int, str]]:
    """Return why figures were skipped or failed, by universe."""
    reasons: dict[str, dict[int, str]] = {"skipped": {}, "failed": {}}
    prefix = f"{plot.name}, universe "
    for batch in plot.universes:
        record = _read_record(universe_record(plot.name, batch))
        for kind, titles in (("skipped", record.skipped), ("failed", record.failed)):
            for title, reason in titles.items():
                index = index_of.get(title.removeprefix(prefix))
                if index is not None:
                    reasons[kind][index] = reason
    return reasons


def _read_record(path: str) -> FigureRecord:
    with contextlib.suppress(OSError, ValueError):
        return FigureRecord.read(path)
    return FigureRecord()
