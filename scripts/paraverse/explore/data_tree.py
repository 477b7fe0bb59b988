"""The data tree of a project: every field of the raw files, and whether it is stored."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.base.natural import natural_key
from paraverse.errors import LoadError, pluralize, suggest
from paraverse.explore.tree_view import TreeItem
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5 import describe_hdf5
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_tree
from paraverse.load.members import Array
from paraverse.plan.plan import Plan
from paraverse.sweep.axis import format_point

if TYPE_CHECKING:
    from paraverse.load.hdf5.read import Description

MAX_LABELED_SIZE = 10_000_000
"""Datasets with more values are described without the names of their dimensions: arranging a grid
takes memory in proportion to its size."""


def describe_project(plan: Plan, universes: Sequence[str] = ()) -> TreeItem:
    """Describe the data of a project as a tree.

    Parameters
    ----------
    plan
        The plan of the project.
    universes
        Ids or keys of the universes to include; all by default. The files of a universe are opened
        when `TreeItem.members` of its item is called.

    Returns
    -------
    TreeItem
        The data directory, with the data of the sweep and the group of universes below it.

    Raises
    ------
    LoadError
        If there is no such universe.
    """
    included = list(plan.universes.values())
    if universes:
        by_name = {u.key: u for u in included} | {u.id: u for u in included}
        for name in universes:
            if name not in by_name:
                raise LoadError(f"There is no universe {name!r}. {suggest(name, by_name)}")
        included = [by_name[name] for name in universes]
    labels = LabelSettings(**plan.config.labels.settings)
    labels_of_sweep = replace(labels, fields={})
    items = [
        TreeItem(
            name=universe.id,
            description=_describe_universe(plan, universe),
            members=partial(_file_items, universe.files, plan.conversion.fields, labels),
        )
        for universe in included
    ]
    dimensions = plan.space.dimensions if plan.space else {}
    sizes = ", ".join(f"{name}: {len(values)}" for name, values in dimensions.items())
    group = TreeItem(
        name=plan.entries.universe_group,
        description=f"<{pluralize(len(plan.universes), 'universe')}, ({sizes})>",
        members=lambda: items,
    )
    return TreeItem(
        name=plan.data_dir,
        members=lambda: [*_file_items(plan.conversion.sweep.files, None, labels_of_sweep), group],
    )


def _describe_universe(plan: Plan, universe: UniverseFiles) -> str:
    """List the swept parameters of a universe, everything that it lacks, and notes."""
    lacks = (*universe.errors, *universe.warnings, *universe.notes)
    if plan.space is None or universe.values is None:
        return "; ".join(lacks)
    return ", ".join(filter(None, [format_point(plan.space.dimensions, universe.values), *lacks]))


def _file_items(
    files: Iterable[SourceFile], stored: FieldFilter | None, labels: LabelSettings
) -> list[TreeItem]:
    """List the fields in some files; with a filter, those that it does not store are marked."""
    descriptions: dict[str, str] = {}
    for file in files:
        for path, description in _describe_fields(file, labels):
            is_stored = stored is None or path in stored or description.startswith("<Group")
            descriptions[path] = description if is_stored else f"{description}  not stored"
    return _nest(descriptions, "")


def _describe_fields(file: SourceFile, labels: LabelSettings) -> Iterator[tuple[str, str]]:
    """Yield the path and the description of each field in a file."""
    if not Path(file.path).exists():
        yield file.target, f"<{file.loader}: missing>"
    elif not file.loader.startswith("hdf5"):
        yield file.target, f"<{file.loader}, {os.path.getsize(file.path)} bytes>"
    else:
        try:
            descriptions = {
                file.path_in_tree(description.path): description
                for description in describe_hdf5(file.path, report=lambda _: None)
            }
        except LoadError as error:
            yield file.target, f"<{file.loader}: {error}>"
            return
        descriptions.pop("", None)  # the universe, which has a line of its own
        for path, description in descriptions.items():
            if description.shape is None:
                size = sum(1 for other in descriptions if other.rpartition("/")[0] == path)
                yield path, _describe_group(description, size, file.options)
            else:
                yield path, _describe_dataset(description, description.shape, path, labels)


def _describe_group(group: Description, size: int, options: Mapping[str, Any]) -> str:
    kind = GROUP_TYPES.get(str(group.attrs.get(str(options.get("map_from_attr")))), "Group")
    attributes = pluralize(len(group.attrs), "attribute")
    return f"<{kind}, {pluralize(size, 'member')}, {attributes}>"


def _describe_dataset(
    dataset: Description, shape: tuple[int, ...], path: str, labels: LabelSettings
) -> str:
    dims: Sequence[str] | None = None
    if math.prod(shape) <= MAX_LABELED_SIZE:
        # One value stands for all: names of dimensions depend on the shape and the attributes only
        array = Array(np.broadcast_to(np.uint8(0), shape), attrs=dataset.attrs)
        labeled = label_tree({path: array}, labels, report=lambda _: None)[path]
        assert isinstance(labeled, Array)
        shape, dims = labeled.values.shape, labeled.dims
    names = dims or [f"dim_{axis}" for axis in range(len(shape))]
    sizes = ", ".join(f"{name}: {size}" for name, size in zip(names, shape, strict=True))
    return f"<{dataset.dtype}, ({sizes}), {pluralize(len(dataset.attrs), 'attribute')}>"


def _nest(descriptions: Mapping[str, str], above: str) -> list[TreeItem]:
    """Arrange the paths that begin with `above` as a tree, numbers in numeric order."""
    inside = (path.removeprefix(above) for path in descriptions if path.startswith(above))
    names = dict.fromkeys(path.partition("/")[0] for path in inside if path)
    return [
        TreeItem(
            name=name,
            description=descriptions.get(above + name, ""),
            members=partial(_nest, descriptions, f"{above}{name}/"),
        )
        for name in sorted(names, key=lambda name: (name.isdecimal(), natural_key(name)))
    ]
