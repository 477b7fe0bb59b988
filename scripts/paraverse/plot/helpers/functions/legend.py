"""Helpers for the legends of axes and of the figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.legend import Legend

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import make_room
from paraverse.plot.layout.engine import outside_location
from paraverse.plot.registry import helper

Entries = list[tuple[Any, str]]
"""Handles with their labels."""


@helper
def set_legend(
    hlpr: PlotHelper,
    *,
    use_legend: bool = True,
    gather_from_fig: bool = False,
    custom_labels: Sequence[str] = (),
    hiding_threshold: int | None = None,
    **options: Any,
) -> None:
    """Set the legend of the axes.

    Its entries are those of the axes and those that the plot function has registered with
    `PlotHelper.track_handles_labels`. If there are none, those of the present legend are used. The
    title of the present legend is kept unless `options` contains another one.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    use_legend
        Whether to show a legend. If False, the present legend is removed.
    gather_from_fig
        Whether to add the entries of all legends of the figure.
    custom_labels
        Labels that replace those of the entries, in the same order. Entries without a custom label
        are left out.
    hiding_threshold
        Largest number of entries for which a legend is shown. By default, there is no limit.
    options
        Arguments of `matplotlib.axes.Axes.legend`. Without `loc`, or with ``best``, the legend is
        placed where it does not cover any data, if necessary next to the axes.
    """
    ax = hlpr.ax
    present = ax.get_legend()
    entries: Entries = []
    if use_legend:
        entries = [*_pairs(*ax.get_legend_handles_labels()), *_pairs(*hlpr.axis_handles_labels)]
        if gather_from_fig or not entries:
            entries += _entries_of_legends(hlpr.fig if gather_from_fig else ax)
        entries = _select_entries(entries, custom_labels, hiding_threshold)
    if entries:
        options.setdefault("title", _common_title(present))
        ax.legend(*zip(*entries, strict=True), **options)
    elif present is not None:
        present.remove()


@helper(of_figure=True)
def set_figlegend(
    hlpr: PlotHelper,
    *,
    gather_from_fig: bool = False,
    custom_labels: Sequence[str] = (),
    hiding_threshold: int | None = None,
    loc: str = "center right",
    margin: float | None = None,
    **options: Any,
) -> None:
    """Set a legend for the whole figure, replacing any present one, and make room for it.

    Its entries are those that the plot function has registered with
    `PlotHelper.track_handles_labels`. If there are none, those of the present legend are used.

    Parameters
    ----------
    hlpr
        The plot helper of the figure.
    gather_from_fig
        Whether to add the entries of all legends of the figure.
    custom_labels, hiding_threshold
        As for `set_legend`.
    loc
        Side or corner of the figure, such as ``center right`` or ``lower center``. With a
        constrained layout, the legend is placed outside the axes.
    margin
        Additional space between the legend and the axes, as a fraction of the width of the figure.
        It has an effect only for legends on the right side.
    options
        Arguments of `matplotlib.figure.Figure.legend`. If `bbox_to_anchor` is among them, `loc` is
        relative to it.
    """
    present = list(hlpr.fig.legends)
    entries = _pairs(*hlpr.all_handles_labels)
    if gather_from_fig or not entries:
        sources = [hlpr.fig] if gather_from_fig else present
        entries += [entry for source in sources for entry in _entries_of_legends(source)]
    entries = _select_entries(entries, custom_labels, hiding_threshold)
    titled = hlpr.fig.findobj(Legend) if gather_from_fig else present
    options.setdefault("title", _common_title(*titled))
    for legend in present:
        legend.remove()
    if entries:
        location: Any = loc if "bbox_to_anchor" in options else outside_location(hlpr.fig, loc)
        legend = hlpr.fig.legend(*zip(*entries, strict=True), loc=location, **options)
        if "right" in loc:
            make_room(hlpr.fig, legend, "right", margin)


def _pairs(handles: Iterable[Any], labels: Iterable[str]) -> Entries:
    return list(zip(handles, labels, strict=True))


def _entries_of_legends(parent: Artist) -> Entries:
    return [
        (handle, text.get_text())
        for legend in parent.findobj(Legend)
        if isinstance(legend, Legend)
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True)
    ]


def _select_entries(entries: Entries, labels: Sequence[str], threshold: int | None) -> Entries:
    # Of entries with the same label, the first is used
    by_label = {label: handle for handle, label in reversed(entries)}
    unique = [(by_label[label], label) for label in dict.fromkeys(label for _, label in entries)]
    if labels:
        unique = [(h, str(label)) for (h, _), label in zip(unique, labels, strict=False)]
    return [] if threshold is not None and len(unique) > threshold else unique


def _common_title(*legends: Any) -> str | None:
    titles = {legend.get_title().get_text() for legend in legends if legend is not None}
    return titles.pop() if len(titles) == 1 else None
