"""Write a batch of universes as one netCDF-4 file.

The groups of the file mirror those of the universes. A field that has the same shape in all
universes is one variable with a leading dimension `universe`; of one that differs in length the
values lie behind one another, with a variable for their shapes. The scalar variable `paraverse`
holds the index: what is where, with the types and attributes that netCDF cannot hold.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np

from paraverse.atomic import atomic_path
from paraverse.load.tree import Array, Group, Text, Tree
from paraverse.store.arrays import TEXT, attribute_to_json, encode, stored_type

FORMAT = 1
"""Version of the format. Stores of other versions are made again, never read."""

INDEX = "paraverse"


@dataclass(frozen=True)
class LoadedUniverse:
    """One universe, loaded.

    Attributes
    ----------
    id
        Its name.
    key
        What the data tree calls it.
    parameters
        Its place in the parameter space: a value for each dimension.
    tree
        Its data.
    reasons
        What could not be loaded, and why; empty if everything was.
    """

    id: str
    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    tree: Tree = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def write_batch(path: str | Path, universes: Sequence[LoadedUniverse]) -> None:
    """Write universes to a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file.
    universes
        At least one.

    Raises
    ------
    LoadError
        If a field has a type that cannot be stored.
    """
    with atomic_path(path) as partial, netCDF4.Dataset(partial, "w") as file:
        file.Conventions = "CF-1.11"
        file.createDimension("universe", len(universes))
        _write_names(file, universes)
        index: dict[str, Any] = {
            "format": FORMAT,
            "universes": [{"id": u.id, "key": u.key} for u in universes],
            "parameters": {u.id: dict(u.parameters) for u in universes},
            "fields": {},
        }
        for name in _in_order(u.tree for u in universes):
            index["fields"][name] = _write_field(file, name, [u.tree.get(name) for u in universes])
        variable = file.createVariable(INDEX, str)
        variable.long_name = "index of the store; read it with the Python package paraverse"
        variable[...] = json.dumps(index, ensure_ascii=False)


def _in_order(trees: Iterable[Tree]) -> list[str]:
    names: dict[str, None] = {}
    for tree in trees:
        names.update(dict.fromkeys(tree))
    return list(names)


def _write_names(file: netCDF4.Dataset, universes: Sequence[LoadedUniverse]) -> None:
    names = file.createVariable("universe", str, ("universe",))
    names[:] = np.array([u.id for u in universes], dtype=object)
    for parameter in universes[0].parameters:
        values = [u.parameters.get(parameter) for u in universes]
        numeric = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        array = np.array(values) if numeric else np.array(list(map(str, values)), dtype=object)
        kind = array.dtype if numeric else str
        variable = file.createVariable(_free_name(file, parameter), kind, ("universe",))
        variable.long_name = f"swept parameter {parameter}"
        variable[:] = array


def _write_field(file: netCDF4.Dataset, name: str, members: Sequence[Any]) -> dict[str, Any]:
    present = [i for i, member in enumerate(members) if member is not None]
    found = [members[i] for i in present]
    kinds = {type(member) for member in found}
    if kinds == {Group}:
        entry = {"is": "group", "kind": found[0].kind}
    elif kinds == {Text}:
        entry = _write_texts(file, name, members, found[0].syntax)
    elif kinds == {Array}:
        entry = _write_arrays(file, name, [m.values for m in found], present, len(members))
    else:
        raise TypeError(f"{name}: a dataset in one universe, a group in another")
    if len(present) < len(members):
        entry["present"] = present
    attrs = [
        {key: attribute_to_json(value) for key, value in getattr(member, "attrs", {}).items()}
        for member in found
    ]
    if any(attrs):
        entry["attrs"] = attrs[:1] if all(a == attrs[0] for a in attrs) else attrs
    return entry


def _write_texts(
    file: netCDF4.Dataset, name: str, members: Sequence[Any], syntax: str
) -> dict[str, Any]:
    group, short = _place(file, name)
    variable = group.createVariable(short, str, ("universe",))
    texts = [member.text if member is not None else "" for member in members]
    variable[:] = np.array(texts, dtype=object)
    return {"is": syntax, "at": _path(group, short)}


def _write_arrays(
    file: netCDF4.Dataset, name: str, arrays: Sequence[np.ndarray], present: list[int], count: int
) -> dict[str, Any]:
    types = [stored_type(array) for array in arrays]
    same_type = len(set(types)) == 1
    if same_type and len({array.shape for array in arrays}) == 1:
        at = _write_stacked(file, name, np.stack(arrays), types[0], present, count)
        return {"is": "stacked", "at": at, "type": types[0]}
    if same_type and len({array.ndim for array in arrays}) == 1:
        flat = np.concatenate([array.ravel() for array in arrays])
        at = _write_flat(file, name, flat, types[0])
        return {"is": "ragged", "at": at, "type": types[0], "shapes": [a.shape for a in arrays]}
    pieces = [
        {"at": _write_flat(file, f"{name}_{i}", array.ravel(), kind), "type": kind,
         "shape": array.shape}
        for i, array, kind in zip(present, arrays, types, strict=True)
    ]  # fmt: skip
    return {"is": "separate", "pieces": pieces}


def _write_stacked(
    file: netCDF4.Dataset, name: str, stack: np.ndarray, kind: str, present: list[int], count: int
) -> str:
    group, short = _place(file, name)
    values = encode(stack, kind)
    dimensions = ["universe"]
    for axis, size in enumerate(values.shape[1:]):
        dimensions.append(_free_name(group, f"{short}_dim_{axis}"))
        group.createDimension(dimensions[-1], size)
    variable = _create(group, short, values, kind, dimensions)
    if len(present) == count:
        variable[...] = values
    else:
        filled = np.zeros((count, *values.shape[1:]), values.dtype)
        if values.dtype.kind == "f":
            filled[...] = np.nan
        elif kind == TEXT:
            filled[...] = ""
        filled[present] = values
        variable[...] = filled
    return _path(group, short)


def _write_flat(file: netCDF4.Dataset, name: str, flat: np.ndarray, kind: str) -> str:
    group, short = _place(file, name)
    values = encode(flat, kind)
    dimensions = []
    for axis, size in enumerate(values.shape):
        dimensions.append(_free_name(group, f"{short}_{'flat' if axis == 0 else 'part'}"))
        group.createDimension(dimensions[-1], size)
    variable = _create(group, short, values, kind, dimensions)
    if values.size:
        variable[...] = values
    return _path(group, short)


def _create(
    group: netCDF4.Group, short: str, values: np.ndarray, kind: str, dimensions: Sequence[str]
) -> Any:
    # No fill values: an array is written whole, and any number in it is a number
    if kind == TEXT:
        return group.createVariable(short, str, dimensions)
    return group.createVariable(short, values.dtype, dimensions, fill_value=False)


def _place(file: netCDF4.Dataset, name: str) -> tuple[netCDF4.Group, str]:
    *groups, short = (_allowed(part) for part in name.split("/"))
    group: Any = file
    for part in groups:
        if part not in group.groups:
            # A variable may have the name, of a field that is a group only in some universes
            part = part if part not in group.variables else f"{part}_group"
        group = group.groups.get(part) or group.createGroup(part)
    return group, _free_name(group, short)


def _allowed(name: str) -> str:
    name = re.sub(r"[\x00-\x1f\x7f/]", "_", name).strip() or "_"
    return name if re.match(r"[A-Za-z0-9_]|[^\x00-\x7f]", name) else f"_{name}"


def _free_name(group: Any, name: str) -> str:
    """A name that no variable, group or dimension within reach has."""
    taken = set(group.variables) | set(group.groups)
    reach: Any = group
    while reach is not None:
        taken |= set(reach.dimensions)
        reach = reach.parent
    candidate, number = _allowed(name), 2
    while candidate in taken or candidate == INDEX:
        candidate, number = f"{_allowed(name)}_{number}", number + 1
    return candidate


def _path(group: Any, short: str) -> str:
    return f"{group.path.rstrip('/')}/{short}"


def sizes_of(shapes: Iterable[Sequence[int]]) -> list[int]:
    """Return the number of values of each shape."""
    return [math.prod(shape) for shape in shapes]
