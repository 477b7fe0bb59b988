"""A parsed file of a project: what its statements define, and what they do when it is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from paraverse.user_code.effects import Effect, EffectFinder
from paraverse.user_code.imports import (
    ALL,
    CONTENT,
    NOTHING,
    ImportFinder,
    find_import_root,
    format_path,
)
from paraverse.user_code.mentions import ImportNode, get_last_name
from paraverse.user_code.name_table import NameTable, find_names
from paraverse.user_code.parsing import Statement, parse_file
from paraverse.user_code.used_code import UsedStatement

EFFECTS = "<effects>"
"""Instead of a name: the statements of a file that may do anything when it is imported."""

_LIBRARY = Path(__file__).parents[1]


class ParsedModule:
    """A parsed Python file.

    Parameters
    ----------
    path
        The path of the file.
    imports
        Finds the files that it imports.
    registering_names
        Names of functions and decorators that register functions.

    Attributes
    ----------
    path
        The path of the file.
    statements
        The statements at its top level.
    registering_names
        The names in this file of functions and decorators that register functions.
    is_builtin
        Whether the file is part of paraverse.
    """

    def __init__(
        self, path: Path, imports: ImportFinder, registering_names: frozenset[str]
    ) -> None:
        self.path = path
        self.statements = parse_file(path)
        self.is_builtin = path.is_relative_to(_LIBRARY)
        imported = [
            a for s in self.statements if isinstance(s.node, ImportNode) for a in s.node.names
        ]
        aliases = {a.asname or a.name for a in imported if a.name in registering_names}
        self.registering_names = registering_names | aliases
        self._imports = imports

    @cached_property
    def imports(self) -> list[ImportNode]:
        """All imports, including those in functions, except in files of paraverse."""
        statements = () if self.is_builtin else self.statements
        mentions = [statement.mentions for statement in statements]
        return [node for m in mentions for node in (*m.immediate_imports, *m.imports)]

    @cached_property
    def definitions(self) -> Mapping[str, Sequence[int]]:
        """The positions of the statements that define each name, and of all under `ALL`.

        Those that change what the file contains are under `NOTHING`, those that may do anything
        under `EFFECTS`.
        """
        effects = EffectFinder(
            self.statements,
            self.registering_names,
            self._is_own_import,
            imports_wrapper=self._imports_wrapper,
        )
        definitions: dict[str, list[int]] = {ALL: [], NOTHING: [], EFFECTS: []}
        names = NameTable(n for s in self.statements for n in s.mentions.stored)
        for position, statement in enumerate(self.statements):
            is_resolved = self.is_builtin or self._resolves(statement, names)
            names.add(statement)
            if self._is_skipped(statement.node) and is_resolved:
                continue
            definitions[ALL].append(position)
            # An error when the file is imported concerns everything
            effect = effects.find(statement.node) if is_resolved else Effect.ANYTHING
            if effect is Effect.DEFINES:
                for name in _find_defined_names(statement.node):
                    definitions.setdefault(name, []).append(position)
            else:
                key = NOTHING if effect is Effect.OWN_FILE else EFFECTS
                definitions[key].append(position)
        return definitions

    def find_definitions(self, name: str) -> list[ast.stmt]:
        """Find the statements that do nothing but define a name.

        Parameters
        ----------
        name
            The name.

        Returns
        -------
        list of ast.stmt
            The definitions, in their order.
        """
        nodes = (statement.node for statement in self.statements)
        return [node for node in nodes if name in _find_defined_names(node)]

    def describe(self, position: int, *, is_dependency: bool) -> UsedStatement:
        """Describe a statement.

        Parameters
        ----------
        position
            Its position among the statements.
        is_dependency
            Whether something else uses it.

        Returns
        -------
        UsedStatement
            Its code and what it is.
        """
        statement = self.statements[position]
        names = ", ".join(sorted(_find_defined_names(statement.node)))
        is_import = isinstance(statement.node, ImportNode)
        kind = f"import of {names} in" if is_import else f"{names} in" if names else "other code of"
        return UsedStatement(
            module=self._name,
            label=f"{kind} {self._formatted_path}",
            source=statement.source,
            is_dependency=is_dependency and not self.is_builtin,
        )

    def find_files(self, name: str) -> Iterator[Path]:
        """Find files that the code may mean by a name.

        Parameters
        ----------
        name
            A string in the code.

        Yields
        ------
        Path
            Existing files in the working directory and in the folder of this file.
        """
        for path in dict.fromkeys([Path(name), self.path.parent / name]):
            if path.is_file() and path != self.path:
                yield path

    @cached_property
    def _name(self) -> str:
        return str(self.path.relative_to(find_import_root(self.path)))

    @cached_property
    def _formatted_path(self) -> str:
        return format_path(self.path)

    def _is_own_import(self, node: ImportNode) -> bool:
        return not self.is_builtin and any(self._imports.find(self.path, node))

    def _imports_wrapper(self, node: ast.ImportFrom, levels: int) -> bool:
        name = node.names[0].name
        paths = [file.path for file in self._imports.find(self.path, node) if file.name == name]
        if len(paths) != 1:
            return False
        module = ParsedModule(paths[0], self._imports, self.registering_names)
        finder = EffectFinder(module.statements, self.registering_names, module._is_own_import)
        return finder.only_wraps(ast.Name(name), levels)

    def _resolves(self, statement: Statement, names: NameTable) -> bool:
        """Return whether all names exist that a statement needs when the file is imported."""
        if not names.has(statement.mentions.immediate_names):
            return False
        return all(
            self._resolves_import(node)
            for node in statement.mentions.immediate_imports
            if isinstance(node, ast.ImportFrom)
        )

    def _resolves_import(self, node: ast.ImportFrom) -> bool:
        files = list(self._imports.find(self.path, node))
        names = {alias.name for alias in node.names}
        sources = [file.path for file in files if file.name in names - {ALL}]
        has_other = any(file.name in (ALL, CONTENT) for file in files)
        return has_other or not sources or any(find_names(path).has(names) for path in sources)

    def _is_skipped(self, statement: ast.stmt) -> bool:
        """Return whether a statement only registers something, or does not run on import."""
        if isinstance(statement, ast.If) and not statement.orelse:
            return ast.unparse(statement.test) == "__name__ == '__main__'"
        call = find_registering_call(statement, self.registering_names)
        return call is not None and not any(
            isinstance(node, ast.Call) and node is not call for node in ast.walk(call)
        )


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


def _find_defined_names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement defines which does nothing else."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=[alias]) | ast.ImportFrom(names=[alias]):
            return {alias.asname or alias.name.partition(".")[0]}
        case ast.Assign(targets=targets):
            return set(map(get_last_name, targets))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()
