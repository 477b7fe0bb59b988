"""Find the values of swept parameters that the files of a universe hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex
from paraverse.errors import LoadError
from paraverse.sweep.axis import Axis, hashable
from paraverse.sweep.parameter_files import (
    FileParameters,
    Kind,
    Reader,
    read_parameters,
    reading_cost,
)
from paraverse.sweep.parameter_space import ParameterSpace

_MAX_TEXT = 1000
"""Longest text, in characters, that may stand for a number or a list."""

_MISSING = object()

_VERSION = 1
"""To be increased whenever the values that are found in a file change."""

_Values = tuple[str, dict[str, Any], str, str]


@dataclass(frozen=True, kw_only=True)
class ParameterSource:
    """A file of a universe that may hold its parameters.

    Attributes
    ----------
    path
        The path of the file.
    loader
        The name of its loader.
    options
        The options of the loader.
    path_groups
        The named groups of the entry's `path_regex`, with the text that they match in the path.
    """

    path: str
    loader: str
    options: Mapping[str, Any] = field(default_factory=dict)
    path_groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OwnValues:
    """The values of swept parameters that the files of a universe hold.

    Attributes
    ----------
    values
        The value of each dimension that was found. It is that of the parameter space if they
        agree; otherwise it is as the file has it.
    missing
        Why dimensions have no value.
    contradiction
        Two values for the same dimension, in words; empty if there are none.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    contradiction: str = ""


