"""The announcement of large stores, before they are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import NamedTuple

from paraverse.errors import pluralize
from paraverse.plan.building.store_sizes import StoreSizes
from paraverse.plan.plan import Plan

LARGE = 1e9
"""Size in bytes of all stores of a run from which on they are announced."""

_MUCH = 1e8
_TIMES = 10
"""Smaller stores are announced from `_MUCH` bytes on if they are `_TIMES` as large as the files."""

_FOLDER = "results/universes"


class Announcement(NamedTuple):
    """Something to tell the user about the stores of a run.

    Attributes
    ----------
    message
        One line.
    is_warning
        Whether the disk is too small.
    """

    message: str
    is_warning: bool


def announce_stores(plan: Plan, batches: Sequence[str]) -> Announcement | None:
    """Return what to tell the user before stores are written.

    Parameters
    ----------
    plan
        The plan of the project.
    batches
        The names of the batches that are converted in this run.

    Returns
    -------
    Announcement or None
        The expected size, the free space, and what makes the stores smaller; None if the stores are
        neither large nor much larger than the files of the universes, and if there is room.
    """
    sizes = plan.conversion.estimate_sizes(batches)
    expected = sizes.stored(plan.config.convert.compression)
    replaced = sum(map(_size, (plan.conversion.batches[batch].store for batch in batches)))
    free = _free_space(_FOLDER)
    is_full = expected - replaced > free
    is_much_larger = expected > _MUCH and expected > _TIMES * sizes.files
    if not is_full and expected < LARGE and not is_much_larger:
        return None
    count = sum(len(plan.conversion.batches[batch].universes) for batch in batches)
    message = (
        f"{pluralize(count, 'universe')}, {format_size(sizes.files)}, will take about "
        f"{format_size(expected)} in {_FOLDER}, where {'only ' if is_full else ''}"
        f"{format_size(free)} are free. {_advice(plan, sizes)}"
    )
    return Announcement(message, is_full)


def format_size(nbytes: float) -> str:
    """Return a size with a unit.

    Parameters
    ----------
    nbytes
        The size in bytes.

    Returns
    -------
    str
        The size with two digits or more.

    Examples
    --------
    >>> format_size(4.62e9), format_size(113e6), format_size(20e3)
    ('4.6 GB', '113 MB', '0.02 MB')
    """
    for unit, size in {"TB": 1e12, "GB": 1e9}.items():
        if nbytes >= size:
            number = nbytes / size
            return f"{number:.1f} {unit}" if number < 10 else f"{number:.0f} {unit}"
    number = nbytes / 1e6
    return f"{number:.0f} MB" if number >= 10 else f"{number:.2g} MB"


def _advice(plan: Plan, sizes: StoreSizes) -> str:
    convert = plan.config.convert
    if convert.compression == "none" and sizes.compressed < sizes.uncompressed / 2:
        size = format_size(sizes.compressed)
        return f"With `compression: auto` under `convert`, it would be {size}."
    if convert.fields != "used":
        return "With `fields: used` under `convert`, only what plots need is stored."
    if convert.compression in ("auto", "none"):
        return "To compress everything, set `compression: zlib` under `convert`."
    return "Plots that need fewer fields make it smaller."


def _free_space(folder: str) -> int:
    """Return the free space where a folder is, or will be, in bytes."""
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder) or "."
    return shutil.disk_usage(folder).free


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
