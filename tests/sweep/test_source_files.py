"""Files that entries of the load configuration match, and the targets of their data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.config.models import LoadEntry
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.source_files import (
    MatchedFile,
    TargetError,
    find_files,
    match_paths,
)


def entry(glob_str: str | list[str], **options: Any) -> LoadEntry:
    return LoadEntry(**{"loader": "hdf5", "glob_str": glob_str, **options})


def entries(**load: LoadEntry) -> LoadEntries:
    return LoadEntries.from_config(load)


def make(folder: Path, *paths: str) -> str:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return str(folder)


def targets(matched: list[MatchedFile]) -> list[tuple[str, str | None, str | None, str]]:
    return [(f.relative, f.key, f.folder, f.target) for f in matched]


SWEEP = ("sim_1/data.h5", "sim_1/params.yml", "sim_02/data.h5", "pspace.yml", "other/data.h5")


def test_find_files__of_universes_and_of_the_sweep(tmp_path: Path) -> None:
    folder = make(tmp_path, *SWEEP)
    load = entries(
        pspace=entry("pspace.yml", target_path="simulations"),
        params=entry(
            "sim_*/params.yml",
            path_regex=r"sim_(\d+)/params.yml",
            target_path="simulations/{match:}/params",
        ),
        data=entry(
            "sim_*/data.h5", path_regex=r"sim_(\d+)", target_path="simulations/{match}/data"
        ),
    )
    matched = list(find_files(folder, load))
    assert [f.entry for f in matched] == ["pspace", "params", "data", "data"]
    assert targets(matched) == [
        ("pspace.yml", None, None, "simulations"),
        ("sim_1/params.yml", "1", "sim_1", "params"),
        ("sim_02/data.h5", "02", "sim_02", "data"),
        ("sim_1/data.h5", "1", "sim_1", "data"),
    ]


def test_find_files__leaves_out_disabled_entries_and_folders(tmp_path: Path) -> None:
    folder = make(tmp_path, "sim_1/data.h5")
    load = entries(off=entry("*/data.h5", enabled=False), folders=entry("*", target_path="x"))
    assert list(find_files(folder, load)) == []


def test_find_files__several_globs_find_a_file_once(tmp_path: Path) -> None:
    folder = make(tmp_path, "a/data.h5", "b/data.h5", "c.h5")
    load = entries(data=entry(["a/*", "*/data.h5", "**/*.h5"], target_path="x/{basename}"))
    assert [f.relative for f in find_files(folder, load)] == ["a/data.h5", "b/data.h5", "c.h5"]


def test_find_files__missing_folder(tmp_path: Path) -> None:
    assert list(find_files(str(tmp_path / "nowhere"), entries(data=entry("**/*")))) == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("data.h5", ["data.h5"]),
        ("*.h5", ["data.h5"]),
        ("*/data.h5", ["a/data.h5"]),
        ("**/data.h5", ["a/b/data.h5", "a/data.h5", "data.h5"]),
        ("a/**/data.h5", ["a/b/data.h5", "a/data.h5"]),
        ("a/**", ["a/b/data.h5", "a/data.h5", "a/log.txt"]),
        ("a/[dl]*.???", ["a/log.txt"]),
        ("A/*", []),
        ("**/b/*", ["a/b/data.h5"]),
    ],
)
def test_find_files_and_match_paths__take_the_same(
    tmp_path: Path, pattern: str, expected: list[str]
) -> None:
    paths = ["data.h5", "a/data.h5", "a/b/data.h5", "a/log.txt"]
    folder = make(tmp_path, *paths)
    load = entries(data=entry(pattern, target_path="x"))
    assert [f.relative for f in find_files(folder, load)] == expected
    assert sorted(f.relative for f in match_paths(paths, folder, load)) == expected


NAMES = st.text("ab.", min_size=1, max_size=3).filter(lambda n: set(n) != {"."})
PATTERNS = st.lists(
    st.text("ab.*?", min_size=1, max_size=3) | st.just("**"), min_size=1, max_size=3
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(NAMES.filter(lambda n: n[0] != "."), min_size=1, max_size=3), max_size=6),
    PATTERNS.filter(lambda parts: parts[-1] != "**" and not {".", ".."} & set(parts)).map("/".join),
)
def test_match_paths__takes_what_find_files_will_find(
    tmp_path_factory: pytest.TempPathFactory, names: list[list[str]], pattern: str
) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for parts in names:
        path = folder.joinpath(*parts)
        if not path.exists() and all(p.is_dir() or not p.exists() for p in path.parents):
            make(folder, "/".join(parts))
            paths.append("/".join(parts))
    load = entries(data=entry(pattern, target_path="x"))
    matched = sorted(f.relative for f in find_files(str(folder), load))
    assert sorted(f.relative for f in match_paths(paths, str(folder), load)) == matched


def match_one(path: str, **options: Any) -> MatchedFile:
    (matched,) = match_paths([path], "data", entries(sim=entry("**/*", **options)))
    return matched


@pytest.mark.parametrize(
    ("regex", "target", "key", "below"),
    [
        (r"sim_(\d+)/", "sims/{match:}/data", "12", "data"),
        (r"sim_(\d+)/", "sims/{match}/data", "12", "data"),
        (r"sim_(\d+)/", "{match:}/data/x", "12", "data/x"),
        (r"sim_(\d+)/", "sims/{match:}", "12", ""),
        (r"sim_\d+", "sims/{match:}/data", "sim_12", "data"),
        (r"(sim)_(\d+)", "sims/{groups[1]}/data", "12", "data"),
        (r"(sim)_(\d+)", "sims/{groups[0]}{groups[1]}/data", "sim12", "data"),
        (r"sim_(?P<number>\d+)", "sims/{named[number]}/data", "12", "data"),
        (r"sim_(?P<n>\d+)", "sims/{match:0>4}/data", "0012", "data"),
        (r"sim_(\d+)", "sims/{match:}/{basename}", "12", "energy"),
        (r"sim_(\d+)", "sims/{match:}/{basename}.{ext}", "12", "energy.h5"),
        (r"sim_(\d+)", "sims/{match:}/files/{dirname}", "12", "files/sim_12"),
        (r"sim_(\d+)", "sims/{match:}/{relpath}", "12", "sim_12/Energy"),
    ],
)
def test_match_paths__targets(regex: str, target: str, key: str, below: str) -> None:
    matched = match_one("sim_12/Energy.h5", path_regex=regex, target_path=target)
    assert (matched.key, matched.folder, matched.target) == (key, "sim_12", below)


@pytest.mark.parametrize(
    ("options", "target"),
    [
        ({"target_path": "pspace"}, "pspace"),
        ({"target_path": "all/{basename}"}, "all/energy"),
        ({"target_path": "all/{basename}.{ext}"}, "all/energy.h5"),
        ({"path_regex": r"sim_(\d+)", "target_path": "all/x"}, "all/x"),
        ({}, "sim/energy"),
    ],
)
def test_match_paths__of_the_whole_sweep(options: dict[str, Any], target: str) -> None:
    matched = match_one("sim_12/Energy.h5", **options)
    assert (matched.key, matched.folder, matched.target) == (None, None, target)


def test_match_paths__without_target_and_pattern_it_is_the_entry() -> None:
    load = entries(pspace=entry("pspace.yml"))
    (matched,) = match_paths(["pspace.yml"], "data", load)
    assert matched == MatchedFile(
        entry="pspace",
        path="data/pspace.yml",
        relative="pspace.yml",
        key=None,
        folder=None,
        target="pspace",
    )


def test_match_paths__each_entry_that_fits() -> None:
    load = entries(
        all=entry("*.h5", target_path="a"),
        off=entry("*.h5", target_path="b", enabled=False),
        one=entry("x.h5", target_path="c"),
    )
    matched = list(match_paths(["x.h5", "y.h5"], "data", load))
    assert [(f.relative, f.entry) for f in matched] == [
        ("x.h5", "all"),
        ("x.h5", "one"),
        ("y.h5", "all"),
    ]


def test_find_files__regex_searches_above_the_data_folder_too(tmp_path: Path) -> None:
    folder = make(tmp_path / "run_7", "data.h5")
    load = entries(
        data=entry("*.h5", path_regex=r"run_(\d+)/data", target_path="sims/{match:}/data")
    )
    assert targets(list(find_files(folder, load))) == [("data.h5", "7", "run_7", "data")]


@pytest.mark.parametrize(
    ("regex", "target", "key", "message"),
    [
        (r"run_(\d+)", "{match:}", "path_regex", r"'run_(\\d+)' does not match 'sim_12/data.h5'"),
        (r"sim_(\d+", "{match:}", "path_regex", r"'sim_(\\d+' is not a valid regular expression"),
        (r"run_(\d+)|sim_(\d+)", "{match:}", "path_regex", "The first group of"),
        (r"sim_(\d+)", "{mtch:}", "target_path", "cannot be filled: there is no 'mtch'. Allowed: "),
        (None, "{match:}", "target_path", "cannot be filled: there is no 'match'. Allowed: "),
        (r"sim_(\d+)", "{groups[2]}", "target_path", "cannot be filled: IndexError tuple index"),
        (
            r"sim_(?P<n>\d+)",
            "{named[m]}",
            "target_path",
            "cannot be filled: there is no 'm'. Allowed: ",
        ),
        (r"sim_(\d+)", "{match:d}", "target_path", "cannot be filled: ValueError Unknown format"),
    ],
)
def test_match_paths__target_that_cannot_be_determined(
    regex: str | None, target: str, key: str, message: str
) -> None:
    with pytest.raises(TargetError) as error:
        match_one("sim_12/data.h5", path_regex=regex, target_path=f"sims/{target}/data")
    assert message in str(error.value)
    assert (error.value.entry, error.value.key) == ("sim", key)
