"""Check HDF5 files as a whole before another library reads them, such as netCDF-C.

Other libraries follow links, virtual datasets and references to raw files wherever they lead.
"""

from __future__ import annotations

import os

import h5py
from h5py import h5d

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.hdf5.file import open_hdf5, short_message
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.hdf5.storage import check_size, check_sources
from paraverse.load.hdf5.walk import Walk


def check_file(path: str, field_filter: FieldFilter, base: str | None = None) -> None:
    """Check that reading a file leads to no other files and takes no more memory than it stores.

    Parameters
    ----------
    path
        Path of a file in any format. Only HDF5 files, which include netCDF-4, are checked.
    field_filter
        Selects the datasets that will be read.
    base
        The folder that links may not lead out of; by default the file's own.

    Raises
    ------
    LoadError
        If the file has links or datasets that lead out of the folder, that are broken, or that
        claim more values than are stored.
    """
    if not h5py.is_hdf5(path):
        return
    folder = base or os.path.dirname(path) or "."
    with open_hdf5(path) as file, LinkResolver(folder) as links:
        for name, item in Walk(links, FieldFilter(), _refuse).items(file["/"].id):
            if isinstance(item, h5d.DatasetID):
                try:
                    check_sources(item, links)
                    if name in field_filter and item.shape is not None:
                        check_size(item.shape, item.dtype, item, links)
                except Exception as error:  # a broken dataset may raise anything
                    raise LoadError(f"{name}: {short_message(error)}") from error


def _refuse(message: str) -> None:
    raise LoadError(message)
