"""Placeholders in a configuration for values that only exist when a job runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar


class Placeholder:
    """A placeholder for a value; its representation is its notation in YAML.

    Attributes
    ----------
    yaml_tag
        The tag in YAML.
    """

    yaml_tag: ClassVar[str]

    def __repr__(self) -> str:
        values = [getattr(self, field.name) for field in fields(self)]  # type: ignore[arg-type]
        if len(values) == 2:  # with a default
            values = [values[0]] if not values[1] else [[values[0], *values[1]]]
        strings = (value if isinstance(value, str) else repr(value) for value in values)
        return " ".join([self.yaml_tag, *strings])


@dataclass(frozen=True, repr=False)
class Tag(Placeholder):
    """The result of the node or selection with this tag (``!dag_tag NAME``)."""

    yaml_tag = "!dag_tag"

    name: str


@dataclass(frozen=True, repr=False)
class Previous(Placeholder):
    """The result of the previous node (``!dag_prev``)."""

    yaml_tag = "!dag_prev"


@dataclass(frozen=True, repr=False)
class NodeIndex(Placeholder):
    """The result of the node with this index (``!dag_node N``).

    Negative indices count backwards from the node that refers to it.
    """

    yaml_tag = "!dag_node"

    index: int


@dataclass(frozen=True, repr=False)
class NodeHash(Placeholder):
    """The result of the node with this hash (``!dag_ref HASH``)."""

    yaml_tag = "!dag_ref"

    hash: str


@dataclass(frozen=True, repr=False)
class Argument(Placeholder):
    """A positional argument of a meta-operation (``!arg N``, ``!arg [N, DEFAULT]``).

    Attributes
    ----------
    position
        Its position, from 0.
    default
        A tuple of the default value alone; empty if the argument is required.
    """

    yaml_tag = "!arg"

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
        A tuple of the default value alone; empty if the argument is required.
    """

    yaml_tag = "!kwarg"

    name: str
    default: tuple[Any, ...] = ()


@dataclass(frozen=True, repr=False)
class Result(Placeholder):
    """The result with this tag, in the arguments of a plot (``!dag_result NAME``)."""

    yaml_tag = "!dag_result"

    name: str


@dataclass(frozen=True, repr=False)
class Colormap(Placeholder):
    """A colormap (``!cmap``).

    Attributes
    ----------
    description
        The name of a colormap, a list of colors, or a mapping as in ``cmap`` of a plot.
    """

    yaml_tag = "!cmap"

    description: Any


@dataclass(frozen=True, repr=False)
class Norm(Placeholder):
    """A normalization of values to the range of a colormap (``!cmap-norm``).

    Attributes
    ----------
    description
        The name of a normalization, or a mapping as in ``norm`` of a plot.
    """

    yaml_tag = "!cmap-norm"

    description: Any


def find_placeholders(value: Any) -> Iterator[Placeholder]:
    """Iterate over the placeholders in a value, at any depth.

    Parameters
    ----------
    value
        A placeholder, or nested dictionaries, lists and tuples with placeholders in them.

    Yields
    ------
    Placeholder
        The placeholders, in the order of the value.

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


def replace_placeholders(value: Any, replace: Callable[[Any], Any]) -> Any:
    """Replace the placeholders in a value, at any depth.

    Parameters
    ----------
    value
        Any value. Dictionaries, lists and tuples in it are copied, so that the result can be
        modified without changing the original.
    replace
        Returns the replacement of a placeholder.

    Returns
    -------
    Any
        A copy of the value with the replacements.

    Examples
    --------
    >>> replace_placeholders({"a": [Tag("x"), 1]}, lambda placeholder: placeholder.name)
    {'a': ['x', 1]}
    """
    if isinstance(value, Placeholder):
        return replace(value)
    if isinstance(value, dict):
        return {key: replace_placeholders(item, replace) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)([replace_placeholders(item, replace) for item in value])
    return value


def find_result_tags(arguments: Any) -> list[str]:
    """Return the tags to which ``!dag_result`` refers.

    Parameters
    ----------
    arguments
        Arguments of a plot, with placeholders at any depth.

    Returns
    -------
    list of str
        Each tag once, in the order of the arguments.
    """
    tags = (p.name for p in find_placeholders(arguments) if isinstance(p, Result))
    return list(dict.fromkeys(tags))


def insert_results(arguments: Any, results: Mapping[str, Any]) -> Any:
    """Replace ``!dag_result`` by results, at any depth; other placeholders are left alone.

    Parameters
    ----------
    arguments
        Arguments of a plot, with placeholders at any depth.
    results
        Results by tag.

    Returns
    -------
    Any
        A copy of the arguments with the results.

    Raises
    ------
    KeyError
        If there is no result with a tag.
    """

    def replace(placeholder: Any) -> Any:
        return results[placeholder.name] if isinstance(placeholder, Result) else placeholder

    return replace_placeholders(arguments, replace)
