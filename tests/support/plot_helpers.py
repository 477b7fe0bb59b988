"""Figures with helpers applied, for tests of the `PlotHelper` and of helpers."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.axes import Axes

from paraverse.errors import Location
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper


def apply_helpers(config: dict[str, Any], **subplots: Any) -> PlotHelper:
    """Draw two lines on each axes of a figure and call helpers.

    Parameters
    ----------
    config
        Configuration of the helpers.
    subplots
        Arguments of `matplotlib.pyplot.subplots`.

    Returns
    -------
    PlotHelper
        The figure.
    """

    def where(*keys: str | int) -> Location:
        return Location("plots.yaml", 7, ("energy", *keys))

    setup = {"setup_figure": subplots} if subplots else {}
    hlpr = PlotHelper(helper_defaults=setup, update_helper_cfg=config, where=where)
    for coordinates in hlpr.coords_iter(match="all"):
        hlpr.select_axis(*coordinates)
        hlpr.ax.plot([0, 1, 2], [0, 1, 4], label="squares")
        hlpr.ax.plot([0, 1, 2], [0, 1, 2], label="numbers")
    hlpr.invoke_enabled(axes="all")
    return hlpr


def assert_reports(config: dict[str, Any], fragments: list[str]) -> None:
    """Assert that applying one wrong helper fails with a message that contains fragments."""
    with pytest.raises(HelperError) as raised:
        apply_helpers(config)
    message = str(raised.value)
    (name,) = config
    for fragment in ["plots.yaml:7: energy.helpers", name, *fragments]:
        assert fragment in message


def axes_grid(config: dict[str, Any] | None = None, **arguments: Any) -> PlotHelper:
    """Return three columns and two rows of axes, with a line on each but the last."""
    setup = {"setup_figure": {"ncols": 3, "nrows": 2}}
    hlpr = PlotHelper(helper_defaults=setup, update_helper_cfg=config, **arguments)
    for ax in hlpr.axes.flat[:-1]:
        ax.plot([0, 1])
    return hlpr


def axes_titles(hlpr: PlotHelper) -> list[str]:
    """Return a string for each row of axes, with their titles or ``-``."""
    return ["".join(ax.get_title() or "-" for ax in row) for row in hlpr.axes.T]


def legend_labels(ax: Axes) -> list[str]:
    """Return the labels in the legend of axes; none if there is no legend."""
    legend = ax.get_legend()
    return [] if legend is None else [text.get_text() for text in legend.get_texts()]
