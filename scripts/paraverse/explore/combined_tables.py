"""Tables of all universes as one data frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def concat_tables(
    tables: Sequence[tuple[Sequence[Any], pd.DataFrame]], dimensions: Sequence[str]
) -> pd.DataFrame:
    """Put the tables of universes below each other.

    Parameters
    ----------
    tables
        The values of the swept parameters of each universe, and its table.
    dimensions
        The names of the swept parameters.

    Returns
    -------
    pandas.DataFrame
        A row for each row of a table. The swept parameters are the first levels of the index,
        followed by those of the tables, unless these only number the rows.
    """
    import pandas as pd

    numbered = all(_is_numbered(table) for _, table in tables)
    frames = []
    for values, table in tables:
        levels: Mapping[str, Any] = dict(zip(dimensions, values, strict=True))
        index = pd.DataFrame({name: pd.Series([v] * len(table)) for name, v in levels.items()})
        if not numbered:
            names = [_level_name(name, level) for level, name in enumerate(table.index.names)]
            own = table.index.to_frame(index=False).set_axis(names, axis=1)
            index = pd.concat([index, own], axis=1)
        frame = table.copy()
        frame.index = pd.MultiIndex.from_frame(index) if index.shape[1] > 1 else _single(index)
        frames.append(frame)
    return pd.concat(frames)


def _is_numbered(table: pd.DataFrame) -> bool:
    index = table.index
    return index.nlevels == 1 and index.name is None and list(index) == list(range(len(index)))


def _level_name(name: Any, number: int) -> Any:
    return f"level_{number}" if name is None else name


def _single(frame: pd.DataFrame) -> Any:
    import pandas as pd

    return pd.Index(frame.iloc[:, 0], name=frame.columns[0])
