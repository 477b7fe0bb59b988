"""Read all parameters of universes, to find out which of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex
from paraverse.sweep.axis import hashable
from paraverse.sweep.own_values import ParameterSource, parse_scalar
from paraverse.sweep.parameter_files import (
    FileParameters,
    Kind,
    Reader,
    read_parameters,
    reading_cost,
)

Keys = tuple[str, ...]
"""The keys that lead to a parameter in nested mappings, such as ``("model", "size")``."""

_VERSION = 1
"""To be increased whenever the parameters that are read from a file change."""

_MAX_ITEMS = 100
"""Longest list that is a value; longer ones are data."""

_MAX_PARAMETERS = 5000
"""Largest number of parameters that are read from a file."""

_PARAMETER_GROUPS = {
    "attributes", "cfg", "config", "configuration", "metadata", "model_parameters", "parameter",
    "parameters", "param", "params", "settings", "inputs",
}  # fmt: skip
"""Names of groups of HDF5 files whose scalar datasets are parameters, and not results."""

_LEVELS = 3
"""Levels of values in HDF5 files, from what is probably a parameter to what is probably not."""

_Parameter = tuple[int, list[str], Any]


class ParameterReader:
    """Reads all parameters in the files of universes.

    Parameters
    ----------
    index
        The index of files by content. It holds the parameters in files that were read before.
    read
        Reads the parameters in a file.
    """

    def __init__(self, index: FileIndex, read: Reader = read_parameters) -> None:
        self._index = index
        self._read = read

    def read_varying(
        self, sources: Mapping[str, Sequence[ParameterSource]]
    ) -> dict[str, dict[Keys, Any]]:
        """Read the parameters of all universes from the first kind of source that varies.

        Text files and the named groups of paths are read first; then, of other files such as HDF5,
        the attributes of the file itself and all values in groups such as ``parameters``; then all
        attributes; and last, scalar datasets.

        Parameters
        ----------
        sources
            The files of each universe, by its id.

        Returns
        -------
        dict
            The parameters of each universe that has some, by its id. Empty if no parameter has
            more than one value.
        """
        cheap = self._read_cheap(sources)
        if _varying(cheap):
            return cheap
        slow = {
            name: list(self._in_files(of_universe, (2,))) for name, of_universe in sources.items()
        }
        for level in range(_LEVELS):
            at_level = {
                name: {tuple(keys): value for own, keys, value in values if own <= level}
                for name, values in slow.items()
            }
            at_level = {name: values for name, values in at_level.items() if values}
            if _varying(at_level):
                return at_level
        return {}

    def _read_cheap(
        self, sources: Mapping[str, Sequence[ParameterSource]]
    ) -> dict[str, dict[Keys, Any]]:
        """Read the parameters in text files and paths."""
        in_files = {name: self._in_text_files(own) for name, own in sources.items()}
        in_files = {name: parameters for name, parameters in in_files.items() if parameters}
        varying = _varying(in_files)
        # The parameter itself is more exact than its digits in the name of a folder
        names = {keys[-1]: keys for parameters in in_files.values() for keys in parameters}
        merged = {}
        for universe, own in sources.items():
            parameters = dict(in_files.get(universe, {}))
            for source in own:
                for name, text in source.path_groups.items():
                    if text:
                        parameters.setdefault(names.get(name, (name,)), parse_scalar(text))
            # Without its file, a universe must not make parameters of the others incomplete
            if parameters and (universe in in_files or varying <= parameters.keys()):
                merged[universe] = parameters
        return merged

    def _in_text_files(self, sources: Sequence[ParameterSource]) -> dict[Keys, Any]:
        parameters: dict[Keys, Any] = {}
        for _, keys, value in self._in_files(sources, (0, 1)):
            parameters.setdefault(tuple(keys), value)
        return parameters

    def _in_files(
        self, sources: Sequence[ParameterSource], costs: Sequence[int]
    ) -> Iterator[_Parameter]:
        for cost in costs:
            for source in sources:
                if reading_cost(source.loader) == cost:
                    kind = digest(["all", _VERSION, source.loader, source.options], 16)
                    read = partial(self._list_parameters, source)
                    yield from self._index.derived(source.path, kind, read)

    def _list_parameters(self, source: ParameterSource) -> list[list[Any]]:
        parameters = self._read(source.path, source.loader, source.options)
        listed: list[list[Any]] = []
        whole, *_ = (*parameters.mappings, {})
        for keys, value in _leaves(whole, parameters.kind):
            if len(listed) == _MAX_PARAMETERS:
                break
            level = 0 if parameters.kind != "binary" else _level(keys, parameters)
            listed.append([level, list(keys), value])
        return listed


def _varying(parameters: Mapping[str, Mapping[Keys, Any]]) -> set[Keys]:
    """Return the parameters that have several values."""
    first: dict[Keys, Any] = {}
    return {
        keys
        for own in parameters.values()
        for keys, value in own.items()
        if hashable(first.setdefault(keys, value)) != hashable(value)
    }


def _level(keys: Keys, parameters: FileParameters) -> int:
    """Return the level of a value in an HDF5 file: 0 for what is most likely a parameter."""
    if any(key.lower() in _PARAMETER_GROUPS for key in keys[:-1]):
        return 0
    if keys in parameters.datasets:
        return 2
    return 0 if len(keys) == 1 else 1


def _leaves(mapping: Mapping[Any, Any], kind: Kind, above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    for key, value in mapping.items():
        keys = (*above, str(key))
        if isinstance(value, Mapping):
            yield from _leaves(value, kind, keys)
        elif isinstance(value, str) and kind == "text":
            yield keys, parse_scalar(value)
        elif kind == "binary" and isinstance(value, list) and len(value) == 1:
            yield keys, _to_json(value[0])
        elif _is_value(value):
            yield keys, _to_json(value)


def _is_value(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return len(value) <= _MAX_ITEMS and all(map(_is_value, value))
    return not isinstance(value, Mapping | bytes | None)


def _to_json(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(map(_to_json, value))
    return value if isinstance(value, str | bool | int | float) else str(value)
