"""Import the Python files of a project, such as those in which it registers its operations."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from paraverse.errors import ParaverseError, suggest
from paraverse.user_code.imports import find_import_root
from paraverse.user_code.source_only import SourceOnlyLoader, import_from_source_only

OLD_PACKAGES = ("dantro", "utopya")
"""Packages for which the files of a project may have been written before."""

COMPATIBLE_NAMES = (
    "ColorManager", "DataManager", "PlotHelper", "SkipPlot", "UniverseGroup", "is_operation",
    "is_plot_func", "make_facet_grid_plot", "register_operation",
)  # fmt: skip
"""The names that `paraverse.compat` has."""

OWN_NAMES = (
    "LabelledDataGroup", "SkipPlot", "draw", "find_snakefile", "group_type", "helper",
    "is_operation", "is_plot_func", "load_plot", "loader", "make_facet_grid_plot",
    "note_other_file", "open_multiverse", "operation", "plot_function", "register_operation",
)  # fmt: skip
"""The names that `paraverse` has."""

_LOADED: dict[Path, ModuleType] = {}

_TRIED: set[Path] = set()
"""Files that were to be imported, whether they could be or not."""

_ADDED_FOLDERS: set[str] = set()
"""Folders that were added to `sys.path`."""

_FORGOTTEN = "__paraverse_forgotten__"
"""A name in modules that are imported again, or no longer needed."""


def load_modules(files: Sequence[str]) -> list[ModuleType]:
    """Import Python files, each once per process.

    Parameters
    ----------
    files
        Paths of the files. Each can import modules from its folder; a file in a package is imported
        as a module of the package.

    Returns
    -------
    list of module
        The modules, in the order of the files.

    Raises
    ------
    ParaverseError
        If a file cannot be imported.
    """
    import_from_source_only()
    for file in files:
        path = Path(file).resolve()
        if path in _LOADED:
            continue
        _TRIED.add(path)
        try:
            _LOADED[path] = _import_file(path)
        except ParaverseError as error:
            raise ParaverseError(f"{file}: {error}") from error
        except Exception as error:
            message = f"{file} cannot be imported: {type(error).__name__}: {error}"
            raise ParaverseError(f"{message}{import_hint(error)}") from error
    return [_LOADED[Path(file).resolve()] for file in files]


def forget_modules(project: Path) -> None:
    """Let all files of projects be imported again if one has changed, or is of another project.

    Functions that they have registered can then be registered again, see `is_forgotten`.

    Parameters
    ----------
    project
        The folder of the project that is needed now.
    """
    roots = {root for path in _TRIED for root in (path.parent, find_import_root(path))}
    modules = {
        name: loader
        for name, module in sys.modules.items()
        if isinstance(loader := getattr(module, "__loader__", None), SourceOnlyLoader)
        and not roots.isdisjoint(Path(loader.path).parents)
    }
    is_current = _LOADED.keys() == _TRIED and all(p.is_relative_to(project) for p in _TRIED)
    if is_current and not any(loader.has_changed() for loader in modules.values()):
        return
    for name in modules:
        setattr(sys.modules.pop(name), _FORGOTTEN, True)
    sys.path[:] = [folder for folder in sys.path if folder not in _ADDED_FOLDERS]
    for names in (_LOADED, _TRIED, _ADDED_FOLDERS):
        names.clear()
    importlib.invalidate_caches()


def is_forgotten(function: Any) -> bool:
    """Return whether a function is of a module that `forget_modules` has forgotten.

    Parameters
    ----------
    function
        Any function, or None.

    Returns
    -------
    bool
        True if another function may take its place.
    """
    return _FORGOTTEN in getattr(inspect.unwrap(function), "__globals__", ()) if function else False


def explain_old_import(names: Sequence[str]) -> str:
    """Say how to replace an import of dantro or utopya.

    Parameters
    ----------
    names
        The names that are imported; empty for a whole module.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> explain_old_import(["is_operation"])
    'Write `from paraverse.compat import is_operation` instead.'
    """
    compatible = [name for name in names if name in COMPATIBLE_NAMES]
    if compatible:
        return f"Write `from paraverse.compat import {', '.join(compatible)}` instead."
    return f"`paraverse.compat` has {', '.join(COMPATIBLE_NAMES)}; remove this import if unused."


def import_hint(error: Exception) -> str:
    """Say where names of dantro and of paraverse are, if code fails because of them.

    Parameters
    ----------
    error
        The exception that the code raised.

    Returns
    -------
    str
        The end of a message, with its separator; empty for other exceptions.

    Examples
    --------
    >>> import_hint(NameError("name 'operation' is not defined", name="operation"))
    '. Add `from paraverse import operation`.'
    """
    if isinstance(error, NameError):
        if error.name in COMPATIBLE_NAMES:
            return f". Add `from paraverse.compat import {error.name}`."
        return f". Add `from paraverse import {error.name}`." if error.name in OWN_NAMES else ""
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        is_old = error.obj.__name__.partition(".")[0] in OLD_PACKAGES
        return f". {explain_old_import([str(error.name)])}" if is_old else ""
    if not isinstance(error, ImportError):
        return ""
    match = re.search(r"cannot import name '(\w+)'", str(error))
    if str(error.name).partition(".")[0] in OLD_PACKAGES:
        return f". {explain_old_import([match[1]] if match else [])}"
    here = {"paraverse": OWN_NAMES, "paraverse.compat": COMPATIBLE_NAMES}.get(str(error.name))
    return f". {suggest(match[1], here, limit=20)}" if match and here else ""


def _import_file(path: Path) -> ModuleType:
    root = find_import_root(path)
    for folder in dict.fromkeys([path.parent, root]):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
            _ADDED_FOLDERS.add(str(folder))
    if root != path.parent:
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        if Path(module.__file__ or "").resolve() != path:
            message = f"The name {name} is that of {module.__file__}; give one of them another."
            raise ParaverseError(message)
        return module
    # Under a name of its own, as "operations" may also be the name of an unrelated module
    name = f"_project_{path.stem}"
    loader = SourceOnlyLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
