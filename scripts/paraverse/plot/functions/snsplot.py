"""The plot function `snsplot`: seaborn functions that create a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine

from paraverse.errors import PlotError, SkipPlot, suggest
from paraverse.plot.appearance.seaborn_palettes import import_seaborn
from paraverse.plot.appearance.seaborn_tools import (
    axis_labels,
    label_axes,
    label_legends,
    label_titles,
    unit_suffixes,
    with_reproducible_defaults,
)
from paraverse.plot.exceptions import describe_exception
from paraverse.plot.facet_grid.auto_encoding import auto_encoding as assign_encodings
from paraverse.plot.facet_grid.encodings import Spec, as_dims
from paraverse.plot.facet_grid.separate_files import request_separate_files
from paraverse.plot.functions.data_frames import (
    build_data_frame,
    find_column,
    name_all,
    reset_levels,
    sample_rows,
    select_rows,
)
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import axes_width, configured_size, height_with_labels
from paraverse.plot.registry import plot_function

ENCODINGS: Mapping[str, tuple[Spec, ...]] = {
    "relplot": ("x", "y", "hue", "col", "row", "style", "size"),
    "displot": ("x", "col", "row", "hue"),
    "catplot": ("y", "hue", "col", "row"),
    "lmplot": ("x", "y", "hue", "col", "row"),
    "clustermap": ("hue", "col", "row"),
    "pairplot": ("hue",),
    "jointplot": ("x", "y", "hue"),
}
"""The seaborn functions and the encodings of each, in the order of `auto_encoding`."""

_SHORT = 4
"""Length of labels along the y axis that are never rotated."""


@plot_function(required_tags=("data",), supports_files=True)
def snsplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    sns_kind: str,
    free_indices: Sequence[str] | None = None,
    optional_free_indices: Sequence[str] = (),
    auto_encoding: bool | Mapping[str, Any] | None = None,
    auto_encoding_options: Mapping[str, Any] | None = None,
    reset_index: bool | Sequence[str] = False,
    to_dataframe_kwargs: Mapping[str, Any] | None = None,
    normalize_names: bool = False,
    dropna: bool = False,
    dropna_kwargs: Mapping[str, Any] | None = None,
    sample: bool | float = False,
    sample_kwargs: Mapping[str, Any] | None = None,
    sel: Mapping[str, Any] | None = None,
    files: str | Sequence[str] | None = None,
    **kwargs: Any,
) -> None:
    """Draw a figure with a seaborn function.

    Parameters
    ----------
    data
        The results of the transformation by tag. The tag ``data`` is an array, a dataset or a data
        frame.
    hlpr
        The plot helper, which receives the figure and, as ``hlpr.attrs["facet_grid"]``, the grid of
        seaborn.
    sns_kind
        The seaborn function: ``relplot``, ``displot``, ``catplot``, ``lmplot``, ``clustermap``,
        ``pairplot`` or ``jointplot``.
    free_indices
        Levels of the index without an encoding, so that seaborn shows the distribution of values
        over them.
    optional_free_indices
        Further levels without an encoding, which need not exist.
    auto_encoding, auto_encoding_options
        As for `paraverse.plot.functions.generic.facet_grid`, with levels of the index as
        dimensions.
    reset_index
        Whether to convert levels of the index that are not free to columns, or a list of the levels
        to convert.
    to_dataframe_kwargs
        Arguments of `xarray.Dataset.to_dataframe`.
    normalize_names
        Whether to name unnamed levels and columns (``index_0``, ``col_0``).
    dropna, dropna_kwargs
        Whether to remove rows with missing values, and arguments of `pandas.DataFrame.dropna`.
    sample, sample_kwargs
        The number of rows (int) or the fraction of them (float) to draw, and arguments of
        `pandas.DataFrame.sample`. The rows are chosen at random, but are the same every time. By
        default, all rows are drawn.
    sel
        Values to select, by column or level.
    files
        Columns or levels with a separate file for each value or combination of values.
    kwargs
        Arguments of the seaborn function.

    Raises
    ------
    PlotError
        If an argument does not fit the data, or the function fails.
    SkipPlot
        If there is nothing to see, as there are no rows or all values are missing.
    SeparateFiles
        If there are several files. The caller draws each of them by calling the function again.
    """
    if sns_kind not in ENCODINGS:
        raise PlotError(f"sns_kind: there is no {sns_kind!r}. {suggest(sns_kind, ENCODINGS)}")
    frame = build_data_frame(data["data"], to_dataframe_kwargs or {})
    if normalize_names:
        name_all(frame)
    free = [*(free_indices or ()), *(n for n in optional_free_indices if n in frame.index.names)]
    if reset_index:
        frame = reset_levels(frame, reset_index, free)
    frame = select_rows(frame, sel or {})
    if dropna:
        frame = frame.dropna(**(dropna_kwargs or {}))
    if sample:
        frame = sample_rows(frame, sample, sample_kwargs or {})
    arguments = dict(kwargs) if files is None else {**kwargs, "files": files}
    if auto_encoding:
        options = auto_encoding_options or {}
        arguments = _assign(sns_kind, frame, arguments, free, auto_encoding, options)
    arguments.pop("free", None)
    file_columns = as_dims(arguments.pop("files", None))
    if file_columns:
        values = {name: find_column(frame, "files", name).unique() for name in file_columns}
        update = {"files": None, "auto_encoding": False}
        raise request_separate_files(values, sel or {}, {**arguments, **update})
    _skip_nothing(frame, arguments)
    _draw(sns_kind, frame, hlpr, {**_size_arguments(sns_kind, frame, arguments), **arguments})
    labels = axis_labels(data["data"])
    label_axes(hlpr.fig.axes, labels)
    label_titles(hlpr.fig.axes, unit_suffixes(data["data"]))
    _label_legends(hlpr.fig, labels)
    if sns_kind == "clustermap":
        _label_heatmap(hlpr.attrs["facet_grid"].ax_heatmap, labels)
    figure_size = configured_size()
    if figure_size is not None and not {"height", "aspect", "figsize"} & set(arguments):
        _resize(hlpr.fig, figure_size)


def _skip_nothing(frame: pd.DataFrame, arguments: Mapping[str, Any]) -> None:
    """Skip a figure whose values along an axis are all missing, which seaborn fails at."""
    if frame.empty:
        raise SkipPlot("there is nothing to see: the data have no rows")
    for key in ("x", "y"):
        name = arguments.get(key)
        if isinstance(name, str) and name in frame.columns and frame[name].isna().all():
            raise SkipPlot(f"there is nothing to see: all values of {name!r} are missing (NaN)")


def _assign(
    sns_kind: str,
    frame: pd.DataFrame,
    arguments: Mapping[str, Any],
    free: Sequence[str],
    auto: bool | Mapping[str, Any],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    level_sizes = getattr(frame.index, "levshape", (len(frame),))
    sizes = {
        str(name): size
        for name, size in zip(frame.index.names, level_sizes, strict=True)
        if name is not None and name not in free
    }
    available = {**ENCODINGS, **(auto if isinstance(auto, Mapping) else {})}
    columns = list(map(str, frame.columns))
    return assign_encodings(
        sns_kind, sizes, arguments, available=available, data_vars=columns, **options
    )


def _size_arguments(
    sns_kind: str, frame: pd.DataFrame, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Return arguments that set the size of the figure, as seaborn's default sizes are larger."""
    match sns_kind:
        case "clustermap":
            return {"figsize": (5.5, 5.5)}
        case "jointplot":
            return {"height": 4.5}
        case "pairplot":
            names = arguments.get("vars") or frame.select_dtypes("number").columns
            return {"height": axes_width(len(arguments.get("x_vars") or names))}
    if {"height", "aspect"} & set(arguments):
        return {}
    col = arguments.get("col")
    count = len(find_column(frame, "col", col).unique()) if col else 1
    columns = min(count, arguments.get("col_wrap", 99))
    if columns == 1:
        return {"height": 3.5, "aspect": 1.2}
    width = axes_width(columns)
    height = height_with_labels(width)
    return {"height": height, "aspect": width / height}


