"""Find the code that a function depends on, by parsing files instead of importing them.

The Snakefile is parsed by every job on a cluster, and importing what the operations of a project
import (xarray, scipy) would take longer than everything else. Dependencies follow these rules:

* A function depends on its own code and on every function, class, constant and import at the top
  level of the project's files that it names, directly or through others.
* Everything in a file depends on its statements that may do more than define a name: calls, loops,
  ``if``, ``TABLE["x"] = 1``, ``from x import *``, and definitions with a decorator or base class
  from the project itself.

Comments, formatting and docstrings are ignored. Names that are only looked up at run time
(`getattr`, `globals`) are not found.
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
"""Instead of a name: all statements of a file."""

_REST = ""
"""Instead of a name: the statements on which everything in a file depends."""

_Definition = tuple[Path, str]
"""A file and a name that it defines."""

_LIBRARY = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class ParsedModule:
    """A parsed Python file.

    Attributes
    ----------
    path
        The path of the file.
    tree
        The code without docstrings.
    definitions
        The top-level statements that define each name; those on which everything in the file
        depends have the name "".
    imports
        All imports, including those in functions.
    registering_names
        The names in this file of functions and decorators that register functions.
    """

    path: Path
    tree: ast.Module
    definitions: Mapping[str, Sequence[ast.stmt]]
    imports: Sequence[ImportNode]
    registering_names: frozenset[str]


class DependencyGraph:
    """Python files that can import each other; each is parsed once.

    Parameters
    ----------
    files
        Python files. Imported modules are looked up in their folders, and in the folders that
        contain the packages that they belong to.
    registering_names
        Names of functions and decorators that register functions and do nothing else.
    """

    def __init__(self, files: Iterable[str | Path], registering_names: Iterable[str] = ()) -> None:
        paths = [Path(file) for file in files]
        # Changes of this package are covered by version numbers, not by fingerprints
        roots = [root for root in map(find_import_root, paths) if root != _LIBRARY]
        folders = [*roots, *(path.parent for path in paths)]
        self._folders = list(dict.fromkeys(folders))
        self._registering_names = frozenset(registering_names)
        self._modules: dict[Path, ParsedModule] = {}
        self._resolved: dict[_Definition, tuple[set[str], set[_Definition]]] = {}

    def parse(self, path: Path) -> ParsedModule:
        """Parse a file, unless it is parsed already.

        Parameters
        ----------
        path
            The path of a Python file.

        Returns
        -------
        ParsedModule
            The parsed file.

        Raises
        ------
        ConfigError
            If the file is missing or is not valid Python.
        """
        if path not in self._modules:
            self._modules[path] = self._parse(path)
        return self._modules[path]

    def in_import_order(
        self, paths: Iterable[Path], visited: set[Path] | None = None
    ) -> Iterator[ParsedModule]:
        """Iterate over files and the files of the project that they import.

        Parameters
        ----------
        paths
            Files to begin with.
        visited
            Files to leave out, to which each visited file is added; by default none.

        Yields
        ------
        ParsedModule
            Each file once, after those that it imports.
        """
        visited = set() if visited is None else visited
        for path in paths:
            if path not in visited:
                visited.add(path)
                module = self.parse(path)
                imported = (
                    file for node in module.imports for file, _ in self._find_imports(path, node)
                )
                yield from self.in_import_order(imported, visited)
                yield module

    def fingerprint(self, module: ParsedModule, code: ast.AST) -> str:
        """Return a digest of code in a file and of everything that it depends on.

        Parameters
        ----------
        module
            The file that contains the code.
        code
            A node of its tree.

        Returns
        -------
        str
            16 hexadecimal digits.
        """
        return digest(sorted(self.collect_code(module, code)), 16)

    def collect_code(self, module: ParsedModule, code: ast.AST) -> set[str]:
        """Return the source of code in a file and of everything that it depends on.

        Parameters
        ----------
        module
            The file that contains the code.
        code
            A node of its tree.

        Returns
        -------
        set of str
            The source of each statement, without comments and docstrings.
        """
        sources = {ast.unparse(code)}
        todo = {(module.path, _REST), *self._find_names(module, code)}
        done: set[_Definition] = set()
        while todo:
            definition = todo.pop()
            done.add(definition)
            statements, dependencies = self._resolve(*definition)
            sources |= statements
            todo |= dependencies - done
        return sources

    def _resolve(self, path: Path, name: str) -> tuple[set[str], set[_Definition]]:
        """Return the source that defines a name, and what the source depends on directly."""
        if (path, name) not in self._resolved:
            module = self.parse(path)
            names = module.definitions if name == _ALL else (name, _REST)
            code = [statement for n in names for statement in module.definitions.get(n, ())]
            dependencies = set().union(*(self._find_names(module, statement) for statement in code))
            self._resolved[path, name] = set(map(ast.unparse, code)), dependencies
        return self._resolved[path, name]

    def _find_names(self, module: ParsedModule, code: ast.AST) -> set[_Definition]:
        names: set[_Definition] = set()
        for node in ast.walk(code):
            if isinstance(node, ast.Name) and node.id in module.definitions:
                names.add((module.path, node.id))
            elif isinstance(node, ImportNode):
                names.update(self._find_imports(module.path, node))
        return names

    def _find_imports(self, path: Path, node: ImportNode) -> Iterator[_Definition]:
        """Yield the files of the project that an import reads, and the name that it imports."""
        folders = self._folders
        if isinstance(node, ast.Import):
            candidates = [(alias.name, _ALL) for alias in node.names]
        else:
            source = node.module or ""
            candidates = [(source, alias.name) for alias in node.names]
            candidates += [(f"{source}.{alias.name}", _ALL) for alias in node.names]
            if node.level:
                folders = list(path.parents)[node.level - 1 : node.level]
        for folder in folders:
            for name, imported in candidates:
                base = folder.joinpath(*name.split("."))
                for file in (Path(f"{base}.py"), base / "__init__.py"):
                    if file.is_file():
                        yield file, imported

    def _parse(self, path: Path) -> ParsedModule:
        tree = _parse_file(path)
        imports = [node for node in ast.walk(tree) if isinstance(node, ImportNode)]
        imported = [alias for node in imports for alias in node.names]
        aliases = {a.asname or a.name for a in imported if a.name in self._registering_names}
        registering_names = self._registering_names | aliases
        definitions: dict[str, list[ast.stmt]] = {_REST: []}
        foreign = {*dir(builtins), *registering_names}
        for statement in tree.body:
            if find_registering_call(statement, registering_names):
                continue
            names = _find_defined_names(statement)
            if isinstance(statement, ImportNode) and not any(self._find_imports(path, statement)):
                foreign |= names
            # A decorator or base class of the project may put the definition into a table
            heads = [*getattr(statement, "decorator_list", ()), *getattr(statement, "bases", ())]
            head_names = {n.id for h in heads for n in ast.walk(h) if isinstance(n, ast.Name)}
            for name in names if names and head_names <= foreign else {_REST}:
                definitions.setdefault(name, []).append(statement)
        return ParsedModule(
            path=path,
            tree=tree,
            definitions=definitions,
            imports=imports,
            registering_names=registering_names,
        )


def find_import_root(file: str | Path) -> Path:
    """Return the folder from which a file is imported.

    Parameters
    ----------
    file
        A Python file, which may belong to a package.

    Returns
    -------
    Path
        Its folder, or the folder that contains the outermost package of the file.
    """
    folder = Path(file).parent
    while (folder / "__init__.py").is_file():
        folder = folder.parent
    return folder


def get_last_name(node: ast.AST) -> str:
    """Return the last component of a dotted name.

    Parameters
    ----------
    node
        Any node.

    Returns
    -------
    str
        The component, or "" if the node is not a name.

    Examples
    --------
    >>> get_last_name(ast.parse("pv.operation").body[0].value)
    'operation'
    """
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def find_registering_call(statement: ast.stmt, registering_names: Iterable[str]) -> ast.Call | None:
    """Return the call of a statement that registers a function, such as ``register(f)``.

    Parameters
    ----------
    statement
        A statement at the top level of a file.
    registering_names
        Names of functions that register functions.

    Returns
    -------
    ast.Call or None
        The call; None if the statement is anything else.
    """
    call = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(call, ast.Call) and get_last_name(call.func) in registering_names:
        return call
    return None


def _parse_file(path: Path) -> ast.Module:
    try:
        return _simplify(ast.parse(path.read_bytes()))
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        message = "This file does not exist." if is_missing else f"{error.strerror}."
        raise ConfigError([Problem(Location(str(path)), message)]) from None
    except (SyntaxError, ValueError) as error:
        location = Location(str(path), getattr(error, "lineno", None))
        message = f"Not valid Python: {getattr(error, 'msg', error)}."
        raise ConfigError([Problem(location, message)]) from None


def _simplify(tree: ast.Module) -> ast.Module:
    """Remove docstrings, and split imports into one for each name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | FunctionNode):
            node.body = [s for s in node.body if not _is_docstring(s)] or [ast.Pass()]
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


def _is_docstring(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _find_defined_names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement defines, or none if it may do anything else."""
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
