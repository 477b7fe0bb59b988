"""The `load` section for universes that were recognized."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.new_project.data_files import find_universes, list_files
from paraverse.new_project.load_section import build_load_section
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.source_files import MatchedFile, find_files


def load_section(folder: Path, files: dict[str, str], *, with_names: bool = False) -> Any:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    names = list_files(folder)
    pattern, roles, _ = find_universes(names)
    return build_load_section(pattern, roles, names, folder, with_names=with_names)


def matches(folder: Path, load: Any) -> list[MatchedFile]:
    config = Config.model_validate({"data_dir": str(folder), "load": load})
    return list(find_files(str(folder), LoadEntries.from_config(config.load)))


@pytest.mark.parametrize("with_names", [False, True])
def test_build_load_section__names_universes_after_folders(
    tmp_path: Path, with_names: bool
) -> None:
    files = {f"b{b}_s{s}/{n}": "" for b in (1, 2) for s in (1, 2) for n in ("d.h5", "o.log")}
    load = load_section(tmp_path, files, with_names=with_names)
    assert list(load) == ["data", "log"]
    found_files = matches(tmp_path, load)
    assert {file.key for file in found_files} == {"b1_s1", "b1_s2", "b2_s1", "b2_s2"}
    expected = {"b": "1", "s": "1"} if with_names else {}
    assert found_files[0].path_groups == expected


def test_build_load_section__puts_the_names_of_several_folders_together(tmp_path: Path) -> None:
    files = {f"beta_{b}/x/s{s}_t{s}/d.npy": "" for b in (1, 2) for s in (3, 4)}
    keys = {file.key for file in matches(tmp_path, load_section(tmp_path, files))}
    assert keys == {"1_s3_t3", "1_s4_t4", "2_s3_t3", "2_s4_t4"}


def test_build_load_section__ignores_what_only_the_glob_matches(tmp_path: Path) -> None:
    files = {f"run_{n}{end}": "" for n in range(9) for end in (".h5", ".json", "_meta.json")}
    load = load_section(tmp_path, files)
    assert len(matches(tmp_path, load)) == 27
    assert {f.key for f in matches(tmp_path, load)} == {f"run_{n}" for n in range(9)}


def test_build_load_section__looks_whether_text_holds_numbers(tmp_path: Path) -> None:
    files = {"1/a.txt": "# x\n1 2\n", "2/a.txt": "", "1/b.dat": "hello", "2/b.dat": ""}
    load = load_section(tmp_path, files)
    assert {name: entry["loader"] for name, entry in load.items()} == {
        "b": "text", "data": "numpy_txt",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("time,S,I\n0,9,1\n0.5,8,2\n", "time"),
        ("S,time\n0,9\n1,8\n", None),  # of several columns, only the first one numbers the rows
        ("step,id,x\n0,1,5\n0,2,5\n1,1,5\n", None),  # several rows of each time
        ("time,S\n2001-01-01,1\n2001-01-02,2\n", None),
        ("time,S\n0,1\n", None),
        ("", None),
    ],
)
def test_build_load_section__labels_the_rows_of_tables_by_their_times(
    tmp_path: Path, text: str, expected: str | None
) -> None:
    load = load_section(tmp_path, {f"run_{n}/table.csv": text for n in range(2)})
    assert load["data"].get("index_col") == expected
