"""Results that plots share, and those that they no longer need."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from support.projects import Project, Run

SHARED = """\
root_mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  hue: max_step_size
  file_ext: png
  select_and_combine: {fields: {walks: data/random_walk}}
  transform:
    - np.power: [!dag_tag walks, 2]
    - .mean: [!dag_prev , seed]
      tag: squares
      cache: true
    - np.power: [!dag_prev , 0.5]
      tag: data
"""


def jobs(run: Run) -> Counter[str]:
    """The jobs of a run, without the digits in the names of nodes."""
    return Counter(re.sub(r"(node__.*)-\w{8}$", r"\1", job) for job in run.jobs.elements())


def nodes(project: Project) -> list[str]:
    folder = project.path / "results" / "nodes"
    return sorted(re.sub(r"-\w{8}$", "", path.stem) for path in folder.glob("*.nc"))


def test_shared_nodes__are_computed_once_and_kept(finished: Project) -> None:
    plots = finished.path / "config" / "plots.yaml"
    plots.write_text(plots.read_text() + SHARED)
    chain = ["node__squares", "transform__root_mean", "root_mean"]
    assert jobs(finished.snakemake()) == Counter(chain)
    assert nodes(finished) == ["data.random_walk", "squares"]
    log = next((finished.path / "logs" / "nodes").glob("squares*.log"))
    assert log.exists()

    finished.edit("config/plots.yaml", "prev , 0.5]", "prev , 0.25]")
    assert jobs(finished.snakemake()) == Counter(chain[1:])

    finished.edit("config/plots.yaml", "walks, 2]", "walks, 4]")
    run = finished.snakemake()
    assert jobs(run) == Counter(chain)
    assert nodes(finished) == ["data.random_walk", "squares", "squares"]
    (left,) = re.findall(r"the target `clean` removes them: (.*)", run.output)
    assert re.fullmatch(r"results/nodes/squares-\w{8}\.nc", left)

    kept = finished.path / "results" / "figures" / "mine.pdf"
    kept.write_text("by hand")
    finished.snakemake("clean")
    assert not Path(finished.path, left).exists()
    assert nodes(finished) == ["data.random_walk", "squares"]
    assert kept.exists()
    assert not finished.snakemake("--dry-run").jobs


def test_choice_of_plots__makes_nothing_again(finished: Project) -> None:
    finished.edit("config/plots.yaml", "Averaged Random", "Mean Random")
    chosen = "--config", 'only=["spread"]'
    assert not finished.snakemake(*chosen).jobs
    assert finished.snakemake().jobs == Counter(["mean_random_walk"])


def test_plot_that_is_gone__leaves_its_figure_until_clean(finished: Project) -> None:
    finished.edit("config/plots.yaml", "\nspread:\n", "\nspread:\n  enabled: false\n")
    finished.snakemake("--rerun-triggers", "mtime")
    finished.snakemake("clean")
    assert not (finished.path / "results" / "figures" / "spread.pdf").exists()
    assert not (finished.path / "results" / "data" / "spread.nc").exists()
    assert (finished.path / "results" / "figures" / "mean_random_walk.pdf").exists()
