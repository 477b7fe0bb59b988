"""xarray without dask, as long as there are no dask arrays."""

from __future__ import annotations

from support.new_process import output_of

BEGINNING = """
import sys
import numpy as np
import xarray as xr
from paraverse.pipeline.forkserver.late_dask import put_off_dask

put_off_dask()
array = xr.DataArray(np.arange(12.0).reshape(3, 4), dims=("x", "y"), coords={"x": [1, 2, 3]})
"""


def run(code: str) -> str:
    """Run code in a process which has not imported dask, and return what it prints."""
    return output_of(BEGINNING + code)


def test_put_off_dask__arrays_of_numpy_need_no_dask() -> None:
    code = """
mean = array.groupby("x").mean() + xr.concat([array, array], "z").mean("z") + array.isel(y=0)
xr.apply_ufunc(np.sin, mean.to_dataset(name="a").load().a.sel(x=2))
repr(array), array._repr_html_()
print("dask" in sys.modules)
"""
    assert run(code) == "False\n"


def test_put_off_dask__arrays_of_dask_are_what_they_were() -> None:
    code = """
chunked = array.chunk({"x": 1})
print(chunked.chunks, type(chunked.data).__module__)
print(type((xr.DataArray(chunked.data, dims=("x", "y")) * 2).mean("y").data).__module__)
print((chunked + array).sum().compute().item())
"""
    assert run(code) == "((1, 1, 1), (4,)) dask.array.core\ndask.array.core\n132.0\n"


def test_put_off_dask__dask_that_others_import_is_noticed() -> None:
    code = """
import dask.array as da
wrapped = xr.DataArray(da.from_array(array.values, chunks=2), dims=("x", "y"))
print(wrapped.chunks, wrapped.sum().compute().item())
"""
    assert run(code) == "((2, 1), (2, 2)) 66.0\n"
