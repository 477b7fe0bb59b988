"""The universes of a sweep as data for the page: points, what they lack, links to their files."""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paraverse.base.output_record import OutputRecord, record_path
from paraverse.base.printable import printable_line
from paraverse.gallery.content import GalleryBatch, GalleryContent
from paraverse.gallery.links import link, quote_segments
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.sweep.axis import Axis
from paraverse.sweep.folders import is_simulation_failure

_MAX_LENGTH = 60
"""Longest label of a value, in characters."""

_READS_AS_OTHER = re.compile(r"[-+.\d].*|nan|inf|None|True|False|")
"""Text that looks like a number or another value."""

_MAX_FILES = 20
"""Largest number of files of a universe that the page links to."""


def universes_data(content: GalleryContent, folder: str) -> dict[str, Any]:
    """Return the universes as compact data.

    Parameters
    ----------
    content
        The content of the gallery.
    folder
        The folder of the page, from which links start.

    Returns
    -------
    dict
        ``ids``, and by the same index ``points``: the position of each universe in the parameter
        space, counted with the last dimension fastest, or -1. ``urls`` has the part of links that
        stands for a universe where it is not the id; ``batches`` the URL and the size of each
        batch; ``stores`` and ``logs`` the URLs of their folders; ``lacks`` the reasons for
        incomplete universes; ``failed`` those whose simulation failed; ``notes`` what should be
        known about others. ``links`` has pairs of a label and a URL in which ``{}`` stands for the
        universe; ``own_links`` those of universes whose files are elsewhere.
    """
    universes = [universe for batch in content.batches for universe in batch.universes]
    lacks: dict[str, Sequence[str]] = {}
    for batch in content.batches:
        lacks |= _lacks(batch)
    links = [_links(universe, content.are_simulated, folder) for universe in universes]
    common = links[0] if links else []
    urls = {i: quote_segments(u.id) for i, u in enumerate(universes)}
    return {
        "ids": [universe.id for universe in universes],
        "urls": {i: url for i, url in urls.items() if url != universes[i].id},
        "points": _points(universes, content.dimensions),
        "batches": [[quote_segments(b.name), len(b.universes)] for b in content.batches],
        "stores": link("results/universes", folder),
        "logs": link("logs/convert", folder),
        "lacks": {i: lacks[u.id] for i, u in enumerate(universes) if lacks.get(u.id)},
        "failed": [i for i, u in enumerate(universes) if _has_failed(lacks.get(u.id, ()))],
        "notes": {i: u.notes for i, u in enumerate(universes) if u.notes},
        "links": common,
        "own_links": {i: own for i, own in enumerate(links) if own != common},
    }


def dimensions_data(dimensions: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return the swept parameters with a label for each value, as data for the page.

    Parameters
    ----------
    dimensions
        The values of each dimension of the parameter space.

    Returns
    -------
    list of dict
        The ``name`` and the ``labels`` of each dimension.
    """
    return [
        {"name": name, "labels": _distinct(map(value_label, values))}
        for name, values in dimensions.items()
    ]


def _distinct(labels: Iterable[str]) -> list[str]:
    """Number labels that are equal, such as those of long values that begin in the same way."""
    seen: Counter[str] = Counter()
    distinct = []
    for label in labels:
        seen[label] += 1
        distinct.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return distinct


def value_label(value: Any) -> str:
    """Return the value of a parameter as the page shows it.

    Parameters
    ----------
    value
        A value of any type.

    Returns
    -------
    str
        One line of at most 60 characters. Numbers are rounded to twelve digits, which removes
        errors of rounding. Text that reads as something else is in quotes.

    Examples
    --------
    >>> value_label(0.1 + 0.2), value_label("low"), value_label([1, 2]), value_label("1")
    ('0.3', 'low', '[1, 2]', "'1'")
    """
    if isinstance(value, float):
        text = repr(float(f"{value:.12g}")).removesuffix(".0")
    else:
        is_quoted = isinstance(value, str) and _READS_AS_OTHER.fullmatch(value)
        text = repr(value) if is_quoted else str(value)
    text = printable_line(text)
    return text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1]}…"


def _lacks(batch: GalleryBatch) -> dict[str, Sequence[str]]:
    """Return what universes of a batch lack: as stored, or as far as the plan knows."""
    record = OutputRecord.read(record_path(batch.store)) if os.path.exists(batch.store) else None
    lacks: dict[str, Sequence[str]] = {u.id: (*u.errors, *u.warnings) for u in batch.universes}
    if record is not None:
        lacks |= record.lacks
    return lacks


def _has_failed(lacks: Sequence[str]) -> bool:
    return any(map(is_simulation_failure, lacks))


def _points(
    universes: Iterable[UniverseFiles], dimensions: Mapping[str, Sequence[Any]]
) -> list[int]:
    axes = [Axis(values) for values in dimensions.values()]
    strides = [math.prod(len(axis.values) for axis in axes[i + 1 :]) for i in range(len(axes))]
    points = []
    for universe in universes:
        indices = [
            axis.find(value) for axis, value in zip(axes, universe.values or (), strict=False)
        ]
        is_point = len(indices) == len(axes) > 0
        pairs = zip(indices, strides, strict=False)
        points.append(sum((i or 0) * stride for i, stride in pairs) if is_point else -1)
    return points


def _links(universe: UniverseFiles, is_simulated: bool, folder: str) -> list[list[str]]:
    own = quote_segments(universe.id)
    files = [[os.path.basename(f.path), f.path] for f in universe.files[:_MAX_FILES]]
    if is_simulated:
        files.append(["log of the simulation", f"logs/simulate/{universe.id}.log"])
    # The id stands between slashes, so that it is not taken for another part of the path
    urls = [f"/{link(path, folder)}" for _, path in files]
    marked = [url.replace(f"/{own}/", "/{}/", 1).replace(f"/{own}.", "/{}.", 1) for url in urls]
    return [[printable_line(label), url[1:]] for (label, _), url in zip(files, marked, strict=True)]
