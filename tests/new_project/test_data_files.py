"""The files of universes in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.new_project.data_files import UnknownLayoutError, find_universes, list_files


def suffixes(*files: str) -> list[str]:
    return [role.suffix for role in find_universes(sorted(files))[1]]


def test_find_universes__folders_with_files_at_any_depth() -> None:
    files = [f"run_{n}/{name}" for n in range(3) for name in ("p.json", "out/data.h5", "run.log")]
    pattern, roles, others = find_universes([*files, "README.md", "run_1/extra.json"])
    assert not pattern.is_file
    assert [role.suffix for role in roles] == ["/out/data.h5", "/p.json", "/run.log"]
    assert others == ["README.md", "run_1/extra.json"]


def test_find_universes__flat_files_with_parameters_beside_them() -> None:
    files = [f"run_{n}{end}" for n in range(3) for end in (".h5", ".json", "_meta.yml")]
    assert suffixes(*files) == [".h5", "_meta.yml", ".json"]


def test_find_universes__snapshots_belong_to_one_universe() -> None:
    files = [f"run_{n}/snap_{t}.h5" for n in range(2) for t in range(3)]
    assert suffixes(*files) == ["/snap_0.h5", "/snap_1.h5", "/snap_2.h5"]


def test_find_universes__files_of_runs_in_folders_of_parameters() -> None:
    files = [f"beta_{b}/run_{n}.h5" for b in range(2) for n in range(3)]
    pattern, roles, _ = find_universes(files)
    assert pattern.is_file
    assert [len(role.paths) for role in roles] == [6]


def test_find_universes__names_without_numbers() -> None:
    assert suffixes("low.h5", "high.h5") == [".h5"]


def test_find_universes__needs_two_that_are_alike() -> None:
    with pytest.raises(UnknownLayoutError, match="No two files are alike"):
        find_universes(["a/data.h5", "b/other.h5"])


def test_list_files__without_hidden_ones_and_results(tmp_path: Path) -> None:
    for name in ("a/x.h5", ".git/y.h5", "results/z.nc", "a/.hidden", "s.zarr/0.0"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list_files(tmp_path) == ["a/x.h5", "s.zarr"]
