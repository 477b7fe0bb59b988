"""Label datasets by their attributes."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_array
from paraverse.load.members import Array

VALUES = np.arange(12.0).reshape(3, 4)


def label_example(
    attrs: dict[str, Any], values: np.ndarray = VALUES, **kwargs: Any
) -> tuple[Array, list[str]]:
    """Label a dataset; return it and what was reported."""
    notes: list[str] = []
    array = Array(values, attrs=attrs, **kwargs)
    result = label_array(array, "data/walk", {}, settings=LabelSettings(), report=notes.append)
    return result, notes


def to_xarray(array: Array) -> xr.DataArray:
    """Convert an array with labels to an object of xarray."""
    return xr.DataArray(array.values, array.coords, array.dims, attrs=array.attrs)
