"""Filters that HDF5 needs to read a dataset, and that other packages provide."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os

from h5py import h5d, h5pl, h5z


def missing_filter(dataset: h5d.DatasetID) -> str | None:
    """Return the name of a filter that is needed for reading but not available.

    Parameters
    ----------
    dataset
        The dataset.

    Returns
    -------
    str or None
        Name and number of the first filter that is missing, even after `add_filters`; None if all
        filters are available.
    """
    plist = dataset.get_create_plist()
    filters = [plist.get_filter(index) for index in range(plist.get_nfilters())]
    if not all(h5z.filter_avail(code) for code, *_ in filters):
        add_filters()
    for code, _, _, name in filters:
        if not h5z.filter_avail(code):
            return f"{name.decode('utf-8', 'replace') or 'unknown'} (number {code})"
    return None


def add_filters() -> None:
    """Let h5py use the filters of netCDF4, such as zstd, and of hdf5plugin if that is installed.

    netCDF4 sets a variable to this end, which has no effect if h5py was imported before it.
    """
    spec = importlib.util.find_spec("netCDF4")
    for package in (spec.submodule_search_locations or ()) if spec else ():
        folder = os.path.join(package, "plugins").encode()
        if folder not in map(h5pl.get, range(h5pl.size())):
            h5pl.append(folder)
    with contextlib.suppress(ImportError):
        importlib.import_module("hdf5plugin")  # registers its filters
