"""Plot functions and base plots of one's own."""

from __future__ import annotations

from collections import Counter

from conftest import Project

FUNCTIONS = """
from paraverse import plot_function

WIDTH = 2


@plot_function(required_tags=("walk",))
def thick_line(*, data, hlpr, colour="black"):
    hlpr.ax.plot(data["walk"].mean("seed").T, linewidth=WIDTH, color=colour)
"""

PLOTS = """
own/thick:
  creator: multiverse
  based_on: lines_over_iterations
  plot_func: thick_line
  kind: ~
  x: ~
  colour: red
  select_and_combine:
    fields:
      walk: data/random_walk
  style:
    figure.figsize: [3, 2]
  file_ext: svg
"""


def test_plot_function__is_called_with_data_and_tracked(finished: Project) -> None:
    (finished.path / "config" / "plot_functions.py").write_text(FUNCTIONS)
    with (finished.path / "config" / "config.yaml").open("a") as file:
        file.write("\nplot_functions: config/plot_functions.py\n")
    plots = finished.path / "config" / "plots.yaml"
    plots.write_text(plots.read_text() + PLOTS.replace("  kind: ~\n  x: ~\n", ""))
    finished.edit("config/base_plots.yaml", "  kind: line\n  x: iterations\n", "")
    finished.edit(
        "config/plots.yaml",
        "  hue: max_step_size\n\n  helpers:\n    set_title:\n      title: Spread",
        "  x: iterations\n  hue: max_step_size\n\n  helpers:\n    set_title:\n      title: Spread",
    )
    run = finished.snakemake("own__thick")
    figure = finished.path / "results" / "figures" / "own" / "thick.svg"
    assert 'width="216pt" height="144pt"' in figure.read_text()
    assert run.jobs == Counter(["transform__own__thick", "own__thick"])
    finished.edit("config/plot_functions.py", "WIDTH = 2", "WIDTH = 3")
    assert finished.snakemake("own__thick").jobs == Counter(["own__thick"])
