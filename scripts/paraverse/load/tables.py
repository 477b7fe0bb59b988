"""The loaders of tables, and pandas' objects as members of a data tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.errors import LoadError, suggest
from paraverse.load.members import Array, Group, Tree
from paraverse.load.registry import Report, prefixed
from paraverse.load.to_members import storable
from paraverse.load.xarray_files import name_in_path

if TYPE_CHECKING:
    import pandas as pd

_NOT_OF_FILES = ("clipboard", "gbq", "iceberg", "sql", "sql_query", "sql_table")
_WITH_PICKLES = ("hdf", "pickle")


def load_csv(path: str, **options: Any) -> pd.DataFrame:
    """Read a table from a CSV file; the options are those of `pandas.read_csv`."""
    import pandas as pd

    return pd.read_csv(path, **options)


def load_table(
    path: str, *, reader: str, allow_pickle: bool = False, **options: Any
) -> pd.DataFrame:
    """Read a table with any of pandas' readers.

    Parameters
    ----------
    path
        The file.
    reader
        Which: "csv" stands for `pandas.read_csv`, "parquet", "json", "excel", …
    allow_pickle
        Whether to use readers of files that hold pickles, "pickle" and "hdf". Who wrote the file
        can then run any code here.
    **options
        As in pandas' function.

    Raises
    ------
    LoadError
        If there is no such reader or it is not allowed.
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


def members_of_pandas(value: pd.DataFrame | pd.Series | pd.Index, report: Report) -> Array | Tree:
    """Turn an object of pandas into members.

    Parameters
    ----------
    value
        The object.
    report
        Is called with a sentence for each column that cannot be stored or was changed.

    Returns
    -------
    Array or dict of str to Member
        Of a table, a group of kind "Table" with its columns in it and the levels of its index;
        these have themselves among their `coords`. A column whose name has a "/" has "_" in its
        path, and the name as its attribute `long_name`.

    Raises
    ------
    LoadError
        If the index, or a series, cannot be stored.
    """
    import pandas as pd

    if isinstance(value, pd.Index):
        return Array(_values(value.to_series(), report))
    if not isinstance(value, pd.DataFrame | pd.Series):
        raise LoadError(f"a {type(value).__name__} cannot be stored")
    taken = value.columns if isinstance(value, pd.DataFrame) else ()
    names = _names_of_levels(value.index, list(map(str, taken)))
    dim = names[0] if len(names) == 1 else "index"
    coords = {
        name: ((dim,), _values(value.index.get_level_values(level).to_series(), report))
        for level, name in enumerate(names)
    }
    if isinstance(value, pd.Series):
        return Array(_values(value, report), {}, (dim,), coords)
    tree: Tree = {"": Group("Table")}
    tree |= {name: Array(values, {}, (dim,), coords) for name, (_, values) in coords.items()}
    for position, label in enumerate(value.columns):
        name = "_".join(map(str, label)) if isinstance(label, tuple) else str(label)
        path = name_in_path(name)
        try:
            if path in tree:
                raise LoadError("a second column with this name")
            values = _values(value.iloc[:, position], prefixed(report, f"{path}: "))
            tree[path] = Array(values, {} if path == name else {"long_name": name}, (dim,), coords)
        except LoadError as error:
            report(f"{path}: {error}")
    return tree


def _names_of_levels(index: pd.Index, taken: list[str]) -> list[str]:
    unnamed = ["index"] if index.nlevels == 1 and "index" not in taken else None
    unnamed = unnamed or [f"level_{level}" for level in range(index.nlevels)]
    return [
        name_in_path(name if name is not None else default)
        for name, default in zip(index.names, unnamed, strict=True)
    ]


def _values(column: pd.Series, report: Report) -> np.ndarray:
    import pandas as pd

    if isinstance(column.dtype, pd.DatetimeTZDtype):
        report("its times are in UTC now")
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    if isinstance(column.dtype, pd.PeriodDtype | pd.IntervalDtype):
        column = column.astype(str)
    values = column.to_numpy()
    missing = column.isna().to_numpy()
    if values.dtype.kind == "O" and missing.any():
        if all(isinstance(item, str) for item in values[~missing]):
            report(f"{missing.sum()} missing texts are empty now")
            values = np.where(missing, "", values)
        else:
            values = np.where(missing, np.nan, values)
    return storable(values)
