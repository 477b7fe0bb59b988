"""Writing the page and the previews that it shows."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.pipeline.gallery import write_gallery
from support.galleries import Page, batches, gallery_of, universe, universe_plot

PAGE, RECORD = "results/gallery.html", "results/drawn/gallery.json"


def test_write_gallery__writes_previews_and_lists_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sweep = batches(universe("sim_1", 0), universe("sim_2", 1))
    figures = [f"results/figures/walk/sim_{number}.pdf" for number in (1, 2)]
    Path(figures[0]).parent.mkdir(parents=True)
    figure = plt.figure(figsize=(2, 1))
    for path in figures:
        figure.savefig(path)
    plt.close(figure)
    FigureRecord.of(figures).write(universe_record("walk", "sim_1"))
    content = gallery_of(universe_plot("walk", sweep), universes=sweep, dimensions={"seed": (0, 1)})
    write_gallery(content, PAGE, RECORD)
    previews = [f"results/previews/walk/sim_{number}.pdf.webp" for number in (1, 2)]
    assert list(FigureRecord.read(RECORD).files) == previews
    assert all(map(FigureRecord.read(RECORD).files.get, previews))
    first = Path(PAGE).read_bytes()
    write_gallery(content, PAGE, RECORD)
    assert Path(PAGE).read_bytes() == first
    assert Page(first.decode()).data["plots"][0]["view"] == "pdf"
