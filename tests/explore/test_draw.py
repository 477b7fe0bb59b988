"""`paraverse.draw` draws plots with changes, and leaves the project as it is."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

import paraverse
from paraverse.errors import LoadError, PlotError, TransformError
from paraverse.explore import draw as module
from paraverse.provenance.document import decompress
from paraverse.provenance.formats import FORMATS
from support import sweeps
from support.projects import Project, sweeps_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("draw")
    sweeps.numbered_sweep(folder / "sweep", seeds=2, num_steps=10)
    project = sweeps_project(folder / "project", folder / "sweep")
    project.snakemake("convert")
    return project


def test_draw__the_figure_with_changes(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.path.rglob("*") if path.is_file()}
    folder, figures = Path.cwd(), plt.get_fignums()
    drawn = paraverse.draw("mean_random_walk", project.path, title="<Mean>")
    assert drawn.figure is not None
    assert drawn.figure.axes[0].get_title() == "<Mean>"
    assert drawn.png.startswith(b"\x89PNG")
    payload = FORMATS["png"].find(drawn.png)
    assert payload is not None
    carried = decompress(payload)
    assert "title: <Mean>" in carried["files"]["config/plots.yaml"]["text"]
    assert carried["inputs"]["universes"]["number"] == 6
    assert drawn._repr_png_() == drawn.png
    assert "title: &lt;Mean&gt;" in drawn._repr_html_()
    assert drawn.yaml.startswith("mean_random_walk:\n")
    assert (Path.cwd(), plt.get_fignums()) == (folder, figures)
    assert before == {path: path.read_bytes() for path in project.path.rglob("*") if path.is_file()}


def test_draw__plots_of_universes(project: Project) -> None:
    first = paraverse.draw("random_walk", project.path / "config")
    other = paraverse.draw("random_walk", project.path, universe="08")
    assert first.png != other.png
    assert other.figure is not None


@pytest.mark.parametrize(
    ("name", "options", "error", "message"),
    [
        ("mean_walk", {}, PlotError, "has no plot 'mean_walk'"),
        ("random_walk", {"universe": 99}, LoadError, "There is no universe '99'"),
        ("mean_random_walk", {"universe": "08"}, PlotError, "shows all universes, and not"),
        ("mean_random_walk", {"knd": "line"}, PlotError, "plots.yaml:"),
        ("mean_random_walk", {"hue": "sed"}, PlotError, "config/plots.yaml:"),
    ],
)
def test_draw__mistakes_are_answered(
    project: Project, name: str, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        paraverse.draw(name, project.path, **options)
    assert message in str(raised.value)
    assert "/tmp" not in str(raised.value)


def test_draw__examples_give_what_they_say(project: Project) -> None:
    (test,) = [test for test in doctest.DocTestFinder().find(module) if test.examples]
    test.globs["project"] = project.path
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.failures == 0


def test_draw__after_an_edit_of_an_operation(project: Project, tmp_path: Path) -> None:
    edited = project.copy_to(tmp_path / "project")
    with (edited.path / "config" / "config.yaml").open("a") as file:
        file.write("operations: config/own.py\n")
    with (edited.path / "config" / "plots.yaml").open("a") as file:
        file.write(
            "own:\n  creator: universe\n  universes: first\n  plot_func: facet_grid\n"
            "  select: {data: {path: data/random_walk, transform: [own_scale]}}\n"
        )
    values = []
    for factor in ("2", "3", "unknown", "4"):
        (edited.path / "config" / "own.py").write_text(
            "from paraverse import operation\n\n\n@operation\ndef own_scale(data):\n"
            f"    return 0 * data + {factor}\n"
        )
        try:
            drawn = paraverse.draw("own", edited.path)
        except TransformError:
            continue
        assert drawn.figure is not None
        values.append(np.asarray(drawn.figure.axes[0].lines[0].get_ydata())[0])
    assert values == [2, 3, 4]
