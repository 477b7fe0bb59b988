"""Fingerprints of functions: what they mean, not how they are written.

Python files are read, not run: the Snakefile is parsed by every cluster job, and importing what
a project's operations import (xarray, scipy) would cost more than all else. The fingerprint of a
function covers its own code and everything at the top level of the project's files that it refers
to, directly or through others: functions, classes, constants, imports. Comments, formatting,
docstrings and other functions in the same file do not count.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from paraverse.digest import digest
from paraverse.errors import ConfigError, Problem, Where

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


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
        Its parameters, with unknown defaults; None if it is not a plain function.
    fingerprint
        Changes when the function or anything it uses changes.
    options
        Arguments of the registering decorator, as far as they are literals.
    """

    name: str
    file: str
    line: int
    signature: inspect.Signature | None = field(compare=False)
    fingerprint: str
    options: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Registrations:
    """All functions that some files register.

    Attributes
    ----------
    functions
        By registered name.
    open_files
        Fingerprints of files that register under names which cannot be told without running
        them: whatever is not in `functions` may come from one of these.
    """

    functions: Mapping[str, Registered]
    open_files: Mapping[str, str]

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint of a registered function, or None if nothing registers it."""
        if name in self.functions:
            return self.functions[name].fingerprint
        return digest(sorted(self.open_files.values())) if self.open_files else None


def registrations(
    files: Iterable[str | Path], decorators: Iterable[str], calls: Iterable[str] = ()
) -> Registrations:
    """Find the functions that files register.

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
        If a file is missing or is not valid Python.
    """
    functions: dict[str, Registered] = {}
    open_files: dict[str, str] = {}
    known: dict[Path, _Module] = {}
    for file in files:
        module = _module(Path(file), known, as_named=str(file))
        for name, node in _found(module.tree, set(decorators), set(calls)):
            if name is None:
                everything = [module.meaning(top, known) for top in module.definitions]
                open_files[str(file)] = digest(everything, 16)
                continue
            definition = module.functions.get(node) if isinstance(node, str) else node
            top = definition.name if definition else str(node)
            functions[name] = Registered(
                name,
                str(file),
                definition.lineno if definition else 0,
                _signature(definition) if definition else None,
                digest(module.meaning(top, known), 16),
                _options(definition, set(decorators)) if definition else {},
            )
    return Registrations(functions, open_files)


def file_fingerprint(file: str | Path) -> str:
    """Return a fingerprint of a whole program and the modules beside it that it imports."""
    known: dict[Path, _Module] = {}
    module = _module(Path(file), known, as_named=str(file))
    return digest([module.text(), *(module.meaning(top, known) for top in module.definitions)], 16)


class _Module:
    """A parsed file: what its top level defines, and what each definition refers to."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path = path
        self.tree = _without_docstrings(tree)

    def text(self) -> str:
        return ast.unparse(self.tree)

    @cached_property
    def functions(self) -> dict[str, FunctionNode]:
        return {node.name: node for node in self.tree.body if isinstance(node, FunctionNode)}

    @cached_property
    def definitions(self) -> dict[str, list[ast.stmt]]:
        """The top-level statements that define or change each name."""
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.tree.body:
            for name in _bound_names(statement):
                found.setdefault(name, []).append(_only(statement, name))
        return found

    def meaning(self, name: str, known: dict[Path, _Module]) -> list[tuple[str, str, str]]:
        """The code of a definition and of all that it refers to in the project."""
        seen: dict[tuple[Path, str], list[str]] = {}
        todo = [(self, name)]
        while todo:
            module, current = todo.pop()
            if (module.path, current) in seen:
                continue
            statements = module.definitions.get(current, [])
            seen[module.path, current] = [ast.unparse(statement) for statement in statements]
            for statement in statements:
                todo += module._referred_to(statement, known)
        return sorted((path.name, top, "\n".join(code)) for (path, top), code in seen.items())

    def _referred_to(
        self, statement: ast.stmt, known: dict[Path, _Module]
    ) -> Iterator[tuple[_Module, str]]:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield from self._imported(statement, known)
            return
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in self.definitions:
                yield self, node.id
            elif isinstance(node, ast.Import | ast.ImportFrom):
                yield from self._imported(node, known)

    def _imported(
        self, statement: ast.Import | ast.ImportFrom, known: dict[Path, _Module]
    ) -> Iterator[tuple[_Module, str]]:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                yield from _everything(self._beside(alias.name, 0), known)
            return
        source = self._beside(statement.module or "", statement.level)
        for alias in statement.names:
            if source is not None and source.is_file() and alias.name != "*":
                yield _module(source, known), alias.name
            elif source is not None and source.is_file():
                yield from _everything(source, known)
            else:  # `from package import module`
                inner = ".".join(filter(None, (statement.module, alias.name)))
                yield from _everything(self._beside(inner, statement.level), known)

    def _beside(self, name: str, level: int) -> Path | None:
        """The project's file behind a module's name; None for what is installed."""
        folder = self.path.parent
        for _ in range(level - 1):
            folder = folder.parent
        base = folder.joinpath(*name.split(".")) if name else folder
        for candidate in (base.with_suffix(".py"), base / "__init__.py"):
            if candidate.is_file():
                return candidate
        return None


