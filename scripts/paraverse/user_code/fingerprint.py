"""Fingerprints of functions that Python files register, and of whole programs."""

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
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import Any

from paraverse.base.digest import digest
from paraverse.errors import ConfigError, Location, Problem
from paraverse.user_code.dependencies import (
    FunctionNode,
    Module,
    Project,
    find_registering_call,
    get_last_name,
)

_ABOUT_OTHERS = ("overwrite", "overwrite_existing", "skip_existing")


@dataclass(frozen=True)
class Registered:
    """A function that a file registers under a name.

    Attributes
    ----------
    name
        The registered name.
    file, line
        Where it is defined.
    signature
        Its parameters, with None for all defaults; None if it is not a function of that file.
    options
        Arguments of the registration by keyword, as far as they are literals.
    """

    name: str
    file: str
    line: int
    signature: inspect.Signature | None
    options: Mapping[str, Any]
    _code: Callable[[], set[str]] = field(repr=False)

    @property
    def replaces(self) -> bool:
        """Whether it says what is to become of another function with its name."""
        return any(self.options.get(key) for key in _ABOUT_OTHERS)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the function or anything it uses in the project changes.

        Also when another version of one of the `packages` that it is registered with is installed.
        """
        code = digest(sorted(self._code()), 16)
        return digest([code, *map(_installed, self.options.get("packages", ()))], 16)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in its code and in what that uses in the project: names of helpers, say."""
        return frozenset(re.findall(r"\w+", "\n".join(self._code())))


@dataclass(frozen=True)
class Registrations:
    """All functions that some files register.

    Attributes
    ----------
    functions
        By registered name.
    open_files
        Fingerprints of files that register what cannot be told without running them (in a loop,
        in a function, under a name that is computed): whatever is not in `functions` may come
        from one of these.
    repeated
        Pairs of functions with one name, the second of which does not say that it replaces.
    """

    functions: Mapping[str, Registered]
    open_files: Mapping[str, str]
    repeated: Sequence[tuple[Registered, Registered]] = ()

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint of a registered function, or None if nothing registers it."""
        if name in self.functions:
            return self.functions[name].fingerprint
        return digest(sorted(self.open_files.values())) if self.open_files else None


def find_registrations(
    files: Sequence[str | Path], decorators: Iterable[str], calls: Iterable[str] = ()
) -> Registrations:
    """Find the functions that files, and what they import from beside them, register.

    Parameters
    ----------
    files
        Python files.
    decorators
        Names of decorators that register, such as ``operation``.
    calls
        Names of functions that register, such as ``register_operation(func=..., name=...)``.

    Raises
    ------
    ConfigError
        If a file is missing or is not valid Python, or if `packages` are not written out.
    """
    project = Project(files, {*decorators, *calls})
    functions: dict[str, Registered] = {}
    open_files: dict[str, str] = {}
    repeated: list[tuple[Registered, Registered]] = []
    for module in project.in_order_of_import(map(Path, files)):
        for statement in module.tree.body:
            found = list(_registering(statement, module))
            for name, expression, function in found:
                if name is not None:
                    registered = Registered(
                        name,
                        str(module.path),
                        (function or expression).lineno,
                        _signature(function.args) if function else None,
                        _options(expression, module),
                        # Later, for those that are used
                        functools.partial(project.texts, module, statement),
                    )
                    if name in functions and not registered.replaces:
                        repeated.append((functions[name], registered))
                    if name not in functions or not registered.options.get("skip_existing"):
                        functions[name] = registered
            mentions = sum(
                get_last_name(node) in module.registering for node in ast.walk(statement)
            )
            if mentions > len(found) or any(name is None for name, *_ in found):
                open_files[str(module.path)] = project.fingerprint(module, module.tree)
    return Registrations(functions, open_files, repeated)


def find_functions(files: Sequence[str | Path], names: Iterable[str]) -> dict[str, Registered]:
    """Find functions by their own names, in files and in what these import from beside them.

    Parameters
    ----------
    files
        Python files, readable ones.
    names
        The names to look for.
    """
    project = Project(files)
    wanted = frozenset(names)
    return {
        statement.name: Registered(
            statement.name,
            str(module.path),
            statement.lineno,
            _signature(statement.args),
            {},
            functools.partial(project.texts, module, statement),
        )
        for module in project.in_order_of_import(map(Path, files))
        for statement in module.tree.body
        if isinstance(statement, FunctionNode) and statement.name in wanted
    }


def fingerprint_file(file: str | Path) -> str:
    """Return a fingerprint of a whole program and of the modules beside it that it imports.

    Raises
    ------
    ConfigError
        If one of the files is missing or is not valid Python.
    """
    project = Project([file])
    module = project.module(Path(file))
    return project.fingerprint(module, module.tree)


def _registering(
    statement: ast.stmt, module: Module
) -> Iterator[tuple[str | None, ast.expr, FunctionNode | None]]:
    """Names that a top-level statement registers (None: unknown), by what, and the functions."""
    if isinstance(statement, FunctionNode):
        for decorator in statement.decorator_list:
            if get_last_name(getattr(decorator, "func", decorator)) in module.registering:
                given = _argument(decorator, 0, "name")
                yield _text(given, statement.name), decorator, statement
    call = find_registering_call(statement, module.registering)
    if call:
        function = _argument(call, 0, "func")
        own = function.id if isinstance(function, ast.Name) else None
        definitions = module.parts.get(own, ()) if own else ()
        named = any(isinstance(node, FunctionNode | ast.ImportFrom) for node in definitions)
        definition = next((node for node in definitions if isinstance(node, FunctionNode)), None)
        yield _text(_argument(call, 1, "name"), own if named else None), call, definition


def _argument(call: ast.expr, position: int, name: str) -> ast.expr | None:
    if not isinstance(call, ast.Call):
        return None
    by_name = (keyword.value for keyword in call.keywords if keyword.arg == name)
    return next(iter([*call.args[position : position + 1], *by_name]), None)


def _text(node: ast.expr | None, default: str | None) -> str | None:
    if node is None:
        return default
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _options(expression: ast.expr, module: Module) -> dict[str, Any]:
    options = {}
    for keyword in getattr(expression, "keywords", ()):
        with contextlib.suppress(ValueError):
            options[str(keyword.arg)] = ast.literal_eval(keyword.value)
        if keyword.arg == "packages" and not isinstance(options.get("packages"), tuple | list):
            message = "`packages` takes names that are written out, such as ('scipy',)."
            raise ConfigError([Problem(Location(str(module.path), keyword.value.lineno), message)])
    return options


def _installed(package: str) -> str:
    """The installed version of a package, by its name in pip or in `import`."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} {list(map(version, packages_distributions().get(package, ())))}"


def _signature(arguments: ast.arguments) -> inspect.Signature:
    """The signature of a function that was read, not run."""
    none = ast.Constant(None)
    arguments = copy.deepcopy(arguments)
    arguments.defaults = [none for _ in arguments.defaults]
    arguments.kw_defaults = [default and none for default in arguments.kw_defaults]
    function = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, none)))
    return inspect.signature(eval(compile(function, "signature", "eval")))
