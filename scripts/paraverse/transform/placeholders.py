"""What stands in a configuration for a value that is known only when it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class Placeholder:
    """Something to be replaced by a value."""


@dataclass(frozen=True)
class Tag(Placeholder):
    """The result of the node or selection with this tag (``!dag_tag NAME``)."""

    name: str


@dataclass(frozen=True)
class Previous(Placeholder):
    """The result of the node before (``!dag_prev``)."""


@dataclass(frozen=True)
class NodeIndex(Placeholder):
    """The result of the node with this index, negative ones from here (``!dag_node N``)."""

    index: int


@dataclass(frozen=True)
class NodeHash(Placeholder):
    """The result of the node with this hash (``!dag_ref HASH``)."""

    hash: str


@dataclass(frozen=True)
class Argument(Placeholder):
    """A positional argument of a meta-operation (``!arg N``, ``!arg [N, DEFAULT]``).

    Attributes
    ----------
    position
        Its position.
    default
        Its default alone; empty if it must be given.
    """

    position: int
    default: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Keyword(Placeholder):
    """A keyword argument of a meta-operation (``!kwarg NAME``, ``!kwarg [NAME, DEFAULT]``).

    Attributes
    ----------
    name
        Its name.
    default
        Its default alone; empty if it must be given.
    """

    name: str
    default: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Result(Placeholder):
    """A tag's result, anywhere in a plot's arguments (``!dag_result NAME``)."""

    name: str


@dataclass(frozen=True)
class Colormap(Placeholder):
    """A colour map, by its description (``!cmap``)."""

    description: Any


@dataclass(frozen=True)
class Norm(Placeholder):
    """A map from values to the range of colours, by its description (``!cmap-norm``)."""

    description: Any


def placeholders(value: Any) -> Iterator[Placeholder]:
    """Iterate over the placeholders in a value, at any depth.

    Examples
    --------
    >>> list(placeholders({"a": [Tag("x"), 1], "b": Previous()}))
    [Tag(name='x'), Previous()]
    """
    if isinstance(value, Placeholder):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from placeholders(item)
    elif type(value) in (list, tuple):
        for item in value:
            yield from placeholders(item)


def replaced(value: Any, put: Callable[[Any], Any]) -> Any:
    """Replace the placeholders in a value, at any depth.

    Parameters
    ----------
    value
        Anything; dictionaries, lists and tuples in it are copied, so that changing the result
        changes nothing else.
    put
        Gives what stands in the place of a placeholder.

    Examples
    --------
    >>> replaced({"a": [Tag("x"), 1]}, lambda placeholder: placeholder.name)
    {'a': ['x', 1]}
    """
    if isinstance(value, Placeholder):
        return put(value)
    if isinstance(value, dict):
        return {key: replaced(item, put) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)([replaced(item, put) for item in value])
    return value


def result_tags(arguments: Any) -> list[str]:
    """Return the tags whose results are wanted by ``!dag_result``, in order."""
    found = (p.name for p in placeholders(arguments) if isinstance(p, Result))
    return list(dict.fromkeys(found))


def with_results(arguments: Any, results: Mapping[str, Any]) -> Any:
    """Put results in the place of ``!dag_result``, at any depth."""

    def put(placeholder: Any) -> Any:
        return results[placeholder.name] if isinstance(placeholder, Result) else placeholder

    return replaced(arguments, put)
