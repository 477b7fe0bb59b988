"""Rules of plots as plain data."""

from __future__ import annotations

import pytest

from paraverse.base.source_map import SourceMap
from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.plan.building.rules import Dependencies, UniversePlot, data_file, rule_name


@pytest.fixture
def plot() -> UniversePlot:
    figure = FigureSettings(
        plot="walks/each",
        function="facet_grid",
        arguments={},
        helpers={},
        style={},
        plot_functions=(),
        where=SourceMap("walks/each", {}),
    )
    return UniversePlot(
        name="walks/each",
        rule=rule_name("walks/each"),
        swept=None,
        is_target=True,
        universes={"a": ("a", "b"), "c": ("c",)},
        settings=UniversePlotJob(
            drawing=figure,
            universes=(),
            sections={},
            tags=None,
            operations=(),
            file_ext=("png", "gif"),
        ),
        frame_formats=("png",),
        depends_on=Dependencies(),
    )


def test_rule_name__has_no_folders() -> None:
    assert rule_name("walks/mean") == "walks__mean"
    assert data_file("walks/mean") == "results/data/walks/mean.nc"


def test_dependencies__are_added_by_kind() -> None:
    both = Dependencies(configuration=("a",), code=("x",)) + Dependencies(configuration=("b",))
    assert both == Dependencies(configuration=("a", "b"), code=("x",))


def test_universe_plot__job_of_a_batch(plot: UniversePlot) -> None:
    assert plot.job("a").universes == ("a", "b")
    assert plot.job("c").universes == ("c",)
    assert plot.universes_digest("a") != plot.universes_digest("c")


def test_universe_plot__files_of_a_batch(plot: UniversePlot) -> None:
    assert plot.figures("c") == (
        "results/figures/walks/each/c.png",
        "results/figures/walks/each/c.gif",
    )
    assert list(plot.paths("c")) == [
        "results/figures/walks/each/c.png",
        "results/figures/walks/each/c.png.frames",
        "results/figures/walks/each/c.gif",
    ]
    assert len(plot.records) == 2
    assert "{batch}" in plot.record
