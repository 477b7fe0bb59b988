"""Files that earlier runs left behind."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.figure_record import add_to_history
from paraverse.plan.benchmarks import benchmark_files
from paraverse.workflow.end_of_run.orphans import find_orphans, remove_results
from support.plans import MakePlan
from support.projects import MakeFiles

PLOT = """\
a/b:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


def test_find_orphans__lists_files_of_jobs_that_are_not_planned(
    plan: MakePlan, files: MakeFiles
) -> None:
    project = plan(PLOT)
    orphaned = [
        "results/data/c.nc",
        "results/figures/a/c.pdf",
        "results/figures/d/e/f.pdf",
        "results/figures/g",
        "results/nodes/x-12345678.nc",
        "results/universes/gone.nc",
    ]
    of_users = ["results/figures/a/final.pdf", "results/notes.txt"]
    recorded = {*project.results, *orphaned}
    there = {*recorded, *of_users, "results/figures/g/1.png"} - {"results/figures/g"}
    files(dict.fromkeys(sorted(there), "x"))
    listed = find_orphans(project, recorded.__contains__)
    assert listed == orphaned


def test_find_orphans__lists_figures_of_universes_that_are_gone(
    plan: MakePlan, files: MakeFiles
) -> None:
    project = plan(
        PLOT.replace("creator: multiverse", "creator: universe\n  universes: all").replace(
            "  kind: line\n  select_and_combine: {fields: {data: params/seed}}",
            "  select: {data: params/seed}",
        )
    )
    gone = ["results/figures/a/b/sim_77.pdf", "results/figures/a/b/sim_77.pdf.frames"]
    of_users = "results/figures/a/b/final.pdf"
    files(dict.fromkeys([*project.results, gone[0], f"{gone[1]}/0.png", of_users], "x"))
    add_to_history("a/b", "sim_5", ["results/figures/a/b/sim_5.pdf", *gone])
    assert find_orphans(project, lambda path: False) == gone
    remove_results(gone)
    assert find_orphans(project, lambda path: False) == []
    assert Path(of_users).exists()


def test_find_orphans__lists_benchmarks_of_jobs_that_are_not_planned(
    plan: MakePlan, files: MakeFiles
) -> None:
    project = plan(PLOT)
    benchmark = "s\tmax_rss\tcpu_time\n1\t2\t3\n"
    planned = [path for paths in benchmark_files(project).values() for path in paths]
    gone = "logs/benchmarks/plot/gone/c.tsv"
    files({**dict.fromkeys([*planned, gone], benchmark), "logs/benchmarks/mine.tsv": "a\n1\n"})
    assert find_orphans(project, lambda path: False) == [gone]
    remove_results([gone])
    assert not Path("logs/benchmarks/plot/gone").exists()
    assert Path("logs/benchmarks/plot/a/b.tsv").exists()


def test_remove_results__removes_folders_that_get_empty(files: MakeFiles) -> None:
    names = ["results/figures/a/b/c.pdf", "results/figures/d/e.png", "results/sweep.nc"]
    root = files(dict.fromkeys(names, "x"))
    remove_results(["results/figures/a/b/c.pdf", "results/figures/d"])
    assert [path.name for path in (root / "results").rglob("*")] == ["sweep.nc"]
