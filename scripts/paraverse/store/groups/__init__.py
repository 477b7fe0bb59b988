"""Group types, with the same names and interface as in dantro."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.store.groups.base import GROUP_CLASSES, Group
from paraverse.store.groups.graph import GraphGroup
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import (
    HeterogeneousTimeSeriesGroup,
    IndexedDataGroup,
    TimeSeriesGroup,
)

__all__ = [
    "GROUP_CLASSES",
    "GraphGroup",
    "Group",
    "HeterogeneousTimeSeriesGroup",
    "IndexedDataGroup",
    "LabelledDataGroup",
    "TimeSeriesGroup",
    "group_type",
]

GroupType = TypeVar("GroupType", bound=type[Group])

GROUP_CLASSES.update(
    {
        cls.__name__: cls
        for cls in (
            GraphGroup,
            HeterogeneousTimeSeriesGroup,
            IndexedDataGroup,
            LabelledDataGroup,
            TimeSeriesGroup,
        )
    }
)


def group_type(name: str, *, content: str | None = None) -> Callable[[GroupType], GroupType]:
    """Register a class as a group type.

    Parameters
    ----------
    name
        Name of the group type. A class that is already registered under this name is replaced.
    content
        Value of the attribute named by the loader option ``map_from_attr`` that marks a group as
        one of this type; by default the name.

    Returns
    -------
    callable
        A class decorator that registers the class and returns it unchanged.

    Examples
    --------
    Groups whose attribute `content` is ``trajectories``, with a member for each particle::

        @group_type("Trajectories", content="trajectories")
        class Trajectories(LabelledDataGroup):
            LDG_DIMS = ("particle",)
            LDG_EXTRACT_COORDS_FROM = "name"
    """

    def register(cls: GroupType) -> GroupType:
        GROUP_CLASSES[name] = cls
        GROUP_TYPES[content or name] = name
        return cls

    return register
