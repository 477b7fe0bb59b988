from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.auto_encoding import auto_encoding
from paraverse.plot.facet_grid.encodings import KINDS, as_dims

SIZES = {"seed": 10, "time": 200, "size": 3, "model": 2, "place": 50, "what": 4, "more": 5}


def test_auto_encoding__largest_first_and_the_rest_to_files() -> None:
    assert auto_encoding("line", SIZES, {"marker": "o"}) == {
        "marker": "o", "x": "time", "hue": "place", "col": "seed", "row": "more",
        "files": ("what", "size"), "frames": "model",
    }  # fmt: skip


def test_auto_encoding__none_takes_no_dimension() -> None:
    sizes = {"a": 3, "b": 2}
    assert auto_encoding("line", sizes, {"hue": None}) == {"x": "a", "col": "b"}
    assert auto_encoding("line", sizes, {}, ignore_encodings=["hue"]) == {"x": "a", "col": "b"}


def test_auto_encoding__files_take_several() -> None:
    encoding = auto_encoding("step", SIZES, {"files": "model", "frames": None, "row": None})
    assert encoding == {
        "x": "time",
        "col": "place",
        "files": ("model", "seed", "more", "what", "size"),
    }


def test_auto_encoding__y_instead_of_x() -> None:
    assert auto_encoding("line", {"a": 3, "b": 2}, {"y": "a"}) == {"y": "a", "hue": "b"}


def test_auto_encoding__configured_encodings() -> None:
    own = {"line": ["x", ["files", "..."], "hue"]}
    assert auto_encoding("line", dict.fromkeys("abcd", 1), {}, available=own) == {
        "x": "a", "files": ("b", "c"), "hue": "d",
    }  # fmt: skip


def test_auto_encoding__unique_dimensions() -> None:
    arguments = {"x": "a", "hue": "a"}
    assert auto_encoding("line", {"a": 2}, arguments) == arguments
    for ensure in (True, "raise_auto"):
        with pytest.raises(PlotError, match="a has several"):
            auto_encoding("line", {"a": 2}, arguments, ensure_unique_dims=ensure)
    with pytest.warns(UserWarning, match="a has several"):
        auto_encoding("line", {"a": 2}, arguments, ensure_unique_dims="warn")
    assert auto_encoding(
        "line", {"a": 2}, arguments, ensure_unique_dims="raise_auto", data_vars=["b"]
    )


@given(
    st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9))
)
def test_auto_encoding__each_dimension_has_one_encoding(kind: str, sizes: dict[str, int]) -> None:
    encoding = auto_encoding(kind, sizes, {})
    used = [dim for value in encoding.values() for dim in as_dims(value)]
    assert sorted(used) == sorted(sizes)
