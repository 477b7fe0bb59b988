"""What earlier runs left behind."""

from __future__ import annotations

from paraverse.workflow.orphans import orphans, remove
from support.plans import MakePlan
from support.projects import MakeFiles

PLOT = """\
a/b:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


def test_orphans__are_what_jobs_made_and_none_makes_now(plan: MakePlan, files: MakeFiles) -> None:
    made = plan(PLOT)
    orphaned = [
        "results/data/c.nc",
        "results/figures/a/c.pdf",
        "results/figures/d/e/f.pdf",
        "results/figures/g",
        "results/nodes/x-12345678.nc",
        "results/universes/gone.nc",
    ]
    of_users = ["results/figures/a/final.pdf", "results/notes.txt"]
    recorded = {*made.results, *orphaned}
    there = {*recorded, *of_users, "results/figures/g/1.png"} - {"results/figures/g"}
    files(dict.fromkeys(sorted(there), "x"))
    found = orphans(made, recorded.__contains__)
    assert found == orphaned


def test_remove__removes_folders_that_get_empty(files: MakeFiles) -> None:
    names = ["results/figures/a/b/c.pdf", "results/figures/d/e.png", "results/sweep.nc"]
    root = files(dict.fromkeys(names, "x"))
    remove(["results/figures/a/b/c.pdf", "results/figures/d"])
    assert [path.name for path in (root / "results").rglob("*")] == ["sweep.nc"]
