"""Split the members at one path in all universes into columns of equal kind and type."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from paraverse.load.members import Array, Deflate, GroupMember, Member, Text
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import to_json


@dataclass(kw_only=True)
class UniformColumn:
    """Members of several universes at one path, of equal kind.

    The arrays in a column have one dtype, one number of dimensions, and coordinates with the
    same names, dimensions and dtypes. Their shapes and values may differ.

    Attributes
    ----------
    universe_indices
        Indices of the universes in the batch that the members belong to, in ascending order.
    members
        One member for each of these universes; at least one.
    """

    universe_indices: list[int] = field(default_factory=list)
    members: list[Any] = field(default_factory=list)

    @property
    def compression(self) -> Deflate | None:
        """The strongest compression that any of its arrays had; None if none was compressed."""
        return max(filter(None, {m.compression for m in self.members}), default=None)


def split_into_columns(members: Sequence[Member | None]) -> list[UniformColumn]:
    """Split the members of all universes at one path into uniform columns.

    Parameters
    ----------
    members
        The member of each universe of the batch; None where it has none.

    Returns
    -------
    list of UniformColumn
        The columns, in the order of their first universe.

    Raises
    ------
    TypeError
        If an array has a type that cannot be stored.
    """
    columns: dict[Hashable, UniformColumn] = {}
    for universe_index, member in enumerate(members):
        if member is not None:
            column = columns.setdefault(_column_key(member), UniformColumn())
            column.universe_indices.append(universe_index)
            column.members.append(member)
    return list(columns.values())


def check_member(member: Member) -> None:
    """Check that a member can be stored.

    Parameters
    ----------
    member
        The member, with its attributes and coordinates.

    Raises
    ------
    TypeError
        If it cannot be stored; the message names the part that is responsible.
    """
    if not isinstance(member, Text):
        _check_attributes(member.attrs, "")
    if isinstance(member, Array):
        _check_values(member.values)
        for name, (_, values, *attrs) in member.coords.items():
            _check_values(values)
            _check_attributes(dict(*attrs), f"of coordinate {name!r} ")


def _check_attributes(attributes: Mapping[str, Any], owner: str) -> None:
    for name, value in attributes.items():
        try:
            to_json(value)
        except TypeError as error:
            raise TypeError(f"attribute {name!r} {owner}cannot be stored: {error}") from error


def _check_values(values: np.ndarray) -> None:
    _dtype_key(values)
    if values.dtype.hasobject:
        to_json(values)


def _column_key(member: Member) -> Hashable:
    if isinstance(member, GroupMember):
        return (GroupMember, member.kind)
    if isinstance(member, Text):
        return (Text, member.syntax)
    coords = tuple(
        (name, dims, _dtype_key(values), bool(attrs))
        for name, (dims, values, *attrs) in member.coords.items()
    )
    return (Array, _dtype_key(member.values), member.values.ndim, member.dims, coords)


def _dtype_key(values: np.ndarray) -> str:
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError("masked arrays cannot be stored")
    json_dtype = dtype_to_json(values.dtype)
    return json_dtype if isinstance(json_dtype, str) else json.dumps(json_dtype)
