"""Find the files with plot functions: those of this package and those of the project."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location, Problem, suggest
from paraverse.user_code.imports import find_import_root

_BUILTIN_FOLDER = Path(__file__).parents[1] / "plot" / "functions"

_BUILTIN_PREFIXES = ("dantro.plot.funcs.", "utopya.eval.plots.", ".")
"""Prefixes of modules of dantro and utopya, which this package replaces."""


def find_function_files(
    config: Config, plots: Sequence[PlotConfig], location: Location
) -> tuple[dict[str, Location], list[Problem]]:
    """Find all files of the project that contain plot functions.

    A plot names a file by `module_file`, or by `module`, which is looked up in the working
    directory and in the folders from which other files of the project are imported.

    Parameters
    ----------
    config
        The configuration, which names files under `plot_functions`.
    plots
        All plots.
    location
        The location of the key `plot_functions` in the configuration.

    Returns
    -------
    dict
        The files, and the location where each is first named.
    list of Problem
        Modules that do not exist.
    """
    files = dict.fromkeys(config.plot_functions, location)
    folder = Path(config.plot_defaults.base_module_file_dir or "").expanduser()
    others = map(find_import_root, (*files, *config.operations))
    roots = list(dict.fromkeys([Path(), folder, *others]))
    problems = []
    for plot in plots:
        file, module = plot.values.get("module_file"), plot.values.get("module")
        key = "module_file"
        if file is not None:
            file = str(folder / file)
        elif module is not None and is_own_module(module):
            file, key = _find_module(module, roots), "module"
            if file is None:
                problems.append(Problem(plot.where("module"), _describe_missing(module, roots)))
        if file is not None:
            files.setdefault(file, plot.where(key))
    return files, problems


def find_builtin_files() -> list[Path]:
    """Find the files of this package that define plot functions, without running them.

    Returns
    -------
    list of Path
        The files in `paraverse.plot.functions` in which a decorator registers a function, sorted.
    """
    return sorted(file for file, decorators in _find_decorators().items() if decorators)


def find_builtin_modules() -> list[str]:
    """Find the modules of this package that a plot can name, for example by ``module: .generic``.

    Returns
    -------
    list of str
        The names of the files with plot functions, sorted. Those that define only kinds of
        `facet_grid` are not among them, as in dantro.
    """
    return sorted(
        file.stem
        for file, decorators in _find_decorators().items()
        if "plot_function" in decorators
    )


@functools.cache
def _find_decorators() -> dict[Path, list[str]]:
    """Return the decorators that register functions in each file with plot functions."""
    pattern = re.compile(r"^@(plot_function|make_facet_grid_plot)\b", re.MULTILINE)
    return {
        file: pattern.findall(file.read_text(encoding="utf-8"))
        for file in _BUILTIN_FOLDER.glob("*.py")
    }


def names_own_file(plot: PlotConfig) -> bool:
    """Return whether a plot names a file or module of the project with its plot function.

    Parameters
    ----------
    plot
        The plot, which may have a `module_file` or a `module`.

    Returns
    -------
    bool
        True if it has a `module_file`, or a `module` of the project.
    """
    return bool(plot.values.get("module_file")) or is_own_module(plot.values.get("module"))


def is_own_module(module: str | None) -> bool:
    """Return whether the `module` of a plot belongs to the project.

    Parameters
    ----------
    module
        The value of the key `module`; None if it is not set.

    Returns
    -------
    bool
        False for modules of dantro and utopya that this package replaces, and for None.

    Examples
    --------
    >>> is_own_module(".generic"), is_own_module("dantro.plot.funcs.generic")
    (False, False)
    >>> is_own_module("model_plots.forest")
    True
    """
    prefix = next((prefix for prefix in _BUILTIN_PREFIXES if (module or "").startswith(prefix)), "")
    return module is not None and module.removeprefix(prefix) not in find_builtin_modules()


def _find_module(module: str, roots: Iterable[Path]) -> str | None:
    if module.startswith("."):
        return None
    for root in roots:
        base = root.joinpath(*module.split("."))
        for file in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
            if file.is_file():
                return str(file)
    return None


def _describe_missing(module: str, roots: Iterable[Path]) -> str:
    hint = suggest(module, [f".{name}" for name in find_builtin_modules()])
    folders = ", ".join(str(root) if root.parts else "the project's folder" for root in roots)
    return (
        f"There is no module {module!r} in {folders}. {hint} If it is elsewhere, name one of its "
        "files or of its package under `plot_functions` in config.yaml, or the file in "
        "`module_file`."
    )
