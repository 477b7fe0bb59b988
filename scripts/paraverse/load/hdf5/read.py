"""Read HDF5 files as data trees, or describe them without reading values."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import h5py
from h5py import h5a, h5d, h5g, h5o

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError, suggest
from paraverse.load.attribute_strings import attribute_string
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5.file import open_hdf5, short_message
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.hdf5.scales import ScaleReader, is_only_a_dimension
from paraverse.load.hdf5.storage import check_size, find_compression
from paraverse.load.hdf5.values import read_attributes, read_values
from paraverse.load.hdf5.walk import Walk
from paraverse.load.members import Array, GroupMember, Tree, select_fields
from paraverse.load.report import Report, prefixed


@dataclass(frozen=True, kw_only=True)
class Description:
    """A group or dataset, without its values.

    Attributes
    ----------
    path
        Its path in the file; "" for the file's own group.
    kind
        "Group" or "Array".
    dtype
        The type of a dataset, "text" for strings; None for a group.
    shape
        The shape of a dataset, (0,) if it is empty; None for a group.
    attrs
        Its attributes.
    """

    path: str
    kind: str
    dtype: str | None = None
    shape: tuple[int, ...] | None = None
    attrs: Mapping[str, Any]


def read_file(
    path: str,
    field_filter: FieldFilter,
    report: Report,
    *,
    base: str | None,
    type_attribute: str | None,
    lower_case: bool,
) -> Tree:
    """Read the groups and datasets of a file, as `paraverse.load.hdf5.load_hdf5` does.

    Parameters
    ----------
    path
        Path of the file.
    field_filter
        Selects the datasets to read.
    report
        Called with a message for each item that is left out.
    base
        The folder that external links may not lead out of; the file's own if None.
    type_attribute
        Name of the attribute with the type of a group. If None, groups have no particular type.
    lower_case
        Whether to convert names to lower case.

    Returns
    -------
    dict of str to Member
        Members by path, groups before their members.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    with _open(path, base) as (top, links):
        reader = _Reader(links, report, type_attribute)
        tree: Tree = {"": reader.group("", top)}
        for item_path, item in Walk(links, field_filter, report, lower_case=lower_case).items(top):
            if isinstance(item, h5g.GroupID):
                tree[item_path] = reader.group(item_path, item)
            elif item_path in field_filter:
                array = reader.array(item_path, item)
                if array is not None:
                    tree[item_path] = array
    return select_fields(tree, field_filter)


def describe_file(path: str, report: Report, *, base: str | None) -> Iterator[Description]:
    """Describe the groups and datasets of a file, as `paraverse.load.hdf5.describe_hdf5` does.

    Parameters
    ----------
    path
        Path of the file.
    report
        Called with a message for each item that cannot be described.
    base
        The folder that external links may not lead out of; the file's own if None.

    Yields
    ------
    Description
        One for each group and dataset.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    with _open(path, base) as (top, links):
        yield Description(path="", kind="Group", attrs=read_attributes(top, report))
        for item_path, item in Walk(links, FieldFilter(), report).items(top):
            attrs = read_attributes(item, prefixed(report, f"{item_path}: "))
            if isinstance(item, h5g.GroupID):
                yield Description(path=item_path, kind="Group", attrs=attrs)
                continue
            try:
                if is_only_a_dimension(item):
                    continue
                dtype = "text" if h5py.check_string_dtype(item.dtype) else str(item.dtype)
                shape = (0,) if item.shape is None else item.shape
            except Exception as error:  # a broken dataset may raise anything
                report(f"{item_path}: {short_message(error)}")
                continue
            yield Description(path=item_path, kind="Array", dtype=dtype, shape=shape, attrs=attrs)


def measure_file(path: str, field_filter: FieldFilter, *, base: str | None) -> tuple[int, int]:
    """Measure the datasets of a file, as `paraverse.load.hdf5.measure_hdf5` does.

    Parameters
    ----------
    path
        Path of the file.
    field_filter
        Selects the datasets.
    base
        The folder that external links may not lead out of; the file's own if None.

    Returns
    -------
    int, int
        Size of the values with their compression, and without any, in bytes.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    compressed = uncompressed = 0
    with _open(path, base) as (top, links):
        for item_path, item in Walk(links, field_filter, lambda _: None).items(top):
            if isinstance(item, h5g.GroupID) or item_path not in field_filter:
                continue
            with suppress(Exception):  # a broken dataset may raise anything, and is not loaded
                shape = (0,) if item.shape is None else item.shape
                check_size(shape, item.dtype, item, links)
                nbytes = math.prod(shape) * item.dtype.itemsize
                is_compressed = find_compression(item, nbytes, links) is not None
                compressed += min(nbytes, item.get_storage_size()) if is_compressed else nbytes
                uncompressed += nbytes
    return compressed, uncompressed


