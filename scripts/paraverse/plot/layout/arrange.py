"""The arrangement of axes in a figure, with room for titles and legends."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, LayoutEngine, TightLayoutEngine
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox

from paraverse.plot.appearance.powers_of_ten import (
    write_plain_logarithms,
    write_powers_of_ten,
)
from paraverse.plot.layout.colorbars import widen_colorbars
from paraverse.plot.layout.engine import (
    disable_engine,
    execute_engine,
    including_labels_of_3d_axes,
)
from paraverse.plot.layout.fitting_ticks import replace_locators, thin_out_ticks
from paraverse.plot.layout.legend_placement import (
    automatic_legends,
    exclude_automatic_legends,
    move_beside,
    move_inside,
)
from paraverse.plot.layout.slack import trim
from paraverse.plot.layout.suptitle import (
    center_suptitle,
    lower_suptitle,
    move_suptitle,
    suptitle_position,
)
from paraverse.plot.layout.universe_label import reserve_room
from paraverse.plot.layout.wrapped_texts import move_labels_of_polar_axes, wrap_texts

_MAX_CHANGES = 2
"""Number of times that a figure is laid out again as its labels do not fit."""

_ARRANGED: weakref.WeakSet[Figure] = weakref.WeakSet()

_CHANGED: weakref.WeakSet[Figure] = weakref.WeakSet()
"""Figures in which more than the positions of axes and legends was changed to make labels fit."""


def arrange(figure: Figure, *, moving: bool = False) -> None:
    """Lay out a figure once; further calls and later changes to the figure do not move anything.

    Legends with the location ``best`` are moved to where they do not cover any data: to a corner or
    an edge of the axes, or next to the axes.

    Parameters
    ----------
    figure
        The figure, which loses its layout engine. If it does not have one, only legends are moved,
        and they stay within the axes.
    moving
        Whether the figure is a frame of an animation. If True, legends with the location ``best``
        are always moved next to the axes, as later frames may have data anywhere.
    """
    if figure in _ARRANGED:
        return
    _ARRANGED.add(figure)
    write_powers_of_ten(figure)
    write_plain_logarithms(figure)
    replace_locators(figure)
    move_labels_of_polar_axes(figure)
    legends = exclude_automatic_legends(figure)
    engine, room = reserve_room(figure.get_layout_engine(), figure)
    compressed = None
    if isinstance(engine, ConstrainedLayoutEngine) and any(map(_is_undistorted, figure.axes)):
        # Otherwise, axes with a fixed aspect are far apart, and color bars are taller than the axes
        engine = compressed = ConstrainedLayoutEngine(**engine.get(), compress=True)
    if engine is not None:
        _execute(engine, figure)
        for _ in range(_MAX_CHANGES):
            # A list, as all must be called
            if not any([widen_colorbars(figure), thin_out_ticks(figure), wrap_texts(figure)]):
                break
            _CHANGED.add(figure)
            _execute(engine, figure)
        if compressed is not None and trim(figure, compressed):
            _execute(engine, figure)
    beside = [legend for legend in legends if moving or not move_inside(figure, legend)]
    if beside and engine is not None:
        for legend in beside:
            move_beside(legend)
        _execute(engine, figure)
    _align_titles(figure)
    center_suptitle(figure)
    lower_suptitle(figure, room)
    disable_engine(figure)


@dataclass(frozen=True, kw_only=True)
class InitialLayout:
    """The layout of a figure before `arrange`, which can be restored to lay the figure out again.

    Attributes
    ----------
    figure
        The figure.
    engine
        Its layout engine.
    positions
        The positions of its axes.
    legends
        Its legends with the location ``best``.
    suptitle
        The position of its title, if it has one.
    """

    figure: Figure
    engine: LayoutEngine | None
    positions: Sequence[Bbox]
    legends: Sequence[Legend]
    suptitle: tuple[float, float] | None

    @classmethod
    def of(cls, figure: Figure) -> InitialLayout:
        """Return the layout of a figure that has not been laid out."""
        return cls(
            figure=figure,
            engine=figure.get_layout_engine(),
            positions=[ax.get_position(original=True) for ax in figure.axes],
            legends=automatic_legends(figure),
            suptitle=suptitle_position(figure),
        )

    def restore(self) -> bool:
        """Restore the layout.

        Returns
        -------
        bool
            False if that is not possible: a legend has been moved next to the axes, ticks or texts
            have been changed to fit, or the layout engine has changed more than the positions of
            axes.
        """
        has_moved = any(legend.get_in_layout() for legend in self.legends)
        if (
            has_moved
            or self.figure in _CHANGED
            or not isinstance(self.engine, ConstrainedLayoutEngine | None)
        ):
            return False
        _ARRANGED.discard(self.figure)
        self.figure.set_layout_engine(self.engine)
        for ax, position in zip(self.figure.axes, self.positions, strict=True):
            ax.set_position(position)
            ax.set_in_layout(True)
        for legend in self.legends:
            legend.set_loc("best")
        move_suptitle(self.figure, self.suptitle)
        return True


def arrange_like(figure: Figure, model: Figure) -> None:
    """Lay out a figure like another one, so that the axes of an animation do not move.

    Parameters
    ----------
    figure
        The figure, which loses its layout engine.
    model
        A figure that has been laid out. If its number of axes is different, `figure` is laid out
        with `arrange`.
    """
    if figure in _ARRANGED:
        return
    if len(figure.axes) != len(model.axes):
        arrange(figure)
        return
    _ARRANGED.add(figure)
    write_powers_of_ten(figure)
    write_plain_logarithms(figure)
    replace_locators(figure)
    move_labels_of_polar_axes(figure)
    disable_engine(figure)
    figure.set_size_inches(*model.get_size_inches())
    # The title as an artist and the location of a legend are not part of matplotlib's public API
    title, model_title = figure._suptitle, model._suptitle  # type: ignore[attr-defined]
    if title is not None and model_title is not None:
        title.set_position(model_title.get_position())
        title.set_verticalalignment(model_title.get_verticalalignment())
    for ax, model_ax in zip(figure.axes, model.axes, strict=True):
        ax.set_position(model_ax.get_position(original=True))
        legend, model_legend = ax.get_legend(), model_ax.get_legend()
        if legend is not None and model_legend is not None:
            legend.set_loc(model_legend._get_loc())  # type: ignore[attr-defined]
            anchor = model_legend.get_bbox_to_anchor().transformed(model_ax.transAxes.inverted())
            legend.set_bbox_to_anchor(anchor, transform=ax.transAxes)
    wrap_texts(figure)
    thin_out_ticks(figure)


def make_room(
    figure: Figure, artist: Artist, side: Literal["top", "right"], margin: float | None
) -> None:
    """Make room for a title or a legend at the edge of a figure.

    Parameters
    ----------
    figure
        The figure. Nothing happens if it has already been laid out.
    artist
        The title or legend. A constrained layout makes room for it.
    side
        Edge of the figure at which `artist` is located.
    margin
        Additional space between `artist` and the axes, as a fraction of the height or width of the
        figure. If None, the default of the layout is used: 0.02 without constrained layout.
    """
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        left, bottom, width, height = engine.get()["rect"]
        if margin is not None and side == "top":
            engine.set(rect=(left, bottom, width, height - margin))
        elif margin is not None:
            engine.set(rect=(left, bottom, width - margin, height))
    elif figure not in _ARRANGED and (engine is None or engine.adjust_compatible):
        box = figure.transFigure.inverted().transform_bbox(artist.get_window_extent())
        size = box.height if side == "top" else box.width
        size += 0.02 + (0.02 if margin is None else margin)
        if isinstance(engine, TightLayoutEngine):
            rect = list(engine.get()["rect"])
            rect[3 if side == "top" else 2] -= size
            engine.set(rect=tuple(rect))
        else:
            figure.subplots_adjust(**{side: 1 - size})


def _execute(engine: LayoutEngine, figure: Figure) -> None:
    with including_labels_of_3d_axes(figure) as has_3d_axes:
        for _ in range(2 if has_3d_axes else 0):
            figure.draw_without_rendering()  # sets the positions of labels of 3D axes
        execute_engine(engine, figure)


def _align_titles(figure: Figure) -> None:
    """Align the titles in a row of axes, as an axis above the data would raise only one of them."""
    rows: dict[Any, list[Axes]] = {}
    for ax in figure.axes:
        spec = ax.get_subplotspec()
        if spec is not None and ax.get_title() and ax.name == "rectilinear":
            rows.setdefault((spec.get_gridspec(), spec.rowspan.start), []).append(ax)
    for row in rows.values():
        top = max(ax.title.get_position()[1] for ax in row)
        for ax in row if len(row) > 1 else ():
            ax.title.set_y(top)
            # The only public way to turn this off is `Axes.set_title`, which resets the font
            ax._autotitlepos = False  # type: ignore[attr-defined]


def _is_undistorted(ax: Axes) -> bool:
    return ax.name == "rectilinear" and ax.get_aspect() != "auto"
