"""Label the dimensions and coordinates of datasets as attributes and the configuration specify.

The attributes are those that dantro and Utopia write: names of all dimensions (``dims``,
``dim_names``) or of one (``dim_name__0``), coordinates of a dimension (``coords__time``), and the
mode in which they are specified (``coords_mode__time``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from paraverse.base.field_labels import FieldLabels
from paraverse.errors import suggest
from paraverse.load.attribute_strings import attribute_string
from paraverse.load.labeling.configured_labels import (
    apply_labels,
    configured_labels,
    configured_sources,
    update_attributes,
)
from paraverse.load.labeling.coordinate_modes import build_coordinates
from paraverse.load.labeling.grid import arrange_grid
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.value_sources import UniverseValues
from paraverse.load.members import Array, Tree, rename_coords
from paraverse.load.report import Report, prefixed


def label_tree(
    tree: Tree,
    settings: LabelSettings,
    report: Report,
    parameters: Mapping[str, Any] | None = None,
) -> Tree:
    """Label all datasets of a tree.

    Parameters
    ----------
    tree
        Members by path.
    settings
        Names of the attributes, and labels by path.
    report
        Called with a message for each label that cannot be used.
    parameters
        The swept parameters of the universe by name, from which coordinates may be computed; by
        default none.

    Returns
    -------
    dict of str to Member
        The same members, with labels.
    """
    configured = configured_labels(tree, settings.fields)
    tree = dict(tree)
    for path, of_field in configured.items():
        tree[path] = update_attributes(tree[path], path, of_field, report)
    values = UniverseValues(tree, parameters or {})
    labeled = dict(tree)
    for path, member in tree.items():
        if not isinstance(member, Array):
            continue
        labels = configured.get(path)
        if labels is None:
            if member.attrs:
                labeled[path] = label_array(member, path, tree, settings=settings, report=report)
            continue
        array = _label_by_other_attributes(member, path, tree, labels, settings, report)
        labeled[path] = apply_labels(array, path, labels, values, settings=settings, report=report)
    return labeled


def label_array(
    array: Array, path: str, tree: Tree, *, settings: LabelSettings, report: Report
) -> Array:
    """Label the dimensions and coordinates of a dataset as its attributes specify.

    Parameters
    ----------
    array
        The dataset. Dimensions that have a name keep it unless an attribute specifies another.
    path
        The path of the dataset in the tree.
    tree
        The tree, which holds the datasets that coordinates are linked to.
    settings
        Names of the attributes.
    report
        Called with a message for each label that cannot be used.

    Returns
    -------
    Array
        The labeled dataset, without the attributes that were used. Attributes that cannot be used
        are kept, and only the labels that they specify are missing.
    """
    report = prefixed(report, f"{path}: ")
    if any(name.startswith(settings.prefixes) or name in settings.dims for name in array.attrs):
        array = _label_dims(array, settings, report)
        array = _label_coords(array, path, tree, settings=settings, report=report)
    if attribute_string(array.attrs.get(settings.content)) == "grid":
        array = arrange_grid(array, report)
    return array


def linked_fields(tree: Tree, settings: LabelSettings) -> set[str]:
    """Return the paths of the datasets and files that coordinates come from.

    Parameters
    ----------
    tree
        The tree, in which they may be missing.
    settings
        Names of the attributes, and labels by path.

    Returns
    -------
    set of str
        Paths in the tree.
    """
    by_attributes = {
        _linked_path(path, member.attrs.get(settings.coords_prefix + dim))
        for path, member in tree.items()
        if isinstance(member, Array)
        for dim, mode in _with_prefix(member.attrs, settings.coords_mode_prefix)
        if attribute_string(mode) == "linked"
    }
    return by_attributes | configured_sources(tree, settings.fields)


def _label_by_other_attributes(
    array: Array,
    path: str,
    tree: Tree,
    labels: FieldLabels,
    settings: LabelSettings,
    report: Report,
) -> Array:
    """Label a dataset by its attributes as far as the configuration leaves it to them."""
    prefixes = settings.coords_prefix, settings.coords_mode_prefix
    overridden = {prefix + dim for dim in labels.coords for prefix in prefixes}
    array = replace(array, attrs=_without(array.attrs, overridden))
    if labels.dims is not None:
        report = _ignore  # Names that the configuration replaces need not be right
    return label_array(array, path, tree, settings=settings, report=report)


def _ignore(_: str) -> None:
    pass


def _label_dims(array: Array, settings: LabelSettings, report: Report) -> Array:
    rank = array.values.ndim
    old = array.dims or tuple(f"dim_{axis}" for axis in range(rank))
    names, used = list(old), set()
    for attribute in settings.dims:
        if attribute not in array.attrs:
            continue
        strings = [attribute_string(item) for item in np.ravel(array.attrs[attribute])]
        valid = [string for string in strings if string]
        if len(valid) == len(strings) == rank:
            names = valid
            used.add(attribute)
        else:
            value = array.attrs[attribute]
            report(f"{attribute!r} is not the names of {rank} dimensions: {value!r}")
    for number, value in _with_prefix(array.attrs, settings.dim_name_prefix):
        attribute, name = settings.dim_name_prefix + number, attribute_string(value)
        if not number.isdecimal() or int(number) >= rank:
            report(
                f"{attribute!r}: there is no dimension {number!r} of {rank}, which are counted "
                "from 0"
            )
        elif not name:
            report(f"{attribute!r} is not the name of a dimension: {value!r}")
        else:
            names[int(number)] = name
            used.add(attribute)
    if len(set(names)) < rank:
        report(f"dimensions cannot have the same name: {', '.join(names)}")
        return array
    if not used:
        return array
    coords = rename_coords(array.coords, dict(zip(old, names, strict=True)))
    attrs = _without(array.attrs, used)
    return replace(array, attrs=attrs, dims=tuple(names), coords=coords)


def _label_coords(
    array: Array, path: str, tree: Tree, *, settings: LabelSettings, report: Report
) -> Array:
    def read_linked(relative: str) -> np.ndarray:
        target = tree.get(_linked_path(path, relative))
        if not isinstance(target, Array):
            raise ValueError(f"there is no dataset {relative!r}, relative to its group")
        attrs.update(settings.without_labels(target.attrs))
        return target.values

    dims = array.dims or ()
    arguments = dict(_with_prefix(array.attrs, settings.coords_prefix))
    modes = dict(_with_prefix(array.attrs, settings.coords_mode_prefix))
    unspecified = dims if settings.coords_mode_default == "trivial" else ()
    coords, used = dict(array.coords), set()
    for dim in dict.fromkeys((*unspecified, *arguments, *modes)):
        mode = attribute_string(modes.get(dim, settings.coords_mode_default))
        attrs: dict[str, Any] = {}
        try:
            if dim not in dims:
                raise ValueError(f"there is no such dimension. {suggest(dim, dims)}".strip())
            size = array.values.shape[dims.index(dim)]
            values = build_coordinates(str(mode), arguments.get(dim), size, read_linked=read_linked)
            if len(values) != size:
                raise ValueError(f"{len(values)} values for a dimension of {size}")
        except ValueError as error:
            report(f"coordinates of {dim!r}: {error}")
            continue
        coords[dim] = ((dim,), values, attrs)
        used |= {settings.coords_prefix + dim, settings.coords_mode_prefix + dim}
    return replace(array, attrs=_without(array.attrs, used), coords=coords)


def _with_prefix(attrs: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in attrs.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), value


def _without(attrs: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in names}


def _linked_path(path: str, relative: Any) -> str:
    link = attribute_string(relative)
    return posixpath.normpath(f"{posixpath.dirname(path)}/{link}".lstrip("/")) if link else path
