"""From a parameter sweep to figures.

`open_multiverse` opens the stored universes of a project and `load_plot` the data of a figure;
`draw` draws a figure with changes, for notebooks; `paraverse.transform.evaluate` runs a
transformation; `find_snakefile` is for workflows that have projects as modules. The other names are
for the Python files of a project, which register what they define with a decorator.

===================================================== ==========================
`operation`, `is_operation`, `register_operation`      operations
`plot_function`, `is_plot_func`                        plot functions
`make_facet_grid_plot`                                 kinds of `facet_grid`
`helper`                                               helpers
`loader`, `note_other_file`                            loaders
`group_type`, and `LabelledDataGroup` to derive from   group types
===================================================== ==========================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraverse.errors import SkipPlot
    from paraverse.explore.draw import draw
    from paraverse.explore.multiverse import open_multiverse
    from paraverse.load.other_files import note_other_file
    from paraverse.load.registry import loader
    from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
    from paraverse.plot.registry import helper, is_plot_func, plot_function
    from paraverse.results.load_plot import load_plot
    from paraverse.store.groups import group_type
    from paraverse.store.groups.labelled import LabelledDataGroup
    from paraverse.transform.registration import is_operation, operation, register_operation
    from paraverse.workflow.snakefile import find_snakefile

__version__ = "0.1.0"
__all__ = [
    "LabelledDataGroup",
    "SkipPlot",
    "draw",
    "find_snakefile",
    "group_type",
    "helper",
    "is_operation",
    "is_plot_func",
    "load_plot",
    "loader",
    "make_facet_grid_plot",
    "note_other_file",
    "open_multiverse",
    "operation",
    "plot_function",
    "register_operation",
]

_LAZY = {
    "LabelledDataGroup": "paraverse.store.groups.labelled",
    "SkipPlot": "paraverse.errors",
    "draw": "paraverse.explore.draw",
    "find_snakefile": "paraverse.workflow.snakefile",
    "group_type": "paraverse.store.groups",
    "helper": "paraverse.plot.registry",
    "is_operation": "paraverse.transform.registration",
    "is_plot_func": "paraverse.plot.registry",
    "load_plot": "paraverse.results.load_plot",
    "loader": "paraverse.load.registry",
    "make_facet_grid_plot": "paraverse.plot.facet_grid.kinds",
    "note_other_file": "paraverse.load.other_files",
    "open_multiverse": "paraverse.explore.multiverse",
    "operation": "paraverse.transform.registration",
    "plot_function": "paraverse.plot.registry",
    "register_operation": "paraverse.transform.registration",
}
"""The module of each public name, imported at first use: the Snakefile imports this package."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
