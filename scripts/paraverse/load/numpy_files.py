"""The loaders of what NumPy writes."""

from __future__ import annotations

from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.registry import Report


def load_numpy(
    path: str,
    wanted: FieldFilter,
    report: Report,
    *,
    allow_pickle: bool = False,
    fix_imports: bool = True,
    encoding: Any = "ASCII",
    mmap_mode: Any = None,
) -> np.ndarray | dict[str, np.ndarray]:
    """Read a ``.npy`` file, or the arrays of an ``.npz`` file.

    Parameters
    ----------
    path
        The file.
    wanted
        Which arrays of an ``.npz`` file to read.
    report
        Is called with a sentence for each array that cannot be read.
    allow_pickle
        Whether to read arrays of Python objects. Who wrote the file can then run any code here.
    fix_imports, encoding
        For such arrays, as in `numpy.load`.
    mmap_mode
        Without effect.

    Raises
    ------
    LoadError
        If it is neither.
    """
    with open(path, "rb") as file:
        # numpy.load takes anything else for a pickle
        if not file.read(6).startswith((b"\x93NUMPY", b"PK")):
            raise LoadError(f"{path} is not a file of NumPy")
    loaded = np.load(
        path,
        allow_pickle=allow_pickle,
        fix_imports=fix_imports,
        encoding=encoding,
    )
    if not isinstance(loaded, np.lib.npyio.NpzFile):
        return np.asarray(loaded)
    arrays = {}
    with loaded:
        for name in loaded.files:
            if name in wanted:
                try:
                    arrays[name] = loaded[name]
                except Exception as error:  # what is broken may be the zip file or the array
                    report(f"{name}: {error}")
    return arrays


def load_numpy_text(
    path: str,
    *,
    dtype: Any = float,
    comments: Any = "#",
    delimiter: str | None = None,
    skiprows: int = 0,
    usecols: Any = None,
    unpack: bool = False,
    ndmin: Any = 0,
    encoding: str | None = None,
    max_rows: int | None = None,
    quotechar: str | None = None,
) -> np.ndarray:
    """Read numbers from a text file; the options are those of `numpy.loadtxt`."""
    values: np.ndarray = np.loadtxt(
        path,
        dtype=dtype,
        comments=comments,
        delimiter=delimiter,
        skiprows=skiprows,
        usecols=usecols,
        unpack=unpack,
        ndmin=ndmin,
        encoding=encoding,
        max_rows=max_rows,
        quotechar=quotechar,
    )
    return values
