"""Write a batch of universes as one netCDF-4 file.

The groups of the file mirror those of the universes. A field that has the same shape in all
universes is a variable with a leading dimension ``universe``; arrays of different shapes are
written one after another into a shared variable. The scalar variable ``paraverse`` holds the
index, which describes where everything is and what netCDF cannot hold, so that reading returns
exactly what was written. Everything that netCDF can hold is accessible to other programs as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import netCDF4

from paraverse.errors import LoadError
from paraverse.jobs.convert import Compression
from paraverse.load.members import Tree
from paraverse.store.exact_json import to_json
from paraverse.store.index import SOURCES_NAME
from paraverse.store.write.fields import FieldsWriter
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.new_file import new_file
from paraverse.store.write.overview import write_overview
from paraverse.store.write.uniform_columns import check_member


def write_batch(
    path: str | Path,
    universes: Sequence[LoadedUniverse],
    compression: Compression = "auto",
    provenance: str | None = None,
) -> None:
    """Write universes to a file, which appears complete or not at all.

    Parameters
    ----------
    path
        Path of the netCDF file. The same universes always produce the same bytes.
    universes
        At least one universe.
    compression
        How to compress variables of numbers; by default as the arrays of each field say.
    provenance
        How the file is made, as JSON; None to write nothing about it.

    Raises
    ------
    LoadError
        If a field has a type that cannot be stored, or if the installed netCDF library does not
        support the compression.
    """
    with new_file(path, provenance) as (file, index):
        _write_sources(file, universes)
        writer = NetcdfWriter(file, compression)
        write_overview(writer, universes)
        order = _merge_paths(universe.tree for universe in universes)
        columns = {name: [universe.tree.get(name) for universe in universes] for name in order}
        fields = FieldsWriter(writer, len(universes))
        try:
            index["fields"] = fields.write(columns)
        except TypeError as error:
            raise _find_problem(universes) or error from error
        index["attributes"] = fields.attributes.rows
        index["universes"] = [_universe_entry(universe, order) for universe in universes]


def _write_sources(file: netCDF4.Dataset, universes: Sequence[LoadedUniverse]) -> None:
    """Write the files of each universe, not into the index, which is read whenever it is opened."""
    if any(universe.files for universe in universes):
        variable = file.createVariable(SOURCES_NAME, str)
        variable.long_name = "files of each universe: where their content is, and its digest"
        files = [universe.files for universe in universes]
        variable[...] = json.dumps(files, separators=(",", ":"))


def _universe_entry(universe: LoadedUniverse, order: Sequence[str]) -> dict[str, Any]:
    entry = {
        "id": universe.id,
        "key": universe.key,
        "parameters": to_json(universe.parameters),
        "reasons": universe.warnings,
    }
    if universe.coordinates:
        entry["coordinates"] = {
            name: [dims, to_json(value)] for name, (dims, value) in universe.coordinates.items()
        }
    if universe.notes:
        entry["notes"] = universe.notes
    if list(universe.tree) != [name for name in order if name in universe.tree]:
        numbers = {name: number for number, name in enumerate(order)}
        entry["order"] = [numbers[name] for name in universe.tree]
    return entry


def _merge_paths(trees: Iterable[Tree]) -> list[str]:
    """Merge the paths of all trees; paths that only some have follow their predecessor in those."""
    merged: list[str] = []
    for tree in trees:
        present = set(merged)
        followers: dict[str | None, list[str]] = {}
        last = None
        for name in tree:
            if name in present:
                last = name
            else:
                followers.setdefault(last, []).append(name)
        if followers:
            grown = followers.get(None, [])
            for name in merged:
                grown += [name, *followers.get(name, ())]
            merged = grown
    return merged


def _find_problem(universes: Sequence[LoadedUniverse]) -> LoadError | None:
    """Find the first member that cannot be stored, and return an error with the reason."""
    for universe in universes:
        for name, member in universe.tree.items():
            try:
                check_member(member)
            except TypeError as error:
                return LoadError(
                    f"universe {universe.id}: {name}: {error}. Let the simulation write numbers "
                    "or strings instead, or do not load this field (`fields` under `convert`)."
                )
    return None