def _draw(
    sns_kind: str, frame: pd.DataFrame, hlpr: PlotHelper, arguments: Mapping[str, Any]
) -> None:
    function = getattr(import_seaborn(), sns_kind)
    options = with_reproducible_defaults(function, {**arguments, "data": frame}, hlpr.parameters)
    if sns_kind == "relplot" and options.get("kind") == "line":
        options.setdefault("seed", 0)
    before = plt.get_fignums()
    try:
        # seaborn arranges its figures itself
        with plt.rc_context({"figure.constrained_layout.use": False}):
            grid = function(**options)
    except Exception as error:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
        raise PlotError(
            f"sns.{sns_kind}: {describe_exception(error)}\n"
            f"    The data have the columns {', '.join(map(str, frame.columns))} and the index "
            f"{', '.join(map(str, frame.index.names))}."
        ) from error
    if hasattr(grid, "_tight_layout_rect"):
        # The layout is computed again when the figure is saved, as titles and labels may have
        # changed; the legend of seaborn is outside this rectangle
        grid.figure.set_layout_engine("tight", rect=tuple(grid._tight_layout_rect))
    hlpr.attrs["facet_grid"] = grid
    hlpr.attach_figure_and_axes(grid.figure, _main_axes(grid))


def _label_legends(figure: Figure, labels: Mapping[str, str]) -> None:
    """Label legends, and make room for those beside the axes that have become wider."""
    inside = (legend for ax in figure.axes if (legend := ax.get_legend()) is not None)
    before = _width(figure)
    label_legends([*figure.legends, *inside], labels)
    added = _width(figure) - before
    if added > 0:
        width, height = figure.get_size_inches()
        is_free = configured_size() is None
        _resize(figure, (width + added / figure.dpi if is_free else width, height))


