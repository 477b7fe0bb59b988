"""Each of dantro's operations, with the same arguments: the same results, labels and types."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import xarray as xr

import paraverse.transform.operations  # noqa: F401 (registers them)
from paraverse.transform.registry import resolve

pytest.importorskip("dantro")

import dantro.utils.nx  # noqa: F401 (registers some)
from dantro.data_ops import apply_operation, available_operations

from support.paths import ROOT

THEIRS = sorted(available_operations())


@dataclass
class Call:
    """Arguments of an operation, and what to compare of its result."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)
    then: Callable[[Any], Any] = lambda result: result


def call(*args: Any, then: Callable[[Any], Any] | None = None, **kwargs: Any) -> Call:
    return Call(args, kwargs, then or (lambda result: result))


def energy() -> xr.DataArray:
    return xr.DataArray(
        [[1, 2, 2], [3, 3, 7]],
        dims=("time", "kind"),
        coords={"time": [10, 20], "kind": ["a", "b", "c"], "seed": 5},
        name="energy",
        attrs={"units": "J"},
    )


def gaps() -> xr.DataArray:
    return xr.DataArray(
        [1.0, np.nan, 3.0, np.nan],
        dims="time",
        coords={"time": [0, 1, 2, 3]},
        name="gaps",
        attrs={"units": "J"},
    )


def dataset() -> xr.Dataset:
    return xr.Dataset({"energy": energy(), "mass": ("time", [1.5, 2.5])}, attrs={"model": "abm"})


def numbers() -> np.ndarray:
    return np.array([[3.0, 1.0], [2.0, 4.0]])


def grid_of_arrays() -> np.ndarray:
    arrays = np.empty((2, 2), dtype=object)
    for i, j in np.ndindex(2, 2):
        arrays[i, j] = xr.DataArray(
            [[[i, j]]],
            dims=("x", "y", "time"),
            coords={"x": [0.1 * i], "y": [j]},
            name="walk",
            attrs={"units": "m"},
        )
    return arrays


def array_of_arrays() -> xr.DataArray:
    values = np.empty(2, dtype=object)
    values[:] = [np.arange(3), 2 * np.arange(3)]
    return xr.DataArray(values, dims="seed", coords={"seed": [1, 2]}, name="walk")


def node() -> dict[str, Any]:
    step = SimpleNamespace(
        operation="add",
        context={"meta_operation": "average"},
        layer=3,
        status="computed",
        args=(1, "two"),
        kwargs={"three": 3},
        _args=(1, "two"),
        _kwargs={"three": 3},
    )
    return {"obj": step, "tag": "sum", "has_result": True, "result": 42}


def shape_and_dtype(array: Any) -> Any:
    return array.shape, array.dtype


def mean(window: Any) -> Any:
    return window.mean()


def at_four(function: Callable[[float], float]) -> float:
    return function(4.0)


