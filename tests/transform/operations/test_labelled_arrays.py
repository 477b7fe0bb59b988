"""Names of dimensions and coordinates are read from attributes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve


@pytest.mark.parametrize(
    ("attrs", "names"),
    [
        ({}, (None, None)),
        ({"dims": [b"x", "y"]}, ("x", "y")),
        ({"dim__1": np.array(["y"])}, (None, "y")),
        ({"dims": ["x", "y"], "dim__0": "z"}, ("z", "y")),
    ],
)
def test_extract_dim_names__reads_names(attrs: dict[str, Any], names: tuple[Any, ...]) -> None:
    options = {"ndim": 2, "attr_name": "dims", "attr_prefix": "dim__"}
    assert resolve("extract_dim_names")(attrs, **options) == names


@pytest.mark.parametrize(
    ("attrs", "message"),
    [
        ({"dims": "xy"}, "'dims' is not the names of 2 dimensions: 'xy'"),
        ({"dims": ["x"]}, "'dims' is not the names of 2 dimensions"),
        ({"dims": ["x", 1]}, "'dims' is not the names of 2 dimensions"),
        ({"dim__2": "z"}, "'dim__2': the 2 dimensions are counted from 0"),
        ({"dim__x": "z"}, "'dim__x': the 2 dimensions are counted from 0"),
        ({"dim__0": 3}, "'dim__0' is not the name of a dimension: 3"),
    ],
)
def test_extract_dim_names__says_what_does_not_fit(attrs: dict[str, Any], message: str) -> None:
    with pytest.raises(TransformError, match=message):
        resolve("extract_dim_names")(attrs, ndim=2, attr_name="dims", attr_prefix="dim__")


def extracted(attrs: dict[str, Any], **options: Any) -> dict[str, Any]:
    options = {"strict": True, "default_mode": "values", "mode_attr_prefix": "mode__", **options}
    result = resolve("extract_coords_from_attrs")(
        np.zeros((2, 3)), dims=("x", "y"), coords_attr_prefix="coords__", attrs=attrs, **options
    )
    return {name: values.tolist() for name, values in result.items()}


def test_extract_coords_from_attrs__reads_coordinates() -> None:
    assert extracted({"coords__x": [1.5, 2]}) == {"x": [1.5, 2]}
    assert extracted({}, default_mode="trivial") == {"x": [0, 1], "y": [0, 1, 2]}
    attrs = {"coords__y": [1, 2], "mode__y": b"start_and_step", "coords__z": 1}
    assert extracted(attrs, strict=False) == {"y": [1, 3, 5]}


@pytest.mark.parametrize(
    ("attrs", "message"),
    [
        ({"coords__z": [1]}, "'coords__z' is not for one of the dimensions .*`strict: false`"),
        ({"coords__x": "path", "mode__x": "linked"}, "Coordinates of 'x': 'path' is a link"),
        ({"coords__x": [1], "mode__x": "trival"}, "no mode 'trival'. Did you mean 'trivial'"),
    ],
)
def test_extract_coords_from_attrs__says_what_does_not_fit(
    attrs: dict[str, Any], message: str
) -> None:
    with pytest.raises(TransformError, match=message):
        extracted(attrs)
