"""The loaders for NumPy files."""

from __future__ import annotations

import zipfile
from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.formats.dtypes import to_common_dtype
from paraverse.load.members import Array, Deflate
from paraverse.load.report import Report


def load_numpy(
    path: str,
    field_filter: FieldFilter,
    report: Report,
    *,
    allow_pickle: bool = False,
    fix_imports: bool = True,
    encoding: Any = "ASCII",
    mmap_mode: Any = None,
) -> np.ndarray | dict[str, Array]:
    """Read a ``.npy`` file, or the arrays of an ``.npz`` file.

    Parameters
    ----------
    path
        Path of the file.
    field_filter
        Selects the arrays of an ``.npz`` file to read.
    report
        Called with a message for each array that cannot be read.
    allow_pickle
        Whether to read arrays of Python objects. If so, the author of the file can run any code
        on this machine.
    fix_imports, encoding
        Used for arrays of Python objects, as in `numpy.load`.
    mmap_mode
        Ignored.

    Returns
    -------
    numpy.ndarray or dict of str to Array
        The array, or the arrays of an ``.npz`` file by name.

    Raises
    ------
    LoadError
        If the file is neither of these.
    """
    with open(path, "rb") as file:
        # numpy.load would treat any other file as a pickle
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
            if name in field_filter:
                try:
                    values = to_common_dtype(np.asarray(loaded[name]))
                    arrays[name] = Array(values, compression=_find_compression(loaded, name))
                except Exception as error:  # the zip file or the array may be broken
                    report(f"{name}: {error}")
    return arrays


def _find_compression(file: np.lib.npyio.NpzFile, name: str) -> Deflate | None:
    """Return how an array is stored: fast compression if it is compressed in any way."""
    assert file.zip is not None
    entry = file.zip.getinfo(name if name in file.zip.namelist() else f"{name}.npy")
    return None if entry.compress_type == zipfile.ZIP_STORED else Deflate()


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
    """Read numbers from a text file.

    Parameters
    ----------
    path
        Path of the file.
    dtype, comments, delimiter, skiprows, usecols, unpack, ndmin, encoding, max_rows, quotechar
        As in `numpy.loadtxt`.

    Returns
    -------
    numpy.ndarray
        Array with one dimension for the lines and one for the columns. Dimensions of length one
        are dropped unless `ndmin` requires them.
    """
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