def calls() -> dict[str, Call]:
    """Return new arguments for each operation, as some operations change them."""
    return {
        # general
        "define": call(energy()),
        "pass": call(energy()),
        "print": call(energy(), fstr="{data}: {0} {unit}", unit="J"),
        "raise_SkipPlot": call(False, reason="no data", passthrough=3),
        "import": call("scipy.special", "cbrt", then=at_four),
        "from_module": call(math, name="sqrt", then=at_four),
        "call": call(divmod, 7, 2),
        "import_and_call": call("numpy.linalg", "norm", [3.0, 4.0], ord=1),
        "lambda": call("lambda x, *a: np.sin(x) + sqrt(x)", then=at_four),
        "call_lambda": call("lambda x, y: max(x, y) * pi", 2, y=3),
        "get_operation": call("sqrt", then=at_four),
        "math.": call("hypot", 3, 4),
        "np.": call("linalg.norm", [3.0, 4.0]),
        "xr.": call("zeros_like", energy()),
        "scipy.": call("stats.norm.pdf", 0.5, scale=2),
        "nx.": call("path_graph", 3, then=lambda graph: sorted(graph.edges)),
        "pd.": call("Series", [1, 2], then=list),
        # types and functions
        "list": call((1, 2)),
        "dict": call([("a", 1)], b=2),
        "tuple": call([1, 2]),
        "set": call([1, 2, 2]),
        "int": call("12"),
        "float": call("1.5"),
        "complex": call(1, 2),
        "bool": call(0),
        "str": call(1.5),
        "all": call([1, 0]),
        "any": call([1, 0]),
        "len": call(energy()),
        "min": call([2, 1]),
        "max": call(2, 3),
        "sum": call([1, 2], 3),
        "map": call(len, ["a", "bc"], then=list),
        "repr": call("a"),
        "sorted": call([2, 1, 3], reverse=True),
        ".format": call("{} {x:.1f}", 1, x=2),
        ".join": call(", ", ["a", "b"]),
        ".split": call("a,b", ","),
        # items and attributes
        "[]": call(energy(), {"kind": 1}),
        "getitem": call(dataset(), "energy"),
        "setitem": call({"a": 1}, "b", 2),
        "recursive_getitem": call({"a": [1, {"b": 2}]}, ["a", 1, "b"]),
        ".": call(energy(), "units"),
        "getattr": call(energy(), "colour", "none"),
        "setattr": call(energy(), "name", "other"),
        ".()": call(energy(), "mean", "time"),
        "callattr": call(energy(), "mean", dim="time"),
        # numbers, element by element
        **{name: call(energy()) for name in ("neg", "pos", "invert", "increment", "decrement")},
        **{name: call(energy()) for name in ("log", "log10", "log2", "log1p", "squared", "sqrt")},
        **{name: call(energy()) for name in ("cubed", "sqrt3")},
        **{name: call(energy()) for name in ("normalize_to_sum", "normalize_to_max", "cumulate")},
        "truth": call([]),
        "cumulate_complementary": call(energy(), axis=0),
        "count_unique": call(gaps()),
        **{
            name: call(energy(), energy().isel(time=1))
            for name in ("add", "sub", "mul", "div", "truediv", "floordiv", "mod", "pow")
        },
        "concat": call([1], [2]),
        "lshift": call(np.array([1, 2]), 3),
        "rshift": call(np.array([16, 64]), 3),
        "matmul": call(energy(), energy().isel(time=0, drop=True)),
        "np.power": call(energy(), 2),
        "np.dot": call(numbers(), numbers()),
        # comparisons
        **{
            name: call(energy(), 3)
            for name in ("==", "eq", "<", "lt", "<=", "le", ">", "gt", ">=", "ge", "!=", "ne")
        },
        "^": call(energy(), 1),
        "xor": call(True, False),
        "contains": call(energy(), 7),
        "in": call(2, [1, 2]),
        "not in": call("x", {"y": 1}),
        "in interval": call(2, [1, 3]),
        "not in interval": call(2, [1, 3]),
        "create_mask": call(energy(), "<=", 2),
        "where": call(energy(), "<", 3, other=0),
        # attributes
        **{
            name: call(energy())
            for name in (
                *(".T", ".any", ".all", ".dtype", ".shape", ".ndim", ".size", ".nbytes", ".imag"),
                *(".real", ".data", ".values", ".name", ".head", ".tail", ".isnull", ".notnull"),
            )
        },
        ".itemsize": call(numbers()),
        ".base": call(numbers()[:1]),
        ".flat": call(numbers(), then=list),
        ".item": call(energy()[0, 0]),
        ".coords": call(energy(), "time"),
        ".attrs": call(energy()),
        ".variables": call(dataset(), "mass"),
        ".data_vars": call(dataset(), then=dict),
        # methods
        **{
            name: call(energy(), "time")
            for name in (
                *(".sum", ".prod", ".cumsum", ".cumprod", ".mean", ".std", ".min", ".max", ".var"),
                *(".argmin", ".argmax", ".median", ".count", ".diff"),
            )
        },
        ".min.item": call(energy()),
        ".max.item": call(energy(), ("time", "kind")),
        ".argsort": call(numbers(), axis=0),
        ".argpartition": call(numbers(), 1),
        ".transpose": call(energy(), "kind", "time"),
        ".squeeze": call(energy().isel(kind=[0]), dim="kind"),
        ".squeeze_with_drop": call(energy().isel(kind=[0])),
        ".flatten": call(numbers(), order="F"),
        ".diagonal": call(numbers(), offset=1),
        ".trace": call(numbers()),
        ".round": call(numbers() / 3, decimals=2),
        ".take": call(numbers(), [1], axis=1),
        ".swapaxes": call(numbers(), 0, 1),
        ".reshape": call(numbers(), (4, 1)),
        ".astype": call(energy(), "float32"),
        ".sel": call(energy(), time=20),
        ".isel": call(energy(), {"time": 0}),
        ".sel.item": call(energy(), time=20, kind="c"),
        ".isel.item": call(energy(), time=1, kind=0),
        ".drop_sel": call(energy(), kind="a"),
        ".drop_isel": call(energy(), kind=0),
        ".drop_dims": call(dataset(), "kind"),
        ".drop_vars": call(dataset(), "mass"),
        ".quantile": call(energy(), [0.25, 0.75], dim="kind"),
        ".where": call(energy(), energy() > 2, drop=True),
        ".ffill": call(gaps(), "time"),
        ".bfill": call(gaps(), "time"),
        ".fillna": call(gaps(), 0),
        ".interpolate_na": call(gaps(), "time"),
        ".dropna": call(gaps(), "time"),
        ".isin": call(energy(), [2, 7]),
        ".roll": call(energy(), kind=1, roll_coords=True),
        ".thin": call(energy(), kind=2),
        ".weighted": call(energy(), xr.DataArray([1, 3], dims="time"), then=mean),
        ".chunk": call(energy(), {"kind": 1}, then=lambda lazy: (lazy.chunks, lazy.compute())),
        ".rolling": call(energy(), kind=2, then=mean),
        ".rolling_exp": call(energy(), kind=2, then=mean),
        ".coarsen": call(energy(), time=2, then=mean),
        ".groupby": call(energy(), "kind", then=mean),
        ".groupby_bins": call(energy(), "time", bins=[0, 15, 30], then=mean),
        ".map": call(dataset(), np.sqrt),
        ".reduce": call(energy(), np.sum, dim="kind"),
        ".rank": call(energy(), "kind"),
        ".polyfit": call(energy(), "time", deg=1),
        ".rename": call(energy(), {"time": "t"}),
        ".rename_dims": call(dataset(), {"kind": "sort"}),
        ".rename_vars": call(dataset(), mass="m"),
        ".expand_dims": call(energy(), {"run": [7]}),
        ".swap_dims": call(dataset(), {"time": "mass"}),
        ".assign_coords": call(energy(), time=[1, 2]),
        ".assign_attrs": call(energy(), units="kJ"),
        ".assign": call(dataset(), double=dataset().mass * 2),
        ".assign_var": call(dataset(), "double", dataset().mass * 2),
        ".to_dataframe": call(energy(), then=lambda frame: frame.to_xarray()),
        ".to_array": call(dataset(), "variables"),
        ".to_dataarray": call(dataset()),
        # xarray
        "xr.DataArray": call([1, 2], dims="x", coords={"x": [3, 4]}, name="a"),
        "xr.Dataset": call({"a": ("x", [1, 2])}),
        "xr.zeros_like": call(energy()),
        "xr.ones_like": call(energy(), dtype=float),
        "xr.full_like": call(energy(), 3),
        "xr.merge": call([dataset(), gaps().rename(time="other")]),
        "xr.concat": call([energy(), energy()], "run"),
        "xr.align": call(energy(), energy().isel(time=[1]), join="inner"),
        "xr.combine_nested": call([energy(), energy()], "run"),
        "xr.combine_by_coords": call([energy().isel(time=[0]), energy().isel(time=[1])]),
        # numpy
        **{
            f"np.{name}": call(energy())
            for name in (
                *("abs", "all", "any", "array", "ceil", "count_nonzero"),
                *("diff", "flip", "floor", "invert", "isfinite", "isinf", "isnan", "isreal"),
                *("isscalar", "max", "mean", "min", "ones_like", "round", "std"),
                *("var", "zeros_like", "histogram"),
            )
        },
        **{f"np.{name}": call(numbers()) for name in ("argmax", "argmin", "transpose")},
        **{f"np.{name}": call(numbers(), numbers()) for name in ("allclose", "isclose", "fmod")},
        **{
            f"np.{name}": call([numbers(), numbers()])
            for name in ("concatenate", "hstack", "stack", "vstack")
        },
        **{f"np.{name}": call((2, 3), dtype=int) for name in ("ones", "zeros")},
        "np.arange": call(1, 5, 2),
        "np.digitize": call([0.5, 1.5], [0, 1, 2]),
        "np.empty": call((2, 3), dtype="f4", then=shape_and_dtype),
        "np.empty_like": call(energy(), then=shape_and_dtype),
        "np.eye": call(2),
        "np.full": call((2,), 3),
        "np.full_like": call(energy(), 3),
        "np.isnat": call(np.array(["NaT", "2020-01-01"], dtype="M8[D]")),
        "np.isneginf": call(np.array([-np.inf, 1])),
        "np.isposinf": call(np.array([np.inf, 1])),
        "np.linspace": call(0, 1, 3),
        "np.logspace": call(0, 2, 3),
        "np.repeat": call(energy(), 2, axis=0),
        "np.reshape": call(energy(), (3, 2)),
        "np.take": call(numbers(), [0], axis=0),
        "np.where": call(energy() > 2, 1, 0),
        # arrays of arrays
        "populate_ndarray": call([1, 2, 3, 4], shape=(2, 2), order="F", dtype="i4", ufunc=abs),
        "build_object_array": call({(2.5, 7.0): 1, (1.5, 3.0): "x"}, dims=["n", "m"], fillna=0),
        "expand_object_array": call(
            array_of_arrays(), dims=["time"], coords={"time": [3, 4, 5]}, astype="f4"
        ),
        "dantro.apply_along_axis": call(sum, 1, numbers()),
        "dantro.multi_concat": call(grid_of_arrays(), dims=["x", "y"]),
        "dantro.merge": call(grid_of_arrays(), reduce_to_array=True),
        "dantro.expand_dims": call(np.arange(3), dim={"run": [7]}),
        # labels
        "extract_dim_names": call(
            {"dims": ["x", np.array("y")], "dim__1": "z", "other": 1},
            ndim=2,
            attr_name="dims",
            attr_prefix="dim__",
        ),
        "extract_coords_from_attrs": call(
            np.zeros((2, 3, 2, 1)),
            dims=("x", "y", None, "z"),
            strict=True,
            coords_attr_prefix="coords__",
            mode_attr_prefix="mode__",
            default_mode="values",
            attrs={"coords__x": [1, 5], "coords__y": [0, 2], "mode__y": "start_and_step"},
            then=lambda coords: {dim: np.array(values) for dim, values in coords.items()},
        ),
        "transform_coords": call(
            energy(), ["time"], lambda time, by: time * by, func_kwargs={"by": 2}
        ),
        ".coords.transform": call(energy(), "time", lambda time: time / 10),
        # mathematics
        "expression": call("a**2 + sqrt(b)/3 + pi", symbols={"a": 3, "b": 0.5}),
        "curve_fit": call(lambda x, a: a * x, [1.0, 2.0], [2.0, 4.0], then=list),
        # nodes of a drawn graph
        "attr_mapper.copy_from_attr": call("tag", attrs=node()),
        "attr_mapper.set_value": call([1], attrs=node()),
        **{
            f"attr_mapper.dag.{name}": call(attrs=node())
            for name in (
                *("get_operation", "get_meta_operation", "get_layer", "get_status"),
                "get_description",
            )
        },
        "attr_mapper.dag.format_arguments": call(attrs=node(), then=str.rstrip),
    }


