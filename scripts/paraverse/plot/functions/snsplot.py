"""Figures of seaborn: its functions that make a whole figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.seaborn_palettes import import_seaborn
from paraverse.plot.appearance.seaborn_tools import (
    axis_labels,
    label_axes,
    with_reproducible_defaults,
)
from paraverse.plot.facet_grid.auto_encoding import auto_encoding as assign
from paraverse.plot.facet_grid.encodings import Spec, as_dims
from paraverse.plot.facet_grid.separate_files import request_separate_files
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import axes_width
from paraverse.plot.registry import plot_function

if TYPE_CHECKING:
    import pandas as pd

ENCODINGS: Mapping[str, tuple[Spec, ...]] = {
    "relplot": ("x", "y", "hue", "col", "row", "style", "size"),
    "displot": ("x", "col", "row", "hue"),
    "catplot": ("y", "hue", "col", "row"),
    "lmplot": ("x", "y", "hue", "col", "row"),
    "clustermap": ("hue", "col", "row"),
    "pairplot": ("hue",),
    "jointplot": ("x", "y", "hue"),
}
"""seaborn's functions and the encodings that dimensions are given to, in this order."""


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
    """Draw a figure by a function of seaborn.

    Parameters
    ----------
    data
        With the tag ``data``: an array, a dataset or a data frame.
    hlpr
        Gets the figure.
    sns_kind
        The function: ``relplot``, ``displot``, ``catplot``, ``lmplot``, ``clustermap``,
        ``pairplot``, ``jointplot``.
    free_indices
        Levels of the index that stand for nothing: what seaborn shows the distribution of.
    optional_free_indices
        The same, for those that may be missing.
    auto_encoding, auto_encoding_options
        As in `paraverse.plot.functions.generic.facet_grid`.
    reset_index
        Whether levels of the index that are not free become columns, or which.
    to_dataframe_kwargs
        Arguments of `xarray.Dataset.to_dataframe`.
    normalize_names
        Whether levels and columns without a name get one (``index_0``, ``col_0``).
    dropna, dropna_kwargs
        Whether rows with missing values are left out, by `pandas.DataFrame.dropna`.
    sample, sample_kwargs
        How many rows to take by chance, or which part of them; arguments of
        `pandas.DataFrame.sample`. The same rows are taken every time.
    sel
        Values of columns or levels to select.
    files
        Columns or levels that become separate files.
    kwargs
        Arguments of the function.

    Raises
    ------
    PlotError
        Naming what does not fit the data.
    SeparateFiles
        If there are to be several files.
    """
    if sns_kind not in ENCODINGS:
        raise PlotError(f"sns_kind: there is no {sns_kind!r}. {suggest(sns_kind, ENCODINGS)}")
    frame = _frame(data["data"], to_dataframe_kwargs or {})
    if normalize_names:
        _name_all(frame)
    free = [*(free_indices or ()), *(n for n in optional_free_indices if n in frame.index.names)]
    if reset_index:
        levels = frame.index.names if reset_index is True else reset_index
        frame = frame.reset_index([n for n in levels if n is not None and n not in free])
    for name, value in (sel or {}).items():
        frame = frame[_column(frame, "sel", name) == value]
    if dropna:
        frame = frame.dropna(**(dropna_kwargs or {}))
    if sample:
        frame = _sampled(frame, sample, sample_kwargs or {})
    given = dict(kwargs) if files is None else {**kwargs, "files": files}
    if auto_encoding:
        given = _encoded(sns_kind, frame, given, free, auto_encoding, auto_encoding_options or {})
    given.pop("free", None)
    separated = as_dims(given.pop("files", None))
    if separated:
        values = {name: _column(frame, "files", name).unique() for name in separated}
        raise request_separate_files(
            values, sel or {}, {**given, "files": None, "auto_encoding": False}
        )
    _draw(sns_kind, frame, hlpr, {**_size(sns_kind, frame, given), **given})
    label_axes(hlpr.fig.axes, axis_labels(data["data"]))


def _size(sns_kind: str, frame: pd.DataFrame, given: Mapping[str, Any]) -> dict[str, Any]:
    """How large figures are, which seaborn makes larger than others."""
    match sns_kind:
        case "clustermap":
            return {"figsize": (5.5, 5.5)}
        case "jointplot":
            return {"height": 4.5}
        case "pairplot":
            names = given.get("vars") or frame.select_dtypes("number").columns
            return {"height": axes_width(len(given.get("x_vars") or names))}
    if {"height", "aspect"} & set(given):
        return {}
    col = given.get("col")
    columns = min(len(_column(frame, "col", col).unique()) if col else 1, given.get("col_wrap", 99))
    if columns == 1:
        return {"height": 3.5, "aspect": 1.2}
    return {"height": axes_width(columns) / 1.1, "aspect": 1.1}


