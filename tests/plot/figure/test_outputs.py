"""The files and folders of a plot."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plot.figure.outputs import output_files, with_frames
from support.figure_settings import figure_settings

FRAMES = figure_settings(animation={"writer": "frames"})


def test_output_files__are_the_paths_of_single_figures(tmp_path: Path) -> None:
    with output_files(figure_settings(), tmp_path / "a.png") as files:
        assert files == [tmp_path / "a.png"]
    with output_files(figure_settings(), [tmp_path / "a.png", str(tmp_path / "a.pdf")]) as files:
        assert files == [tmp_path / "a.png", tmp_path / "a.pdf"]


def test_output_files__of_several_figures_replace_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "energy"
    folder.mkdir()
    (folder / "old.png").touch()
    with output_files(figure_settings(formats=("png", "svg")), folder) as files:
        assert [file.name for file in files] == ["energy.png", "energy.svg"]
        files[0].with_name("seed~1.png").touch()
        assert [file.name for file in folder.iterdir()] == ["old.png"]
    assert [file.name for file in folder.iterdir()] == ["seed~1.png"]


def test_output_files__of_several_figures_leave_nothing_after_an_error(tmp_path: Path) -> None:
    def draw_and_fail() -> None:
        with output_files(figure_settings(formats=("png",)), tmp_path / "energy") as files:
            files[0].touch()
            raise ValueError("no data")

    with pytest.raises(ValueError, match="no data"):
        draw_and_fail()
    assert list(tmp_path.iterdir()) == []


def test_output_files__of_frames_have_a_folder_even_without_animation(tmp_path: Path) -> None:
    (tmp_path / "a.png.frames").mkdir()
    with output_files(FRAMES, tmp_path / "a.png") as files:
        assert not (tmp_path / "a.png.frames").exists()
        files[0].write_text("figure")
    assert (tmp_path / "a.png.frames" / "0000000.png").read_text() == "figure"


def test_with_frames__adds_folders_of_frames() -> None:
    assert list(with_frames(figure_settings(), ["a.png", Path("b.png")])) == ["a.png", "b.png"]
    assert list(with_frames(FRAMES, ["a.png"])) == ["a.png", "a.png.frames"]