NEEDS = {
    ".rolling_exp": "numbagg",
    **dict.fromkeys((".rank", ".ffill", ".bfill"), "bottleneck"),
}
"""Packages that xarray requires for some methods; without these, the methods say so."""

OURS_ARGUMENTS, THEIR_ARGUMENTS = calls(), calls()


@dataclass
class Difference:
    """A call for which dantro returns another result or fails."""

    name: str
    call: Callable[[], Call]
    expected: Any
    reason: str


def labelled(values: Any, name: str | None = "energy") -> xr.DataArray:
    return energy().copy(data=np.array(values)).rename(name)


DIFFERENCES = [
    Difference(
        "in interval",
        lambda: call(energy(), [2, 3]),
        labelled([[False, True, True], [True, True, False]]),
        "fails on arrays",
    ),
    Difference(
        "not in interval",
        lambda: call(5, [1, 3]),
        True,
        "computes `x < a \\| x > b`, which Python reads as `x < (a \\| x) > b`",
    ),
    Difference(
        "in",
        lambda: call(energy(), [1, 7]),
        labelled([[True, False, False], [False, False, True]]),
        "fails on arrays",
    ),
    Difference(
        "not in",
        lambda: call(np.array([1, 2]), [1]),
        np.array([False, True]),
        "fails on arrays",
    ),
    Difference(
        "create_mask",
        lambda: call(np.array([1, 5]), "<", 3),
        xr.DataArray([True, False]),
        "fails on unlabeled arrays",
    ),
    Difference(
        ".nonzero",
        lambda: call(np.array([0, 2, 3])),
        (np.array([1, 2]),),
        "returns the method instead of its result",
    ),
    Difference(
        ".sort",
        lambda: call(numbers(), axis=0),
        np.array([[2.0, 1.0], [3.0, 4.0]]),
        "returns None, and changes the array for other nodes",
    ),
    Difference(
        ".fill",
        lambda: call(np.array([1, 2]), 3),
        np.array([3, 3]),
        "returns None, and changes the array for other nodes",
    ),
    Difference(
        "map",
        lambda: call(len, ["a", "bc"]),
        [1, 2],
        "returns an iterator, which is empty for all nodes but the first",
    ),
    Difference(
        "expression",
        lambda: call("2*a + b", symbols={"a": energy(), "b": 1}),
        2 * energy() + 1,
        "drops labels, converts integers to floats",
    ),
    Difference(
        "expression",
        lambda: call("exp(-a)", symbols={"a": gaps().astype("f4")}),
        np.exp(-gaps().astype("f4")),
        "supports no functions of arrays",
    ),
    Difference(
        "count_unique",
        lambda: call(energy(), dims=["kind"]),
        xr.DataArray(
            [[1, 0], [2, 0], [0, 2], [0, 1]],
            dims=("unique", "time"),
            coords={"unique": [1, 2, 3, 7], "time": [10, 20], "seed": 5},
            name="energy (unique counts)",
        ),
        "returns floats, with NaN for values that do not occur; drops other coordinates",
    ),
    Difference(
        "count_unique",
        lambda: call(np.array(["b", "a", "b"])),
        xr.DataArray([1, 2], dims="unique", coords={"unique": ["a", "b"]}, name="unique counts"),
        "fails on strings",
    ),
    Difference(
        "build_object_array",
        lambda: call([5, "x"]),
        xr.DataArray(np.array([5, "x"], dtype=object), dims="label", coords={"label": [0, 1]}),
        "converts the labels to floats",
    ),
    Difference(
        "build_object_array",
        lambda: call(
            [np.arange(2), np.arange(3)],
            then=lambda array: [values.tolist() for values in array.values],
        ),
        [[0, 1], [0, 1, 2]],
        "fails if objects are arrays",
    ),
    Difference(
        "expand_object_array",
        lambda: call(
            xr.DataArray(
                np.array([[1, 2], [3], [4, 5]], dtype=object),
                dims="seed",
                coords={"seed": [3, 2, 1]},
                attrs={"units": "m"},
            ),
            allow_reshaping_failure=True,
        ),
        xr.DataArray(
            [[1, 2], [np.nan, np.nan], [4, 5]],
            dims=("seed", "inner_dim_0"),
            coords={"seed": [3, 2, 1], "inner_dim_0": [0, 1]},
            name="data",
            attrs={"units": "m"},
        ),
        "leaves out elements that do not fit, sorts the labels, drops attributes",
    ),
    Difference(
        "dantro.apply_along_axis",
        lambda: call(sum, -1, numbers()),
        np.array([4.0, 6.0], dtype=object),
        "fails for negative axes",
    ),
]


