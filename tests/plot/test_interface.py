"""The checks of the plan accept the same values as drawing."""

from __future__ import annotations

import inspect

from matplotlib.backend_bases import FigureCanvasBase

from paraverse.plot import registry
from paraverse.plot.interface import FIGURE_FORMATS, INVOCATION_OPTIONS


def test_figure_formats__are_those_of_matplotlib() -> None:
    assert set(FIGURE_FORMATS) <= set(FigureCanvasBase.get_supported_filetypes())


def test_invocation_options__are_options_of_the_decorator() -> None:
    assert set(INVOCATION_OPTIONS) <= set(inspect.signature(registry.is_plot_func).parameters)


def test_decorators__exist() -> None:
    assert "make_facet_grid_plot" in registry.PLOT_FUNCTION_DECORATORS
    others = set(registry.PLOT_FUNCTION_DECORATORS) - {"make_facet_grid_plot"}
    assert all(hasattr(registry, name) for name in others)
