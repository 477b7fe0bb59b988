"""The hdf5 loader, and a look into HDF5 files without reading their values.

h5py is imported at first use: the load configuration is checked by each job that starts.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.registry import Report

if TYPE_CHECKING:
    from paraverse.load.hdf5.read import Description
    from paraverse.load.members import Tree

log = logging.getLogger(__name__)


def load_hdf5(
    path: str,
    wanted: FieldFilter | None = None,
    *,
    report: Report = log.warning,
    base: str | None = None,
    enable_mapping: bool = False,
    map_from_attr: str | None = None,
    lower_case_keys: bool = False,
    direct_insertion: Any = None,
    progress_params: Any = None,
    load_as_proxy: Any = None,
    proxy_kwargs: Any = None,
) -> Tree:
    """Read the groups and datasets of an HDF5 file.

    Parameters
    ----------
    path
        The file.
    wanted
        Which datasets to read; all by default.
    report
        Is called with a sentence for each part that is left out, be it of a type that cannot be
        stored, broken, or a link that leads nowhere.
    base
        The folder that external links may not lead out of; by default the file's.
    enable_mapping
        Whether to choose a group's type by one of its attributes.
    map_from_attr
        The name of that attribute; its values are in `paraverse.load.group_kinds.GROUP_TYPES`.
    lower_case_keys
        Whether to turn the names of groups and datasets into lower case.
    direct_insertion, progress_params, load_as_proxy, proxy_kwargs
        Without effect; dantro has them.

    Returns
    -------
    dict of str to Member
        By path, groups before what is in them; the path of the file's own group is "".

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    if enable_mapping and not map_from_attr:
        raise LoadError("'enable_mapping' needs 'map_from_attr', the attribute to choose by")
    from paraverse.load.hdf5.read import read_file

    return read_file(
        path,
        wanted or FieldFilter(),
        report,
        base=base,
        type_attribute=map_from_attr if enable_mapping else None,
        lower_case=lower_case_keys,
    )


def describe_hdf5(
    path: str, base: str | None = None, *, report: Report = log.warning
) -> Iterator[Description]:
    """Say what is in an HDF5 file without reading values.

    Parameters
    ----------
    path
        The file.
    base
        The folder that external links may not lead out of; by default the file's.
    report
        Is called with a sentence for each part that cannot be looked at.

    Yields
    ------
    Description
        Path, kind, dtype, shape and attributes of each group and dataset.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    from paraverse.load.hdf5.read import describe_file

    return describe_file(path, report, base=base)


def names_unless_found(paths: Iterable[str], field: str) -> set[str]:
    """Look for a group or dataset in files, without reading it.

    Parameters
    ----------
    paths
        HDF5 files; those that do not exist or cannot be read are passed over.
    field
        What to look for.

    Returns
    -------
    set of str
        Empty if a file has it, else the names of all groups and datasets in the files.
    """
    from paraverse.load.hdf5.read import names_in

    names: set[str] = set()
    for path in paths:
        if os.path.isfile(path):
            try:
                found = names_in(path)
            except LoadError:
                continue
            if field in found:
                return set()
            names |= found
    return names
