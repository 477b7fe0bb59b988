"""Check the operations that transformations use, and those that the project registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from paraverse.errors import Location, Problem
from paraverse.plan.checks.code_arguments import code_message
from paraverse.plan.reading.project_code import ProjectCode, is_builtin
from paraverse.transform.call_checks import check_arguments, check_call
from paraverse.transform.language.graph import Graph, Node
from paraverse.transform.operations import BUILTIN_NAMES
from paraverse.user_code.registered import RegisteredFunction

_HINT = "Give it another name, or `overwrite=True` if it should replace that one everywhere."


def registration_problems(code: ProjectCode) -> Iterator[Problem]:
    """Find operations of the project whose names are already taken.

    Parameters
    ----------
    code
        The operations of paraverse and of the project.

    Yields
    ------
    Problem
        One for each operation that would replace another one without an option that allows it.
    """
    for first, second in code.operations.repeated:
        if not is_builtin(first):
            message = f"{first.name!r} is registered already, in {first.file}:{first.line}."
            yield Problem(Location(second.file, second.line), f"{message} {_HINT}")
    for function in code.operations.functions.values():
        if function.name in BUILTIN_NAMES and not function.replaces and not is_builtin(function):
            message = f"{function.name!r} is an operation that comes with paraverse."
            yield Problem(Location(function.file, function.line), f"{message} {_HINT}")


def graph_problems(
    where: Callable[..., Location], graph: Graph, code: ProjectCode
) -> Iterator[Problem]:
    """Find what is wrong with a transformation.

    Parameters
    ----------
    where
        Returns the location of keys of the transformation.
    graph
        The graph of the transformation.
    code
        The available operations.

    Yields
    ------
    Problem
        Those of the graph itself; meta-operations whose names are already taken; operations that do
        not exist, that do not take the arguments of a node, or that would run text from the data.
    """
    yield from graph.problems
    for name in graph.meta_operations:
        function = code.operations.functions.get(name)
        # The graph itself reports the names of paraverse's operations
        if function is not None and name not in BUILTIN_NAMES:
            message = (
                f"There is an operation {name!r} already, in {function.file}:{function.line}; "
                "this one needs another name."
            )
            yield Problem(where("meta_operations", name), message)
    for name, nodes in graph.nodes_by_operation().items():
        if not all(node.key for node in nodes):
            continue  # they need each other's results, and have no arguments here
        wrong = next(filter(None, (_call_message(name, node, code) for node in nodes)), None)
        if wrong:
            yield from (Problem(where(*node.path), wrong) for node in nodes)
            continue
        for node in nodes:
            unsafe = code_message(node, graph)
            if unsafe:
                yield Problem(where(*node.path), unsafe)


def _call_message(name: str, node: Node, code: ProjectCode) -> str | None:
    """Return a message if the operation or the arguments of a node are wrong, else None."""
    registered = code.operations.functions.get(name)
    if registered is not None:
        return _arguments_message(registered, node)
    if code.operations.open_files:
        return None
    message = check_call(name, node.args, node.kwargs, others=code.operations.functions)
    for file in code.own_files if message and name.isidentifier() else ():
        if re.search(rf"^def {name}\(", Path(file).read_text(encoding="utf-8"), re.MULTILINE):
            return f"{name!r} in {file} is not registered: put `@operation` above it."
    return message


def _arguments_message(function: RegisteredFunction, node: Node) -> str | None:
    if function.signature is None:
        return None
    return check_arguments(function.name, function.signature, node.args, node.kwargs)
