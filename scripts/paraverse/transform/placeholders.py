"""What stands in a transformation for a value that is known only when it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    """The result of the node or selection with this tag (``!dag_tag NAME``)."""

    name: str


@dataclass(frozen=True)
class Previous:
    """The result of the node before (``!dag_prev``)."""


@dataclass(frozen=True)
class NodeIndex:
    """The result of the node with this index, negative ones from here (``!dag_node N``)."""

    index: int


@dataclass(frozen=True)
class Result:
    """A tag's result, anywhere in a plot's arguments (``!dag_result NAME``)."""

    name: str
