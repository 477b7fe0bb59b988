"""Ticks that are thinned out where their labels would meet, and dates at even distances."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.ticker import AutoLocator, FixedLocator, SymmetricalLogLocator
from matplotlib.transforms import Bbox

_GAP = 0.4
"""Distance of labels along an axis, relative to the size of the font."""

_MAX_STEPS = 6
"""Number of times that the ticks of axes in three dimensions get fewer."""


class EvenDateLocator(AutoDateLocator):
    """A locator of dates that leaves out the last days of a month if the next is too close.

    Otherwise, ticks at every fourth day are at the 29th and at the 1st, for example.
    """

    def __call__(self) -> Any:
        """Return the positions of the ticks."""
        with warnings.catch_warnings():
            # Fewer ticks than for any of its intervals are what is wanted
            warnings.filterwarnings("ignore", "AutoDateLocator was unable")
            return _without_close_ones(super().__call__())  # type: ignore[no-untyped-call]

    def tick_values(self, vmin: Any, vmax: Any) -> Any:
        """Return the positions of the ticks between two dates."""
        return _without_close_ones(super().tick_values(vmin, vmax))  # type: ignore[no-untyped-call]


class SparseSymmetricalLogLocator(SymmetricalLogLocator):
    """A locator of powers of ten of both signs that can leave some of them out.

    Attributes
    ----------
    step
        0 for all powers of ten; 1 for those beyond the linear part, whose ends are close to 0; 2
        for every second one of these, and so on.
    """

    step = 0

    def __call__(self) -> Any:
        """Return the positions of the ticks."""
        ticks = np.asarray(super().__call__())
        if not self.step:
            return ticks
        sizes = np.unique(np.abs(ticks))[::-1]
        labeled = sizes[sizes > 1.001 * np.min(sizes[sizes > 0], initial=np.inf)][:: self.step]
        return ticks[np.isin(np.abs(ticks), labeled) | (ticks == 0)]


def _without_close_ones(locations: Any) -> np.ndarray:
    ticks = np.asarray(locations)
    if len(ticks) < 4:
        return ticks
    distances = np.diff(ticks)
    apart: np.ndarray = ticks[np.append(distances > 0.7 * np.median(distances), True)]
    return apart


def replace_locators(figure: Figure) -> None:
    """Replace the automatic locators of dates and of symmetric logarithms.

    Parameters
    ----------
    figure
        The figure. Axes keep locators that are not matplotlib's own.
    """
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            locator = axis.get_major_locator()
            replacement: Any = None
            if type(locator) is AutoDateLocator:
                replacement = EvenDateLocator()  # type: ignore[no-untyped-call]
            elif type(locator) is SymmetricalLogLocator:
                replacement = SparseSymmetricalLogLocator(base=10, linthresh=1)
            if replacement is not None:
                vars(replacement).update(vars(locator))
                axis.set_major_locator(replacement)


def thin_out_ticks(figure: Figure) -> bool:
    """Reduce the number of ticks where their labels meet.

    Parameters
    ----------
    figure
        The figure, which has been laid out. Ticks of the x axes, of all axes in three dimensions,
        of symmetric logarithms and of color bars change, unless the plot sets them.

    Returns
    -------
    bool
        Whether any ticks have changed, so that the figure may need another layout.
    """
    changed = False
    for ax in figure.axes:
        if not ax.get_visible():
            continue
        if ax.name == "3d":
            changed |= _thin_out_3d(ax)
        elif ax.name == "rectilinear":
            # Otherwise, matplotlib leaves enough room between the labels of y axes
            with_y = hasattr(ax, "_colorbar") or _is_symmetric(ax.yaxis)
            for axis in (ax.xaxis, ax.yaxis) if with_y else (ax.xaxis,):
                changed |= _thin_out(axis)
    return changed


def _thin_out(axis: Any) -> bool:
    boxes, changed = _boxes(axis), False
    for count in range(len(boxes) - 1, 0, -1):
        if not _meet(boxes) or not _limit(axis.get_major_locator(), count):
            break
        axis.get_majorticklabels()  # updates the ticks
        boxes, changed = _boxes(axis), True
    return changed


def _thin_out_3d(ax: Any) -> bool:
    renderer = ax.figure.canvas.get_renderer()
    counts: dict[Any, int] = {}
    for _ in range(_MAX_STEPS):
        ax.draw(renderer)  # sets the positions of labels
        labels = {axis: _boxes(axis, gap=_GAP / 2) for axis in (ax.xaxis, ax.yaxis, ax.zaxis)}
        meeting = [axis for axis, boxes in labels.items() if _meet(boxes)]
        for one, other in itertools.combinations(labels, 2):
            if any(a.overlaps(b) for a in labels[one] for b in labels[other]):
                meeting.append(max(one, other, key=lambda axis: len(labels[axis])))
        fewer = {axis: min(counts.get(axis, 99), len(labels[axis])) - 1 for axis in meeting}
        fewer = {
            axis: count
            for axis, count in fewer.items()
            if count > 0 and _limit(axis.get_major_locator(), count)
        }
        if not fewer:
            break
        counts |= fewer
    return bool(counts)


def _limit(locator: Any, count: int) -> bool:
    """Limit the number of ticks, and return whether that is possible."""
    if isinstance(locator, EvenDateLocator):
        locator.minticks = 2
        locator.maxticks = dict.fromkeys(locator.maxticks, count)
    elif type(locator) is AutoLocator:
        locator.set_params(nbins=count, min_n_ticks=min(2, count))
    elif _has_levels(locator):
        locator.nbins = count
    elif isinstance(locator, SparseSymmetricalLogLocator):
        locator.step += 1
    else:
        return False
    return True


def _boxes(axis: Any, gap: float = _GAP) -> list[Bbox]:
    """Return the boxes around the labels within the limits of an axis, with half of the gap."""
    # Asking the axis for the labels would move those in three dimensions
    ticks = list(axis.get_major_ticks())
    labels = [tick.label1 if tick.label1.get_visible() else tick.label2 for tick in ticks]
    low, high = sorted(axis.get_view_interval())
    margin = 1e-9 * (high - low)
    return [
        _box(label).padded(gap / 2 * label.get_size() * label.figure.dpi / 72)
        for label, tick in zip(labels, ticks, strict=True)
        if label.get_visible()
        and label.get_text()
        and low - margin <= tick.get_loc() <= high + margin
    ]


def _box(label: Any) -> Bbox:
    """Return the box around a label; that around the end of a rotated one at its tick.

    The boxes around rotated labels overlap long before the labels do.
    """
    box: Bbox = label.get_window_extent()
    rotation = label.get_rotation() % 180
    if rotation in (0, 90):
        return box
    x, _ = label.get_transform().transform(label.get_position())
    width = label.get_size() * label.figure.dpi / 72 / np.sin(np.radians(rotation))
    return Bbox.from_extents(x - width / 2, box.y0, x + width / 2, box.y1)


def _meet(boxes: Sequence[Bbox]) -> bool:
    return any(one.overlaps(other) for one, other in itertools.pairwise(boxes))


def _is_symmetric(axis: Any) -> bool:
    return isinstance(axis.get_major_locator(), SparseSymmetricalLogLocator)


def _has_levels(locator: Any) -> bool:
    """Return whether ticks are some of the levels of contours, and not those of the plot."""
    is_fixed = type(locator) is FixedLocator
    return is_fixed and getattr(locator, "nbins", None) not in (None, len(locator.locs))
