"""Combine a field over the parameter space, in the way that the configuration specifies."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import xarray as xr

from paraverse.jobs.transform import CombinedField
from paraverse.store.common_attributes import CommonAttributes
from paraverse.store.read.batch import open_batch
from paraverse.transform.combine.blocks import GridIndex
from paraverse.transform.combine.conflicts import check_parameter_names, report_attributes
from paraverse.transform.combine.dense import combine_dense, log_missing
from paraverse.transform.combine.parameter_values import coordinate_variable, parameter_labels
from paraverse.transform.combine.single import (
    apply_to,
    field_graph,
    missing_field_error,
    read_if_possible,
    read_value,
)


def combine_field(
    field: CombinedField, stores: Sequence[str], max_bytes: float = float("inf")
) -> xr.DataArray | xr.Dataset:
    """Combine a field over the parameter space.

    Parameters
    ----------
    field
        The field. Without a `method`, the result is that of `combine_dense`; otherwise it is that
        of the method, which gets the list from `list_universes`. In both cases, the nodes in
        `transform_after_combine` are applied to the result.
    stores
        Files of the batches.
    max_bytes
        Size in bytes above which the array of `combine_dense` is lazy.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The combined field.

    Raises
    ------
    TransformError
        If no universe has the field, if an operation fails, or if the arrays have different
        shapes and no coordinates to align them by.
    """
    nodes = list(field.transform_after_combine)
    if field.method is None:
        combined: Any = combine_dense(field, stores, max_bytes)
    else:
        combined = list_universes(field, stores)
        nodes.insert(0, field.method)
        points = math.prod(map(len, field.dimensions.values()))
        log_missing(field, points - len(combined))
    return apply_to(field_graph("field", nodes, field.sections), {"field": combined})


def list_universes(field: CombinedField, stores: Sequence[str]) -> list[xr.DataArray | xr.Dataset]:
    """Return the field of each universe, for an operation that combines them.

    Parameters
    ----------
    field
        The field.
    stores
        Files of the batches.

    Returns
    -------
    list of xarray.DataArray or xarray.Dataset
        The field of each universe, in the order of the parameter space. Its first dimensions are
        the parameters, with length 1 and coordinates. Universes without the field are left out.

    Raises
    ------
    TransformError
        If no universe has the field, if its transformation fails, or if a dimension or coordinate
        of the data has the name of a swept parameter. With ``on_conflict: error``, also if units
        differ between universes.
    """
    attrs, coord_attrs = CommonAttributes(), defaultdict[str, CommonAttributes](CommonAttributes)
    labels = {dim: parameter_labels(values) for dim, values in field.dimensions.items()}
    lengths = {dim: len(own) for dim, own in labels.items()}
    coordinates = {
        name: coordinate_variable(coordinate, lengths)
        for name, coordinate in field.coordinates.items()
    }
    graph = field_graph(field.path, field.transform, field.sections)
    values: dict[GridIndex, xr.DataArray | xr.Dataset] = {}
    for store in stores:
        batch = open_batch(store)
        for name in batch.ids:
            if name not in field.grid_indices:
                continue
            value = read_if_possible(field, graph, batch, name, read_value)
            if value is not None:
                check_parameter_names(field, name, value)
                if isinstance(value, xr.DataArray):
                    attrs.add(value.attrs, name)
                for variable_name, variable in value.coords.variables.items():
                    coord_attrs[str(variable_name)].add(variable.attrs, name)
                index = field.grid_indices[name]
                axes = zip(labels.items(), index, strict=True)
                value = value.expand_dims({dim: own[i : i + 1] for (dim, own), i in axes})
                at = dict(zip(labels, index, strict=True))
                values[index] = value.assign_coords(
                    {
                        name: (dims, array[tuple(slice(at[dim], at[dim] + 1) for dim in dims)])
                        for name, (dims, array) in coordinates.items()
                        if name not in value.coords and name not in value.dims
                    }
                )
    if not values:
        raise missing_field_error(field, stores)
    report_attributes(field, attrs, coord_attrs, only_units=True)
    return [values[index] for index in sorted(values)]
