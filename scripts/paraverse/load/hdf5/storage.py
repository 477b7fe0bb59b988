"""Where the values of a dataset lie and what it takes to read them."""

from __future__ import annotations

import contextlib
import importlib
import math

import numpy as np
from h5py import h5d, h5i, h5z

from paraverse.errors import LoadError
from paraverse.load.hdf5.links import Links

_ALWAYS_FINE = 2**28
_BEST_COMPRESSION = 2000
"""Values may take this many bytes, or this many times the file's size, if that is more: deflate
comes to 1032. A broken file may claim any number of values."""

_MOST_SOURCES = 8
"""Virtual datasets, each a source of the one before."""


def check_size(shape: tuple[int, ...], dtype: np.dtype, dataset: h5d.DatasetID) -> None:
    """Refuse a dataset that claims more values than its file can hold.

    Raises
    ------
    LoadError
        If it does.
    """
    size = math.prod(shape) * dtype.itemsize
    if size > _ALWAYS_FINE:
        there = h5i.get_file_id(dataset).get_filesize()
        if size > _BEST_COMPRESSION * there:
            raise LoadError(f"claims {size:.1e} bytes in a file of {there:.1e}")


def check_place(dataset: h5d.DatasetID, links: Links, depth: int = 0) -> None:
    """Refuse a dataset whose values lie in files that are missing or out of reach.

    Parameters
    ----------
    dataset
        The dataset.
    links
        Opens the sources of virtual datasets.
    depth
        How many virtual datasets it is a source of, one behind the other.

    Raises
    ------
    LoadError
        If it is virtual and a source is missing or outside of the folder, or if its values are
        not in an HDF5 file.
    """
    plist = dataset.get_create_plist()
    if plist.get_external_count():
        raise LoadError("its values lie in a file that is not HDF5")
    if plist.get_layout() != h5d.VIRTUAL:
        return
    if depth > _MOST_SOURCES:
        raise LoadError("its sources are virtual in a circle")
    for index in range(plist.get_virtual_count()):
        file, name = plist.get_virtual_filename(index), plist.get_virtual_dsetname(index)
        if "%" in file or "%" in name:
            raise LoadError(f"its sources are given by a pattern, {file}:{name}")
        # libhdf5 would take a missing source for one full of zeros
        top = links.follow(dataset, b"/") if file == "." else links.open_beside(dataset, file)
        source = links.follow(top, name.encode())
        if not isinstance(source, h5d.DatasetID):
            raise LoadError(f"its source {file}:{name} is no dataset")
        check_place(source, links, depth + 1)


def missing_filter(dataset: h5d.DatasetID) -> str | None:
    """Name a filter that reading needs and that is not there, even with hdf5plugin."""
    plist = dataset.get_create_plist()
    filters = [plist.get_filter(index) for index in range(plist.get_nfilters())]
    if not all(h5z.filter_avail(code) for code, *_ in filters):
        with contextlib.suppress(ImportError):
            importlib.import_module("hdf5plugin")  # registers its filters
    for code, _, _, name in filters:
        if not h5z.filter_avail(code):
            return f"{name.decode('utf-8', 'replace') or 'unknown'} (number {code})"
    return None
