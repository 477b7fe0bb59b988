"""Links in HDF5 files are followed inside of the folder, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from h5py import h5d

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.hdf5.links import LinkResolver
from support.hdf5_files import (
    ALL_OR_PATTERN,
    Fill,
    assert_left_out,
    get_array,
    item,
    load,
    load_all,
    write_file,
)


@pytest.mark.parametrize(
    "field_filter", [FieldFilter(), FieldFilter(("a", "z", "g/x")), FieldFilter(("*",))]
)
@pytest.mark.parametrize(
    "link",
    [
        lambda file: file["a"],
        lambda file: h5py.SoftLink("/a"),
        lambda file: h5py.SoftLink("a"),
        lambda file: h5py.SoftLink("./g//x"),
        lambda file: h5py.SoftLink("/g/x"),
        lambda file: h5py.ExternalLink("other.h5", "/deep/a"),
        lambda file: h5py.ExternalLink("below/third.h5", "a"),
    ],
    ids=[
        "hard",
        "soft",
        "soft, relative",
        "soft, relative to a group and with a dot",
        "two of them",
        "external",
        "external, twice",
    ],
)
def test_follow__second_name_of_a_dataset(
    tmp_path: Path, field_filter: FieldFilter, link: Callable[[h5py.File], Any]
) -> None:
    (tmp_path / "below").mkdir()
    write_file(tmp_path / "other.h5", item(np.arange(2), "deep/a"))
    write_file(
        tmp_path / "below" / "third.h5", item(h5py.ExternalLink("../other.h5", "/deep/a"), "a")
    )

    def fill(file: h5py.File) -> None:
        file["a"] = np.arange(2)
        file["g/x"] = h5py.SoftLink("/a")
        file["z"] = link(file)

    tree = load_all(write_file(tmp_path, fill), field_filter)
    assert sorted(tree) == ["", "a", "g", "g/x", "z"]
    assert get_array(tree, "z").values.tolist() == [0, 1]


def test_follow__external_links_reach_as_far_as_the_base(tmp_path: Path) -> None:
    write_file(tmp_path / "shared.h5", item(1, "y"))
    (tmp_path / "universe").mkdir()
    path = write_file(tmp_path / "universe", item(h5py.ExternalLink("../shared.h5", "/y")))
    assert "x" in load_all(path, base=str(tmp_path))
    tree, reports = load(path)
    assert "x" not in tree
    assert len(reports) == 1


LEFT_OUT: dict[str, tuple[Fill, str]] = {
    "dangling": (item(h5py.SoftLink("/no/where")), "x: a link leads to '/no/where'"),
    "through a dataset": (item(h5py.SoftLink("/fine/x")), "x: a link leads to '/fine/x'"),
    # HDF5 has no name for the group above
    "up and down": (item(h5py.SoftLink("fine/../fine")), "x: a link leads to 'fine/../fine'"),
    "to itself": (item(h5py.SoftLink("x")), "x: links lead in a circle"),
    "in a ring": (
        lambda file: (
            file.update({"x": h5py.SoftLink("y")}) or file.update({"y": h5py.SoftLink("x")})
        ),
        "x: links lead in a circle",
    ),
    "missing file": (item(h5py.ExternalLink("no.h5", "/")), "no.h5 does not exist"),
    "file outside": (item(h5py.ExternalLink("../out.h5", "/")), "x: leads to ../out.h5, outside"),
    "file outside, absolute": (item(h5py.ExternalLink("/out.h5", "/")), "x: leads to /out.h5"),
    "file outside, through a link": (
        lambda file: file.update(
            {"door": h5py.ExternalLink("../out.h5", "/"), "x": h5py.SoftLink("/door/y")}
        ),
        "x: leads to ../out.h5, outside",
    ),
}


@pytest.mark.parametrize(("fill", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("field_filter", ALL_OR_PATTERN, ids=["all", "pattern"])
def test_follow__links_that_are_left_out(
    tmp_path: Path, fill: Fill, reason: str, field_filter: FieldFilter
) -> None:
    assert_left_out(tmp_path, fill, reason, field_filter)


def test_open_other_file__once_and_until_the_end(tmp_path: Path) -> None:
    write_file(tmp_path / "other.h5", item(np.arange(2), "a"))
    path = write_file(tmp_path, item(h5py.ExternalLink("other.h5", "/a")))
    with h5py.File(path) as file:
        with LinkResolver(str(tmp_path)) as links:
            assert isinstance(links.follow(file.id, b"x"), h5d.DatasetID)
            first = links.open_other_file(file.id, "other.h5")
            second = links.open_other_file(file.id, "./other.h5")
            assert first == second
        assert not first.valid
        assert file
        with pytest.raises(LoadError, match="outside of"):
            LinkResolver(str(tmp_path / "below")).open_other_file(file.id, "other.h5")
