"""Jobs as plain data."""

from __future__ import annotations

from paraverse.base.field_filter import FieldFilter
from paraverse.base.source_map import SourceMap
from paraverse.jobs import (
    MAX_TEXT,
    ConvertJob,
    FigureSettings,
    SourceFile,
    UniverseFiles,
    UniversePlotJob,
)
from support.figure_settings import figure_settings


def convert_job() -> ConvertJob:
    """Return a job for two universes, of which one has two files."""
    files = {
        "a": (
            SourceFile(path="data/a/data.h5", target="data", loader="hdf5"),
            SourceFile(path="data/a/params.yml", target="params", loader="yaml"),
        ),
        "b": (SourceFile(path="data/b/data.h5", target="data", loader="hdf5"),),
    }
    universes = (
        UniverseFiles(id=name, key=name, values=None, files=of_universe)
        for name, of_universe in files.items()
    )
    return ConvertJob(universes=tuple(universes), dimensions=(), fields=FieldFilter())


def test_convert_job__with_inputs_elsewhere() -> None:
    moved = convert_job().with_inputs(["x/data/a/data.h5", "x/data/b/data.h5"])
    paths = [file.path for universe in moved.universes for file in universe.files]
    assert paths == ["x/data/a/data.h5", "x/data/a/params.yml", "x/data/b/data.h5"]
    assert convert_job().with_inputs([]) == convert_job()


def test_figure_settings__as_text_are_for_people() -> None:
    job = figure_settings(
        arguments={"kind": "line"}, helpers={"set_title": {"title": r"$x_{max}$"}}, style={}
    )
    assert str(job) == (
        "lines (plots.yaml:7); kind = 'line'; helpers.set_title.title = '$x_{max}$'"
    )
    assert len(str(figure_settings(arguments={"hue": list(range(10_000))}))) == MAX_TEXT + 1


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
