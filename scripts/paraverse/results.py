"""The data behind a figure: tagged results as a netCDF file, a group for each tag."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import xarray as xr

from paraverse.atomic import atomic_path
from paraverse.errors import ParaverseError

_NOTE = "paraverse"
"""Attribute of a group that says what its tag was."""


def write_results(path: str | Path, tags: Mapping[str, Any]) -> None:
    """Write tagged results to a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file.
    tags
        Arrays, datasets, numbers, texts, and lists and mappings of these.

    Raises
    ------
    ParaverseError
        If a result is of another type.
    """
    with atomic_path(path) as partial:
        with netCDF4.Dataset(partial, "w") as file:
            file.Conventions = "CF-1.11"
        for tag, value in tags.items():
            dataset, note = _as_dataset(tag, value)
            dataset.attrs[_NOTE] = json.dumps(note)
            encoding = {name: {"_FillValue": None} for name in dataset.variables}
            dataset.to_netcdf(partial, mode="a", group=tag, engine="netcdf4", encoding=encoding)


def read_results(path: str | Path) -> dict[str, Any]:
    """Read what `write_results` wrote.

    Returns
    -------
    dict
        The value of each tag.
    """
    with netCDF4.Dataset(path) as file:
        tags = list(file.groups)
    return {tag: _read(path, tag) for tag in tags}


def _as_dataset(tag: str, value: Any) -> tuple[xr.Dataset, dict[str, Any]]:
    if isinstance(value, xr.Dataset):
        return value.copy(), {"is": "Dataset"}
    if isinstance(value, xr.DataArray):
        variable = tag if tag not in value.coords else f"{tag}_values"
        note = {"is": "DataArray", "name": value.name, "variable": variable}
        return value.to_dataset(name=variable), note
    if isinstance(value, np.ndarray | np.generic):
        dims = [f"dim_{axis}" for axis in range(value.ndim)]
        is_array = isinstance(value, np.ndarray)
        return xr.Dataset({tag: (dims, value)}), {"is": "array" if is_array else "scalar"}
    try:
        return xr.Dataset(), {"is": "json", "value": json.loads(json.dumps(value))}
    except (TypeError, ValueError):
        raise ParaverseError(
            f"The tag {tag!r} is a {type(value).__name__}, which netCDF cannot hold. Turn it into "
            f"an array or dataset, or name it `.{tag}` if no plot function needs it."
        ) from None


def _read(path: str | Path, tag: str) -> Any:
    with xr.open_dataset(path, group=tag, engine="netcdf4") as opened:
        dataset = opened.load()
    note = json.loads(dataset.attrs.pop(_NOTE))
    match note["is"]:
        case "Dataset":
            return dataset
        case "DataArray":
            return dataset[note["variable"]].rename(note["name"])
        case "array":
            return dataset[tag].values
        case "scalar":
            return dataset[tag].values[()]
        case _:
            return note["value"]
