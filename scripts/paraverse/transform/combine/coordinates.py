"""Combine coordinates that are not indexes: where they differ, they get the swept dimensions."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import pluralize
from paraverse.jobs.transform import CombinedField
from paraverse.transform.combine.alignment import align
from paraverse.transform.combine.blocks import GAPS, UniformBlock, filled_dtype
from paraverse.transform.combine.conflicts import report_conflict
from paraverse.transform.combine.precision import count_changed, exact_dtype

log = logging.getLogger(__name__)


def has_same_coords(one: Mapping[str, xr.Variable], other: Mapping[str, xr.Variable]) -> bool:
    """Tell whether coordinates have the same names, dimensions and values.

    Parameters
    ----------
    one, other
        Coordinates by name.

    Returns
    -------
    bool
        True if all are the same; attributes are not compared.
    """
    return one.keys() == other.keys() and all(is_equal(one[name], other[name]) for name in one)


def is_equal(one: xr.Variable, other: xr.Variable) -> bool:
    """Tell whether two variables have the same dimensions and values.

    Parameters
    ----------
    one, other
        Any variables; their attributes are not compared.

    Returns
    -------
    bool
        True if they have. NaN equals NaN.
    """
    return bool(one.equals(other))  # type: ignore[no-untyped-call]


def combine_coords(
    field: CombinedField, blocks: Sequence[UniformBlock], labels: xr.DataArray, *, is_full: bool
) -> dict[str, xr.Variable]:
    """Combine the coordinates of all universes that are not indexes.

    Parameters
    ----------
    field
        The field.
    blocks
        The universes.
    labels
        Their joined indexes.
    is_full
        Whether there is a universe at each point of the parameter space.

    Returns
    -------
    dict of str to xarray.Variable
        The coordinates by name. One that is the same in all universes has its own dimensions. One
        that differs has those of the parameter space before its own, and gaps where a universe or
        its coordinate is missing.

    Raises
    ------
    TransformError
        If some universes lack a coordinate and the field has ``on_conflict: error``.
    """
    first = blocks[0]
    if all(block.coords is first.coords and block.labels is labels for block in blocks):
        return dict(first.coords)
    aligned: dict[tuple[int, int], dict[str, xr.Variable]] = {}
    for block in blocks:
        key = (id(block.coords), id(block.labels))
        if key not in aligned:
            aligned[key] = _align_coords(field, block, labels)
    all_coords = [aligned[id(block.coords), id(block.labels)] for block in blocks]
    names = dict.fromkeys(name for coords in aligned.values() for name in coords)
    return {
        name: _combine(field, name, blocks, [c.get(name) for c in all_coords], labels, is_full)
        for name in names
    }


def _align_coords(
    field: CombinedField, block: UniformBlock, labels: xr.DataArray
) -> dict[str, xr.Variable]:
    if block.labels is labels:
        return dict(block.coords)
    aligned = {}
    for name, variable in block.coords.items():
        array = xr.DataArray(variable.copy(deep=False))
        for dim in variable.dims:
            if dim in block.labels.indexes:
                array = array.assign_coords(block.labels.coords[dim].coords)
        aligned[name] = align(array, labels, nearest=field.join == "nearest").variable
    return aligned


def _combine(
    field: CombinedField,
    name: str,
    blocks: Sequence[UniformBlock],
    variables: Sequence[xr.Variable | None],
    labels: xr.DataArray,
    is_full: bool,
) -> xr.Variable:
    present = [variable for variable in variables if variable is not None]
    first = present[0]
    pairs = list(zip(blocks, variables, strict=True))
    lacking = [
        universe
        for block, variable in pairs
        if variable is None
        for universe in block.universes.values()
    ]
    if lacking:
        report_conflict(
            field,
            f"the coordinate {name!r} is missing in {pluralize(len(lacking), 'universe')}, such as "
            f"{lacking[0]}, unlike in others. It has gaps there.",
        )
    elif all(variable is first or is_equal(variable, first) for variable in present):
        return first
    dims = [dim for dim in labels.dims if any(dim in variable.dims for variable in present)]
    log.info(
        "%s: the coordinate %r differs between universes: it gets the dimensions %s",
        field.path, name, ", ".join(field.dimensions),
    )  # fmt: skip
    sizes = {dim: labels.sizes[dim] for dim in dims}
    has_gaps = bool(lacking) or not is_full
    arrays = [variable.values for variable in present]
    dtype = _dtype_for_all(field, name, arrays, has_gaps=has_gaps)
    grid_shape = tuple(map(len, field.dimensions.values()))
    values: np.ndarray = np.empty((*grid_shape, *sizes.values()), dtype)
    if has_gaps:
        values[...] = GAPS[dtype.kind]
    for block, variable in pairs:
        if variable is not None:
            own = _broadcast(variable, sizes)
            for index in block.grid_indices.values():
                values[index] = own
    return xr.Variable([*field.dimensions, *dims], values)


def _dtype_for_all(
    field: CombinedField, name: str, arrays: Sequence[np.ndarray], *, has_gaps: bool
) -> np.dtype:
    """Return the dtype of a combined coordinate; report if integers lose digits by it."""
    dtype = exact_dtype({array.dtype for array in arrays}, lambda: arrays)
    if has_gaps:
        dtype = filled_dtype(dtype)
    changed = sum(count_changed(array, dtype) for array in arrays)
    if changed:
        report_conflict(
            field,
            f"digits of {pluralize(changed, 'integer')} above 2**53 in the coordinate {name!r} are "
            f"lost, as it becomes {dtype} because of gaps or other values. Remove it "
            "(`.drop_vars`) or convert it in the field's `transform`.",
        )
    return dtype


def _broadcast(variable: xr.Variable, sizes: Mapping[Any, int]) -> Any:
    if not sizes:
        return variable.values[()]
    return variable.set_dims(sizes).values  # type: ignore[no-untyped-call]
