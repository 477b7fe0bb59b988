"""Figures in all formats that carry provenance, for tests."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from matplotlib import animation
from matplotlib.figure import Figure
from PIL import Image

from paraverse.plot.appearance.style import style_context
from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import SCHEMA, SharedDocument
from paraverse.provenance.formats import FORMATS
from paraverse.provenance.read import read_provenance

COMMON = {"paraverse": "1.0", "schema": SCHEMA, "code": ["operation squared"]}


def make_figure() -> Figure:
    with style_context({}):
        figure = Figure(figsize=(1, 1))
        figure.subplots().plot([0, 1])
        return figure


def save_carrying(kind: str, folder: Path) -> tuple[Path, Path]:
    """Save a figure without provenance and twice with it, and return the first two files."""
    plain, carried = folder / f"plain.{kind}", folder / f"carried.{kind}"
    with style_context({}):
        save_figure(make_figure(), plain, "energy")
    with style_context({}), carrying(SharedDocument(COMMON), universe="sim_1"):
        save_figure(make_figure(), carried, "energy")
        save_figure(make_figure(), folder / f"again.{kind}", "energy")
    expected = {**COMMON, "figure": {"title": "energy", "universe": "sim_1"}}
    assert read_provenance(carried) == expected
    assert carried.read_bytes() == (folder / f"again.{kind}").read_bytes()
    assert FORMATS[kind].find(plain.read_bytes()) is None
    return plain, carried


def save_movie(path: Path, writer: str) -> None:
    """Save an animation with two frames."""
    figure = make_figure()
    frames = animation.writers[writer](fps=2)
    with frames.saving(figure, str(path), 50):
        for color in ("red", "blue"):
            figure.set_facecolor(color)
            frames.grab_frame()


def pixels(path: Path) -> bytes:
    """Return what a figure shows."""
    if path.suffix == ".pdf":
        return bytes(pypdfium2.PdfDocument(path)[0].render().to_pil().tobytes())
    with Image.open(path) as image:
        image.load()
        return image.tobytes()
