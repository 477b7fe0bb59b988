"""Groups of the data tree, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.members import Array, GroupMember, Member, Tree
from paraverse.store.groups import GROUP_CLASSES
from paraverse.store.universe import Universe


@contextmanager
def restored_group_types() -> Iterator[None]:
    """Forget kinds of groups that are registered inside."""
    kinds, types = dict(GROUP_CLASSES), dict(GROUP_TYPES)
    try:
        yield
    finally:
        GROUP_CLASSES.clear()
        GROUP_CLASSES.update(kinds)
        GROUP_TYPES.clear()
        GROUP_TYPES.update(types)


def group_of(kind: str, members: Mapping[str, Member], **attrs: Any) -> Any:
    """A group of some kind, with attributes and members."""
    tree: Tree = {"group": GroupMember(kind, attrs)}
    tree |= {f"group/{name}": member for name, member in members.items()}
    return Universe(tree, "uni", {})["group"]


def array(values: Any, dtype: str = "f8", **coords: Any) -> Array:
    """A dataset with coordinates of its first dimensions."""
    dims = tuple(coords) or None
    labels = {dim: ((dim,), np.array(at)) for dim, at in coords.items()}
    return Array(np.array(values, dtype), dims=dims, coords=labels)