class OwnValueFinder:
    """Finds the values of swept parameters in the files of universes.

    Parameters
    ----------
    space
        The parameter space.
    index
        The index of files by content. It holds the values in files that were read before.
    read
        Reads the parameters in a file.
    """

    def __init__(
        self, space: ParameterSpace, index: FileIndex, read: Reader = read_parameters
    ) -> None:
        self._index = index
        self._read = read
        self._axes = {name: Axis(values) for name, values in space.dimensions.items()}
        self._locations = space.locations
        # In a file without nested mappings, the name may be that of another parameter
        others = space.constant_parameters().keys()
        self._kind = digest([_VERSION, space.dimensions, space.locations, sorted(others)], 16)
        self._kinds: dict[str, str] = {}
        self._unique_names = {
            name for name, keys in space.locations.items() if keys == (name,) or name not in others
        }

    def find(self, sources: Sequence[ParameterSource]) -> OwnValues:
        """Find the values of one universe.

        Parameters
        ----------
        sources
            The files of the universe. Mappings as text are read first, then tables, and the named
            groups of paths come next. Other files are read only if values are missing.

        Returns
        -------
        OwnValues
            The values in the first file that has all of them; if there is none, those of all files
            together.
        """
        by_dimension: dict[str, tuple[Any, str]] = {}
        missing: list[str] = []
        contradiction = ""
        for name, values, ambiguous, problem in self._iterate_values(sources):
            if len(by_dimension) == len(self._axes):
                break
            if len(values) == len(self._axes):
                return OwnValues(values=values)
            if ambiguous:
                contradiction = contradiction or f"{name} has {ambiguous}"
            for dimension, value in values.items():
                other, source = by_dimension.setdefault(dimension, (value, name))
                if hashable(other) != hashable(value):
                    pair = f"{source} has {dimension}={other!r}, but {name} has {value!r}"
                    contradiction = contradiction or pair
            lacking = ", ".join(d for d in self._axes if d not in values)
            reason = f": {problem}" if problem else f" has no {lacking}"
            missing.append(f"{name}{reason}")
        outside = (self._in_path(source, is_in_space=False) for source in sources)
        values = {name: parse_scalar(text) for groups in outside for name, text in groups.items()}
        values |= {dimension: value for dimension, (value, _) in by_dimension.items()}
        is_complete = len(values) == len(self._axes)
        reasons = () if is_complete else tuple(missing)
        return OwnValues(values=values, missing=reasons, contradiction=contradiction)

    def _iterate_values(self, sources: Sequence[ParameterSource]) -> Iterator[_Values]:
        """Read what may hold parameters: a name, values, what is ambiguous, why there are none."""
        for cost in (0, 1, 2):
            for source in sources:
                if reading_cost(source.loader) == cost:
                    yield PurePath(source.path).name, *self._values_in_file(source)
            if cost == 1:
                # Numbers in the names of folders may be rounded, so other files may know better
                groups = [self._in_path(source, is_in_space=True) for source in sources]
                if any(groups):
                    parameters = FileParameters(mappings=({}, *groups), kind="text")
                    yield "the path", *self._values_in(parameters), ""

    def _values_in_file(self, source: ParameterSource) -> tuple[dict[str, Any], str, str]:
        """Return the values in a file, what is ambiguous, and why there are none."""
        kind = self._kind_of(source)
        stored = self._index.derived(
            source.path, kind, lambda: self._to_json(*self._read_values(source))
        )
        return self._read_values(source) if stored is None else self._from_json(*stored)

    def _kind_of(self, source: ParameterSource) -> str:
        """Return what the values in a file depend on, besides its content."""
        key = f"{source.loader} {source.options!r}"
        if key not in self._kinds:
            self._kinds[key] = digest([self._kind, source.loader, source.options])
        return self._kinds[key]

    def _read_values(self, source: ParameterSource) -> tuple[dict[str, Any], str, str]:
        parameters = self._read(source.path, source.loader, source.options)
        return *self._values_in(parameters), parameters.reason

    def _to_json(self, values: Mapping[str, Any], ambiguous: str, reason: str) -> list[Any] | None:
        """Return values as JSON: those of the space by index; None if that is not possible."""
        encoded = {}
        for name, value in values.items():
            index = self._axes[name].find(value)
            if index is None and not isinstance(value, str | int | float | None):
                return None
            encoded[name] = [value] if index is None else index
        return [encoded, ambiguous, reason]

    def _from_json(
        self, encoded: Mapping[str, Any], ambiguous: str, reason: str
    ) -> tuple[dict[str, Any], str, str]:
        values = {
            name: self._axes[name].values[at] if isinstance(at, int) else at[0]
            for name, at in encoded.items()
        }
        return values, ambiguous, reason

    def _in_path(self, source: ParameterSource, *, is_in_space: bool) -> dict[str, str]:
        """Return the text of those dimensions in a path that is, or is not, in the space."""
        groups = {name: source.path_groups.get(re.sub(r"\W", "_", name)) for name in self._axes}
        return {
            name: text
            for name, text in groups.items()
            if text
            and is_in_space
            == any(self._axes[name].find(v) is not None for v in _meanings(text, "text"))
        }

    def _values_in(self, parameters: FileParameters) -> tuple[dict[str, Any], str]:
        """Return the value of each dimension in a file, and those that have more than one."""
        values: dict[str, Any] = {}
        ambiguous = ""
        for dimension in self._axes:
            raw = [self._look_up(dimension, m, parameters.kind) for m in parameters.mappings]
            # The whole file comes first; single groups in it matter only if that has no value
            used = raw[:1] if raw and raw[0] is not _MISSING else raw[1:]
            candidates = {
                hashable(value): value
                for one in used
                if one is not _MISSING
                for value in self._stands_for(dimension, one, parameters.kind)
            }
            if len(candidates) == 1:
                (values[dimension],) = candidates.values()
            elif candidates:
                first, second, *_ = candidates.values()
                ambiguous = f"more than one value of {dimension}: {first!r} and {second!r}"
        return values, ambiguous

    def _look_up(self, dimension: str, mapping: Mapping[str, Any], kind: Kind) -> Any:
        """Return the value of a dimension in a mapping; `_MISSING` if it has none."""
        keys = self._locations[dimension]
        value: Any = mapping
        for key in keys:
            if not isinstance(value, Mapping):
                value = _MISSING
                break
            value = value.get(key, value.get(str(key), _MISSING))
        names = [separator.join(map(str, keys)) for separator in "./"]
        if kind != "nested" and dimension in self._unique_names:
            names.append(dimension)
        values = (value, *(mapping.get(name, _MISSING) for name in names))
        # In an HDF5 file, a group or the attributes of a dataset may have the same name
        candidates = (v for v in values if not (kind == "binary" and isinstance(v, Mapping)))
        return next((value for value in candidates if value is not _MISSING), _MISSING)

    def _stands_for(self, dimension: str, value: Any, kind: Kind) -> list[Any]:
        """Return the values of the space that a value may stand for; itself if there is none."""
        axis = self._axes[dimension]
        meanings = _meanings(value, kind)
        indices = (axis.find(meaning) for meaning in meanings)
        return [axis.values[index] for index in indices if index is not None] or meanings[:1]


def _meanings(value: Any, kind: Kind) -> list[Any]:
    """Return what a value may stand for, given what its file says about types."""
    if kind == "text" and isinstance(value, str):
        parsed = parse_scalar(value)
        return [value] if isinstance(parsed, str) else [parsed, value]
    if kind == "binary" and isinstance(value, list) and len(value) == 1:
        return [value[0], value]
    return [value]


def parse_scalar(text: str) -> Any:
    """Return the value that text stands for in YAML.

    Parameters
    ----------
    text
        The text, such as "0.1", "true" or "[1, 2]".

    Returns
    -------
    object
        A number, Boolean, date, list or None; the text itself if it stands for itself, is not
        valid YAML, or is longer than 1000 characters.
    """
    from paraverse.yaml_io.data import parse_yaml_data  # here, as few processes need it

    if len(text) > _MAX_TEXT:
        return text
    try:
        value = parse_yaml_data(text)
    except LoadError:
        return text
    return text if isinstance(value, Mapping) else value
