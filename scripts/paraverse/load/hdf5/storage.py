"""Check, before reading a dataset, where its values are stored and what reading them requires."""

from __future__ import annotations

import contextlib
import importlib
import math

import numpy as np
from h5py import h5d, h5i, h5z

from paraverse.errors import LoadError
from paraverse.load.hdf5.links import LinkResolver

_UNCHECKED_BYTES = 2**28
_MAX_COMPRESSION = 2000
"""Values may take `_UNCHECKED_BYTES`, or `_MAX_COMPRESSION` times the size of the file if that is
more (deflate reaches 1032). A broken file may claim to hold any number of values."""

_MAX_SOURCES = 8
"""Maximum length of a chain of virtual datasets, each a source of the previous one."""


def check_size(shape: tuple[int, ...], dtype: np.dtype, dataset: h5d.DatasetID) -> None:
    """Check that a dataset does not claim more values than its file can hold.

    Parameters
    ----------
    shape
        The shape of the dataset.
    dtype
        The type of its values.
    dataset
        The dataset.

    Raises
    ------
    LoadError
        If the dataset claims more values.
    """
    size = math.prod(shape) * dtype.itemsize
    if size > _UNCHECKED_BYTES:
        file_size = h5i.get_file_id(dataset).get_filesize()
        if size > _MAX_COMPRESSION * file_size:
            raise LoadError(f"claims {size:.1e} bytes in a file of {file_size:.1e}")


def check_sources(dataset: h5d.DatasetID, links: LinkResolver, depth: int = 0) -> None:
    """Check that the values of a dataset are in HDF5 files that exist and may be read.

    Parameters
    ----------
    dataset
        The dataset.
    links
        Opens the sources of virtual datasets.
    depth
        Number of virtual datasets that have this one as a direct or indirect source.

    Raises
    ------
    LoadError
        If the dataset is virtual and a source is missing or outside the folder, or if its
        values are in a file that is not an HDF5 file.
    """
    plist = dataset.get_create_plist()
    if plist.get_external_count():
        raise LoadError("its values are in a file that is not an HDF5 file")
    if plist.get_layout() != h5d.VIRTUAL:
        return
    if depth > _MAX_SOURCES:
        raise LoadError("its sources are virtual in a circle")
    for index in range(plist.get_virtual_count()):
        file, name = plist.get_virtual_filename(index), plist.get_virtual_dsetname(index)
        if "%" in file or "%" in name:
            raise LoadError(f"its sources are specified by a pattern, {file}:{name}")
        # libhdf5 would treat a missing source as one full of zeros
        top = links.follow(dataset, b"/") if file == "." else links.open_other_file(dataset, file)
        source = links.follow(top, name.encode())
        if not isinstance(source, h5d.DatasetID):
            raise LoadError(f"its source {file}:{name} is not a dataset")
        check_sources(source, links, depth + 1)


def missing_filter(dataset: h5d.DatasetID) -> str | None:
    """Return the name of a filter that is needed for reading but not available.

    Parameters
    ----------
    dataset
        The dataset.

    Returns
    -------
    str or None
        Name and number of the first filter that is missing, even with hdf5plugin if that is
        installed; None if all filters are available.
    """
    plist = dataset.get_create_plist()
    filters = [plist.get_filter(index) for index in range(plist.get_nfilters())]
    if not all(h5z.filter_avail(code) for code, *_ in filters):
        with contextlib.suppress(ImportError):
            importlib.import_module("hdf5plugin")  # registers its filters
    for code, _, _, name in filters:
        if not h5z.filter_avail(code):
            return f"{name.decode('utf-8', 'replace') or 'unknown'} (number {code})"
    return None
