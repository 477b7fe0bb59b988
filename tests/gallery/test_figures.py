"""The figures of plots as data for the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.gallery.figures import figures_to_preview, multiverse_figures, universe_figures
from support.galleries import (
    batches,
    multiverse_plot,
    universe,
    universe_figures_of,
    universe_plot,
)

SWEEP = batches(*(universe(f"sim_{number}", number) for number in range(3)), size=2)
INDEX = {f"sim_{number}": number for number in range(3)}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*paths: str) -> None:
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_multiverse_figures__show_a_format_of_browsers_and_link_to_all() -> None:
    plot = multiverse_plot("a", "results/figures/a.pdf", "results/figures/a.png")
    (figure,) = multiverse_figures(plot, "results")
    assert figure["files"] == [["pdf", "figures/a.pdf"], ["png", "figures/a.png"]]
    assert figure["view"] == "figures/a.png"
    assert (figure["data"], figure["log"]) == ("data/a.nc", "../logs/plot/a.log")


def test_multiverse_figures__show_previews_of_others() -> None:
    (figure,) = multiverse_figures(multiverse_plot("a", "results/figures/a.pdf"), "results")
    assert figure["view"] == "previews/a.pdf.webp"
    (figure,) = multiverse_figures(multiverse_plot("a", "results/figures/a.eps"), "results")
    assert figure["view"] is None


def test_multiverse_figures__say_what_failed() -> None:
    plot = multiverse_plot("a", "results/figures/a.mp4")
    record = FigureRecord(failed={"a": "broken"}, warnings={"a": ["units differ"]})
    record.write("results/drawn/multiverse/a.json")
    (figure,) = multiverse_figures(plot, "results")
    assert figure["messages"] == ["broken", "units differ"]
    assert figure["is_movie"]


def test_multiverse_figures__say_where_parameters_are() -> None:
    area = {
        "box": [0.1, 0.2, 0.9, 0.8],
        "x": {"name": "seed", "indices": [0, 2], "at": [0.3, 0.7]},
        "y": {"name": "gone", "indices": [0], "at": [0.5]},
        "fixed": {"beta": 1, "gone": 0},
    }
    FigureRecord(areas={"a": [area]}).write("results/drawn/multiverse/a.json")
    plot = multiverse_plot("a", "results/figures/a.pdf")
    (figure,) = multiverse_figures(plot, "results", ["beta", "seed"])
    assert figure["areas"] == "[[[0.1,0.2,0.9,0.8],[1,[0,2],[0.3,0.7]],null,[[0,1]]]]"
    (figure,) = multiverse_figures(multiverse_plot("b", "results/figures/b.pdf"), "results")
    assert figure["areas"] == ""


def test_multiverse_figures__of_a_folder_are_in_natural_order() -> None:
    folder = "results/figures/a"
    touch(f"{folder}/x_10.pdf", f"{folder}/x_9.pdf", f"{folder}/x_9.svg", f"{folder}/.part")
    first, second = multiverse_figures(multiverse_plot("a", folder), "results")
    assert (first["label"], second["label"]) == ("x_9", "x_10")
    assert first["view"] == "figures/a/x_9.svg"


def test_universe_figures__need_no_data_for_single_universes() -> None:
    data = universe_figures(universe_figures_of("walk", SWEEP, ("pdf", "png")), INDEX, "results")
    assert data["universes"] is None
    assert (data["folder"], data["previews"]) == ("figures/walk", "previews/walk")
    assert (data["view"], data["is_preview"]) == ("png", False)
    data = universe_figures(universe_figures_of("walk", SWEEP[1:]), INDEX, "results")
    assert data["universes"] == [2]
    assert (data["view"], data["is_preview"]) == ("pdf", True)


def test_universe_figures__have_the_reasons_of_failures() -> None:
    record = FigureRecord(
        skipped={"walk, universe sim_1": "too short"}, failed={"walk, universe sim_0": "broken"}
    )
    record.write(universe_record("walk", "sim_0"))
    data = universe_figures(universe_figures_of("walk", SWEEP), INDEX, "results")
    assert (data["skipped"], data["failed"]) == ({1: "too short"}, {0: "broken"})


def test_universe_figures__of_folders_share_lists_of_names() -> None:
    folder = "results/figures/walk"
    touch(*(f"{folder}/sim_{n}/{name}.pdf" for n in range(2) for name in ("a b", "c")))
    data = universe_figures(universe_figures_of("walk", SWEEP, ()), INDEX, "results")
    assert data["names"] == [["a%20b.pdf", "c.pdf"], []]
    assert data["named"] == {0: 0, 1: 0, 2: 1}
    assert (data["formats"], data["view"]) == (["pdf"], "pdf")


def test_figures_to_preview__are_those_that_browsers_do_not_show() -> None:
    touch("results/figures/folder/x.pdf")
    FigureRecord(files={"results/figures/a.pdf": "1"}).write("results/drawn/multiverse/a.json")
    FigureRecord(files={"results/figures/folder": "2"}).write(
        "results/drawn/multiverse/folder.json"
    )
    plots = [
        multiverse_plot("a", "results/figures/a.pdf"),
        multiverse_plot("b", "results/figures/b.pdf", "results/figures/b.svg"),
        multiverse_plot("folder", "results/figures/folder"),
        universe_plot("walk", SWEEP),
    ]
    assert figures_to_preview(plots) == {
        "results/figures/a.pdf": ("1", 1280),
        "results/figures/folder/x.pdf": ("2", 1280),
        **{f"results/figures/walk/sim_{number}.pdf": ("", 560) for number in range(3)},
    }
