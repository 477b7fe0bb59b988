"""Names that exist at the top level of a file while it is imported."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from pathlib import Path

from paraverse.user_code.mentions import ImportNode
from paraverse.user_code.parsing import Statement, parse_file

_ALWAYS = frozenset(dir(builtins)) | {
    *("__annotations__", "__builtins__", "__cached__", "__file__", "__path__")
}


class NameTable:
    """The names that exist after some statements of a file.

    If a statement may bind any name, such as ``from x import *``, all names may exist, except for
    those that a later statement of the file binds.

    Parameters
    ----------
    later
        The names that all statements of the file bind.
    """

    def __init__(self, later: Iterable[str] = ()) -> None:
        self._later = frozenset(later)
        self._names: set[str] = set()
        self._has_all = False

    def add(self, statement: Statement) -> None:
        """Add the names that a statement binds.

        Parameters
        ----------
        statement
            The next statement of the file.
        """
        node, mentions = statement.node, statement.mentions
        self._names |= mentions.stored
        binds_all = isinstance(node, ImportNode) and node.names[0].name == "*"
        has_getattr = "__getattr__" in mentions.stored
        self._has_all |= binds_all or has_getattr or mentions.reaches_all_names

    def has(self, names: Iterable[str]) -> bool:
        """Return whether names exist.

        Parameters
        ----------
        names
            Names in an expression.

        Returns
        -------
        bool
            True if all of them exist or may exist.
        """
        unknown = [name for name in names if name not in self._names and name not in _ALWAYS]
        return not unknown or (self._has_all and self._later.isdisjoint(unknown))


def find_names(path: Path) -> NameTable:
    """Find the names that can be imported from a file.

    Parameters
    ----------
    path
        A Python file.

    Returns
    -------
    NameTable
        All names that it binds; any name may exist if it defines ``__getattr__``.

    Raises
    ------
    ConfigError
        If the file cannot be read or is not valid Python.
    """
    names = NameTable()
    for statement in parse_file(path):
        names.add(statement)
    return names
