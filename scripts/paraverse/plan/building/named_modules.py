"""Find modules of the project that a configuration names, and describe their code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paraverse.transform.language.nodes import Node
from paraverse.user_code.registered import Registrations

_IMPORT_OPERATIONS = ("import", "import_and_call")
"""Operations that import the module that their argument names."""


def describe_modules(names: Iterable[str], functions: Registrations) -> tuple[str, ...]:
    """Describe the code of modules that configurations name.

    Parameters
    ----------
    names
        Names of modules, of which some need not belong to the project.
    functions
        Functions of files that are imported before, whose folders the modules may be in.

    Returns
    -------
    tuple of str
        A line with a digest for each definition in modules of the project.
    """
    lines: dict[str, None] = {}
    for name in names:
        if all(map(str.isidentifier, name.split("."))):
            lines |= dict.fromkeys(functions.find_module(name).describe())
    return tuple(lines)


def modules_of_operations(nodes: Iterable[Node]) -> Iterator[str]:
    """Find the modules that operations import by name.

    Parameters
    ----------
    nodes
        Nodes of a transformation.

    Yields
    ------
    str
        Arguments that may be the name of a module.
    """
    for node in nodes:
        if node.operation in _IMPORT_OPERATIONS:
            arguments = [*node.args, *node.kwargs.values()]
            yield from (name for name in arguments if isinstance(name, str))


def modules_of_calls(values: Any) -> Iterator[str]:
    """Find the modules of functions that are written as ``function: [module, name]``.

    Parameters
    ----------
    values
        Nested arguments of a plot function and of helpers.

    Yields
    ------
    str
        The name of each module.
    """
    if isinstance(values, Mapping):
        for key, value in values.items():
            match value:
                case [str(module), str()] if key == "function":
                    yield module
                case _:
                    yield from modules_of_calls(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from modules_of_calls(value)
