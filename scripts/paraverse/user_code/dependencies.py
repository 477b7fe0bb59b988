"""Python code by what it means, not how it is written.

Python files are read, not run: the Snakefile is parsed by every cluster job, and importing what
a project's operations import (xarray, scipy) would cost more than all else. The rule:

* A function depends on its own code and on every function, class, constant and import at the top
  level of the project's files that it names, directly or through others.
* Statements that may do more than define a name (a call, a loop, `if`, ``TABLE["x"] = 1``,
  ``from x import *``, a decorator or base class of the project's own) count for all in their file.

Comments, formatting and docstrings do not count. What is looked up by a name that is made while
the code runs (`getattr`, `globals`) is not seen.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraverse.base.digest import digest
from paraverse.errors import ConfigError, Location, Problem

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ImportNode = ast.Import | ast.ImportFrom

_ALL = "*"
_REST = ""
"""In place of a name: the statements that count for all in their file."""
_Part = tuple[Path, str]
_OURS = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """A parsed file.

    Attributes
    ----------
    path
        The file.
    tree
        Its code without docstrings.
    parts
        The top-level statements that define each name, and those that count for all.
    imports
        All imports, also those in functions.
    registering
        What this file calls the functions that register others.
    """

    path: Path
    tree: ast.Module
    parts: Mapping[str, Sequence[ast.stmt]]
    imports: Sequence[ImportNode]
    registering: frozenset[str]


class Project:
    """Python files that can import each other, each parsed once.

    Parameters
    ----------
    files
        Modules are looked for beside these, and where the packages are that they belong to.
    registering
        Names of functions and decorators that register functions, and do nothing else.
    """

    def __init__(self, files: Iterable[str | Path], registering: Iterable[str] = ()) -> None:
        paths = [Path(file) for file in files]
        # This package itself is looked after by versions, not by what its files import
        roots = [root for root in map(find_import_root, paths) if root != _OURS]
        folders = [*roots, *(path.parent for path in paths)]
        self._folders = list(dict.fromkeys(folders))
        self._registering = frozenset(registering)
        self._modules: dict[Path, Module] = {}
        self._read: dict[_Part, tuple[set[str], set[_Part]]] = {}

    def module(self, path: Path) -> Module:
        """Parse a file."""
        if path not in self._modules:
            self._modules[path] = self._parsed(path)
        return self._modules[path]

    def in_order_of_import(
        self, paths: Iterable[Path], seen: set[Path] | None = None
    ) -> Iterator[Module]:
        """Iterate over files, each behind those of the project that it imports."""
        seen = set() if seen is None else seen
        for path in paths:
            if path not in seen:
                seen.add(path)
                module = self.module(path)
                used = (file for node in module.imports for file, _ in self._sources(path, node))
                yield from self.in_order_of_import(used, seen)
                yield module

    def fingerprint(self, module: Module, code: ast.AST) -> str:
        """Return the fingerprint of code in a file, with all that it uses in the project."""
        return digest(sorted(self.texts(module, code)), 16)

    def texts(self, module: Module, code: ast.AST) -> set[str]:
        """Return code in a file and all that it uses in the project, statement by statement."""
        texts = {ast.unparse(code)}
        todo = {(module.path, _REST), *self._uses(module, code)}
        done: set[_Part] = set()
        while todo:
            part = todo.pop()
            done.add(part)
            found, used = self._part(*part)
            texts |= found
            todo |= used - done
        return texts

    def _part(self, path: Path, name: str) -> tuple[set[str], set[_Part]]:
        """The code behind a name, and what that uses."""
        if (path, name) not in self._read:
            module = self.module(path)
            names = module.parts if name == _ALL else (name, _REST)
            code = [statement for n in names for statement in module.parts.get(n, ())]
            uses = set().union(*(self._uses(module, statement) for statement in code))
            self._read[path, name] = set(map(ast.unparse, code)), uses
        return self._read[path, name]

    def _uses(self, module: Module, code: ast.AST) -> set[_Part]:
        found: set[_Part] = set()
        for node in ast.walk(code):
            if isinstance(node, ast.Name) and node.id in module.parts:
                found.add((module.path, node.id))
            elif isinstance(node, ImportNode):
                found.update(self._sources(module.path, node))
        return found

    def _sources(self, path: Path, node: ImportNode) -> Iterator[_Part]:
        """The project's files that an import reads, and what it takes from each."""
        folders = self._folders
        if isinstance(node, ast.Import):
            wanted = [(alias.name, _ALL) for alias in node.names]
        else:
            source = node.module or ""
            wanted = [(source, alias.name) for alias in node.names]
            wanted += [(f"{source}.{alias.name}", _ALL) for alias in node.names]
            if node.level:
                folders = list(path.parents)[node.level - 1 : node.level]
        for folder in folders:
            for name, taken in wanted:
                base = folder.joinpath(*name.split("."))
                for file in (Path(f"{base}.py"), base / "__init__.py"):
                    if file.is_file():
                        yield file, taken

    def _parsed(self, path: Path) -> Module:
        try:
            tree = _simplified(ast.parse(path.read_bytes()))
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            message = "This file does not exist." if missing else f"{error.strerror}."
            raise ConfigError([Problem(Location(str(path)), message)]) from None
        except (SyntaxError, ValueError) as error:
            where = Location(str(path), getattr(error, "lineno", None))
            message = f"Not valid Python: {getattr(error, 'msg', error)}."
            raise ConfigError([Problem(where, message)]) from None
        imports = [node for node in ast.walk(tree) if isinstance(node, ImportNode)]
        named = [alias for node in imports for alias in node.names]
        aliases = {a.asname or a.name for a in named if a.name in self._registering}
        registering = self._registering | aliases
        parts: dict[str, list[ast.stmt]] = {_REST: []}
        foreign = {*dir(builtins), *registering}
        for statement in tree.body:
            if find_registering_call(statement, registering):
                continue
            names = _defined_names(statement)
            if isinstance(statement, ImportNode) and not any(self._sources(path, statement)):
                foreign |= names
            # What a project's own decorator or base class is told of, it may put into a table
            heads = [*getattr(statement, "decorator_list", ()), *getattr(statement, "bases", ())]
            helpers = {n.id for h in heads for n in ast.walk(h) if isinstance(n, ast.Name)}
            for name in names if names and helpers <= foreign else {_REST}:
                parts.setdefault(name, []).append(statement)
        return Module(path, tree, parts, imports, registering)


