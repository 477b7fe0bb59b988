"""Helpers for the title and the labels of axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from paraverse.plot.helpers.functions.axes import for_each_axis
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import helper

Label = str | Mapping[str, Any]


@helper
def set_title(hlpr: PlotHelper, *, title: str | None = None, **text: Any) -> None:
    """Set the title of the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    title
        The title; None removes it.
    text
        Arguments of `matplotlib.axes.Axes.set_title`, such as `fontsize` or `loc`.
    """
    hlpr.ax.set_title(title or "", **text)


@helper
def set_labels(
    hlpr: PlotHelper,
    *,
    x: Label | None = None,
    y: Label | None = None,
    z: Label | None = None,
    only_label_outer: bool = False,
    rotate_z_label: bool | None = None,
) -> None:
    """Set the labels of the x, y and z axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        A label, or a mapping with the label as `label` and arguments of
        `matplotlib.axes.Axes.set_xlabel`. None leaves a label unchanged.
    only_label_outer
        Whether to remove labels and tick labels from axes that are not at the left or lower edge
        of a grid.
    rotate_z_label
        Whether to draw the label of the z axis parallel to it. By default, matplotlib decides.
    """
    for_each_axis(hlpr.ax, _set_label, x=x, y=y, z=z)
    if rotate_z_label is not None and hasattr(hlpr.ax, "zaxis"):
        hlpr.ax.zaxis.set_rotate_label(rotate_z_label)
    if only_label_outer:
        hlpr.ax.label_outer()


def _set_label(ax: Axes, letter: str, label: Label) -> None:
    options = dict(label) if isinstance(label, Mapping) else {"label": label}
    getattr(ax, f"set_{letter}label")(options.pop("label", None), **options)
