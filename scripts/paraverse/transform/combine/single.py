"""Evaluate a field in a single universe."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import xarray as xr

from paraverse.errors import LoadError, TransformError, list_some
from paraverse.jobs.transform import CombinedField
from paraverse.store.groups import Group
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.transform.combine.parameter_values import to_exact_array
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.language.graph import Graph

log = logging.getLogger(__name__)

Value = TypeVar("Value")


def field_graph(path: str, transform: Sequence[Any], sections: Mapping[str, Any]) -> Graph:
    """Return a graph that selects a path and applies nodes to the data there.

    Parameters
    ----------
    path
        Path of the field in the data.
    transform
        The nodes, in the language.
    sections
        Sections that the nodes refer to: definitions and meta-operations.

    Returns
    -------
    Graph
        The graph, whose result has the tag ``field``.

    Raises
    ------
    ConfigError
        If the nodes are not valid.
    """
    selection = {"field": {"path": path, "transform": list(transform)}}
    return Graph.of(select=selection, **sections).checked()


def apply_to(graph: Graph, data: Any) -> xr.DataArray | xr.Dataset:
    """Run a graph from `field_graph`.

    Parameters
    ----------
    graph
        The graph.
    data
        The data to select from: a universe or a mapping.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The result; results of other types are converted to a `DataArray`.

    Raises
    ------
    TransformError
        If an operation fails, or if the result is a group.
    """
    value = run(graph, {"dm": data}, ["field"])["field"]
    return value if isinstance(value, xr.DataArray | xr.Dataset) else _to_data_array(value)


def _to_data_array(value: Any) -> xr.DataArray:
    if isinstance(value, Mapping):
        kind = "group" if isinstance(value, Group) else "mapping"
        raise TransformError(
            f"The field is a {kind}; it has {list_some(list(map(str, value))) or 'no members'}. "
            "Select one of them, or an array from it in the field's `transform`."
        )
    if isinstance(value, list | tuple) and not any(isinstance(item, list) for item in value):
        value = to_exact_array(value)
    try:
        return xr.DataArray(value)
    except ValueError as error:
        raise TransformError(f"The field is not an array: {error}.") from error


def read_value(graph: Graph, batch: BatchFile, universe: str) -> xr.DataArray | xr.Dataset:
    """Return the transformed field of one universe.

    Parameters
    ----------
    graph
        See `field_graph`.
    batch
        The batch with the universe.
    universe
        Name of the universe.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        See `apply_to`.

    Raises
    ------
    TransformError
        If an operation fails.
    """
    return apply_to(graph, batch.universe(universe))


def read_array(graph: Graph, batch: BatchFile, universe: str) -> xr.DataArray:
    """Return the transformed field of one universe, which must be an array.

    Parameters
    ----------
    graph, batch, universe
        See `read_value`.

    Returns
    -------
    xarray.DataArray
        The field.

    Raises
    ------
    TransformError
        If an operation fails, or if the result is a dataset.
    """
    value = read_value(graph, batch, universe)
    if isinstance(value, xr.DataArray):
        return value
    raise TransformError(
        "The field's `transform` returns a dataset. Select an array from it, or say how datasets "
        "are combined: `combination_method: xr.combine_by_coords`."
    )


def read_if_possible(
    field: CombinedField,
    graph: Graph,
    batch: BatchFile,
    universe: str,
    read: Callable[[Graph, BatchFile, str], Value],
) -> Value | None:
    """Read the field of one universe, which may lack it.

    Parameters
    ----------
    field
        The field.
    graph, batch, universe
        See `read_value`.
    read
        `read_value` or `read_array`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset or None
        The field; None if the universe lacks it, or if its transformation fails and the field
        allows that, in which case the failure is logged.

    Raises
    ------
    TransformError
        If the transformation fails and the field does not allow that; the message names the
        universe.
    """
    if field.path not in batch.universe(universe):
        return None
    try:
        return read(graph, batch, universe)
    except TransformError as error:
        if not field.allow_failing:
            raise TransformError(f"In universe {universe}: {error}") from error
        log.warning("%s of %s is left out: %s", field.path, universe, error)
        return None


def missing_field_error(field: CombinedField, stores: Sequence[str]) -> TransformError:
    """Return the error to raise if no universe has a field.

    Parameters
    ----------
    field
        The field.
    stores
        Files of the batches.

    Returns
    -------
    TransformError
        The error; the message names the field, the number of selected universes, and fields with
        similar names.
    """
    message = f"None of the {len(field.grid_indices)} selected universes has {field.path!r}."
    batches = ((batch, id_) for batch in map(open_batch, stores) for id_ in batch.ids)
    selected = next(((batch, id_) for batch, id_ in batches if id_ in field.grid_indices), None)
    if selected is not None:
        batch, universe = selected
        try:
            batch.universe(universe)[field.path]
        except LoadError as error:
            _, _, hint = str(error).partition(". ")
            message = f"{message} {hint}".rstrip()
    return TransformError(message)
