"""Find the code that a function depends on, by parsing files instead of importing them.

The Snakefile is parsed by every job on a cluster, and importing what the operations of a project
import (xarray, scipy) would take longer than everything else. Dependencies follow these rules:

* A function depends on its own code and on every function, class, constant and import at the top
  level of the project's files that it names, directly or through others.
* It depends on what its file does when it is imported, besides defining names: loops,
  ``TABLE["x"] = 1``, ``from x import *``.
* It depends on what any file that is imported together with it may do to others: calls, imports
  of packages that may register something, definitions with a decorator or base class from the
  project itself.
* Code that may use any name (`globals`, `eval`) depends on everything in its file.

Comments, formatting and docstrings are ignored.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from paraverse.user_code.declared_files import read_declaration
from paraverse.user_code.imports import ALL, CONTENT, NOTHING, ImportFinder, format_path
from paraverse.user_code.modules import EFFECTS, ParsedModule
from paraverse.user_code.parsing import Statement
from paraverse.user_code.used_code import UsedCode, UsedStatement

_Use = tuple[Path, str]
"""A file, and a name that it defines or what is used of it instead."""


class DependencyGraph:
    """Python files that can import each other; each is parsed once.

    Parameters
    ----------
    files
        Python files that are imported together. Modules that they import are looked up in their
        folders, in the folders that contain the packages that they belong to, and in folders that
        they add to `sys.path`.
    registering_names
        Names of functions and decorators that register functions and do nothing else.
    """

    def __init__(self, files: Iterable[str | Path], registering_names: Iterable[str] = ()) -> None:
        self._files = [Path(file) for file in files]
        self._imports = ImportFinder(self._files)
        self._registering_names = frozenset(registering_names)
        self._modules: dict[Path, ParsedModule] = {}
        self._resolved: dict[_Use, tuple[frozenset[_Use], Sequence[int]]] = {}

    def parse_all(self) -> None:
        """Parse all files and those that they import, to know all folders of modules.

        Raises
        ------
        ConfigError
            If a file is missing or is not valid Python.
        """
        for _ in self.in_import_order(self._files):
            pass

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
            module = ParsedModule(path, self._imports, self._registering_names)
            self._modules[path] = module
            if not module.is_builtin:
                changes = [c for s in module.statements for c in s.mentions.path_changes]
                self._imports.add_paths(changes, path, _assigned_values(module))
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
                    file.path
                    for node in module.imports
                    for file in self._imports.find(path, node)
                    if file.name != CONTENT
                )
                yield from self.in_import_order(imported, visited)
                yield module

    @cached_property
    def effects(self) -> UsedCode:
        """The code that may do anything, also to other modules, when the files are imported."""
        return self._used_code(self._effects)

    def find_used_code(self, module: ParsedModule, *statements: Statement) -> UsedCode:
        """Find statements and everything that they depend on.

        Parameters
        ----------
        module
            The file that contains the statements.
        *statements
            The statements.

        Returns
        -------
        UsedCode
            The code, including that of `effects`.
        """
        uses = self._follow({(module.path, NOTHING), *self._find_uses(module, statements)})
        own = {module.path: set(map(module.statements.index, statements))}
        return self._used_code(uses | self._effects, own)

    def find_all_code(self, paths: Iterable[Path]) -> UsedCode:
        """Find all code in files, and everything that it depends on.

        Parameters
        ----------
        paths
            The files.

        Returns
        -------
        UsedCode
            The code, including what runs only if a file is the program.
        """
        own = {path: self.parse(path) for path in paths}
        names = {path: set(range(len(module.statements))) for path, module in own.items()}
        uses = {p for m in own.values() for p in self._find_uses(m, m.statements)}
        uses |= {(path, NOTHING) for path in own}
        return self._used_code(self._follow(uses) | self._effects, names)

    def find_module(self, name: str) -> UsedCode:
        """Find the code of a module that the files could import.

        Parameters
        ----------
        name
            The name of the module, with those of its packages.

        Returns
        -------
        UsedCode
            Its code and everything that it depends on; none if it is not a module of the project.

        Raises
        ------
        ConfigError
            If one of its files is not valid Python.
        """
        node = ast.Import([ast.alias(name)])
        uses = {(file.path, file.name) for file in self._imports.find(Path(), node)}
        return self._used_code(self._follow(uses))

    @cached_property
    def _effects(self) -> frozenset[_Use]:
        files = [file for file in self._files if not self.parse(file).is_builtin]
        return self._follow({(file, EFFECTS) for file in files})

    def _follow(self, uses: set[_Use]) -> frozenset[_Use]:
        """Return uses of files and all uses that they depend on."""
        todo = set(uses)
        done: set[_Use] = set()
        while todo:
            use = todo.pop()
            done.add(use)
            todo |= self._resolve(*use)[0] - done
        return frozenset(done)

    def _used_code(
        self, uses: frozenset[_Use], own: Mapping[Path, set[int]] | None = None
    ) -> UsedCode:
        own = own or {}
        positions: dict[Path, set[int]] = {path: set(of_file) for path, of_file in own.items()}
        files = {str(path) for path, name in uses if name == CONTENT}
        for use in uses:
            positions.setdefault(use[0], set()).update(self._resolve(*use)[1])
        code: list[UsedStatement] = []
        depends_on: set[str] = set()
        packages: set[str] = set()
        for path in sorted((p for p, of_file in positions.items() if of_file), key=self._rank):
            module = self.parse(path)
            for position in sorted(positions[path]):
                is_dependency = position not in own.get(path, ())
                code.append(module.describe(position, is_dependency=is_dependency))
                if not module.is_builtin:
                    mentions = module.statements[position].mentions
                    files |= {str(f) for name in mentions.files for f in module.find_files(name)}
                    declared = map(read_declaration, mentions.depends_on)
                    depends_on |= {name for names in declared for name in names or ()}
                    of_packages = map(read_declaration, mentions.packages)
                    packages |= {name for names in of_packages for name in names or ()}
        return UsedCode(
            statements=tuple(code),
            files=frozenset(files),
            depends_on=frozenset(depends_on),
            packages=frozenset(packages),
        )

    def _rank(self, path: Path) -> tuple[int, str, str]:
        """Return a key to sort files in the order in which they are imported, or else by path."""
        # Several files can have the same name, and an order by chance would change fingerprints
        return self._order.get(path, len(self._order)), format_path(path), str(path)

    @cached_property
    def _order(self) -> Mapping[Path, int]:
        modules = self.in_import_order(self._files)
        return {module.path: position for position, module in enumerate(modules)}

    def _resolve(self, path: Path, name: str) -> tuple[frozenset[_Use], Sequence[int]]:
        """Return what a use of a file depends on, and the positions of its statements."""
        if name == CONTENT:
            return frozenset(), ()
        if (path, name) not in self._resolved:
            module = self.parse(path)
            positions = module.definitions.get(name, ())
            statements = [module.statements[position] for position in positions]
            uses = self._find_uses(module, statements)
            if name == ALL and path.name == "__init__.py":
                # Modules of a package are its attributes, whichever file imports them
                uses |= {(p, ALL) for p in self._modules if p.is_relative_to(path.parent)}
            if name == EFFECTS:
                uses |= set(self._imported_with(module))
            else:
                uses.add((path, EFFECTS if name == NOTHING else NOTHING))
            self._resolved[path, name] = frozenset(uses - {(path, name)}), positions
        return self._resolved[path, name]

    def _imported_with(self, module: ParsedModule) -> Iterator[_Use]:
        """Yield what is imported whenever a file is."""
        if module.is_builtin:
            return
        files = list(self._imports.find_packages(module.path))
        for statement in module.statements:
            for node in statement.mentions.immediate_imports:
                files += self._imports.find(module.path, node)
        for file in files:
            yield file.path, CONTENT if file.name == CONTENT else EFFECTS

    def _find_uses(self, module: ParsedModule, statements: Iterable[Statement]) -> set[_Use]:
        """Return what statements of a file depend on directly."""
        uses: set[_Use] = set()
        for statement in statements:
            mentions = statement.mentions
            uses |= {(module.path, n) for n in mentions.names if n in module.definitions}
            if module.is_builtin:
                continue
            for node in (*mentions.immediate_imports, *mentions.imports):
                uses |= {(f.path, f.name) for f in self._imports.find(module.path, node)}
            if mentions.reaches_all_names:
                uses.add((module.path, ALL))
            if mentions.imports_anything:
                uses |= {(file, CONTENT) for file in self._imports.find_all()}
        return uses


def _assigned_values(module: ParsedModule) -> dict[str, ast.expr]:
    return {
        statement.node.targets[0].id: statement.node.value
        for statement in module.statements
        if isinstance(statement.node, ast.Assign)
        and isinstance(statement.node.targets[0], ast.Name)
    }
