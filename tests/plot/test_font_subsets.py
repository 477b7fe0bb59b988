"""Subsets of fonts in figures."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from paraverse.plot.font_subsets import without_layout_tables


def pdf_of(text: str) -> bytes:
    """Return a figure with a text and embedded fonts."""
    file = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        figure = plt.figure(figsize=(3, 1))
        figure.text(0.1, 0.5, text)
        figure.savefig(file, format="pdf")
        plt.close(figure)
    return file.getvalue()


def pixels(pdf: bytes) -> np.ndarray:
    array: np.ndarray = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_numpy()
    return array


def embedded_fonts(pdf: bytes) -> Iterator[TTFont]:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        if content.startswith(b"\x00\x01\x00\x00"):
            yield TTFont(io.BytesIO(content))


@pytest.mark.parametrize("text", ["first office: AV", "é ⁻¹ µ", r"$\int_0^1 x^2\,dx$ in m"])
def test_without_layout_tables__text_looks_the_same(text: str) -> None:
    before = pdf_of(text)
    with without_layout_tables():
        after = pdf_of(text)
    assert np.array_equal(pixels(before), pixels(after))
    assert len(after) < len(before)
    fonts = list(embedded_fonts(after))
    assert fonts
    assert not any("GSUB" in font or "GPOS" in font for font in fonts)


def test_without_layout_tables__files_outside_are_as_before() -> None:
    before = pdf_of("office")
    with without_layout_tables():
        pass
    assert pdf_of("office").count(b"stream") == before.count(b"stream")
    assert any("GSUB" in font for font in embedded_fonts(pdf_of("office")))
