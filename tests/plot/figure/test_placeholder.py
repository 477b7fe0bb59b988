"""Placeholders for figures that are not drawn."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from paraverse.errors import PlotError, SkipPlot
from paraverse.plot.figure.placeholder import draw_failed, draw_placeholder, draw_skipped
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON
from support.figure_settings import figure_settings


@pytest.mark.parametrize("kind", ["png", "pdf", "svg", "gif", "apng"])
def test_draw_placeholder__is_a_figure_with_the_message(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.{kind}" for name in "ab"]
    draw_placeholder(paths, "energy, universe sim_12", "data.h5 cannot be read <&>")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    if kind == "svg":
        assert "<!-- energy, universe sim_12 -->" in paths[0].read_text()


@pytest.mark.parametrize("kind", ["png", "gif"])
def test_draw_placeholder__carries_provenance_with_the_message(kind: str, tmp_path: Path) -> None:
    with carrying(SharedDocument(COMMON)):
        draw_placeholder(tmp_path / f"a.{kind}", "energy", "skipped: only one seed")
    figure = {"title": "energy", "placeholder": "skipped: only one seed"}
    assert read_provenance(tmp_path / f"a.{kind}")["figure"] == figure


def test_draw_placeholder__reports_unknown_formats(tmp_path: Path) -> None:
    with pytest.raises(PlotError, match=r"a\.docx: docx files cannot be written here"):
        draw_placeholder(tmp_path / "a.docx", "energy", "skipped")


@pytest.mark.parametrize(
    ("skip", "message", "reason"),
    [
        (SkipPlot("only one seed"), "skipped: only one seed", "only one seed"),
        (SkipPlot(), "skipped", "no reason given"),
    ],
)
def test_draw_skipped__logs_and_returns_the_reason(
    skip: SkipPlot, message: str, reason: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert draw_skipped(tmp_path / "a.svg", "energy", skip) == reason
    assert f"<!-- {message} -->" in (tmp_path / "a.svg").read_text()
    assert caplog.messages == [f"energy: {message}"]


@pytest.mark.parametrize(
    ("reasons", "message"),
    [([], "failed: no such tag"), (["data.h5 is broken", "no log"], "data.h5 is broken\nno log")],
)
def test_draw_failed__logs_the_error_and_shows_the_reasons(
    reasons: list[str], message: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        error = PlotError("no such tag")
        assert (
            draw_failed(figure_settings(), tmp_path / "a.svg", "energy", error, reasons) == message
        )
    assert (tmp_path / "a.svg").exists()
    assert caplog.messages == [f"energy: not drawn: {message}\nno such tag"]
