"""Text from data with dollar signs does not prevent a figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from paraverse.plot.math_text import configured_texts, show_invalid_math_as_text
from paraverse.plot.saving import save_figure

TEXT = r"$x_$ \frac"


@pytest.mark.parametrize("layout", ["constrained", "tight", None])
def test_show_invalid_math_as_text__text_that_is_not_mathematical(
    tmp_path: Path, layout: str | None
) -> None:
    figure = Figure(layout=layout)  # type: ignore[arg-type]
    ax = figure.subplots()
    ax.plot(["a", TEXT], [1, 2], label=TEXT)
    ax.set_yticks([1, 2], [TEXT, "$y^2$"])
    ax.set_title(TEXT)
    valid = ax.set_xlabel(r"$\alpha_1$ costs 3\$ and 4\$")
    ax.legend()
    figure.suptitle(TEXT)
    show_invalid_math_as_text(figure)
    save_figure(figure, tmp_path / "x.png", TEXT)
    assert (tmp_path / "x.png").stat().st_size > 1000
    assert valid.get_parse_math()
    assert not ax.title.get_parse_math()


def test_show_invalid_math_as_text__warns_about_it(caplog: pytest.LogCaptureFixture) -> None:
    figure = Figure()
    figure.suptitle(TEXT)
    show_invalid_math_as_text(figure)
    (record,) = caplog.records
    assert "is not valid mathematical text; it is shown as it is" in record.getMessage()


def test_configured_texts__are_mistakes(tmp_path: Path) -> None:
    figure = Figure()
    figure.suptitle(TEXT)
    with configured_texts({"set_suptitle": {"title": [TEXT]}}):
        show_invalid_math_as_text(figure)
        with pytest.raises(ValueError, match="x"):
            save_figure(figure, tmp_path / "x.svg", "x")
