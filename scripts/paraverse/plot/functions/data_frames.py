"""Preparation of data frames for `snsplot`: naming, selecting and sampling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import xarray as xr

from paraverse.errors import PlotError, suggest


def build_data_frame(data: Any, options: Mapping[str, Any]) -> pd.DataFrame:
    """Build a data frame with the dimensions of labeled data as its index.

    Parameters
    ----------
    data
        An array, a dataset or a data frame. An unnamed array is given the name ``value``.
    options
        Arguments of `xarray.DataArray.to_dataframe`.

    Returns
    -------
    pandas.DataFrame
        The data frame. If `data` is a data frame already, this is a copy of it.

    Raises
    ------
    PlotError
        If the data have another type.
    """
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


def name_all(frame: pd.DataFrame) -> None:
    """Name unnamed levels and columns by their position, in place.

    Parameters
    ----------
    frame
        The data frame, which is modified. Levels of the index are named ``index_0``, …, and columns
        (or their levels) ``col_0``, ….
    """
    frame.index.names = _with_names(frame.index.names, "index")
    if frame.columns.nlevels == 1:
        frame.columns = _with_names(frame.columns, "col")
    else:
        frame.columns.names = _with_names(frame.columns.names, "col")


def find_column(frame: pd.DataFrame, argument: str, name: str) -> pd.Series | pd.Index:
    """Return a column or a level of the index.

    Parameters
    ----------
    frame
        The data frame.
    argument
        The argument of the plot that names the column, for the error message.
    name
        The name of the column or level.

    Returns
    -------
    pandas.Series or pandas.Index
        The values, one for each row.

    Raises
    ------
    PlotError
        If there is no such column or level.
    """
    if name in frame.columns:
        return frame[name]
    if name in frame.index.names:
        return frame.index.get_level_values(name)
    names = [*frame.columns, *(name for name in frame.index.names if name is not None)]
    raise PlotError(f"{argument}: there is no column or level {name!r}. {suggest(name, names)}")


def select_rows(frame: pd.DataFrame, sel: Mapping[str, Any]) -> pd.DataFrame:
    """Select the rows that have the given values.

    Parameters
    ----------
    frame
        The data frame.
    sel
        Values by column or level of the index.

    Returns
    -------
    pandas.DataFrame
        The rows that have all of the values.

    Raises
    ------
    PlotError
        If there is no such column or level.
    """
    for name, value in sel.items():
        frame = frame[find_column(frame, "sel", name) == value]
    return frame


def reset_levels(
    frame: pd.DataFrame, levels: bool | Sequence[str], free: Sequence[str]
) -> pd.DataFrame:
    """Convert levels of the index to columns.

    Parameters
    ----------
    frame
        The data frame.
    levels
        The names of the levels to convert, or True for all named levels.
    free
        Levels that remain in the index.

    Returns
    -------
    pandas.DataFrame
        The data frame with more columns.
    """
    names: Any = frame.index.names if levels is True else levels
    return frame.reset_index([n for n in names if n is not None and n not in free])


def sample_rows(
    frame: pd.DataFrame, sample: bool | float, options: Mapping[str, Any]
) -> pd.DataFrame:
    """Choose rows at random, the same ones every time.

    Parameters
    ----------
    frame
        The data frame.
    sample
        The number of rows (int) or the fraction of them (float). Ignored if `options` is not empty.
    options
        Arguments of `pandas.DataFrame.sample`. By default, `random_state` is 0.

    Returns
    -------
    pandas.DataFrame
        The chosen rows; all rows if neither `sample` nor `options` requests a sample.
    """
    size = dict(options)
    if not size and isinstance(sample, float):
        size["frac"] = sample
    elif not size and not isinstance(sample, bool):
        size["n"] = min(sample, len(frame))
    return frame.sample(**{"random_state": 0, **size}) if size else frame


def _with_names(names: Iterable[Any], prefix: str) -> list[str]:
    return [f"{prefix}_{i}" if pd.isna(name) else str(name) for i, name in enumerate(names)]
