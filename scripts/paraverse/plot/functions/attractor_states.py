"""States of attractors as points over a parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np

from paraverse.plot.functions.attractor_analyses import TIME
from paraverse.plot.functions.attractor_steps import Attractor
from paraverse.plot.helpers.plot_helper import PlotHelper


def draw_states(
    hlpr: PlotHelper,
    attractors: Sequence[Attractor],
    positions: np.ndarray,
    variables: Mapping[str, Mapping[str, Any]],
) -> None:
    """Draw the values of attractors as points.

    Parameters
    ----------
    hlpr
        The plot helper, on whose current axes they are drawn.
    attractors
        The attractors, over one parameter.
    positions
        The position of each value of the parameter along the x-axis, of shape (n,).
    variables
        The variables to draw, each with its `label`, and the arguments of
        `matplotlib.axes.Axes.scatter` as `plot_kwargs`. A `cmap` shows the times of those values
        that have any, beside a color bar.
    """
    for number, (name, own) in enumerate(variables.items()):
        x, y, times = _points(attractors, positions, name)
        label = (own.get("plot_kwargs") or {}).get("label", own.get("label", name))
        style = {"s": 10, "linewidths": 0, **(own.get("plot_kwargs") or {}), "label": label}
        cmap = style.pop("cmap", None)
        has_time = np.isfinite(times)
        if cmap is not None:
            cmap = mpl.colormaps.get_cmap(cmap)
            style.setdefault("color", cmap(1.0))
        elif not {"c", "color", "facecolor", "facecolors"} & style.keys():
            style["color"] = f"C{number}"
        if cmap is None or not has_time.any():
            hlpr.ax.scatter(x, y, **style)
            continue
        hlpr.ax.scatter(x[~has_time], y[~has_time], **style)
        colored = {key: value for key, value in style.items() if key not in ("color", "label")}
        markers = hlpr.ax.scatter(x[has_time], y[has_time], c=times[has_time], cmap=cmap, **colored)
        hlpr.fig.colorbar(markers, ax=hlpr.ax, label=TIME)


def _points(
    attractors: Sequence[Attractor], positions: np.ndarray, name: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the position, the value and the time of each state that is not missing.

    The time of states that do not have any is NaN.
    """
    columns: list[np.ndarray] = []
    for attractor in attractors:
        if name not in attractor.data:
            continue
        values = attractor.data[name]
        times = np.full(values.shape, np.nan)
        if TIME in values.dims and np.issubdtype(values[TIME].dtype, np.number):
            times = values[TIME].broadcast_like(values).transpose(*values.dims).values
        at = np.full(values.size, positions[attractor.position[0]])
        columns.append(np.stack([at, values.values.ravel(), times.ravel()]).astype(float))
    x, y, times = np.concatenate(columns, axis=1) if columns else np.empty((3, 0))
    is_valid = np.isfinite(y)
    return x[is_valid], y[is_valid], times[is_valid]