def _everything(path: Path | None, known: dict[Path, _Module]) -> Iterator[tuple[_Module, str]]:
    if path is not None:
        module = _module(path, known)
        yield from ((module, name) for name in module.definitions)


def _module(path: Path, known: dict[Path, _Module], as_named: str = "") -> _Module:
    path = path.absolute()
    if path not in known:
        try:
            known[path] = _Module(path, ast.parse(path.read_bytes()))
        except FileNotFoundError:
            raise ConfigError([Problem(Where(as_named), "This file does not exist.")]) from None
        except SyntaxError as error:
            where = Where(as_named or str(path), error.lineno)
            raise ConfigError([Problem(where, f"Not valid Python: {error.msg}.")]) from None
    return known[path]


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | FunctionNode):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:] or [ast.Pass()]
    return tree


def _only(statement: ast.stmt, name: str) -> ast.stmt:
    """The part of an import that binds a name; any other statement whole."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names = [a for a in statement.names if (a.asname or a.name).split(".")[0] == name]
        if isinstance(statement, ast.Import):
            return ast.Import(names)
        return ast.ImportFrom(statement.module, names, statement.level)
    return statement


def _bound_names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, FunctionNode | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, FunctionNode | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            names.add(node.id)
        elif isinstance(node, ast.Call | ast.Subscript | ast.Attribute):
            # TABLE.update(...), TABLE["x"] = 1: whoever uses TABLE depends on it
            base: ast.expr = node.func if isinstance(node, ast.Call) else node
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            assigns = isinstance(statement, ast.Assign | ast.AnnAssign)
            changes = not assigns or isinstance(getattr(node, "ctx", None), ast.Store)
            if isinstance(base, ast.Name) and changes:
                names.add(base.id)
    return names


def _found(
    tree: ast.Module, decorators: set[str], calls: set[str]
) -> Iterator[tuple[str | None, FunctionNode | str]]:
    """Registered names (None where one cannot be told) with what they are registered for."""
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, FunctionNode):
                for decorator in node.decorator_list:
                    if _last_name(decorator) in decorators:
                        yield _registered_name(decorator, node), node
            elif isinstance(node, ast.Call) and _last_name(node) in calls:
                given = {k.arg: k.value for k in node.keywords}
                given.update(zip(("func", "name"), node.args, strict=False))
                func, name = given.get("func"), given.get("name")
                plain = func.id if isinstance(func, ast.Name) else None
                literal = name.value if isinstance(name, ast.Constant) else None
                if plain is None or not (name is None or isinstance(literal, str)):
                    yield None, ""
                else:
                    yield str(literal or plain), plain


def _registered_name(decorator: ast.expr, function: FunctionNode) -> str | None:
    if not isinstance(decorator, ast.Call):
        return function.name
    named = [
        *decorator.args[:1],
        *(k.value for k in decorator.keywords if k.arg in ("name", "_name")),
    ]
    if not named:
        return function.name
    value = named[0].value if isinstance(named[0], ast.Constant) else None
    return value if isinstance(value, str) else None


def _options(function: FunctionNode, decorators: set[str]) -> dict[str, Any]:
    found = {}
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and _last_name(decorator) in decorators:
            for keyword in decorator.keywords:
                with contextlib.suppress(ValueError):
                    found[str(keyword.arg)] = ast.literal_eval(keyword.value)
    return found


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _signature(node: FunctionNode) -> inspect.Signature:
    """The signature of a function that was read, not run; its defaults are unknown."""
    kinds = inspect.Parameter
    a = node.args
    positional = [*a.posonlyargs, *a.args]
    required = len(positional) - len(a.defaults)
    parameters = []
    for index, argument in enumerate(positional):
        kind = kinds.POSITIONAL_ONLY if index < len(a.posonlyargs) else kinds.POSITIONAL_OR_KEYWORD
        default = kinds.empty if index < required else None
        parameters.append(kinds(argument.arg, kind, default=default))
    if a.vararg:
        parameters.append(kinds(a.vararg.arg, kinds.VAR_POSITIONAL))
    for argument, given in zip(a.kwonlyargs, a.kw_defaults, strict=True):
        default = kinds.empty if given is None else None
        parameters.append(kinds(argument.arg, kinds.KEYWORD_ONLY, default=default))
    if a.kwarg:
        parameters.append(kinds(a.kwarg.arg, kinds.VAR_KEYWORD))
    return inspect.Signature(parameters)
