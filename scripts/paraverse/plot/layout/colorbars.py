"""The width of color bars beside small axes."""

from __future__ import annotations

from matplotlib.figure import Figure

_MIN_WIDTH = 0.09
"""Width in inches below which a color bar is hard to see. Bars get narrower with their length."""


def widen_colorbars(figure: Figure) -> bool:
    """Widen color bars that are so short that their colors are hard to see.

    Parameters
    ----------
    figure
        The figure, which has been laid out.

    Returns
    -------
    bool
        Whether any color bar has changed, so that the figure must be laid out again.
    """
    changed = False
    for ax in figure.axes:
        bar, aspect = getattr(ax, "_colorbar", None), ax.get_box_aspect()
        if bar is None or aspect is None:
            continue
        ax.apply_aspect()
        box = ax.get_window_extent()
        width, length = sorted([box.width / figure.dpi, box.height / figure.dpi])
        if 0 < width < _MIN_WIDTH < length:
            ratio = length / _MIN_WIDTH
            ratio = ratio if bar.orientation == "vertical" else 1 / ratio
            ax.set_box_aspect(ratio)
            # Layout engines restore the aspect from here, which has no public accessor
            getattr(ax, "_colorbar_info", {})["aspect"] = length / _MIN_WIDTH
            changed = True
    return changed
