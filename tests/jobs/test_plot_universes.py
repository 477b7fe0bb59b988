"""Jobs that draw a figure for each universe."""

from __future__ import annotations

from paraverse.base.source_map import SourceMap
from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob


def universe_plot_job(*formats: str) -> UniversePlotJob:
    figure = FigureSettings(
        plot="walk",
        function="facet_grid",
        arguments={},
        helpers={},
        style={},
        plot_functions=(),
        where=SourceMap("walk", {}),
        formats=formats,
    )
    return UniversePlotJob(
        drawing=figure,
        universes=("a",),
        sections={},
        tags=None,
        operations=(),
        file_ext=("pdf", "png"),
    )


def test_universe_plot_job__a_file_for_each_format_or_a_folder() -> None:
    assert universe_plot_job().figures("out", "a") == ("out/a.pdf", "out/a.png")
    assert universe_plot_job("pdf", "png").figures("out", "a") == ("out/a",)


def test_universe_plot_job__as_text_is_its_figure() -> None:
    assert str(universe_plot_job()) == str(universe_plot_job().drawing)
