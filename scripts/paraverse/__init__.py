"""From a parameter sweep to figures.

`operation` and `register_operation` register operations for transformations, `plot_function`
registers plot functions. `paraverse.transform.evaluate` runs a transformation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraverse.plot.registry import helper, is_plot_func, plot_function
    from paraverse.transform.registry import is_operation, operation, register_operation

__version__ = "0.1.0"
__all__ = [
    "helper",
    "is_operation",
    "is_plot_func",
    "operation",
    "plot_function",
    "register_operation",
]

_PLACES = {
    "is_operation": "paraverse.transform.registry",
    "operation": "paraverse.transform.registry",
    "register_operation": "paraverse.transform.registry",
    "helper": "paraverse.plot.registry",
    "is_plot_func": "paraverse.plot.registry",
    "plot_function": "paraverse.plot.registry",
}


def __getattr__(name: str) -> Any:
    # At first use: the Snakefile imports this package at every start
    if name in _PLACES:
        import importlib

        return getattr(importlib.import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
