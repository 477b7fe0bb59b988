"""Plot functions and base plots of one's own."""

from __future__ import annotations

import re
import subprocess
from collections import Counter

from support.projects import Project

FUNCTIONS = """
import os
from pathlib import Path
from paraverse import plot_function

WIDTH = 2


@plot_function(required_tags=("walk",))
def thick_line(*, data, hlpr, colour="black"):
    print("parent:", Path(f"/proc/{os.getppid()}/cmdline").read_text().replace("\\0", " "))
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
    command = finished.command("--cores", "2", "own__thick")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    log = (finished.path / "logs" / "plot" / "own" / "thick.log").read_text()
    assert re.search("parent: .*paraverse.pipeline.forkserver.server", log)
    assert "parent: " not in run.stdout + run.stderr
    figure = finished.path / "results" / "figures" / "own" / "thick.svg"
    assert 'width="216pt" height="144pt"' in figure.read_text()
    finished.edit("config/plot_functions.py", "WIDTH = 2", "WIDTH = 3")
    assert finished.snakemake("own__thick").jobs == Counter(["own__thick"])


FRAGILE = """
from paraverse import helper, is_plot_func


@helper
def label_end(hlpr, *, text="end"):
    hlpr.ax.annotate(text, (1, 0))


@is_plot_func(creator="universe", use_dag=True, required_dag_tags=("walk",),
              helper_defaults=dict(label_end=dict(text="here")))
def fragile(*, data, hlpr):
    hlpr.ax.plot(data["walk"])
    if hlpr.out_path.endswith("seed~1_max_step_size~0.3.svg"):
        raise ValueError("cannot draw this one")
"""

FRAGILE_PLOTS = """
fragile:
  plot_func: fragile
  universes: all
  select: {walk: data/random_walk}
  file_ext: svg

apart:
  creator: multiverse
  based_on: lines_over_iterations
  plot_func: facet_grid
  select_and_combine:
    fields:
      data:
        path: data/random_walk
        transform:
          - xr.DataArray: !dag_prev
            kwargs: {dims: [iterations]}
  files: max_step_size
  hue: seed

elsewhere:
  based_on: apart
  expected_multiverse_ndim: 5
"""


def test_figures__of_a_batch_stay_when_one_fails(finished: Project) -> None:
    (finished.path / "config" / "functions.py").write_text(FRAGILE)
    with (finished.path / "config" / "config.yaml").open("a") as file:
        file.write("\nplot_functions: config/functions.py\n")
    with (finished.path / "config" / "plots.yaml").open("a") as file:
        file.write(FRAGILE_PLOTS)
    run = finished.snakemake(check=False)
    assert "fragile, universe seed~1_max_step_size~0.3: " in run.output
    assert "cannot draw this one" in run.output
    assert "elsewhere: the parameter space has 2 dimensions" in run.output
    folder = finished.path / "results" / "figures"
    drawn = {path.name: path.stat().st_ino for path in (folder / "fragile").iterdir()}
    assert len(drawn) == 5
    apart = sorted(path.name for path in (folder / "apart").glob("*.pdf"))
    assert apart == ["max_step_size~0.3.pdf", "max_step_size~1.0.pdf"]
    assert finished.snakemake(check=False).jobs == Counter()
    finished.edit("config/functions.py", "    if hlpr", "    if False and hlpr")
    batches = len(list((finished.path / "results" / "universes").glob("*.nc")))
    assert finished.snakemake().jobs["fragile"] == batches
    assert len(list((folder / "fragile").iterdir())) == 6
    # A helper that only the function names
    finished.edit("config/functions.py", "(1, 0)", "(2, 0)")
    assert set(finished.snakemake("--dry-run").jobs) >= {"fragile"}
    assert finished.snakemake("--dry-run", "apart").jobs == Counter()
