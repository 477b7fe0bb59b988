"""The Python files with plot functions: those that the configuration names, and those of plots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location, Problem, suggest
from paraverse.user_code.dependencies import import_root

MODULES = ("basic", "ca", "generic", "graph", "multiplot", "snsplot")
"""Modules of this package with plot functions, as `module: .generic` names them."""

_LIKE_OURS = ("dantro.plot.funcs.", "utopya.eval.plots.", ".")


def function_files(
    config: Config, plots: Sequence[PlotConfig], place: Location
) -> tuple[dict[str, Location], list[Problem]]:
    """Find all files with plot functions of the project.

    A plot names one by `module_file`, or by `module`, which is looked for as Python would: from
    the working directory, and from where the other files of the project are.

    Parameters
    ----------
    config
        The configuration.
    plots
        The plots.
    place
        Where the configuration names files with plot functions.

    Returns
    -------
    dict
        The files, and where each is named.
    list of Problem
        Modules that are not there.
    """
    files = dict.fromkeys(config.plot_functions, place)
    folder = Path(config.plot_defaults.base_module_file_dir or "").expanduser()
    others = map(import_root, (*files, *config.operations))
    roots = list(dict.fromkeys([Path(), folder, *others]))
    problems = []
    for plot in plots:
        file, module = plot.values.get("module_file"), plot.values.get("module")
        key = "module_file"
        if file is not None:
            file = str(folder / file)
        elif module is not None and is_own_module(module):
            file, key = _find(module, roots), "module"
            if file is None:
                problems.append(Problem(plot.where("module"), _missing(module, roots)))
        if file is not None:
            files.setdefault(file, plot.where(key))
    return files, problems


def names_file(plot: PlotConfig) -> bool:
    """Whether a plot says in which file of the project its function is."""
    return bool(plot.values.get("module_file")) or is_own_module(plot.values.get("module"))


def is_own_module(module: str | None) -> bool:
    """Whether the `module` of a plot is one of the project.

    Examples
    --------
    >>> is_own_module(".generic"), is_own_module("dantro.plot.funcs.generic")
    (False, False)
    >>> is_own_module("model_plots.forest")
    True
    """
    prefix = next((prefix for prefix in _LIKE_OURS if (module or "").startswith(prefix)), "")
    return module is not None and module.removeprefix(prefix) not in MODULES


def _find(module: str, roots: Iterable[Path]) -> str | None:
    if module.startswith("."):
        return None
    for root in roots:
        base = root.joinpath(*module.split("."))
        for file in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
            if file.is_file():
                return str(file)
    return None


def _missing(module: str, roots: Iterable[Path]) -> str:
    hint = suggest(module, [f".{name}" for name in MODULES])
    folders = ", ".join(str(root) if root.parts else "the project's folder" for root in roots)
    return (
        f"There is no module {module!r} in {folders}. {hint} Functions of your own are also found "
        "in `module_file`, or by `plot_func` alone in the files that `plot_functions` in "
        "config.yaml names."
    )