def dtypes(data: xr.DataArray | xr.Dataset | xr.Variable) -> list[Any]:
    own = [] if isinstance(data, xr.Dataset) else [data.dtype]
    variables = {xr.Dataset: "variables", xr.DataArray: "coords"}.get(type(data))
    return own + [v.dtype for v in getattr(data, variables).values()] if variables else own


def same(ours: Any, theirs: Any) -> None:
    """Assert that two results are the same in value, labels and type."""
    if isinstance(ours, xr.DataArray | xr.Dataset | xr.Variable):
        assert type(ours) is type(theirs)
        xr.testing.assert_identical(ours, theirs)
        assert dtypes(ours) == dtypes(theirs)
    elif isinstance(ours, np.ndarray | np.generic):
        assert type(ours) is type(theirs)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs, strict=True)
    elif isinstance(ours, list | tuple):
        assert type(ours) is type(theirs)
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            same(one, other)
    elif isinstance(ours, dict):
        assert list(ours) == list(theirs)
        same(list(ours.values()), list(theirs.values()))
    else:
        assert type(ours) is type(theirs)
        assert ours == theirs


def test_operations__are_all_compared() -> None:
    compared = {*OURS_ARGUMENTS, *(difference.name for difference in DIFFERENCES)}
    assert sorted(compared) == THEIRS
    assert len(THEIRS) == 282


