"""Check, before reading a dataset, where its values are stored and what reading them requires."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from h5py import h5d, h5i, h5o, h5z

from paraverse.errors import LoadError
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.members import Deflate

_MAX_UNSTORED = 2**28
"""Most bytes that the datasets read from a file may claim beyond those that it stores: fill values
and repeated values. A small file may claim to hold any number of values."""

_MAX_COMPRESSION = 2000
"""Largest ratio of values to their compressed bytes (deflate reaches 1032)."""

_UNCHECKED = 2**16
"""Datasets up to this size in bytes are not counted: each takes some hundred bytes itself, and it
takes longer to find out where their values are than to read them."""

_MAX_TIMES_READ = 10
"""How often links may lead to the same values before these count as repeated."""

_NOT_COMPRESSIONS = (h5z.FILTER_SHUFFLE, h5z.FILTER_FLETCHER32)
"""Filters that do not make data smaller."""

_MAX_SOURCES = 8
"""Maximum length of a chain of virtual datasets, each a source of the previous one."""


def check_size(
    shape: tuple[int, ...], dtype: np.dtype, dataset: h5d.DatasetID, links: LinkResolver
) -> None:
    """Check that the datasets read so far do not claim more values than their files can hold.

    Parameters
    ----------
    shape
        The shape of the dataset that is read next.
    dtype
        The type of its values.
    dataset
        The dataset.
    links
        Adds up what is claimed.

    Raises
    ------
    LoadError
        If this dataset claims more values, alone or with the others.
    """
    size = math.prod(shape) * dtype.itemsize
    if size <= _UNCHECKED:
        return
    size -= min(size, _stored_bytes(dataset, links))
    if links.unstored_bytes + size > _MAX_UNSTORED:
        file_size = h5i.get_file_id(dataset).get_filesize()
        others = " with the datasets before it" if size <= _MAX_UNSTORED else ""
        raise LoadError(f"claims {size:.1e} bytes{others} that a file of {file_size:.1e} lacks")
    links.unstored_bytes += size


def _stored_bytes(dataset: h5d.DatasetID, links: LinkResolver) -> int:
    """Return how many bytes the values that are stored for a dataset can take in memory."""
    plist = dataset.get_create_plist()
    if plist.get_layout() == h5d.VIRTUAL:
        return sum(_stored_bytes(source, links) for source in _sources(dataset, links))
    info = h5o.get_info(dataset)
    links.times_read[info.fileno, info.addr] += 1
    if links.times_read[info.fileno, info.addr] > _MAX_TIMES_READ:
        return 0
    stored = min(dataset.get_storage_size(), h5i.get_file_id(dataset).get_filesize())
    return int(stored * (_MAX_COMPRESSION if plist.get_nfilters() else 1))


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
    if dataset.get_create_plist().get_external_count():
        raise LoadError("its values are in a file that is not an HDF5 file")
    if depth > _MAX_SOURCES:
        raise LoadError("its sources are virtual in a circle")
    for source in _sources(dataset, links):
        check_sources(source, links, depth + 1)


def _sources(dataset: h5d.DatasetID, links: LinkResolver) -> Iterator[h5d.DatasetID]:
    """Iterate over the sources of a virtual dataset; a dataset of another kind has none."""
    plist = dataset.get_create_plist()
    if plist.get_layout() != h5d.VIRTUAL:
        return
    for file, name in dict.fromkeys(
        (plist.get_virtual_filename(index), plist.get_virtual_dsetname(index))
        for index in range(plist.get_virtual_count())
    ):
        if "%" in file or "%" in name:
            raise LoadError(f"its sources are specified by a pattern, {file}:{name}")
        # libhdf5 would treat a missing source as one full of zeros
        top = links.follow(dataset, b"/") if file == "." else links.open_other_file(dataset, file)
        source = links.follow(top, name.encode())
        if not isinstance(source, h5d.DatasetID):
            raise LoadError(f"its source {file}:{name} is not a dataset")
        yield source


def find_compression(dataset: h5d.DatasetID, nbytes: int, links: LinkResolver) -> Deflate | None:
    """Return how the values of a dataset are compressed in its file.

    Parameters
    ----------
    dataset
        The dataset.
    nbytes
        The size of its values in bytes.
    links
        Opens the sources of virtual datasets.

    Returns
    -------
    Deflate or None
        The parameters of zlib. Compression by filters that many readers lack, and parts that
        are not stored because they are empty, become fast compression by zlib. None if the dataset
        is not compressed.
    """
    if dataset.get_offset() is not None:  # contiguous, the usual case
        return None
    plist = dataset.get_create_plist()
    if plist.get_layout() == h5d.VIRTUAL:
        sources = (find_compression(source, 0, links) for source in _sources(dataset, links))
        return max(filter(None, sources), default=None)
    filters = {f[0]: f[2] for f in map(plist.get_filter, range(plist.get_nfilters()))}
    if h5z.FILTER_DEFLATE in filters:
        level = filters[h5z.FILTER_DEFLATE][0]
        return Deflate(level, h5z.FILTER_SHUFFLE in filters) if level else None
    if filters.keys() - set(_NOT_COMPRESSIONS):
        return Deflate()
    return Deflate() if dataset.get_storage_size() < nbytes / 2 else None
