"""Texts are arranged once, and figures stay the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import matplotlib.text
import pytest
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from paraverse.plot.layout.text_layouts import keeping_text_layouts
from paraverse.plot.saving import omit_dates

pytestmark = pytest.mark.usefixtures("strict_style")

TEXT = "Two $\\alpha_1$\nlines of text, which are as long as a text can be in a small figure"

PROPERTIES: list[Mapping[str, Any]] = [
    {"fontsize": 14},
    {"weight": "bold"},
    {"style": "italic"},
    {"family": "monospace"},
    {"math_fontfamily": "stix"},
    {"parse_math": False},
    {"wrap": True},
    {"ha": "right", "ma": "center"},
    {"va": "top"},
    {"ma": "right"},
    {"linespacing": 2},
    {"rotation": 30},
    {"rotation_mode": "anchor"},
    {"path_effects": [withStroke(linewidth=3, foreground="w")]},
    {"bbox": {"pad": 3}},
]


def figure_with(*texts: Mapping[str, Any]) -> Figure:
    """Return a figure with texts that have properties in common."""
    figure = plt.figure(figsize=(2, 2))
    for number, properties in enumerate(texts):
        defaults = {"ha": "center", "rotation": 10}
        figure.text(0.1 + 0.3 * number, 0.5, TEXT, **{**defaults, **properties})
    return figure


def saved(figure: Figure, file_format: str = "png", **options: Any) -> bytes:
    content = io.BytesIO()
    with omit_dates():
        figure.savefig(content, format=file_format, **options)
    return content.getvalue()


@pytest.mark.parametrize("properties", PROPERTIES, ids=lambda properties: "-".join(properties))
def test_keeping_text_layouts__distinguishes_texts_by_their_properties(
    properties: Mapping[str, Any],
) -> None:
    texts: list[Mapping[str, Any]] = [{}, properties]
    for order in texts, texts[::-1]:
        figure = figure_with(*order)
        expected = saved(figure)
        with keeping_text_layouts():
            assert saved(figure) == expected


def test_keeping_text_layouts__distinguishes_resolutions_and_formats() -> None:
    figure = figure_with(*PROPERTIES[:3])
    layouts: dict[Any, Any] = {}
    for file_format in ("png", "pdf", "svg", "eps"):
        for dpi in (72, 100):
            expected = saved(figure, file_format, dpi=dpi)
            with keeping_text_layouts(layouts):
                assert saved(figure, file_format, dpi=dpi) == expected


def test_keeping_text_layouts__arranges_equal_texts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    measure: Any = matplotlib.text._get_text_metrics_with_cache  # type: ignore[attr-defined]

    def noted(renderer: Any, text: str, *args: Any, **kwargs: Any) -> Any:
        measured.append(text)
        return measure(renderer, text, *args, **kwargs)

    monkeypatch.setattr(matplotlib.text, "_get_text_metrics_with_cache", noted)
    figure = figure_with({}, {}, {"rotation": 90})
    layouts: dict[Any, Any] = {}
    with keeping_text_layouts(layouts):
        with keeping_text_layouts():
            saved(figure)
        saved(figure)
        assert measured == 2 * TEXT.split("\n")
        figure.texts[0].set_text("other")
        saved(figure)
    assert measured[4:] == ["other"]
    with keeping_text_layouts(layouts):
        saved(figure)
    assert len(measured) == 5
    with keeping_text_layouts():
        saved(figure)
    assert len(measured) == 10
    saved(figure)
    assert len(measured) > 15
