"""All names that dimensions, coordinates and variables of the data of universes can have."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.sweep.sample import sample_of

if TYPE_CHECKING:
    from paraverse.load.hdf5.read import Description

_MAX_SIZE = 10_000_000
"""Datasets with more values are left out, as the names of a grid take memory in proportion."""


@dataclass(frozen=True, kw_only=True)
class NamesInData:
    """Names in the HDF5 files of a few universes.

    Attributes
    ----------
    dims
        Names of dimensions.
    others
        Names of groups, datasets and attributes, and all text in attributes: each may become the
        name of a coordinate, a variable or, in a group of a particular type, a dimension.
    """

    dims: frozenset[str]
    others: frozenset[str]


def read_names(
    universes: Sequence[UniverseFiles], targets: Collection[str], labels: Mapping[str, Any]
) -> NamesInData | None:
    """Read the names in the HDF5 files of the first universes, one in the middle, and the last.

    Parameters
    ----------
    universes
        All universes.
    targets
        Paths in universes at which the content of files is placed. Other files are not read.
    labels
        Settings of labels, from the configuration.

    Returns
    -------
    NamesInData or None
        The names; None if they cannot be known, because files do not exist or cannot be read.
    """
    from paraverse.load.hdf5 import describe_hdf5  # imports h5py, which is slow

    dims: set[str] = set()
    others: set[str] = set()
    files: list[SourceFile] = [
        file for u in sample_of(universes) for file in u.files if file.target in targets
    ]
    if {file.target for file in files} != set(targets):
        return None
    for file in files:
        try:
            descriptions = describe_hdf5(file.path, report=lambda _: None)
        except LoadError:
            return None
        for description in descriptions:
            others.update(_names_of(file, description))
            dims.update(_dims_of(file, description, labels))
    others.update(words(labels))
    return NamesInData(dims=frozenset(dims), others=frozenset(others))


def _names_of(file: SourceFile, description: Description) -> Iterator[str]:
    yield from file.path_in_tree(description.path).split("/")
    for name, value in description.attrs.items():
        yield from words(name)
        yield from words(value)


def words(value: Any) -> Iterator[str]:
    """Iterate over the words in text, at any depth of nested values.

    Parameters
    ----------
    value
        Text, an array or a collection with text in it, or anything else, which has no words.

    Yields
    ------
    str
        Each text, and the names in it, as a whole and without prefixes that end with ``__``.
    """
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if isinstance(value, str):
        yield value
        for word in re.findall(r"[^\W\d][\w.-]*", value):
            yield word
            yield word.rpartition("__")[2]
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from words(key)
            yield from words(item)
    elif hasattr(value, "tolist") and not isinstance(value, str | bytes):
        content = value.tolist()
        yield from words(content if isinstance(content, list | str | bytes) else None)
    elif isinstance(value, Iterable):
        for item in value:
            yield from words(item)


def _dims_of(
    file: SourceFile, description: Description, labels: Mapping[str, Any]
) -> Sequence[str]:
    import numpy as np

    from paraverse.load.labeling.label_settings import LabelSettings
    from paraverse.load.labeling.labels import label_tree
    from paraverse.load.members import Array

    shape = description.shape
    if shape is None or math.prod(shape) > _MAX_SIZE:
        return ()
    # One value stands for all: names of dimensions depend on the shape and the attributes only
    array = Array(np.broadcast_to(np.uint8(0), shape), attrs=description.attrs)
    path = file.path_in_tree(description.path)
    labeled = label_tree({path: array}, LabelSettings(**labels), report=lambda _: None)[path]
    assert isinstance(labeled, Array)
    return labeled.dims or ()
