"""Tails of agents: lines along their earlier positions."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba_array


def draw_tails(
    ax: Axes,
    history: np.ndarray,
    colors: Any,
    *,
    decay: float = 0.0,
    max_segment_length: float | None = None,
    **options: Any,
) -> LineCollection:
    """Draw a line through the last positions of each agent.

    Parameters
    ----------
    ax
        The axes to draw on.
    history
        The positions at successive times, the latest first, of shape (times, agents, 2).
    colors
        A color, or one for each agent.
    decay
        The fraction of its opacity that the line loses with each step back.
    max_segment_length
        The largest distance along x and along y between successive positions that are connected;
        None for any. Agents that leave a periodic space at one side enter it at the other.
    options
        Arguments of `matplotlib.collections.LineCollection`. Its `colors` take precedence.

    Returns
    -------
    matplotlib.collections.LineCollection
        A segment for each step of each agent, below the markers.
    """
    segments = np.stack([history[:-1], history[1:]], axis=2)  # steps, agents, ends, coordinates
    distances = np.abs(np.diff(segments, axis=2)).max(axis=(2, 3))
    limit = np.inf if max_segment_length is None else max_segment_length
    is_drawn = np.isfinite(distances) & (distances <= limit)
    own = next((options.pop(key) for key in ("colors", "color") if key in options), colors)
    rgba = np.broadcast_to(to_rgba_array(own), (history.shape[1], 4))
    alpha = options.pop("alpha", None)
    faded = np.repeat(rgba[np.newaxis], len(segments), axis=0)
    if alpha is not None:
        faded[..., 3] = alpha
    faded[..., 3] *= ((1 - decay) ** np.arange(len(segments)))[:, np.newaxis]
    line_options = {"linewidths": 0.8, "zorder": 0.9, "capstyle": "round", **options}
    if "linewidth" in options:
        del line_options["linewidths"]
    tails = LineCollection(segments[is_drawn], colors=faded[is_drawn], **line_options)
    ax.add_collection(tails, autolim=False)
    return tails
