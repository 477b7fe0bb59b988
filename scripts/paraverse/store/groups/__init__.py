"""Kinds of groups, with the names and the interface that they have in dantro."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.store.groups.base import GROUP_KINDS, Group
from paraverse.store.groups.graph import GraphGroup
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import (
    HeterogeneousTimeSeriesGroup,
    IndexedDataGroup,
    TimeSeriesGroup,
)

__all__ = [
    "GROUP_KINDS",
    "GraphGroup",
    "Group",
    "HeterogeneousTimeSeriesGroup",
    "IndexedDataGroup",
    "LabelledDataGroup",
    "TimeSeriesGroup",
    "group_type",
]

GroupType = TypeVar("GroupType", bound=type[Group])

GROUP_KINDS.update(
    {
        kind.__name__: kind
        for kind in (
            GraphGroup,
            HeterogeneousTimeSeriesGroup,
            IndexedDataGroup,
            LabelledDataGroup,
            TimeSeriesGroup,
        )
    }
)


def group_type(name: str, *, content: str | None = None) -> Callable[[GroupType], GroupType]:
    """Register a class of groups.

    Parameters
    ----------
    name
        Name of the kind. A class that is already registered under this name is replaced.
    content
        Value of the attribute named by the loader option ``map_from_attr`` that marks a group as
        one of this kind; by default the name of the kind.

    Returns
    -------
    callable
        A class decorator that registers the class and returns it unchanged.

    Examples
    --------
    >>> @group_type("Trajectories", content="trajectories")
    ... class Trajectories(LabelledDataGroup):
    ...     LDG_DIMS = ("particle",)
    ...     LDG_EXTRACT_COORDS_FROM = "name"
    """

    def register(kind: GroupType) -> GroupType:
        GROUP_KINDS[name] = kind
        GROUP_TYPES[content or name] = name
        return kind

    return register
