"""Links in the folders of universes do not lead out of the folder of the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraverse.base.file_links import LinkChecker


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a folder of data, beside a file and a folder that do not belong to it."""
    for name in ("secret", "disk/2/params", "disk/2/log", "data/1/data", "data/1/sub/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path / "data"


def link(path: Path, target: str) -> str:
    path.symlink_to(target)
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("target", ["../../secret", "../../disk/2", "/dev/null", "/etc/passwd"])
def test_problem__links_that_lead_out(data: Path, target: str) -> None:
    relative = link(data / "1" / "link", target)
    real = os.path.realpath(data / "1" / "link")
    assert LinkChecker(str(data)).problem(relative) == f"leads to {real}, outside of {data}"


def test_problem__folders_that_lead_out(data: Path) -> None:
    link(data / "1" / "folder", "../../disk")
    link(data / "1" / "again", "folder")
    checker = LinkChecker(str(data))
    assert checker.problem("1/folder/2/params").endswith(f"outside of {data}")
    assert checker.problem("1/again/2/params").endswith(f"outside of {data}")
    (data.parent / "data2").mkdir()
    (data.parent / "data2" / "x").touch()
    relative = link(data / "1" / "similar", "../../data2/x")
    assert checker.problem(relative).endswith(f"outside of {data}")


def test_problem__links_that_stay_inside(data: Path) -> None:
    checker = LinkChecker(str(data))
    assert checker.problem(link(data / "1" / "same", "data")) == ""
    assert checker.problem(link(data / "1" / "of_other", "../1/sub/x")) == ""
    assert checker.problem("1/sub/x") == ""
    assert checker.problem("1/sub") == ""


def test_problem__folders_of_data_and_of_universes_may_be_links(data: Path) -> None:
    (data / "2").symlink_to("../disk/2")
    (data.parent / "link").symlink_to("data")
    for base in (data, data.parent / "link"):
        checker = LinkChecker(str(base))
        assert checker.problem("1/data") == checker.problem("2/params") == ""
    assert LinkChecker(str(data)).problem(link(data / "2" / "own", "params")) == ""
    (data / "2" / "out").symlink_to("../../secret")
    assert LinkChecker(str(data)).problem("2/out").endswith(f"outside of {data}")


def test_problem__what_is_not_a_file(data: Path) -> None:
    os.mkfifo(data / "1" / "fifo")
    (data / "1" / "broken").symlink_to("nothing")
    (data / "1" / "circle").symlink_to("circle")
    checker = LinkChecker(str(data))
    assert checker.problem("1/fifo") == "is a FIFO, not a regular file"
    assert checker.problem(link(data / "1" / "to_fifo", "fifo")) == "is a FIFO, not a regular file"
    assert checker.problem("1/broken") == "cannot be read: No such file or directory"
    assert checker.problem("1/circle") == "cannot be read: Too many levels of symbolic links"
