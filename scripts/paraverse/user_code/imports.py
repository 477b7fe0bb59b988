"""Find the files that imports of a project's Python files read, without running them."""

from __future__ import annotations

import ast
import functools
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from paraverse.user_code.mentions import ImportNode
from paraverse.user_code.path_expressions import evaluate_path

ALL = "*"
"""Instead of a name: everything that a file contains."""

CONTENT = "<content>"
"""Instead of a name: the content of a file or of all files of a package, which are not parsed."""

NOTHING = ""
"""Instead of a name: a file is imported, but nothing that it contains is used."""

_LIBRARY = Path(__file__).parents[2]

_INSTALLED = frozenset(("site-packages", "dist-packages"))

_SEARCH_DEPTH = 3
"""Levels of folders in which to look for modules if `sys.path` is changed to what is unknown."""

_NOT_SEARCHED = frozenset(("results", "logs", "node_modules", "__pycache__"))


@dataclass(frozen=True)
class Imported:
    """A file that an import reads.

    Attributes
    ----------
    path
        The path of the file, or of the folder of a package.
    name
        The name that is used of it, `ALL`, `CONTENT` or `NOTHING`.
    """

    path: Path
    name: str


class ImportFinder:
    """Finds the files of a project that imports read.

    Parameters
    ----------
    files
        Python files of the project. Modules are looked up in their folders, and in the folders
        that contain the packages that they belong to.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        paths = list(files)
        # Changes of paraverse itself are covered by version numbers
        roots = [root for root in map(find_import_root, paths) if root != _LIBRARY]
        self._folders = dict.fromkeys([*roots, *(path.parent for path in paths)])
        self._is_file = functools.cache(Path.is_file)
        self._searches_everywhere = False

    def add_paths(
        self, changes: Iterable[ast.expr], file: Path, names: Mapping[str, ast.expr]
    ) -> None:
        """Also look in folders that a file adds to `sys.path`.

        Parameters
        ----------
        changes
            The expressions that it adds.
        file
            The file that contains them.
        names
            The values that the file assigns to names at its top level.
        """
        for change in changes:
            expressions = change.elts if isinstance(change, ast.List | ast.Tuple) else [change]
            for expression in expressions:
                folder = evaluate_path(expression, file, names)
                if folder is None:
                    self._searches_everywhere = True
                else:
                    self._folders.setdefault(_relative_to_project(folder))

    def find(self, file: Path, node: ImportNode) -> Iterator[Imported]:
        """Find the files of the project that an import reads.

        Parameters
        ----------
        file
            The file that contains the import.
        node
            An import of one name.

        Yields
        ------
        Imported
            Each file, with the name that is imported from it. Files that do not define the name
            may be among them.
        """
        level = node.level if isinstance(node, ast.ImportFrom) else 0
        folders = list(file.parents)[level - 1 : level] if level else list(self._folders)
        files = list(self._find_in(folders, node))
        if not files and not level:
            top = _dotted_name(node).partition(".")[0]
            package = find_on_path(top) if top else None
            if package is not None:
                yield Imported(package, CONTENT)
            elif self._searches_everywhere and top:
                files = list(self._find_in(_search(top, tuple(self._folders)), node))
        yield from files
        for imported in files:
            yield from self.find_packages(imported.path)

    def find_packages(self, file: Path) -> Iterator[Imported]:
        """Find the files of the packages that contain a file, which are imported before it.

        Parameters
        ----------
        file
            A Python file.

        Yields
        ------
        Imported
            The files ``__init__.py``.
        """
        folders = file.parents if file.name != "__init__.py" else list(file.parents)[1:]
        for folder in folders:
            package = folder / "__init__.py"
            if not self._is_file(package):
                return
            yield Imported(package, NOTHING)

    def find_all(self) -> Iterator[Path]:
        """Find all files that code could import under a name that it computes.

        Yields
        ------
        Path
            Python files in the folders of the project's files, and in packages there.
        """
        for folder in self._folders:
            for path in sorted(folder.glob("*")):
                if path.suffix == ".py":
                    yield path
                elif self._is_file(path / "__init__.py"):
                    yield from sorted(path.rglob("*.py"))

    def _find_in(self, folders: Iterable[Path], node: ImportNode) -> Iterator[Imported]:
        (alias,) = node.names
        if isinstance(node, ast.Import):
            # Without a name of its own, the module can be reached through its packages
            used = NOTHING if alias.asname else ALL
            parts = alias.name.split(".")
            packages = [".".join(parts[:end]) for end in range(1, len(parts))]
            candidates = [(alias.name, ALL), *((package, used) for package in packages)]
        else:
            source = node.module or ""
            parts = source.split(".")
            packages = [".".join(parts[:end]) for end in range(1, len(parts))]
            candidates = [(source, alias.name), (f"{source}.{alias.name}".lstrip("."), ALL)]
            candidates += [(package, NOTHING) for package in packages]
        for folder in folders:
            for name, used in candidates:
                base = folder.joinpath(*name.split("."))
                for path in (Path(f"{base}.py"), base / "__init__.py"):
                    if self._is_file(path) and not path.is_relative_to(_LIBRARY / "paraverse"):
                        yield Imported(path, used)
                for suffix in EXTENSION_SUFFIXES:
                    if name and self._is_file(Path(f"{base}{suffix}")):
                        yield Imported(Path(f"{base}{suffix}"), CONTENT)


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


@functools.cache
def find_on_path(name: str) -> Path | None:
    """Find a module that Python can import without being part of the project or installed.

    Parameters
    ----------
    name
        The name of a module or package, without dots.

    Returns
    -------
    Path or None
        The file of the module or the folder of the package, which is in ``PYTHONPATH`` or was
        installed with ``pip install -e``; None if the module is part of Python, of an installed
        package or of paraverse, or if it does not exist.
    """
    if name in sys.stdlib_module_names:
        return None
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None
    suffixes = (".py", *EXTENSION_SUFFIXES)
    if spec is None or not spec.origin or not spec.origin.endswith(suffixes):
        return None
    path = Path(spec.origin)
    is_installed = not _INSTALLED.isdisjoint(path.parts)
    is_ours = path.resolve().is_relative_to(_LIBRARY)
    if is_installed or is_ours:
        return None
    return path.parent if path.name == "__init__.py" else path


@functools.lru_cache(maxsize=64)
def _search(name: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return all folders below some folders and the working directory that contain a module."""
    containing: dict[Path, None] = {}
    for start in (Path(), *folders):
        for folder, subfolders, files in os.walk(start):
            depth = len(Path(folder).relative_to(start).parts)
            if f"{name}.py" in files or name in subfolders:
                containing[Path(folder)] = None
            is_left_out = depth >= _SEARCH_DEPTH
            subfolders[:] = [
                sub
                for sub in sorted(subfolders)
                if not is_left_out and not sub.startswith(".") and sub not in _NOT_SEARCHED
            ]
    return tuple(containing)


def _relative_to_project(folder: str) -> Path:
    path, project = Path(os.path.normpath(folder)), Path.cwd()
    return path.relative_to(project) if path.is_relative_to(project) else path


def format_path(path: Path) -> str:
    """Return a path that does not change if the project is moved.

    Parameters
    ----------
    path
        The path of a file.

    Returns
    -------
    str
        The path relative to the working directory if the file is in there; else its name.
    """
    path = _relative_to_project(str(path))
    return path.name if path.is_absolute() else str(path)


def _dotted_name(node: ImportNode) -> str:
    return node.names[0].name if isinstance(node, ast.Import) else node.module or ""
