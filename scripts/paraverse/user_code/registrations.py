"""Find the functions that Python files register, by parsing the files instead of running them."""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from paraverse.base.digest import digest
from paraverse.errors import ConfigError, Location, Problem
from paraverse.user_code.dependencies import (
    DependencyGraph,
    FunctionNode,
    ParsedModule,
    find_registering_call,
    get_last_name,
)
from paraverse.user_code.fingerprint import describe_package

_REPLACING_OPTIONS = ("overwrite", "overwrite_existing", "skip_existing")
"""Options of a registration that concern another function of the same name."""


@dataclass(frozen=True, kw_only=True)
class RegisteredFunction:
    """A function that a file registers under a name.

    Attributes
    ----------
    name
        The registered name.
    file, line
        The location of its definition.
    signature
        Its parameters, with all defaults replaced by None; None if the function is not defined in
        that file.
    options
        Keyword arguments of the registration that are literals.
    collect_code
        Returns the source of the function and of everything that it depends on, which takes a long
        time and is needed only for functions that are used.
    """

    name: str
    file: str
    line: int
    signature: inspect.Signature | None
    options: Mapping[str, Any]
    collect_code: Callable[[], set[str]] = field(repr=False)

    @property
    def replaces(self) -> bool:
        """True if the registration allows another function of the same name."""
        return any(self.options.get(key) for key in _REPLACING_OPTIONS)

    @cached_property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change with the function and everything that it depends on.

        This includes the versions of the `packages` that it is registered with.
        """
        code = digest(sorted(self.collect_code()), 16)
        return digest([code, *map(describe_package, self.options.get("packages", ()))], 16)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in its code and in the code that it depends on, such as names of helpers."""
        return frozenset(re.findall(r"\w+", "\n".join(self.collect_code())))


@dataclass(frozen=True, kw_only=True)
class Registrations:
    """All functions that some files register.

    Attributes
    ----------
    functions
        The functions by registered name.
    open_files
        Fingerprints of files in which registrations cannot be found without running them (in a
        loop, in a function, under a computed name): any name that is not in `functions` may be
        registered by one of these files.
    repeated
        Pairs of functions with the same name, if the registration of the second does not allow the
        first.
    """

    functions: Mapping[str, RegisteredFunction]
    open_files: Mapping[str, str]
    repeated: Sequence[tuple[RegisteredFunction, RegisteredFunction]] = ()

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint of a registered function.

        Parameters
        ----------
        name
            The registered name.

        Returns
        -------
        str or None
            The fingerprint of the function; that of all open files if one of them may register it;
            None if nothing registers it.
        """
        if name in self.functions:
            return self.functions[name].fingerprint
        return digest(sorted(self.open_files.values())) if self.open_files else None


def find_registrations(
    files: Sequence[str | Path], decorators: Iterable[str], calls: Iterable[str] = ()
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

    Returns
    -------
    Registrations
        The registered functions. Of several functions with the same name, the one that is
        registered last counts, unless it has the option `skip_existing`.

    Raises
    ------
    ConfigError
        If a file is missing or is not valid Python, or if `packages` is not a literal.
    """
    graph = DependencyGraph(files, {*decorators, *calls})
    functions: dict[str, RegisteredFunction] = {}
    open_files: dict[str, str] = {}
    repeated: list[tuple[RegisteredFunction, RegisteredFunction]] = []
    for module in graph.in_import_order(map(Path, files)):
        for statement in module.tree.body:
            registered = list(_parse_registrations(statement, module))
            for name, expression, definition in registered:
                if name is None:
                    continue
                function = RegisteredFunction(
                    name=name,
                    file=str(module.path),
                    line=(definition or expression).lineno,
                    signature=_build_signature(definition.args) if definition else None,
                    options=_parse_options(expression, module),
                    collect_code=functools.partial(graph.collect_code, module, statement),
                )
                if name in functions and not function.replaces:
                    repeated.append((functions[name], function))
                if name not in functions or not function.options.get("skip_existing"):
                    functions[name] = function
            names = map(get_last_name, ast.walk(statement))
            mentions = sum(name in module.registering_names for name in names)
            if mentions > len(registered) or any(name is None for name, *_ in registered):
                open_files[str(module.path)] = graph.fingerprint(module, module.tree)
    return Registrations(functions=functions, open_files=open_files, repeated=repeated)


def find_functions(
    files: Sequence[str | Path], names: Iterable[str]
) -> dict[str, RegisteredFunction]:
    """Find functions that are not registered by their own names.

    Parameters
    ----------
    files
        Python files that can be parsed. Files that they import from beside them are searched, too.
    names
        Names of functions.

    Returns
    -------
    dict
        The functions that exist, by name.
    """
    graph = DependencyGraph(files)
    searched = frozenset(names)
    return {
        statement.name: RegisteredFunction(
            name=statement.name,
            file=str(module.path),
            line=statement.lineno,
            signature=_build_signature(statement.args),
            options={},
            collect_code=functools.partial(graph.collect_code, module, statement),
        )
        for module in graph.in_import_order(map(Path, files))
        for statement in module.tree.body
        if isinstance(statement, FunctionNode) and statement.name in searched
    }


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
        definitions = module.definitions.get(own_name, ()) if own_name else ()
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
        if keyword.arg == "packages" and not isinstance(options.get("packages"), tuple | list):
            message = "`packages` takes names that are written out, such as ('scipy',)."
            raise ConfigError([Problem(Location(str(module.path), keyword.value.lineno), message)])
    return options


def _build_signature(arguments: ast.arguments) -> inspect.Signature:
    """Return the signature of a parsed function, with all defaults replaced by None."""
    none = ast.Constant(None)
    arguments = copy.deepcopy(arguments)
    arguments.defaults = [none for _ in arguments.defaults]
    arguments.kw_defaults = [default and none for default in arguments.kw_defaults]
    function = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, none)))
    return inspect.signature(eval(compile(function, "signature", "eval")))
