"""Find the functions that Python files register, by parsing the files instead of running them."""

from __future__ import annotations

import ast
import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import ConfigError, Location, Problem
from paraverse.user_code.declared_files import read_declaration
from paraverse.user_code.dependencies import DependencyGraph
from paraverse.user_code.mentions import FunctionNode, get_last_name
from paraverse.user_code.modules import ParsedModule, find_registering_call
from paraverse.user_code.parsing import Statement
from paraverse.user_code.registered import RegisteredFunction, Registrations
from paraverse.user_code.used_code import UsedCode


def find_registrations(
    files: Sequence[str | Path],
    decorators: Iterable[str],
    calls: Iterable[str] = (),
    *,
    imported_before: Sequence[str | Path] = (),
) -> Registrations:
    """Find the functions that files register, including those in files that they import.

    Parameters
    ----------
    files
        Python files.
    decorators
        Names of decorators that register functions, such as ``operation``.
    calls
        Names of functions that register functions, such as
        ``register_operation(func=..., name=...)``.
    imported_before
        Other Python files that are imported before these, and may change what they do. By default,
        there are none.

    Returns
    -------
    Registrations
        The registered functions. Of several functions with the same name, the one that is
        registered last counts, unless it has the option `skip_existing`.

    Raises
    ------
    ConfigError
        If a file is missing or is not valid Python, or if `packages` or `depends_on` is not a
        literal.
    """
    graph = DependencyGraph([*imported_before, *files], {*decorators, *calls})
    graph.parse_all()
    functions: dict[str, RegisteredFunction] = {}
    open_files: list[str] = []
    own: list[Path] = []
    repeated: list[tuple[RegisteredFunction, RegisteredFunction]] = []
    for module in graph.in_import_order(map(Path, files)):
        if not module.is_builtin:
            own.append(module.path)
        for statement in module.statements:
            registered = list(_parse_registrations(statement.node, module))
            for name, expression, definition in registered:
                if name is None:
                    continue
                function = RegisteredFunction(
                    name=name,
                    file=str(module.path),
                    line=(definition or expression).lineno,
                    registered_at=expression.lineno,
                    definition=definition,
                    options=_parse_options(expression, module),
                    find_used_code=functools.partial(graph.find_used_code, module, statement),
                )
                if name in functions and not function.replaces:
                    repeated.append((functions[name], function))
                if name not in functions or not function.options.get("skip_existing"):
                    functions[name] = function
            if not module.is_builtin and _registers_more(statement, module, registered):
                open_files.append(str(module.path))
    # A decorator of an open file may register functions of all files
    open_code = graph.find_all_code(own) if open_files else UsedCode()
    return Registrations(
        functions=functions,
        open_files=dict.fromkeys(open_files, open_code.fingerprint) if open_files else {},
        repeated=repeated,
        open_code=open_code,
        find_effects=lambda: graph.effects,
        find_module=graph.find_module,
    )


def find_functions(
    files: Sequence[str | Path],
    names: Iterable[str],
    *,
    imported_before: Sequence[str | Path] = (),
) -> dict[str, RegisteredFunction]:
    """Find functions that are not registered by their own names.

    Parameters
    ----------
    files
        Python files that can be parsed.
    names
        Names of functions, which the files define or import.
    imported_before
        See `find_registrations`.

    Returns
    -------
    dict
        The functions that exist, by name. If several files have a function of the same name, it is
        that of the first.
    """
    graph = DependencyGraph([*imported_before, *files])
    graph.parse_all()
    modules = list(graph.in_import_order(map(Path, files)))
    own = list(map(graph.parse, map(Path, files)))
    functions = {}
    for name in names:
        # Names that a file takes from others with `from x import *` are searched in those
        for module in (*own, *modules):
            binding = [s for s in module.statements if name in s.mentions.stored]
            if binding:
                find = functools.partial(graph.find_used_code, module, *binding)
                functions[name] = _unregistered(name, module, binding[-1], find)
                break
        else:
            for module in own:
                anything = [s for s in module.statements if _binds_any_name(s)]
                if anything:
                    find = functools.partial(graph.find_all_code, [m.path for m in own])
                    functions[name] = _unregistered(name, module, anything[0], find)
                    break
    return functions


def _unregistered(
    name: str, module: ParsedModule, statement: Statement, find: Callable[[], UsedCode]
) -> RegisteredFunction:
    node = statement.node
    return RegisteredFunction(
        name=name,
        file=str(module.path),
        line=node.lineno,
        registered_at=node.lineno,
        definition=node if isinstance(node, FunctionNode) and node.name == name else None,
        options={},
        find_used_code=find,
    )


def _binds_any_name(statement: Statement) -> bool:
    return "__getattr__" in statement.mentions.stored or statement.mentions.reaches_all_names


def _registers_more(
    statement: Statement, module: ParsedModule, registered: Sequence[tuple[str | None, Any, Any]]
) -> bool:
    """Return whether a statement may register functions that are not found in it."""
    names = statement.mentions.last_names
    mentions = sum(names[name] for name in module.registering_names)
    return mentions > len(registered) or any(name is None for name, *_ in registered)


def _parse_registrations(
    statement: ast.stmt, module: ParsedModule
) -> Iterator[tuple[str | None, ast.expr, FunctionNode | None]]:
    """Yield what a top-level statement registers.

    Yields
    ------
    str or None
        The registered name; None if it is computed.
    ast.expr
        The decorator or call that registers it.
    FunctionNode or None
        The definition of the function, if it is in the file.
    """
    if isinstance(statement, FunctionNode):
        for decorator in statement.decorator_list:
            if get_last_name(getattr(decorator, "func", decorator)) in module.registering_names:
                name = _get_argument(decorator, 0, "name")
                yield _get_string(name, statement.name), decorator, statement
    call = find_registering_call(statement, module.registering_names)
    if call:
        function = _get_argument(call, 0, "func")
        own_name = function.id if isinstance(function, ast.Name) else None
        definitions = module.find_definitions(own_name) if own_name else []
        is_named = any(isinstance(node, FunctionNode | ast.ImportFrom) for node in definitions)
        definition = next((node for node in definitions if isinstance(node, FunctionNode)), None)
        name = _get_argument(call, 1, "name")
        yield _get_string(name, own_name if is_named else None), call, definition


def _get_argument(call: ast.expr, position: int, name: str) -> ast.expr | None:
    if not isinstance(call, ast.Call):
        return None
    by_name = (keyword.value for keyword in call.keywords if keyword.arg == name)
    return next(iter([*call.args[position : position + 1], *by_name]), None)


def _get_string(node: ast.expr | None, default: str | None) -> str | None:
    if node is None:
        return default
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _parse_options(expression: ast.expr, module: ParsedModule) -> dict[str, Any]:
    options = {}
    for keyword in getattr(expression, "keywords", ()):
        with contextlib.suppress(ValueError):
            options[str(keyword.arg)] = ast.literal_eval(keyword.value)
        message = None
        if keyword.arg == "packages" and not isinstance(options.get("packages"), tuple | list):
            message = "`packages` takes names that are written out, such as ('scipy',)."
        if keyword.arg == "depends_on" and read_declaration(keyword.value) is None:
            message = (
                "`depends_on` takes paths that are written out, such as ['config/table.csv']: they "
                "are read without running the file."
            )
        if message:
            raise ConfigError([Problem(Location(str(module.path), keyword.value.lineno), message)])
    return options
