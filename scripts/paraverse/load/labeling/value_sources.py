"""Read what labels need from a universe: datasets, attributes, values in files, parameters."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

import numpy as np

from paraverse.base.field_labels import ValueSource
from paraverse.errors import LoadError, suggest
from paraverse.load.formats.text import parse_text
from paraverse.load.members import Array, GroupMember, Text, Tree
from paraverse.load.nested_values import look_up


class UniverseValues:
    """The values that a universe holds.

    Parameters
    ----------
    tree
        The data of the universe.
    parameters
        Its swept parameters by name.
    """

    def __init__(self, tree: Tree, parameters: Mapping[str, Any]) -> None:
        self._tree = tree
        self._parameters = parameters
        self._parsed: dict[str, Any] = {}

    def read(self, source: ValueSource, path: str) -> tuple[np.ndarray, Mapping[str, Any]]:
        """Read a value.

        Parameters
        ----------
        source
            Where it is.
        path
            The path of the dataset that is labeled.

        Returns
        -------
        values : numpy.ndarray
            The value, of any shape.
        attrs : dict of str
            The attributes of the dataset that it comes from; empty for all other sources.

        Raises
        ------
        ValueError
            If the universe does not have it.
        """
        if source.parameter is not None:
            if source.parameter not in self._parameters:
                raise ValueError(f"the universe has no swept parameter {source.parameter!r}")
            return np.asarray(self._parameters[source.parameter]), {}
        target = source.path_from(path)
        member = self._tree.get(target)
        if source.attribute is not None:
            return self._attribute(member, target, source.attribute), {}
        if isinstance(member, Array):
            return member.values, member.attrs
        return np.asarray(self._value_in_file(target)), {}

    def number(self, argument: Any, path: str) -> Any:
        """Read a number.

        Parameters
        ----------
        argument
            A number, or the source of one.
        path
            The path of the dataset that is labeled.

        Returns
        -------
        int or float
            The number.

        Raises
        ------
        ValueError
            If the universe does not have it, or if it is not one number.
        """
        if not isinstance(argument, ValueSource):
            return argument
        values, _ = self.read(argument, path)
        if values.size != 1 or values.dtype.kind not in "iuf":
            content = repr(values.item()) if values.size == 1 else f"shape {values.shape}"
            raise ValueError(f"{argument} is not a number: {content}")
        return values.item()

    def _attribute(self, member: Any, path: str, name: str) -> np.ndarray:
        if not isinstance(member, Array | GroupMember):
            raise ValueError(f"there is no dataset or group {path!r}")
        if name not in member.attrs:
            hint = suggest(name, member.attrs)
            raise ValueError(f"{path!r} has no attribute {name!r}. {hint}".rstrip())
        return np.asarray(member.attrs[name])

    def _value_in_file(self, path: str) -> Any:
        file = text_file_above(self._tree, path)
        if file is None:
            raise ValueError(f"there is no dataset or value {path!r}")
        text = self._tree[file]
        assert isinstance(text, Text)
        try:
            if file not in self._parsed:
                self._parsed[file] = parse_text(text.text, text.syntax)
            keys = path.removeprefix(file).strip("/").split("/")
            return look_up(self._parsed[file], keys, path)
        except LoadError as error:
            raise ValueError(str(error)) from error


def text_file_above(tree: Tree, path: str) -> str | None:
    """Return the path of the text file in which a path leads to a value.

    Parameters
    ----------
    tree
        The data of a universe.
    path
        A path such as ``params/model/dt``.

    Returns
    -------
    str or None
        A path such as ``params``; None if no text file is above.
    """
    above = posixpath.dirname(path)
    while above and not isinstance(tree.get(above), Text):
        above = posixpath.dirname(above)
    return above or None