def find_import_root(file: str | Path) -> Path:
    """Return the folder that the names of modules begin at, for a file that may be in a package."""
    folder = Path(file).parent
    while (folder / "__init__.py").is_file():
        folder = folder.parent
    return folder


def get_last_name(node: ast.AST) -> str:
    """Return the last part of a dotted name, or "" if it is none.

    Examples
    --------
    >>> get_last_name(ast.parse("pv.operation").body[0].value)
    'operation'
    """
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def find_registering_call(statement: ast.stmt, registering: Iterable[str]) -> ast.Call | None:
    """Return the call if a statement is one that registers a function."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return call if isinstance(call, ast.Call) and get_last_name(call.func) in registering else None


def _simplified(tree: ast.Module) -> ast.Module:
    """Without docstrings, and with an import of its own for each imported name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | FunctionNode):
            node.body = [s for s in node.body if not _is_text(s)] or [ast.Pass()]
    body: list[ast.stmt] = []
    for statement in tree.body:
        match statement:
            case ast.Import(names=aliases):
                body += [ast.Import([alias]) for alias in aliases]
            case ast.ImportFrom(module=module, names=aliases, level=level):
                body += [ast.ImportFrom(module, [alias], level) for alias in aliases]
            case _:
                body.append(statement)
    tree.body = body
    return tree


def _is_text(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _defined_names(statement: ast.stmt) -> set[str]:
    """The names that a statement defines, if that is all it does."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=[alias]) | ast.ImportFrom(names=[alias]) if alias.name != _ALL:
            return {alias.asname or alias.name.partition(".")[0]}
        case ast.Assign(targets=targets) if all(isinstance(t, ast.Name) for t in targets):
            return set(map(get_last_name, targets))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()
