"""Report what differs between universes in a way that may mislead."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from paraverse.base.data_warnings import warn_about_data
from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.store.common_attributes import UNITS, CommonAttributes

log = logging.getLogger(__name__)


def report_conflict(field: CombinedField, message: str) -> None:
    """Warn about the data of a field, or raise an error if the field requests that.

    Parameters
    ----------
    field
        The field.
    message
        What differs between universes, and what to do about it.

    Raises
    ------
    TransformError
        If the field has ``on_conflict: error``.
    """
    message = f"{field.path}: {message}"
    if field.on_conflict == "error":
        raise TransformError(f"{message} (An error because of `on_conflict: error`.)")
    warn_about_data(message)


def report_attributes(
    field: CombinedField,
    array: CommonAttributes,
    coords: Mapping[str, CommonAttributes],
    *,
    only_units: bool = False,
) -> None:
    """Report the attributes that differ between universes: units as conflicts, others in the log.

    Parameters
    ----------
    field
        The field.
    array
        The attributes of the array.
    coords
        The attributes of each coordinate.
    only_units
        Whether to say nothing about the others, because an operation decides about them.

    Raises
    ------
    TransformError
        If units differ and the field has ``on_conflict: error``.
    """
    owners = {"": array, **{f" of the coordinate {n!r}": attrs for n, attrs in coords.items()}}
    for owner, attributes in owners.items():
        for name, values in attributes.differences():
            if name.lower() in UNITS:
                report_conflict(
                    field,
                    f"the attribute {name!r}{owner} differs between universes ({values}), but the "
                    "values are combined as they are. Convert them in the field's `transform`, or "
                    "select universes with the same units (`subspace`).",
                )
            elif not only_units:
                log.info(
                    "%s: the attribute %r%s is left out, as it differs between universes: %s",
                    field.path, name, owner, values,
                )  # fmt: skip


def check_parameter_names(field: CombinedField, universe: str, value: Any) -> None:
    """Check that the data of a universe have no dimension or coordinate of a swept parameter.

    Parameters
    ----------
    field
        The field.
    universe
        The name of the universe.
    value
        Its data: an `xarray.DataArray` or `xarray.Dataset`.

    Raises
    ------
    TransformError
        If a dimension or coordinate has the name of a parameter; the message has both.
    """
    for name in field.dimensions:
        if name in value.dims or name in value.coords:
            kind = "dimension" if name in value.dims else "coordinate"
            raise TransformError(
                f"{field.path} has a {kind} {name!r} in universe {universe}, and {name!r} is also "
                "a swept parameter, which becomes a dimension. Rename or remove one of them, such "
                f"as in the field's `transform` with `.rename: {{{name}: {name}_}}`"
                + (f" or `.drop_vars: {name}`." if kind == "coordinate" else ".")
            )
