"""Convert the values that loaders return to members of a data tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.formats.dtypes import to_common_dtype
from paraverse.load.members import Array, GroupMember, Member, Text, Tree, select_fields
from paraverse.load.report import Report, prefixed


def to_members(value: Any, field_filter: FieldFilter, report: Report) -> Member | Tree:
    """Convert the value that a loader returned to members.

    Parameters
    ----------
    value
        A number, a string, a path, an array, an xarray or pandas object, members, or a mapping
        from paths to such values. Mappings may be nested.
    field_filter
        Selects the members to keep if there are several.
    report
        Called with a message for each member that cannot be stored.

    Returns
    -------
    Member or dict of str to Member
        One member, or the members of a group by path.

    Raises
    ------
    LoadError
        If the value cannot be stored.
    """
    members = _convert(value, report)
    return select_fields(members, field_filter) if isinstance(members, dict) else members


def _convert(value: Any, report: Report) -> Member | Tree:
    if isinstance(value, Array | Text | GroupMember):
        return value
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, PurePath):
        return Text(str(value), "path")
    # For start-up time only: loaders of HDF5 and text files need neither xarray nor pandas
    packages = {cls.__module__.partition(".")[0] for cls in type(value).__mro__}
    if "xarray" in packages:
        from paraverse.load.formats.xarray_files import xarray_to_members

        return xarray_to_members(value, report)
    if "pandas" in packages:
        from paraverse.load.formats.tables import pandas_to_members

        return pandas_to_members(value, report)
    if isinstance(value, Mapping):
        return _convert_mapping(value, report)
    if np.ma.is_masked(value):
        raise LoadError("masked values cannot be stored; fill them")
    return Array(to_common_dtype(np.asarray(value)))


def _convert_mapping(values: Mapping[Any, Any], report: Report) -> Tree:
    tree: Tree = {"": GroupMember()}
    for key, value in values.items():
        path = str(key)
        names = path.split("/")
        try:
            if path and not all(name.strip(".") for name in names):
                raise LoadError("is not a valid path")
            members = _convert(value, prefixed(report, f"{path}/"))
        except (LoadError, ValueError) as error:
            report(f"{path}: {error}")
            continue
        for end in range(1, len(names)):
            tree.setdefault("/".join(names[:end]), GroupMember())
        if isinstance(members, dict):
            tree |= {f"{path}/{name}".strip("/"): member for name, member in members.items()}
        else:
            tree[path] = members
    return tree
