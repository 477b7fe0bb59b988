"""From a parameter sweep to figures.

`open_multiverse` opens what a project has stored, `load_plot` the data behind a figure;
`paraverse.transform.evaluate` runs a transformation. The others register what a project adds:
`operation`, `register_operation` and `is_operation` operations, `plot_function` and `is_plot_func`
plot functions, `helper` helpers, `loader` loaders, `group_type` types of groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraverse.explore.multiverse import open_multiverse
    from paraverse.load.registry import loader
    from paraverse.plot.registry import helper, is_plot_func, plot_function
    from paraverse.results.load_plot import load_plot
    from paraverse.store.groups import group_type
    from paraverse.transform.registry import is_operation, operation, register_operation

__version__ = "0.1.0"
__all__ = [
    "group_type",
    "helper",
    "is_operation",
    "is_plot_func",
    "load_plot",
    "loader",
    "open_multiverse",
    "operation",
    "plot_function",
    "register_operation",
]

_LAZY = {
    "loader": "paraverse.load.registry",
    "load_plot": "paraverse.results.load_plot",
    "open_multiverse": "paraverse.explore.multiverse",
    "group_type": "paraverse.store.groups",
    "is_operation": "paraverse.transform.registry",
    "operation": "paraverse.transform.registry",
    "register_operation": "paraverse.transform.registry",
    "helper": "paraverse.plot.registry",
    "is_plot_func": "paraverse.plot.registry",
    "plot_function": "paraverse.plot.registry",
}


def __getattr__(name: str) -> Any:
    # At first use: the Snakefile imports this package at every start
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
