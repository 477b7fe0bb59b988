"""Labels of fields, as the configuration specifies them by paths and patterns."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from paraverse.base.path_patterns import matches_pattern, may_match_below
from paraverse.errors import list_some


@dataclass(frozen=True, kw_only=True)
class ValueSource:
    """Something in a universe that holds a value.

    Attributes
    ----------
    path
        The path of a dataset, or of a value in a YAML, JSON or TOML file; with `attribute`, that of
        the dataset or group that has the attribute. Paths that begin with ``.`` or ``..`` are
        relative to the group of the dataset that is labeled; "" is this dataset.
    attribute
        The name of an attribute; None for the dataset or value itself.
    parameter
        The name of a swept parameter, instead of a path.
    """

    path: str = ""
    attribute: str | None = None
    parameter: str | None = None

    @property
    def is_relative(self) -> bool:
        """True if the path is relative to the group of the dataset."""
        return self.path.partition("/")[0] in (".", "..")

    def path_from(self, field: str) -> str:
        """Return the path in the universe.

        Parameters
        ----------
        field
            The path of the dataset that is labeled.

        Returns
        -------
        str
            The path of the source, which is not a parameter.

        Examples
        --------
        >>> ValueSource(path="../time").path_from("data/epidemic/infected")
        'data/time'
        """
        if not self.path:
            return field
        if self.is_relative:
            return posixpath.normpath(posixpath.join(posixpath.dirname(field), self.path))
        return self.path.strip("/")

    def __str__(self) -> str:
        if self.parameter is not None:
            return f"the parameter {self.parameter!r}"
        if self.attribute is not None:
            return f"the attribute {self.attribute!r}{f' of {self.path!r}' if self.path else ''}"
        return repr(self.path)


@dataclass(frozen=True, kw_only=True)
class CoordinateSource:
    """The source of the coordinates of a dimension.

    Attributes
    ----------
    mode
        One of `paraverse.load.labeling.coordinate_modes.MODES`, such as ``linspace``.
    argument
        The coordinates for ``values``, a `ValueSource` for ``linked``, otherwise the arguments of
        the function: numbers, or instances of `ValueSource` for what differs between universes.
    attrs
        Attributes of the coordinate, which update those of the dataset that it comes from.
    """

    mode: str
    argument: Any
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sources(self) -> list[ValueSource]:
        """All values in the universe that the coordinates are computed from."""
        arguments = self.argument if isinstance(self.argument, tuple) else (self.argument,)
        return [item for item in arguments if isinstance(item, ValueSource)]

    def __str__(self) -> str:
        if self.mode == "linked":
            return str(self.argument)
        return f"{self.mode} [{list_some([*map(str, self.argument)])}]"


@dataclass(frozen=True, kw_only=True)
class FieldLabels:
    """Labels of a field.

    Attributes
    ----------
    dims
        The names of all dimensions, or the names of some by their number, where -1 is the last one;
        None to leave them as they are.
    coords
        The coordinates of dimensions, by the name of the dimension.
    attrs
        Attributes, which update those in the file.
    dtype
        The type to convert the values to; None to leave them as they are.
    """

    dims: tuple[str, ...] | Mapping[int, str] | None = None
    coords: Mapping[str, CoordinateSource] = field(default_factory=dict)
    attrs: Mapping[str, Any] = field(default_factory=dict)
    dtype: str | None = None


def labels_of_field(labels: Mapping[str, FieldLabels], path: str) -> FieldLabels | None:
    """Return the labels that the configuration specifies for a field.

    Parameters
    ----------
    labels
        Labels by path or pattern.
    path
        The path of the field.

    Returns
    -------
    FieldLabels or None
        What all patterns that match specify together; later ones take precedence. None if no
        pattern matches.
    """
    matching = [of_pattern for pattern, of_pattern in labels.items() if matches(pattern, path)]
    if not matching:
        return None
    merged, *others = matching
    for other in others:
        merged = replace(
            merged,
            dims=merged.dims if other.dims is None else other.dims,
            coords={**merged.coords, **other.coords},
            attrs={**merged.attrs, **other.attrs},
            dtype=other.dtype or merged.dtype,
        )
    return merged


@functools.lru_cache(10_000)  # the same fields are looked up in each universe
def matches(pattern: str, path: str) -> bool:
    """Return whether a pattern matches a path.

    Parameters
    ----------
    pattern
        A path in which ``*``, ``?`` and ``[…]`` stand for characters other than ``/``, and the name
        ``**`` for any number of groups.
    path
        The path of a field.

    Returns
    -------
    bool
        True if the pattern matches the whole path.

    Examples
    --------
    >>> matches("data/*", "data/walk"), matches("data/*", "data/abm/walk")
    (True, False)
    >>> matches("data/**", "data/abm/walk"), matches("**/walk", "walk")
    (True, True)
    """
    return matches_pattern(path.split("/"), pattern.split("/"))


def is_pattern(path: str) -> bool:
    """Return whether a path has wildcards.

    Parameters
    ----------
    path
        A path or pattern.

    Returns
    -------
    bool
        True for a pattern.
    """
    return bool(set("*?[") & set(path))


def labels_of_stored(
    labels: Mapping[str, FieldLabels], stored: Iterable[str]
) -> dict[str, FieldLabels]:
    """Return the labels that concern stored fields, or what their coordinates come from.

    Parameters
    ----------
    labels
        Labels by path or pattern.
    stored
        The paths and patterns of the stored fields.

    Returns
    -------
    dict of str to FieldLabels
        The labels whose change may change what is stored, in the same order.
    """
    selections = set(stored)
    for pattern, of_fields in labels.items():
        for path in filter(partial(may_select, pattern), list(selections)):
            for coordinate in of_fields.coords.values():
                for source in coordinate.sources:
                    is_certain = not (source.is_relative and is_pattern(path))
                    selections.add(source.path_from(path) if is_certain else "*")
    return {
        pattern: of_fields
        for pattern, of_fields in labels.items()
        if any(may_select(pattern, path) for path in selections)
    }


def may_select(pattern: str, selection: str) -> bool:
    """Return whether a field can match a pattern and be in a selection of fields.

    Parameters
    ----------
    pattern
        A pattern of labels.
    selection
        A path or pattern of `paraverse.base.field_filter.FieldFilter`; a group stands for all that
        it contains.

    Returns
    -------
    bool
        False only if there can be no such field.

    Examples
    --------
    >>> may_select("data/epidemic/**", "data/epidemic/infected"), may_select("a/*", "b/x")
    (True, False)
    """
    if is_pattern(selection):
        one, other = _literal_beginning(pattern), _literal_beginning(selection)
        return one.startswith(other) or other.startswith(one)
    names, names_in_pattern = selection.split("/"), pattern.split("/")
    return matches_pattern(names, names_in_pattern) or may_match_below(names, names_in_pattern)


def _literal_beginning(pattern: str) -> str:
    return re.split(r"[*?[]", pattern, maxsplit=1)[0]
