"""Find imports of dantro and utopya in the Python files of a project."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator

from paraverse.errors import Location, Problem
from paraverse.user_code.importing import OLD_PACKAGES, explain_old_import

_REGISTERING = ("is_operation", "register_operation")
"""Decorators and functions that make operations known to the package they come from only."""


def old_import_problems(files: Iterable[str]) -> Iterator[Problem]:
    """Find imports by which operations would be registered with dantro instead.

    Parameters
    ----------
    files
        The project's Python files, which can be parsed.

    Yields
    ------
    Problem
        One for each line.
    """
    for location, _, names in _old_imports(files):
        registering = [name for name in names if name in _REGISTERING]
        if registering:
            message = "This would make operations known to dantro only."
            yield Problem(location, f"{message} {explain_old_import(registering)}")
    for location, name in _old_uses(files):
        message = "This would make operations known to dantro only."
        yield Problem(location, f"{message} {explain_old_import([name])}")


def missing_import_problems(files: Iterable[str]) -> Iterator[Problem]:
    """Find imports of dantro and utopya where these are not installed.

    Parameters
    ----------
    files
        The project's Python files, which can be parsed.

    Yields
    ------
    Problem
        One for each line that is not among those of `old_import_problems`.
    """
    for location, package, names in _old_imports(files):
        if not any(name in _REGISTERING for name in names) and not _is_installed(package):
            message = f"The package {package} is not installed here. {explain_old_import(names)}"
            yield Problem(location, message)


def _old_uses(files: Iterable[str]) -> Iterator[tuple[Location, str]]:
    """Yield where names such as ``dantro.data_ops.register_operation`` are used."""
    for file in dict.fromkeys(files):
        with open(file, "rb") as content:
            tree = ast.parse(content.read())
        modules = {
            alias.asname or alias.name.partition(".")[0]
            for statement in ast.walk(tree)
            if isinstance(statement, ast.Import | ast.ImportFrom)
            for alias in statement.names
            if _package_of(statement, alias) in OLD_PACKAGES
        }
        attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
        for node in attributes:
            if node.attr in _REGISTERING and _root_name(node) in modules:
                yield Location(file, node.lineno), node.attr


def _package_of(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    name = alias.name if isinstance(statement, ast.Import) else str(statement.module)
    return name.partition(".")[0]


def _root_name(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _old_imports(files: Iterable[str]) -> Iterator[tuple[Location, str, list[str]]]:
    """Yield the location, package and names of imports; those inside other statements are left."""
    for file in dict.fromkeys(files):
        with open(file, "rb") as content:
            tree = ast.parse(content.read())
        for statement in tree.body:
            location = Location(file, statement.lineno)
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    package = alias.name.partition(".")[0]
                    if package in OLD_PACKAGES:
                        yield location, package, []
            elif isinstance(statement, ast.ImportFrom) and not statement.level:
                package = str(statement.module).partition(".")[0]
                if package in OLD_PACKAGES:
                    yield location, package, [alias.name for alias in statement.names]


def _is_installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None