def _width(figure: Figure) -> float:
    """Return the width of the widest legend beside the axes in pixels."""
    return max((legend.get_window_extent().width for legend in figure.legends), default=0.0)


def _resize(figure: Figure, size: tuple[float, float]) -> None:
    """Resize a figure, and make room for the legend that seaborn has put beside the axes."""
    figure.set_size_inches(size)
    engine = figure.get_layout_engine()
    if figure.legends and isinstance(engine, TightLayoutEngine):
        engine.set(rect=(0, 0, 0.98 - _width(figure) / figure.bbox.width, 1))


def _label_heatmap(ax: Axes, labels: Mapping[str, str]) -> None:
    """Label the columns of a clustered map, and turn numbers beside it that seaborn has rotated."""
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    if labels.keys() & set(names):
        ax.set_xticks(ax.get_xticks(), [labels.get(name, name) for name in names])
    if all(len(tick.get_text()) <= _SHORT for tick in ax.get_yticklabels()):
        ax.tick_params(axis="y", labelrotation=0)


def _main_axes(grid: Any) -> Any:
    """Return the axes to which helpers apply: single axes, or an array of shape (rows, columns)."""
    if hasattr(grid, "ax_joint"):
        return grid.ax_joint
    if hasattr(grid, "ax_heatmap"):
        return grid.ax_heatmap
    axes = grid.axes
    return axes if axes.ndim == 2 else _fill_rectangle(axes, grid)


def _fill_rectangle(axes: Any, grid: Any) -> Any:
    """Return wrapped axes as a rectangular array, with hidden axes at the end."""
    columns, count = grid._ncol, grid._nrow * grid._ncol
    filled: list[Any] = [*axes.flat]
    while len(filled) < count:
        empty = grid.figure.add_subplot(grid._nrow, columns, len(filled) + 1)
        empty.set_visible(False)
        filled.append(empty)
    return np.reshape(filled, (grid._nrow, columns))
