"""Names that operations and plot functions written for dantro or utopya import.

``from utopya.eval import PlotHelper, is_plot_func`` becomes
``from paraverse.compat import PlotHelper, is_plot_func``, and nothing else changes. A plot function
without a transformation receives the universe itself, which is annotated as `DataManager` or
`UniverseGroup` there.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraverse.errors import SkipPlot
    from paraverse.plot.appearance.color_manager import ColorManager
    from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
    from paraverse.plot.helpers.plot_helper import PlotHelper
    from paraverse.plot.registry import is_plot_func
    from paraverse.store.universe import Universe as DataManager
    from paraverse.store.universe import Universe as UniverseGroup
    from paraverse.transform.registration import is_operation, register_operation

__all__ = [
    "ColorManager",
    "DataManager",
    "PlotHelper",
    "SkipPlot",
    "UniverseGroup",
    "is_operation",
    "is_plot_func",
    "make_facet_grid_plot",
    "register_operation",
]

_LAZY = {
    "ColorManager": "paraverse.plot.appearance.color_manager.ColorManager",
    "DataManager": "paraverse.store.universe.Universe",
    "PlotHelper": "paraverse.plot.helpers.plot_helper.PlotHelper",
    "SkipPlot": "paraverse.errors.SkipPlot",
    "UniverseGroup": "paraverse.store.universe.Universe",
    "is_operation": "paraverse.transform.registration.is_operation",
    "is_plot_func": "paraverse.plot.registry.is_plot_func",
    "make_facet_grid_plot": "paraverse.plot.facet_grid.kinds.make_facet_grid_plot",
    "register_operation": "paraverse.transform.registration.register_operation",
}
"""The object that each name stands for, imported at first use; operations do not need
matplotlib."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        module, _, attribute = _LAZY[name].rpartition(".")
        return getattr(importlib.import_module(module), attribute)
    raise AttributeError(
        f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}"
    )
