"""The loader for HDF5 files, and a description of their content without reading values.

To keep the start-up time short, h5py is imported at first use: each job checks the load
configuration when it starts.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.errors import LoadError
from paraverse.load.isolated_calls import call_isolated
from paraverse.load.report import Report

if TYPE_CHECKING:
    from paraverse.load.hdf5.read import Description
    from paraverse.load.members import Tree

log = logging.getLogger(__name__)

_FIELDS = "HDF5 fields 1"
"""Kind of values in the index of files, with a number to increase when they change."""


def load_hdf5(
    path: str,
    field_filter: FieldFilter | None = None,
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
        Path of the file.
    field_filter
        Selects the datasets to read; by default all.
    report
        Called with a message for each item that is left out because its type cannot be stored,
        because it is broken, or because it is a link that cannot be followed.
    base
        The folder that external links may not lead out of; by default the file's own.
    enable_mapping
        Whether to determine the type of a group from one of its attributes.
    map_from_attr
        The name of that attribute; its values are in `paraverse.load.group_kinds.GROUP_TYPES`.
    lower_case_keys
        Whether to convert the names of groups and datasets to lower case.
    direct_insertion, progress_params, load_as_proxy, proxy_kwargs
        Ignored; these options exist for compatibility with dantro.

    Returns
    -------
    dict of str to Member
        Members by path, groups before their members; the path of the file's own group is "".

    Raises
    ------
    LoadError
        If the file cannot be read, or if `enable_mapping` is set without `map_from_attr`.
    """
    if enable_mapping and not map_from_attr:
        raise LoadError("'enable_mapping' needs 'map_from_attr', the attribute to choose by")
    from paraverse.load.hdf5.read import read_file

    return read_file(
        path,
        field_filter or FieldFilter(),
        report,
        base=base,
        type_attribute=map_from_attr if enable_mapping else None,
        lower_case=lower_case_keys,
    )


def describe_hdf5(
    path: str, base: str | None = None, *, report: Report = log.warning
) -> list[Description]:
    """Describe the groups and datasets of an HDF5 file without reading values.

    Parameters
    ----------
    path
        Path of the file.
    base
        The folder that external links may not lead out of; by default the file's own.
    report
        Called with a message for each item that cannot be described.

    Returns
    -------
    list of Description
        One for each group and dataset, in the order of their paths in the file.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    descriptions, messages = call_isolated(_describe, path, base)
    for message in messages:
        report(message)
    return descriptions


def measure_hdf5(
    path: str, field_filter: FieldFilter, *, base: str | None = None
) -> tuple[int, int]:
    """Measure the datasets of an HDF5 file without reading values.

    Parameters
    ----------
    path
        Path of the file.
    field_filter
        Selects the datasets.
    base
        The folder that external links may not lead out of; by default the file's own.

    Returns
    -------
    int, int
        Size of the values with the compression that `find_compression` returns for them, and
        without any, in bytes.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    return call_isolated(_measure, path, field_filter, base)


def fields_if_absent(paths: Iterable[str], field: str, index: FileIndex) -> set[str]:
    """Look for a group or dataset in several files; if none has it, list what they do have.

    Parameters
    ----------
    paths
        Paths of HDF5 files; those that do not exist or cannot be read are ignored.
    field
        Path of the group or dataset.
    index
        The index of files by content, which holds the fields of files that were read before.

    Returns
    -------
    set of str
        Empty if one of the files has it; otherwise the paths of all groups and datasets in the
        files.
    """
    fields: set[str] = set()
    for path in paths:
        if os.path.isfile(path):
            try:
                in_file = index.derived(path, _FIELDS, partial(call_isolated, _list_fields, path))
            except LoadError:
                continue
            if field in in_file:
                return set()
            fields.update(in_file)
    return fields


def _describe(path: str, base: str | None) -> tuple[list[Description], list[str]]:
    from paraverse.load.hdf5.read import describe_file

    messages: list[str] = []
    return list(describe_file(path, messages.append, base=base)), messages


def _measure(path: str, field_filter: FieldFilter, base: str | None) -> tuple[int, int]:
    from paraverse.load.hdf5.read import measure_file

    return measure_file(path, field_filter, base=base)


def _list_fields(path: str) -> list[str]:
    from paraverse.load.hdf5.read import list_fields

    return sorted(list_fields(path))
