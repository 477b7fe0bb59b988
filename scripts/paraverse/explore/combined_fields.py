"""A field of all universes as one object: an array of xarray, or a data frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from paraverse.explore.combined_tables import concat_tables
from paraverse.explore.universe_points import UniversePoints
from paraverse.jobs.transform import CombinedField
from paraverse.load.members import GroupMember
from paraverse.store.read.batch import BatchFile
from paraverse.sweep.grid_indices import grid_indices

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def member_kind(batches: Sequence[BatchFile], path: str) -> str | None:
    """Return the kind of a field.

    Parameters
    ----------
    batches
        Files of the store.
    path
        The path of the field.

    Returns
    -------
    str or None
        The kind of a group, such as ``Table``, or the type of another member, ``Array`` or
        ``Text``, in the first universe that has it; None if there is none.
    """
    for batch in batches:
        for id_ in batch.ids:
            member = batch.members(id_).get(path)
            if member is not None:
                return member.kind if isinstance(member, GroupMember) else type(member).__name__
    return None


def stored_field(batches: Sequence[BatchFile], path: str) -> str | None:
    """Return the field of the store that holds what has a path in universes.

    Parameters
    ----------
    batches
        Files of the store.
    path
        A path, which may lead into the content of a field, such as a file of parameters.

    Returns
    -------
    str or None
        The path of the field; None if nothing like it is stored.
    """
    fields = {field for batch in batches for field in batch.fields}
    if path in fields:
        return path
    above = path.rpartition("/")[0]
    while above and above not in fields:
        above = above.rpartition("/")[0]
    return above if above and member_kind(batches, above) == "Text" else None


def list_members(batches: Sequence[BatchFile], path: str) -> list[str] | None:
    """List the members of a group, or the keys of a mapping.

    Parameters
    ----------
    batches
        Files of the store.
    path
        The path of the field.

    Returns
    -------
    list of str or None
        The names in the first universe that has the field; empty if there is none, and None if the
        field is neither a group nor a mapping.
    """
    for batch in batches:
        for id_ in batch.ids:
            universe = batch.universe(id_)
            if path in universe:
                value = universe[path]
                return list(map(str, value)) if isinstance(value, Mapping) else None
    return []


def combine_arrays(
    path: str, batches: Sequence[BatchFile], points: UniversePoints, *, without: Sequence[str]
) -> xr.DataArray:
    """Combine an array of all universes.

    Parameters
    ----------
    path
        The path of the field.
    batches
        Files of the store.
    points
        The points of the universes.
    without
        Swept parameters with a single value, which do not become dimensions.

    Returns
    -------
    xarray.DataArray
        The array over the swept parameters.
    """
    from paraverse.transform.combine.dense import combine_dense  # imports xarray

    field = CombinedField(
        path=path,
        transform=[],
        dimensions=points.dimensions,
        grid_indices=grid_indices(points.dimensions, points.in_space),
        coordinates=points.coordinates,
    )
    array = combine_dense(field, [batch.path for batch in batches])
    return array.isel(dict.fromkeys(without, 0))


def combine_tables(
    path: str, batches: Sequence[BatchFile], points: UniversePoints, *, without: Sequence[str]
) -> pd.DataFrame:
    """Combine a table of all universes.

    Parameters
    ----------
    path, batches, points, without
        As for `combine_arrays`.

    Returns
    -------
    pandas.DataFrame
        The tables of all universes, with the swept parameters as first levels of the index.
    """
    holders = {id_: batch for batch in batches for id_ in batch.ids}
    tables = []
    for id_, values in points.in_space:
        universe = holders[id_].universe(id_) if id_ in holders else {}
        if path in universe:
            tables.append((values, universe[path]))
    table = concat_tables(tables, list(points.dimensions))
    return table.droplevel([*without]) if 0 < len(without) < table.index.nlevels else table
