"""What stands in a configuration for a value that is known only when it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar


class Placeholder:
    """Something to be replaced by a value; shown as it is written in YAML."""

    written: ClassVar[str]

    def __repr__(self) -> str:
        values = [getattr(self, field.name) for field in fields(self)]  # type: ignore[arg-type]
        if len(values) == 2:  # with a default
            values = [values[0]] if not values[1] else [[values[0], *values[1]]]
        shown = (value if isinstance(value, str) else repr(value) for value in values)
        return " ".join([self.written, *shown])


@dataclass(frozen=True, repr=False)
class Tag(Placeholder):
    """The result of the node or selection with this tag (``!dag_tag NAME``)."""

    written = "!dag_tag"

    name: str


@dataclass(frozen=True, repr=False)
class Previous(Placeholder):
    """The result of the node before (``!dag_prev``)."""

    written = "!dag_prev"


@dataclass(frozen=True, repr=False)
class NodeIndex(Placeholder):
    """The result of the node with this index, negative ones from here (``!dag_node N``)."""

    written = "!dag_node"

    index: int


@dataclass(frozen=True, repr=False)
class NodeHash(Placeholder):
    """The result of the node with this hash (``!dag_ref HASH``)."""

    written = "!dag_ref"

    hash: str


@dataclass(frozen=True, repr=False)
class Argument(Placeholder):
    """A positional argument of a meta-operation (``!arg N``, ``!arg [N, DEFAULT]``).

    Attributes
    ----------
    position
        Its position.
    default
        Its default alone; empty if it must be given.
    """

    written = "!arg"

    position: int
    default: tuple[Any, ...] = ()


@dataclass(frozen=True, repr=False)
class Keyword(Placeholder):
    """A keyword argument of a meta-operation (``!kwarg NAME``, ``!kwarg [NAME, DEFAULT]``).

    Attributes
    ----------
    name
        Its name.
    default
        Its default alone; empty if it must be given.
    """

    written = "!kwarg"

    name: str
    default: tuple[Any, ...] = ()


@dataclass(frozen=True, repr=False)
class Result(Placeholder):
    """A tag's result, anywhere in a plot's arguments (``!dag_result NAME``)."""

    written = "!dag_result"

    name: str


@dataclass(frozen=True, repr=False)
class Colormap(Placeholder):
    """A colour map, by its description (``!cmap``)."""

    written = "!cmap"

    description: Any


@dataclass(frozen=True, repr=False)
class Norm(Placeholder):
    """A map from values to the range of colours, by its description (``!cmap-norm``)."""

    written = "!cmap-norm"

    description: Any


def find_placeholders(value: Any) -> Iterator[Placeholder]:
    """Iterate over the placeholders in a value, at any depth.

    Examples
    --------
    >>> list(find_placeholders({"a": [Tag("x"), 1], "b": Previous()}))
    [!dag_tag x, !dag_prev]
    """
    if isinstance(value, Placeholder):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from find_placeholders(item)
    elif type(value) in (list, tuple):
        for item in value:
            yield from find_placeholders(item)


def replace_placeholders(value: Any, put: Callable[[Any], Any]) -> Any:
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
    >>> replace_placeholders({"a": [Tag("x"), 1]}, lambda placeholder: placeholder.name)
    {'a': ['x', 1]}
    """
    if isinstance(value, Placeholder):
        return put(value)
    if isinstance(value, dict):
        return {key: replace_placeholders(item, put) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)([replace_placeholders(item, put) for item in value])
    return value


def find_result_tags(arguments: Any) -> list[str]:
    """Return the tags whose results are wanted by ``!dag_result``, in order."""
    found = (p.name for p in find_placeholders(arguments) if isinstance(p, Result))
    return list(dict.fromkeys(found))


def insert_results(arguments: Any, results: Mapping[str, Any]) -> Any:
    """Put results in the place of ``!dag_result``, at any depth."""

    def put(placeholder: Any) -> Any:
        return results[placeholder.name] if isinstance(placeholder, Result) else placeholder

    return replace_placeholders(arguments, put)
