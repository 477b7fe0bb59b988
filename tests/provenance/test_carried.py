"""All figures that are saved within a context carry provenance."""

from __future__ import annotations

import warnings
from pathlib import Path

from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import add_provenance, carrying, carrying_also, with_provenance
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON, make_figure


def test_carrying__concerns_its_block_and_takes_more(tmp_path: Path) -> None:
    figure = make_figure()
    with carrying_also(placeholder="nothing"):
        save_figure(figure, tmp_path / "before.png", "a")
    with carrying(SharedDocument(COMMON), universe="u1"):
        with carrying_also(placeholder="skipped"):
            save_figure(figure, tmp_path / "placeholder.png", "a")
        save_figure(figure, tmp_path / "figure.png", "a")
        with carrying(None):
            save_figure(figure, tmp_path / "none.png", "a")
    save_figure(figure, tmp_path / "after.png", "a")
    expected = {"title": "a", "universe": "u1"}
    assert read_provenance(tmp_path / "figure.png")["figure"] == expected
    assert read_provenance(tmp_path / "placeholder.png")["figure"] == {
        **expected,
        "placeholder": "skipped",
    }
    contents = {(tmp_path / f"{n}.png").read_bytes() for n in ("before", "none", "after")}
    assert len(contents) == 1
    assert b"zTXtparaverse" not in contents.pop()


def test_with_provenance__leaves_alone_what_has_no_place_or_another_format(tmp_path: Path) -> None:
    (tmp_path / "a.tiff").write_bytes(b"content")
    with carrying(SharedDocument(COMMON)):
        for kind in ("tiff", "png", "pdf", "svg", "gif", "jpg", "mp4"):
            assert with_provenance(b"content", kind, "a") == b"content"
        add_provenance(tmp_path / "a.tiff", "a")
        add_provenance(tmp_path / "missing.png", "a")
    assert (tmp_path / "a.tiff").read_bytes() == b"content"


def test_save_figure__warns_of_nothing(tmp_path: Path) -> None:
    with warnings.catch_warnings(), carrying(SharedDocument(COMMON)):
        warnings.simplefilter("error")
        for kind in ("png", "pdf", "svg"):
            save_figure(make_figure(), tmp_path / f"a.{kind}", "a")