def list_fields(path: str) -> set[str]:
    """Return the paths of all groups and datasets in a file.

    Parameters
    ----------
    path
        Path of the file.

    Returns
    -------
    set of str
        Paths relative to the file's own group, which is not included.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    with _open(path, None) as (top, links):
        return {item_path for item_path, _ in Walk(links, FieldFilter(), lambda _: None).items(top)}


@contextmanager
def _open(path: str, base: str | None) -> Iterator[tuple[h5g.GroupID, LinkResolver]]:
    with open_hdf5(path) as file, LinkResolver(base or os.path.dirname(path) or ".") as links:
        try:
            top = h5o.open(file.id, b"/")
            h5o.get_info(top)  # fails here if the top group is broken
        except Exception as error:  # a broken group may raise anything
            raise LoadError(f"{path} is broken or unfinished: {short_message(error)}") from error
        yield top, links


class _Reader:
    """Converts groups and datasets to members, and reports those that cannot be converted."""

    def __init__(self, links: LinkResolver, report: Report, type_attribute: str | None) -> None:
        self._links = links
        self._report = report
        self._type_attribute = type_attribute
        self._unknown_types: set[str] = set()
        self._scales = ScaleReader(
            lambda dataset: (
                read_values(dataset, links, lambda _: None),
                read_attributes(dataset, lambda _: None),
            )
        )

    def group(self, path: str, item: h5g.GroupID) -> GroupMember:
        attrs = read_attributes(item, prefixed(self._report, f"{path or '/'}: "))
        if self._type_attribute not in attrs:
            return GroupMember("Group", attrs)
        value = attrs[self._type_attribute]
        value = attribute_string(value) or str(value)
        if value not in GROUP_TYPES and value not in self._unknown_types:
            self._unknown_types.add(value)
            self._report(
                f"{path or '/'}: {self._type_attribute} {value!r} is not a type of group. "
                f"{suggest(value, GROUP_TYPES)}"
            )
        return GroupMember(GROUP_TYPES.get(value, "Group"), attrs)

    def array(self, path: str, item: h5d.DatasetID) -> Array | None:
        report = prefixed(self._report, f"{path}: ")
        try:
            has_attrs = bool(h5a.get_num_attrs(item))
            if has_attrs and is_only_a_dimension(item):
                return None
            values = read_values(item, self._links, report)
            compression = find_compression(item, values.nbytes, self._links)
        except Exception as error:  # a broken dataset may raise anything
            report(short_message(error))
            return None
        if not has_attrs:
            return Array(values, compression=compression)
        attrs = read_attributes(item, report)
        try:
            dims, coords = self._scales.read_labels(item, path, values)
        except Exception as error:  # a broken scale may raise anything
            report(f"its dimension scales cannot be read: {short_message(error)}")
            return Array(values, attrs=attrs, compression=compression)
        if dims is None or len(dims) != values.ndim:
            return Array(values, attrs=attrs, compression=compression)
        return Array(values, attrs=attrs, dims=dims, coords=coords, compression=compression)
