"""Kinds of groups by name; their names and interface are dantro's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.store.groups.graph import GraphGroup
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import (
    HeterogeneousTimeSeriesGroup,
    IndexedDataGroup,
    TimeSeriesGroup,
)
from paraverse.store.universe import GROUP_KINDS, Group

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
        Name of the kind.
    content
        Which groups are of this kind: the value of the attribute that `map_from_attr` names; by
        default the name.

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
