"""Settings for drawing a figure."""

from __future__ import annotations

from paraverse.jobs.plot import MAX_TEXT
from support.figure_settings import figure_settings


def test_figure_settings__as_text_are_for_people() -> None:
    job = figure_settings(
        arguments={"kind": "line"}, helpers={"set_title": {"title": r"$x_{max}$"}}, style={}
    )
    assert str(job) == (
        "lines (plots.yaml:7); kind = 'line'; helpers.set_title.title = '$x_{max}$'"
    )
    assert str(figure_settings(arguments={})) == "lines (plots.yaml:7)"
    assert len(str(figure_settings(arguments={"hue": list(range(10_000))}))) == MAX_TEXT + 1
