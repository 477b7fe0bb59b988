"""Split what universes have under one name into parts that are alike."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from paraverse.load.members import Array, Group, Member, Text
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import to_json


@dataclass
class Part:
    """Members of one kind; arrays of one type, number of dimensions, and kind of labels.

    Attributes
    ----------
    positions
        The universes they belong to, in ascending order.
    members
        At least one.
    """

    positions: list[int] = field(default_factory=list)
    members: list[Any] = field(default_factory=list)


def split(members: Sequence[Member | None]) -> list[Part]:
    """Split a field into parts that are alike.

    Parameters
    ----------
    members
        What each universe has; None where it has nothing.
    """
    parts: dict[Hashable, Part] = {}
    for position, member in enumerate(members):
        if member is not None:
            part = parts.setdefault(_likeness(member), Part())
            part.positions.append(position)
            part.members.append(member)
    return list(parts.values())


def check(member: Member) -> None:
    """Check that a member can be stored.

    Raises
    ------
    TypeError
        Saying what cannot.
    """
    if not isinstance(member, Text):
        _check_attributes(member.attrs, "")
    if isinstance(member, Array):
        _check_values(member.values)
        for name, (_, values, *attrs) in member.coords.items():
            _check_values(values)
            _check_attributes(dict(*attrs), f"of coordinate {name!r} ")


def _check_attributes(attributes: Mapping[str, Any], of: str) -> None:
    for name, value in attributes.items():
        try:
            to_json(value)
        except TypeError as error:
            raise TypeError(f"attribute {name!r} {of}cannot be stored: {error}") from error


def _check_values(values: np.ndarray) -> None:
    _type(values)
    if values.dtype.hasobject:
        to_json(values)


def _likeness(member: Member) -> Hashable:
    if isinstance(member, Group):
        return (Group, member.kind)
    if isinstance(member, Text):
        return (Text, member.syntax)
    coords = tuple(
        (name, dims, _type(values), bool(attrs))
        for name, (dims, values, *attrs) in member.coords.items()
    )
    return (Array, _type(member.values), member.values.ndim, member.dims, coords)


def _type(values: np.ndarray) -> str:
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError("masked arrays cannot be stored")
    described = dtype_to_json(values.dtype)
    return described if isinstance(described, str) else json.dumps(described)
