"""`paraverse plots` lists states that are those of Snakemake."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.projects import Project
from support.run_command import paraverse
from support.small_sweeps import existing_project, simulated_project


def states(project: Project) -> dict[str, str]:
    """Return the state of each plot that the command prints."""
    lines = [line for line in paraverse(project, "plots").out.splitlines() if line]
    start = lines[0].index("STATE")
    end = lines[0].index("COMMENT")
    return {line.split()[0]: line[start:end].strip() for line in lines[1:]}


def test_plots__before_the_first_run(tmp_path: Path) -> None:
    project = existing_project(tmp_path / "project")
    project.edit("config/plots.yaml", "single:", "# About y\n# in each universe\nsingle:")
    output = paraverse(project, "plots").out
    assert [line.split() for line in output.splitlines()] == [
        ["PLOT", "FIGURES", "STATE", "COMMENT"],
        ["line", "1", "never", "drawn"],
        ["single", "3", "never", "drawn", "About", "y"],
    ]
    assert not (project.path / "results").exists()


def test_plots__up_to_date(drawn: Project) -> None:
    assert states(drawn) == {"line": "up to date", "single": "up to date"}
    assert paraverse(drawn, "plots").err == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("config/plots.yaml", "x: a", "x: dim_0", {"line": "outdated: x"}),
        (
            "config/operations.py",
            "y * 2",
            "y * 3",
            {"line": "outdated: operation own", "single": "outdated: operation own"},
        ),
        ("config/operations.py", "y * 2", "y * 2  # twice", {}),
    ],
)
def test_plots__say_what_has_changed(
    drawn: Project, file: str, old: str, new: str, expected: dict[str, str]
) -> None:
    drawn.edit(file, old, new)
    assert states(drawn) == {"line": "up to date", "single": "up to date"} | expected


def test_plots__whose_data_have_changed_or_results_are_gone(drawn: Project) -> None:
    (drawn.path / "results" / "figures" / "line.pdf").write_bytes(b"damaged")
    changed = "outdated: results/figures/line.pdf has changed"
    assert states(drawn) == {"line": changed, "single": "up to date"}
    (drawn.path / "data" / "u2" / "params.yml").write_text("a: 2\nb: 3\n")
    assert states(drawn)["single"] == "outdated: data of universes in 1 batch"
    (drawn.path / "results" / "universes" / "u1.nc").unlink()
    assert states(drawn)["single"].startswith("outdated: 1 batch of universes to convert")


def test_plots__that_failed_name_the_log(drawn: Project) -> None:
    drawn.edit("config/operations.py", "y * 2", "y * missing")
    paraverse(drawn, "run", "line", check=False)
    assert states(drawn) == {
        "line": "failed: see logs/transform/line.log",
        "single": "outdated: operation own",
    }
    drawn.edit("config/operations.py", "y * missing", "y * 3")
    assert states(drawn)["line"] == "outdated: operation own since it failed"


def test_plots__that_are_skipped_name_the_reason(drawn: Project) -> None:
    drawn.edit("config/plots.yaml", "  x: a", "  x: a\n  expected_multiverse_ndim: 2")
    assert states(drawn)["line"].startswith("skipped: ")


def test_plots__of_simulations(tmp_path: Path) -> None:
    project = simulated_project(tmp_path / "project")
    assert set(states(project).values()) == {"never drawn"}
    paraverse(project, "run", "--cores", "2")
    assert set(states(project).values()) == {"up to date"}
    project.edit("config/pspace.yml", "[1, 2, 3]", "[1, 2, 3, 4]")
    assert "1 universe to simulate" in states(project)["single"]


def test_plots__without_any(drawn: Project) -> None:
    (drawn.path / "config" / "plots.yaml").unlink()
    assert paraverse(drawn, "plots").out.startswith("There are no plots yet")


def test_plots__with_a_mistake_are_reported(drawn: Project) -> None:
    drawn.edit("config/plots.yaml", "plot_func: facet_grid", "plot_func: facet_gird")
    output = paraverse(drawn, "plots", check=False)
    assert (output.code, output.out) == (1, "")
    assert "Did you mean 'facet_grid'?" in output.err


def test_plots__times_before_the_first_run_and_of_jobs(tmp_path: Path) -> None:
    project = existing_project(tmp_path / "project")
    assert "No job has left its time" in paraverse(project, "plots", "--times").out
    benchmark = project.path / "logs" / "benchmarks" / "plot" / "line.tsv"
    benchmark.parent.mkdir(parents=True)
    benchmark.write_text("s\tmax_rss\tcpu_time\n90\t300\t80\n")
    headings, row = paraverse(project, "plots", "--times").out.splitlines()
    assert headings.split() == ["JOBS", "NUMBER", "TIME", "CPU", "TIME", "LONGEST", "MEMORY"]
    assert row.split() == ["draw", "line", "1", "90", "s", "80", "s", "90", "s", "300", "MiB"]
