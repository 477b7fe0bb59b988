"""Legends, of axes and of the figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.legend import Legend

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout import constrained as layout
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

    Its entries are those of the axes and those that the plot function noted; failing that, those
    of the legend that is there already, whose title stays too.

    Parameters
    ----------
    hlpr
        The figure.
    use_legend
        Whether there is a legend at all.
    gather_from_fig
        Whether entries of all legends of the figure are added.
    custom_labels
        Labels in place of those of the entries; entries without one are left out.
    hiding_threshold
        There is no legend if it had more entries than this.
    options
        Arguments of `matplotlib.axes.Axes.legend`. Without `loc` or with ``best`` the legend is
        put where it covers no data, beside the axes if there is no such place.
    """
    ax = hlpr.ax
    known = ax.get_legend()
    entries: Entries = []
    if use_legend:
        entries = [*_pairs(*ax.get_legend_handles_labels()), *_pairs(*hlpr.axis_handles_labels)]
        if gather_from_fig or not entries:
            entries += _of_legends(hlpr.fig if gather_from_fig else ax)
        entries = _relabelled(entries, custom_labels, hiding_threshold)
    if entries:
        options.setdefault("title", _title(known))
        ax.legend(*zip(*entries, strict=True), **options)
    elif known is not None:
        known.remove()


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
    """Set a legend of the whole figure, and make room for it.

    Its entries are those that the plot function noted; failing that, those of the figure's legend
    that is there already. It takes the place of that one.

    Parameters
    ----------
    hlpr
        The figure.
    gather_from_fig
        Whether entries of all legends of the figure are added.
    custom_labels, hiding_threshold
        As for `set_legend`.
    loc
        Which side or corner of the figure.
    margin
        Additional space beside it, as a fraction of the figure's width.
    options
        Arguments of `matplotlib.figure.Figure.legend`.
    """
    known = list(hlpr.fig.legends)
    entries = _pairs(*hlpr.all_handles_labels)
    if gather_from_fig or not entries:
        sources = [hlpr.fig] if gather_from_fig else known
        entries += [entry for source in sources for entry in _of_legends(source)]
    entries = _relabelled(entries, custom_labels, hiding_threshold)
    options.setdefault("title", _title(*(hlpr.fig.findobj(Legend) if gather_from_fig else known)))
    for legend in known:
        legend.remove()
    if entries:
        place: Any = loc if "bbox_to_anchor" in options else layout.outside(hlpr.fig, loc)
        legend = hlpr.fig.legend(*zip(*entries, strict=True), loc=place, **options)
        if "right" in loc:
            layout.make_room(hlpr.fig, legend, "right", margin)


def _pairs(handles: Iterable[Any], labels: Iterable[str]) -> Entries:
    return list(zip(handles, labels, strict=True))


def _of_legends(within: Artist) -> Entries:
    return [
        (handle, text.get_text())
        for legend in within.findobj(Legend)
        if isinstance(legend, Legend)
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True)
    ]


def _relabelled(entries: Entries, labels: Sequence[str], threshold: int | None) -> Entries:
    # A label that is there more than once stands for its first handle
    by_label = {label: handle for handle, label in reversed(entries)}
    unique = [(by_label[label], label) for label in dict.fromkeys(label for _, label in entries)]
    if labels:
        unique = [(h, str(label)) for (h, _), label in zip(unique, labels, strict=False)]
    return [] if threshold is not None and len(unique) > threshold else unique


def _title(*legends: Any) -> str | None:
    titles = {legend.get_title().get_text() for legend in legends if legend is not None}
    return titles.pop() if len(titles) == 1 else None