def _frame(data: Any, options: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    if isinstance(data, xr.DataArray) and data.name is None:
        options = {"name": "value", **options}
    if isinstance(data, xr.DataArray | xr.Dataset):
        frame: pd.DataFrame = data.to_dataframe(**options)
        return frame
    if isinstance(data, pd.DataFrame):
        return data.copy()
    raise PlotError(
        f"snsplot draws arrays, datasets and data frames; the tag `data` is a "
        f"{type(data).__name__}."
    )


def _name_all(frame: pd.DataFrame) -> None:
    frame.index.names = _named(frame.index.names, "index")
    if frame.columns.nlevels == 1:
        frame.columns = _named(frame.columns, "col")
    else:
        frame.columns.names = _named(frame.columns.names, "col")


def _named(names: Iterable[Any], prefix: str) -> list[str]:
    import pandas as pd

    return [f"{prefix}_{i}" if pd.isna(name) else str(name) for i, name in enumerate(names)]


def _column(frame: pd.DataFrame, argument: str, name: str) -> pd.Series | pd.Index:
    if name in frame.columns:
        return frame[name]
    if name in frame.index.names:
        return frame.index.get_level_values(name)
    names = [*frame.columns, *(name for name in frame.index.names if name is not None)]
    raise PlotError(f"{argument}: there is no column or level {name!r}. {suggest(name, names)}")


def _sampled(frame: pd.DataFrame, sample: bool | float, options: Mapping[str, Any]) -> pd.DataFrame:
    given = dict(options)
    if not given and isinstance(sample, float):
        given["frac"] = sample
    elif not given and not isinstance(sample, bool):
        given["n"] = min(sample, len(frame))
    return frame.sample(**{"random_state": 0, **given}) if given else frame


def _encoded(
    sns_kind: str,
    frame: pd.DataFrame,
    given: Mapping[str, Any],
    free: Sequence[str],
    auto: bool | Mapping[str, Any],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    sizes = getattr(frame.index, "levshape", (len(frame),))
    return assign(
        sns_kind,
        {
            str(name): size
            for name, size in zip(frame.index.names, sizes, strict=True)
            if name is not None and name not in free
        },
        given,
        available={**ENCODINGS, **(auto if isinstance(auto, Mapping) else {})},
        data_vars=list(map(str, frame.columns)),
        **options,
    )


def _draw(
    sns_kind: str, frame: pd.DataFrame, hlpr: PlotHelper, arguments: Mapping[str, Any]
) -> None:
    seaborn = import_seaborn()
    function = getattr(seaborn, sns_kind)
    given = with_reproducible_defaults(function, {**arguments, "data": frame})
    if sns_kind == "relplot" and given.get("kind") == "line":
        given.setdefault("seed", 0)
    before = plt.get_fignums()
    try:
        # seaborn arranges its figures itself
        with plt.rc_context({"figure.constrained_layout.use": False}):
            grid = function(**given)
    except Exception as error:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
        raise PlotError(
            f"sns.{sns_kind}: {type(error).__name__}: {error}\n"
            f"    The data have the columns {', '.join(map(str, frame.columns))} and the index "
            f"{', '.join(map(str, frame.index.names))}."
        ) from error
    if hasattr(grid, "_tight_layout_rect"):
        # Again at the end, as titles and labels may be others then; its legend is beside this
        grid.figure.set_layout_engine("tight", rect=tuple(grid._tight_layout_rect))
    hlpr.attrs["facet_grid"] = grid
    hlpr.attach_figure_and_axes(grid.figure, _axes(grid))


def _axes(grid: Any) -> Any:
    if hasattr(grid, "ax_joint"):
        return grid.ax_joint
    if hasattr(grid, "ax_heatmap"):
        return grid.ax_heatmap
    axes = grid.axes
    return axes if axes.ndim == 2 else _rectangle(axes, grid)


def _rectangle(axes: Any, grid: Any) -> Any:
    """Axes that are wrapped after a column, filled up to a rectangle by empty ones."""
    columns, count = grid._ncol, grid._nrow * grid._ncol
    filled: list[Any] = [*axes.flat]
    while len(filled) < count:
        empty = grid.figure.add_subplot(grid._nrow, columns, len(filled) + 1)
        empty.set_visible(False)
        filled.append(empty)
    return np.reshape(filled, (grid._nrow, columns))
