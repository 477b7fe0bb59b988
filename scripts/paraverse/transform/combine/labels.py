"""Check the labels of universes for what joining them would hide."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.transform.combine.conflicts import report_conflict
from paraverse.transform.combine.nearest import find_rounded


def check_labels(
    field: CombinedField,
    universes: Sequence[str],
    labels: Sequence[xr.DataArray],
    joined: xr.DataArray,
) -> None:
    """Report labels that are missing, of different kinds, or the same up to rounding.

    Parameters
    ----------
    field
        The field.
    universes
        For each array of labels, a universe that has it.
    labels
        The labels of universes, from `paraverse.transform.combine.alignment.indexes_of`.
    joined
        The joined labels.

    Raises
    ------
    TransformError
        If dates belong to different calendars. With ``on_conflict: error``, also for everything
        else that is reported.
    """
    for dim in joined.dims:
        indexes = {
            universe: array.indexes[dim]
            for universe, array in zip(universes, labels, strict=True)
            if dim in array.indexes
        }
        without = [universe for universe in universes if universe not in indexes]
        if indexes and without:
            report_conflict(
                field,
                f"universe {without[0]} has no coordinates of {str(dim)!r}, unlike universe "
                f"{next(iter(indexes))}. Its values are put at the coordinates of the others, in "
                "order. If that is wrong, add coordinates in the field's `transform` "
                "(`.assign_coords`).",
            )
        if len(indexes) < 2:
            continue
        _check_kinds(field, str(dim), indexes)
        if field.join == "nearest":
            continue
        # Not the joined index, in which those that differ are missing if `join` is "inner"
        union = functools.reduce(pd.Index.union, indexes.values())
        rounded = find_rounded(union, list(indexes.values()))
        if rounded is not None:
            one, other = map(_format_label, rounded.example)
            report_conflict(
                field,
                f"values of the coordinate {str(dim)!r} differ by rounding between universes "
                f"({rounded.count} of them, such as {one} and {other}), so they are different "
                "labels, and the data have gaps or are cut. Set `join: nearest` with a "
                "`tolerance`, or round the coordinate in the field's `transform`.",
            )


def _check_kinds(field: CombinedField, dim: str, indexes: dict[str, pd.Index]) -> None:
    kinds: dict[str, str] = {}
    for universe, index in indexes.items():
        kinds.setdefault(_kind(index), universe)
    if len(kinds) < 2:
        return
    listed = " and ".join(f"{kind} in {universe}" for kind, universe in kinds.items())
    message = f"the coordinate {dim!r} has {listed}"
    if any("dates" in kind for kind in kinds):
        raise TransformError(
            f"{field.path}: {message}, which cannot be put on one axis. Convert them in the "
            "field's `transform`, such as with `.convert_calendar`, or select other universes "
            "(`subspace`)."
        )
    report_conflict(field, f"{message}. All of them become labels of one dimension.")


def _kind(index: pd.Index) -> str:
    if isinstance(index, xr.CFTimeIndex):
        return f"dates of the calendar {index.calendar}" if len(index) else "dates"
    kind = index.dtype.kind if hasattr(index.dtype, "kind") else "O"
    if kind == "O":
        values = set(map(type, index))
        return "text" if values <= {str} else "objects"
    names = {"M": "dates of the standard calendar", "m": "durations", "b": "booleans"}
    return names.get(kind, "text" if kind in "US" else "numbers")


def _format_label(label: Any) -> str:
    return repr(label.item()) if hasattr(label, "item") else str(label)
