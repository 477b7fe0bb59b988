"""The data tree as text, as dantro prints it: every field of the raw files, and what is stored."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.errors import LoadError, pluralize, suggest
from paraverse.jobs import SourceFile, UniverseFiles
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5 import describe_hdf5
from paraverse.load.labels import LabelSettings, label
from paraverse.load.members import Array
from paraverse.plan.plan import Plan

if TYPE_CHECKING:
    from paraverse.load.hdf5.read import Description

LONGEST = 10
"""Members of a group that are shown one by one; of more, the first two and the last."""

LARGEST = 10_000_000
"""Values of a dataset up to which its dimensions are named: arranging a grid takes memory."""


@dataclass(frozen=True)
class Item:
    """One line of the tree.

    Attributes
    ----------
    name
        Its name.
    text
        What it is.
    members
        Gives what is in it; not called for what is not shown.
    """

    name: str
    text: str
    members: Callable[[], Sequence[Item]] = tuple


def render(root: Item, *, condensed: bool = True) -> Iterator[str]:
    r"""Print a tree line by line.

    Parameters
    ----------
    root
        Its top.
    condensed
        Whether to leave out the middle of long groups.

    Examples
    --------
    >>> leaves = [Item(str(n), "<float64>") for n in range(30)]
    >>> print("\n".join(render(Item("energy", "<30 members>", lambda: leaves))))
    energy  <30 members>
    ├─ 0   <float64>
    ├─ 1   <float64>
    ├─ …   (27 more)
    └─ 29  <float64>
    """
    yield f"{root.name}  {root.text}".rstrip()
    yield from _below(root, "", condensed)


def _below(item: Item, indent: str, condensed: bool) -> Iterator[str]:
    members = item.members()
    shown: Iterable[Item] = members
    if condensed and len(members) > LONGEST:
        gap = Item("…", f"({len(members) - 3} more)")
        shown = [*members[:2], gap, members[-1]]
    shown = list(shown)
    width = max((len(member.name) for member in shown), default=0)
    for number, member in enumerate(shown, start=1):
        last = number == len(shown)
        line = f"{indent}{'└' if last else '├'}─ {member.name:<{width}}  {member.text}"
        yield line.rstrip()
        yield from _below(member, f"{indent}{' ' if last else '│'}  ", condensed)


def data_tree(plan: Plan, universes: Sequence[str] = ()) -> Item:
    """Describe the data of a project.

    Parameters
    ----------
    plan
        Its plan.
    universes
        Names or keys of universes to show; all by default. Files of universes are only looked
        into where `Item.members` is called.

    Raises
    ------
    LoadError
        If there is no such universe.
    """
    shown = list(plan.universes.values())
    if universes:
        by_name = {u.key: u for u in shown} | {u.id: u for u in shown}
        unknown = [name for name in universes if name not in by_name]
        if unknown:
            raise LoadError(f"There is no universe {unknown[0]!r}. {suggest(unknown[0], by_name)}")
        shown = [by_name[name] for name in universes]
    labels = LabelSettings(**plan.config.labels.model_dump())
    items = [
        Item(u.id, _place(plan, u), lambda u=u: _members(u.files, plan.wanted, labels))  # type: ignore[misc]
        for u in shown
    ]
    dimensions = plan.space.dimensions if plan.space else {}
    sizes = ", ".join(f"{name}: {len(values)}" for name, values in dimensions.items())
    text = f"<{pluralize(len(plan.universes), 'universe')}, ({sizes})>"
    group = Item(plan.entries.universe_group, text, lambda: items)
    sweep = _members(plan.sweep, None, labels)
    return Item(plan.data_dir, "", lambda: [*sweep, group])


def _place(plan: Plan, universe: UniverseFiles) -> str:
    if plan.space is None or universe.values is None:
        return "; ".join((*universe.failures, *universe.reasons))
    names = plan.space.dimensions
    values = zip(names, universe.values, strict=True)
    return ", ".join([*(f"{n}={v}" for n, v in values), *universe.failures, *universe.reasons])


def _members(files: Iterable[SourceFile], stored: Any, labels: LabelSettings) -> Sequence[Item]:
    texts: dict[str, str] = {}
    for file in files:
        for path, text in _fields(file, labels):
            is_stored = stored is None or path in stored or text.startswith("<Group")
            texts[path] = text if is_stored else f"{text}  not stored"
    return _nested(texts, "")


def _fields(file: SourceFile, labels: LabelSettings) -> Iterator[tuple[str, str]]:
    """Paths in a universe of what is in a file, and what it is."""
    if not Path(file.path).exists():
        yield file.target, f"<{file.loader}: missing>"
    elif not file.loader.startswith("hdf5"):
        yield file.target, f"<{file.loader}, {os.path.getsize(file.path)} bytes>"
    else:
        try:
            found = {
                f"{file.target}/{item.path}".rstrip("/"): item
                for item in describe_hdf5(file.path, report=lambda _: None)
            }
        except LoadError as error:
            yield file.target, f"<{file.loader}: {error}>"
            return
        for path, item in found.items():
            yield path, _described(item, file.options, found, path, labels)


def _described(
    item: Description,
    options: Mapping[str, Any],
    all_items: Mapping[str, Any],
    path: str,
    labels: LabelSettings,
) -> str:
    attributes = pluralize(len(item.attrs), "attribute")
    if item.shape is None:
        kind = GROUP_TYPES.get(str(item.attrs.get(str(options.get("map_from_attr")))), "Group")
        inside = sum(1 for p in all_items if p.rpartition("/")[0] == path)
        return f"<{kind}, {pluralize(inside, 'member')}, {attributes}>"
    shape, dims = item.shape, None
    if item.attrs and math.prod(shape) <= LARGEST:
        empty = Array(np.broadcast_to(np.uint8(0), shape), item.attrs)
        labelled = label(empty, path, {}, labels, lambda _: None)
        shape, dims = labelled.values.shape, labelled.dims
    names = dims or [f"dim_{axis}" for axis in range(len(shape))]
    sizes = ", ".join(f"{name}: {size}" for name, size in zip(names, shape, strict=True))
    return f"<{item.dtype}, ({sizes}), {attributes}>"


def _nested(texts: Mapping[str, str], above: str) -> list[Item]:
    names: dict[str, None] = {}
    for path in texts:
        if path.startswith(above):
            names[path.removeprefix(above).partition("/")[0]] = None
    return [
        Item(name, texts.get(above + name, ""), lambda name=name: _nested(texts, f"{above}{name}/"))  # type: ignore[misc]
        for name in sorted(names, key=_natural)
    ]


def _natural(name: str) -> tuple[bool, int, str]:
    return (True, int(name), "") if name.isdecimal() else (False, 0, name)
