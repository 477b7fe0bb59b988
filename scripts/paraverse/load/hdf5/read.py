"""HDF5 files as data trees."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import h5py
from h5py import h5a, h5d, h5g, h5o

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError, suggest
from paraverse.load.attributes import text_of
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5.file import open_hdf5, reason
from paraverse.load.hdf5.links import Links
from paraverse.load.hdf5.scales import Scales, is_only_a_dimension
from paraverse.load.hdf5.values import read_attributes, read_values
from paraverse.load.hdf5.walk import Walk
from paraverse.load.members import Array, Group, Tree
from paraverse.load.registry import Report, prefixed
from paraverse.load.to_members import only_wanted


class Description(NamedTuple):
    """A group or dataset, without its values.

    Attributes
    ----------
    path
        Its path in the file; "" for the file's own group.
    kind
        "Group" or "Array".
    dtype, shape
        Of a dataset; None for a group. Texts are of type "text".
    attrs
        Its attributes.
    """

    path: str
    kind: str
    dtype: str | None
    shape: tuple[int, ...] | None
    attrs: Mapping[str, Any]


def read_file(
    path: str,
    wanted: FieldFilter,
    report: Report,
    *,
    base: str | None,
    type_attribute: str | None,
    lower_case: bool,
) -> Tree:
    """Read a file; see `paraverse.load.hdf5.load_hdf5`."""
    with _opened(path, base) as (top, links):
        reader = _Reader(links, report, type_attribute)
        tree: Tree = {"": reader.group("", top)}
        for at, item in Walk(links, wanted, report, lower_case=lower_case).members(top):
            if isinstance(item, h5g.GroupID):
                tree[at] = reader.group(at, item)
            elif at in wanted:
                array = reader.array(at, item)
                if array is not None:
                    tree[at] = array
    return only_wanted(tree, wanted)


def describe_file(path: str, report: Report, *, base: str | None) -> Iterator[Description]:
    """Describe what is in a file; see `paraverse.load.hdf5.describe_hdf5`."""
    with _opened(path, base) as (top, links):
        yield Description("", "Group", None, None, read_attributes(top, report))
        for at, item in Walk(links, FieldFilter(), report).members(top):
            attrs = read_attributes(item, prefixed(report, f"{at}: "))
            if isinstance(item, h5g.GroupID):
                yield Description(at, "Group", None, None, attrs)
                continue
            try:
                if is_only_a_dimension(item):
                    continue
                dtype = "text" if h5py.check_string_dtype(item.dtype) else str(item.dtype)
                shape = (0,) if item.shape is None else item.shape
            except Exception as error:
                report(f"{at}: {reason(error)}")
                continue
            yield Description(at, "Array", dtype, shape, attrs)


def names_in(path: str) -> set[str]:
    """Return the paths of all groups and datasets in a file."""
    with _opened(path, None) as (top, links):
        return {at for at, _ in Walk(links, FieldFilter(), lambda text: None).members(top)}


@contextmanager
def _opened(path: str, base: str | None) -> Iterator[tuple[h5g.GroupID, Links]]:
    with open_hdf5(path) as file, Links(base or os.path.dirname(path) or ".") as links:
        try:
            top = h5o.open(file.id, b"/")
            h5o.get_info(top)  # fails here if the top group is broken
        except Exception as error:
            raise LoadError(f"{path} is broken or unfinished: {reason(error)}") from error
        yield top, links


class _Reader:
    """Turns groups and datasets into members; what cannot be is reported."""

    def __init__(self, links: Links, report: Report, type_attribute: str | None) -> None:
        self._links = links
        self._report = report
        self._type_attribute = type_attribute
        self._unknown_types: set[str] = set()
        self._scales = Scales(
            lambda dataset: (
                read_values(dataset, links, lambda text: None),
                read_attributes(dataset, lambda text: None),
            )
        )

    def group(self, path: str, item: h5g.GroupID) -> Group:
        attrs = read_attributes(item, prefixed(self._report, f"{path or '/'}: "))
        if self._type_attribute not in attrs:
            return Group("Group", attrs)
        value = text_of(attrs[self._type_attribute]) or str(attrs[self._type_attribute])
        if value not in GROUP_TYPES and value not in self._unknown_types:
            self._unknown_types.add(value)
            self._report(
                f"{path or '/'}: {self._type_attribute} {value!r} is no type of group. "
                f"{suggest(value, GROUP_TYPES)}"
            )
        return Group(GROUP_TYPES.get(value, "Group"), attrs)

    def array(self, path: str, item: h5d.DatasetID) -> Array | None:
        report = prefixed(self._report, f"{path}: ")
        try:
            if not h5a.get_num_attrs(item):
                return Array(read_values(item, self._links, report))
            if is_only_a_dimension(item):
                return None
            values = read_values(item, self._links, report)
        except Exception as error:  # a broken part may raise anything
            report(reason(error))
            return None
        attrs = read_attributes(item, report)
        try:
            dims, coords = self._scales.labels(item, path, values)
        except Exception as error:
            report(f"its dimension scales cannot be read: {reason(error)}")
            return Array(values, attrs)
        if dims is None or len(dims) != values.ndim:
            return Array(values, attrs)
        return Array(values, attrs, dims, coords)
