"""Groups are walked through once, whatever links do."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
from h5py import h5g

from paraverse.base.field_filter import FieldFilter
from paraverse.load.hdf5 import walk
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.hdf5.walk import Walk
from support.hdf5_files import (
    ALL_OR_PATTERN,
    Fill,
    assert_left_out,
    item,
    load,
    write_file,
)
from support.reports import fail_on_report


def fill_groups(file: h5py.File) -> None:
    for path in ("a/b/c", "a/d", "e"):
        file[path] = 1


@pytest.mark.parametrize(
    ("field_filter", "paths"),
    [
        (FieldFilter(), ["a", "a/b", "a/b/c", "a/d", "e"]),
        (FieldFilter(("e", "a/b")), ["e", "a", "a/b", "a/b/c"]),
        (FieldFilter(("a/x", "y/z", "a/d")), ["a", "a/d"]),
        (FieldFilter(("e/x",)), ["e"]),
        (FieldFilter(("a/d*",)), ["a", "a/b", "a/b/c", "a/d", "e"]),
    ],
)
def test_items__groups_before_their_members(
    tmp_path: Path, field_filter: FieldFilter, paths: list[str]
) -> None:
    with h5py.File(write_file(tmp_path, fill_groups)) as file, LinkResolver(str(tmp_path)) as links:
        items = list(Walk(links, field_filter, fail_on_report).items(h5g.open(file.id, b"/")))
        assert [path for path, _ in items] == paths


LEFT_OUT: dict[str, tuple[Fill, str]] = {
    "named type": (item(np.dtype("f8")), "x: a named type"),
    "link to the top": (item(h5py.SoftLink("/")), "x: a link back to a group"),
    "group in itself": (
        lambda file: item(file.create_group("x"), "x/self")(file),
        "x/self: a link back to a group",
    ),
    "name that is not UTF-8": (
        lambda file: h5py.h5g.create(file.id, b"gr\xf6n"),
        r"/: left out b'gr\xf6n'",
    ),
    "name that means another group": (
        lambda file: file.create_group("a/.."),
        "a: left out b'..', which cannot be the name of a field",
    ),
}


@pytest.mark.parametrize(("fill", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("field_filter", ALL_OR_PATTERN, ids=["all", "pattern"])
def test_items__left_out(
    tmp_path: Path, fill: Fill, reason: str, field_filter: FieldFilter
) -> None:
    assert_left_out(tmp_path, fill, reason, field_filter)


def test_items__links_that_multiply_come_to_an_end(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        for level in range(40):
            group = file.create_group(f"groups/{level}")
            for name in "ab":
                group[name] = h5py.SoftLink(f"/groups/{level + 1}")

    _, reports = load(write_file(tmp_path, fill))
    assert sum("left out with all further groups" in report for report in reports) == 1


def test_items__too_many_links_leave_out_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_MAX_REPEATED", 3)

    def fill(file: h5py.File) -> None:
        for name in "abc":
            file[f"a/{name}"] = 1
        file["b"] = file["c"] = file["a"]
        file["z/own"] = 1

    tree, reports = load(write_file(tmp_path, fill))
    assert reports == ["c/a: left out with all further groups that links lead to again"]
    assert {"b/c", "z/own"} <= tree.keys()
    assert "c/a" not in tree


def test_items__groups_nested_deep_come_to_an_end(tmp_path: Path) -> None:
    path = write_file(tmp_path, lambda file: file.create_group("/".join("g" * 2000)))
    tree, reports = load(path)
    assert len(tree) == 101
    assert len(reports) == 1
    assert "lies in more than 100 groups" in reports[0]


def test_items__names_in_lower_case(tmp_path: Path) -> None:
    path = write_file(tmp_path, lambda file: file.update({"ABM/Mean": 1, "ABM/mean": 2}))
    tree, reports = load(path, FieldFilter(("abm/mean",)), lower_case_keys=True)
    assert list(tree) == ["", "abm", "abm/mean"]
    assert reports == ["abm/mean: left out, as another name differs from it only by its case"]
