"""Write a batch of universes as one netCDF-4 file.

The groups of the file mirror those of the universes. A field that has the same shape in all
universes is a variable with a leading dimension `universe`; of others, the values lie behind one
another. The scalar variable `paraverse` holds the index: what is where, and all that netCDF
cannot hold, so that what is read is exactly what was written. What netCDF can hold is there for
other programs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import LoadError
from paraverse.jobs import Compression
from paraverse.load.members import Tree
from paraverse.store.exact_json import to_json
from paraverse.store.index import new_file
from paraverse.store.write.fields import FieldsWriter
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.overview import LoadedUniverse, write_overview
from paraverse.store.write.uniform_columns import check

__all__ = ["LoadedUniverse", "write_batch"]


def write_batch(
    path: str | Path, universes: Sequence[LoadedUniverse], compression: Compression = "none"
) -> None:
    """Write universes to a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file. For the same universes it has the same bytes.
    universes
        At least one.
    compression
        Of numbers.

    Raises
    ------
    LoadError
        If a field has a type that cannot be stored, or netCDF cannot compress like that here.
    """
    with new_file(path) as (file, index):
        writer = NetcdfWriter(file, compression)
        write_overview(writer, universes)
        order = _merged(universe.tree for universe in universes)
        columns = {name: [universe.tree.get(name) for universe in universes] for name in order}
        fields = FieldsWriter(writer, len(universes))
        try:
            index["fields"] = fields.write(columns)
        except TypeError as error:
            raise _unstorable(universes) or error from error
        index["attributes"] = fields.attributes.rows
        index["universes"] = [_described(universe, order) for universe in universes]


def _described(universe: LoadedUniverse, order: Sequence[str]) -> dict[str, Any]:
    described = {
        "id": universe.id,
        "key": universe.key,
        "parameters": to_json(universe.parameters),
        "reasons": universe.reasons,
    }
    if list(universe.tree) != [name for name in order if name in universe.tree]:
        numbers = {name: number for number, name in enumerate(order)}
        described["order"] = [numbers[name] for name in universe.tree]
    return described


def _merged(trees: Iterable[Tree]) -> list[str]:
    """All names: what only some trees have stands behind what it stands behind there."""
    merged: list[str] = []
    for tree in trees:
        known = set(merged)
        behind: dict[str | None, list[str]] = {}
        last = None
        for name in tree:
            if name in known:
                last = name
            else:
                behind.setdefault(last, []).append(name)
        if behind:
            grown = behind.get(None, [])
            for name in merged:
                grown += [name, *behind.get(name, ())]
            merged = grown
    return merged


def _unstorable(universes: Sequence[LoadedUniverse]) -> LoadError | None:
    """Say what cannot be stored."""
    for universe in universes:
        for name, member in universe.tree.items():
            try:
                check(member)
            except TypeError as error:
                return LoadError(
                    f"universe {universe.id}: {name}: {error}. Let the simulation write numbers "
                    "or texts instead, or do not load this field (`fields` under `convert`)."
                )
    return None
