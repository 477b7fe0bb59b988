"""The loaders for tables; conversion of pandas objects to members of a data tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.errors import LoadError, suggest
from paraverse.load.formats.dtypes import to_common_dtype
from paraverse.load.members import Array, GroupMember, Tree, member_name
from paraverse.load.report import Note, Report, prefixed

if TYPE_CHECKING:
    import pandas as pd

_NOT_OF_FILES = ("clipboard", "gbq", "iceberg", "sql", "sql_query", "sql_table")
"""Readers in pandas that do not read files."""

_WITH_PICKLES = ("hdf", "pickle")
"""Readers of files that may hold pickles."""


def load_csv(path: str, **options: Any) -> pd.DataFrame:
    """Read a table from a CSV file.

    Parameters
    ----------
    path
        Path of the file, which may be compressed.
    **options
        As in `pandas.read_csv`.

    Returns
    -------
    pandas.DataFrame
        The columns and the index, as pandas reads them.
    """
    import pandas as pd

    return pd.read_csv(path, **options)


def load_table(
    path: str, *, reader: str, allow_pickle: bool = False, **options: Any
) -> pd.DataFrame:
    """Read a table with one of the pandas readers.

    Parameters
    ----------
    path
        Path of the file.
    reader
        The name of the reader without ``read_``: "csv" for `pandas.read_csv`, "parquet", "json",
        "excel", …
    allow_pickle
        Whether to allow the readers "pickle" and "hdf", whose files may hold pickles. If so, the
        author of the file can run any code on this machine.
    **options
        Arguments of the pandas function.

    Returns
    -------
    pandas.DataFrame
        The columns and the index, as pandas reads them.

    Raises
    ------
    LoadError
        If there is no such reader, or if it needs `allow_pickle`.
    """
    import pandas as pd

    readers = {name.removeprefix("read_") for name in dir(pd) if name.startswith("read_")}
    readers -= set(_NOT_OF_FILES)
    if reader not in readers:
        raise LoadError(f"pandas has no reader {reader!r} of files. {suggest(reader, readers)}")
    if reader in _WITH_PICKLES and not allow_pickle:
        raise LoadError(
            f"the reader {reader!r} needs `allow_pickle: true` in the entry: "
            "who wrote the file can then run any code here"
        )
    table: pd.DataFrame = getattr(pd, f"read_{reader}")(path, **options)
    return table


def pandas_to_members(value: pd.DataFrame | pd.Series | pd.Index, report: Report) -> Array | Tree:
    """Convert a pandas object to members.

    Parameters
    ----------
    value
        The object.
    report
        Called with a message for each column that cannot be stored or was changed.

    Returns
    -------
    Array or dict of str to Member
        An array for a `Series` or an `Index`. For a `DataFrame`, a group of kind "Table" with its
        columns and the levels of its index; the latter are among their own `coords`. In
        the path of a column, "/" is replaced by "_"; its attribute `long_name` is then the
        original name.

    Raises
    ------
    LoadError
        If the index or the series cannot be stored.
    """
    import pandas as pd

    if isinstance(value, pd.Index):
        return Array(_values(value.to_series(), report))
    if not isinstance(value, pd.DataFrame | pd.Series):
        raise LoadError(f"a {type(value).__name__} cannot be stored")
    columns = value.columns if isinstance(value, pd.DataFrame) else ()
    names = _level_names(value.index, list(map(str, columns)))
    dim = names[0] if len(names) == 1 else "index"
    coords = {
        name: ((dim,), _values(value.index.get_level_values(level).to_series(), report))
        for level, name in enumerate(names)
    }
    if isinstance(value, pd.Series):
        return Array(_values(value, report), dims=(dim,), coords=coords)
    tree: Tree = {"": GroupMember("Table")}
    for name, (_, values) in coords.items():
        tree[name] = Array(values, dims=(dim,), coords=coords)
    for position, label in enumerate(value.columns):
        name = "_".join(map(str, label)) if isinstance(label, tuple) else str(label)
        path = member_name(name)
        try:
            if path in tree:
                raise LoadError("a second column with this name")
            values = _values(value.iloc[:, position], prefixed(report, f"{path}: "))
            attrs = {} if path == name else {"long_name": name}
            tree[path] = Array(values, attrs=attrs, dims=(dim,), coords=coords)
        except LoadError as error:
            report(f"{path}: {error}")
    return tree


def _level_names(index: pd.Index, columns: list[str]) -> list[str]:
    unnamed = ["index"] if index.nlevels == 1 and "index" not in columns else None
    unnamed = unnamed or [f"level_{level}" for level in range(index.nlevels)]
    return [
        member_name(name if name is not None else default)
        for name, default in zip(index.names, unnamed, strict=True)
    ]


def _values(column: pd.Series, report: Report) -> np.ndarray:
    import pandas as pd

    if isinstance(column.dtype, pd.DatetimeTZDtype):
        report(Note("its times were converted to UTC"))
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    if isinstance(column.dtype, pd.PeriodDtype | pd.IntervalDtype):
        column = column.astype(str)
    values = column.to_numpy()
    missing = column.isna().to_numpy()
    if values.dtype.kind == "O" and missing.any():
        if all(isinstance(item, str) for item in values[~missing]):
            report(Note(f"{missing.sum()} missing strings are empty now"))
            values = np.where(missing, "", values)
        else:
            values = np.where(missing, np.nan, values)
    return to_common_dtype(values)