@pytest.mark.parametrize("name", OURS_ARGUMENTS)
def test_operation__gives_the_same(name: str) -> None:
    ours, theirs = OURS_ARGUMENTS[name], THEIR_ARGUMENTS[name]
    if name in NEEDS and importlib.util.find_spec(NEEDS[name]) is None:
        with pytest.raises(ImportError, match=NEEDS[name]):
            ours.then(resolve(name)(*ours.args, **ours.kwargs))
        return
    same(
        ours.then(resolve(name)(*ours.args, **ours.kwargs)),
        theirs.then(apply_operation(name, *theirs.args, **theirs.kwargs)),
    )


def test_differences__are_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    for difference in DIFFERENCES:
        assert f"\n| `{difference.name}` | {difference.reason} | " in text


@pytest.mark.parametrize("different", DIFFERENCES, ids=lambda d: f"{d.name}: {d.reason}")
def test_operation__differs_where_it_is_said(different: Difference) -> None:
    ours = different.call()
    same(ours.then(resolve(different.name)(*ours.args, **ours.kwargs)), different.expected)
    theirs = different.call()
    with pytest.raises(Exception):  # noqa: B017, PT011 (dantro fails, or the results are not the same)
        same(
            different.expected,
            theirs.then(apply_operation(different.name, *theirs.args, **theirs.kwargs)),
        )
