"""Fields as a tree, whatever their dimensions are called."""

from __future__ import annotations

import numpy as np
import xarray as xr

from paraverse.explore.datatree import to_datatree


def array(**sizes: int) -> xr.DataArray:
    coords = {"a": np.arange(sizes["a"])}
    return xr.DataArray(np.zeros(tuple(sizes.values())), coords, list(sizes))


def test_to_datatree__groups_share_the_parameters() -> None:
    tree = to_datatree({"data/x": array(a=2), "data/abm/y": array(a=2, time=3), "n": array(a=2)})
    assert set(tree.groups) == {"/", "/data", "/data/abm"}
    assert tree["data/abm/y"].sizes == {"a": 2, "time": 3}
    assert tree["data/x"].a.values.tolist() == [0, 1]


def test_to_datatree__other_lengths_get_other_names() -> None:
    arrays = {
        "data/x": array(a=2, dim_0=3),
        "data/y": array(a=2, dim_0=4),
        "data/abm/z": array(a=2, dim_0=5),
        "other/w": array(a=2, dim_0=6),
    }
    tree = to_datatree(arrays)
    assert tree["data/x"].dims == ("a", "dim_0")
    assert tree["data/y"].dims == ("a", "y_dim_0")
    assert tree["data/abm/z"].dims == ("a", "z_dim_0")
    assert tree["other/w"].dims == ("a", "dim_0")
