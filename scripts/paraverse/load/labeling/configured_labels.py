"""Label datasets as the configuration specifies for their paths."""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from paraverse.base.field_labels import CoordinateSource, FieldLabels, labels_of_field
from paraverse.errors import pluralize, suggest
from paraverse.load.labeling.coordinate_modes import build_coordinates
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.value_sources import UniverseValues, text_file_above
from paraverse.load.members import Array, GroupMember, Member, Tree, rename_coords
from paraverse.load.report import Report, prefixed


def configured_labels(tree: Tree, labels: Mapping[str, FieldLabels]) -> dict[str, FieldLabels]:
    """Return the labels of the datasets of a tree.

    Parameters
    ----------
    tree
        Members by path.
    labels
        Labels by path or pattern.

    Returns
    -------
    dict of str to FieldLabels
        The labels by path, for the arrays that a pattern matches. Columns of tables are not among
        them, as all columns have the same rows.
    """
    if not labels:
        return {}
    of_fields = {}
    for path, member in tree.items():
        if isinstance(member, Array) and not _is_column(path, tree):
            of_field = labels_of_field(labels, path)
            if of_field is not None:
                of_fields[path] = of_field
    return of_fields


def configured_sources(tree: Tree, labels: Mapping[str, FieldLabels]) -> set[str]:
    """Return the paths of all that the coordinates of a tree come from.

    Parameters
    ----------
    tree
        The tree, in which some of it may be missing.
    labels
        Labels by path or pattern.

    Returns
    -------
    set of str
        Paths of datasets, groups and text files; paths of values in text files that are missing.
    """
    paths = {
        source.path_from(path)
        for path, of_field in configured_labels(tree, labels).items()
        for coordinate in of_field.coords.values()
        for source in coordinate.sources
        if source.parameter is None
    }
    return {path if path in tree else text_file_above(tree, path) or path for path in paths}


def update_attributes(member: Member, path: str, labels: FieldLabels, report: Report) -> Member:
    """Set the attributes and the type of a dataset.

    Parameters
    ----------
    member
        The dataset.
    path
        Its path in the tree.
    labels
        Its labels.
    report
        Called with a message if the values cannot be converted.

    Returns
    -------
    Member
        The dataset with the attributes, and with values of the type if they can be converted
        without a change, except for rounding.
    """
    if not isinstance(member, Array):
        return member
    values = member.values
    if labels.dtype is not None:
        try:
            values = _convert(values, labels.dtype)
        except (TypeError, ValueError, OverflowError) as error:
            report(f"{path}: values of type {values.dtype} are not {labels.dtype}: {error}")
    return replace(member, values=values, attrs={**member.attrs, **labels.attrs})


def apply_labels(
    array: Array,
    path: str,
    labels: FieldLabels,
    values: UniverseValues,
    *,
    settings: LabelSettings,
    report: Report,
) -> Array:
    """Label the dimensions and coordinates of a dataset.

    Parameters
    ----------
    array
        The dataset, with the labels that its attributes specify.
    path
        Its path in the tree.
    labels
        Its labels in the configuration.
    values
        The values of the universe that coordinates are computed from.
    settings
        Names of attributes that do not become attributes of coordinates.
    report
        Called with a message for each label that cannot be used.

    Returns
    -------
    Array
        The dataset with the labels that can be used. A scalar has nothing to label.
    """
    if array.values.ndim == 0:
        return array
    report = prefixed(report, f"{path}: ")
    array = _name_dims(array, labels.dims, report)
    dims, coords = array.dims or (), dict(array.coords)
    for dim, source in labels.coords.items():
        try:
            if dim not in dims:
                _check_other_dimension(dim, dims)
                continue
            size = array.values.shape[dims.index(dim)]
            coordinates, attrs = _build(source, size, path, values)
        except ValueError as error:
            report(f"coordinates of {dim!r}: {error}")
        else:
            coords[dim] = ((dim,), coordinates, {**settings.without_labels(attrs), **source.attrs})
    return replace(array, coords=coords)


def _is_column(path: str, tree: Tree) -> bool:
    group = tree.get(posixpath.dirname(path))
    return isinstance(group, GroupMember) and group.kind == "Table"


def _convert(values: np.ndarray, dtype: str) -> np.ndarray:
    if values.dtype.names:
        raise ValueError("records")
    if dtype == "str":
        return values.astype(str).astype(object)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", np.exceptions.ComplexWarning)
        converted = values.astype(dtype)
    is_number = values.dtype.kind in "iufcb"
    is_rounding = converted.dtype.kind == "c" or (
        converted.dtype.kind == "f" and values.dtype.kind != "c"
    )
    if is_number and not is_rounding and not np.array_equal(converted, values):
        raise ValueError("some values would change")
    return converted


def _name_dims(
    array: Array, dims: tuple[str, ...] | Mapping[int, str] | None, report: Report
) -> Array:
    if dims is None:
        return array
    rank = array.values.ndim
    old = array.dims or tuple(f"dim_{axis}" for axis in range(rank))
    if isinstance(dims, tuple):
        names = list(dims)
        if len(names) != rank:
            report(
                f"{pluralize(len(names), 'name')} for {pluralize(rank, 'dimension')} of shape "
                f"{array.values.shape}: {', '.join(names)}"
            )
            return array
    else:
        names = list(old)
        for axis, name in dims.items():
            if not -rank <= axis < rank:
                report(f"there is no dimension {axis} of {rank} for the name {name!r}")
                return array
            names[axis] = name
    if len(set(names)) < rank:
        report(f"dimensions cannot have the same name: {', '.join(names)}")
        return array
    coords = rename_coords(array.coords, dict(zip(old, names, strict=True)))
    return replace(array, dims=tuple(names), coords=coords)


def _check_other_dimension(dim: str, dims: tuple[str, ...]) -> None:
    """Raise an error unless other dimensions have names that are not similar."""
    hint = suggest(dim, dims, limit=0)
    if hint or not dims:
        raise ValueError(f"there is no such dimension. {hint or 'No dimension has a name.'}")


def _build(
    source: CoordinateSource, size: int, path: str, values: UniverseValues
) -> tuple[np.ndarray, Mapping[str, Any]]:
    mode = source.mode
    attrs: Mapping[str, Any] = {}
    argument: Any
    if mode == "linked":
        mode = "values"
        argument, attrs = values.read(source.argument, path)
    elif mode == "values":
        argument = _to_array(source.argument)
    else:
        argument = [values.number(item, path) for item in source.argument]
        if mode in ("linspace", "logspace") and len(argument) == 2:
            argument.append(size)
    coordinates = build_coordinates(mode, argument, size)
    if len(coordinates) != size:
        raise ValueError(
            f"{source} has {pluralize(len(coordinates), 'value')} for a dimension of {size}"
        )
    return coordinates, attrs


def _to_array(items: tuple[Any, ...]) -> np.ndarray:
    """Return coordinates from the configuration as an array: numbers, or strings as objects."""
    are_strings = {isinstance(item, str) for item in items}
    if len(are_strings) > 1:
        raise ValueError("numbers and strings cannot be mixed")
    return np.array(items, object if True in are_strings else None)
