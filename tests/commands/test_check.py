"""`paraverse check`; what it says of mistakes is in `broken_projects.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.commands.main import main
from support.broken_project import write_project
from support.projects import Project


def test_check__ends_with_a_summary_and_status_1_if_anything_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_project(tmp_path)
    plots = folder / "config/plots.yaml"
    plots.write_text(plots.read_text().replace("- .mean:", "- .maen:").replace("x: time", "x: tme"))
    with (folder / "config/config.yaml").open("a") as file:
        file.write("plotz: plots.yaml\n")
    assert main(["--directory", str(folder), "check"]) == 1
    assert (
        capsys.readouterr().out
        == """\
config/config.yaml:24: plotz
    Unknown key 'plotz'. Did you mean 'plots'?

      23 | plot_functions: config/plot_functions.py
    > 24 | plotz: plots.yaml
         | ^^^^^^^^^^^^^^^^^

config/plots.yaml:7: walk.transform[0]
    Unknown operation '.maen'. Did you mean '.mean'?

      6 |   transform:
    > 7 |     - .maen: [!dag_tag walk, seed]
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

config/plots.yaml:42: each.x
    x: neither the parameter space nor the data have 'tme', and nothing in the transformation \
creates it. Did you mean 'time'?

      41 |   kind: line
    > 42 |   x: tme
         |   ^^^^^^

3 problems in 2 plots and config/config.yaml
"""
    )


def test_check__a_mistake_in_a_base_plot_is_reported_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = write_project(tmp_path) / "config/base_plots.yaml"
    base.write_text(base.read_text().replace("kind: line", "kind: lines"))
    assert main(["--directory", str(tmp_path), "check"]) == 1
    output = capsys.readouterr().out
    assert output.count("'lines' is not a kind") == 1
    assert "Found in 2 plots: walk, spread." in output
    assert output.endswith("1 problem in 2 plots\n")


def test_check__says_how_much_is_right(
    existing: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(existing.path), "check"]) == 0
    assert capsys.readouterr().out == "No problems: 3 plots, 30 universes.\n"


def test_check__needs_no_packages_if_jobs_run_in_conda_environments(tmp_path: Path) -> None:
    operations = write_project(tmp_path) / "config/operations.py"
    text = operations.read_text().replace("@operation", "@operation(packages=('not_a_package',))")
    operations.write_text(text)
    assert main(["--directory", str(tmp_path), "check"]) == 1
    assert main(["--directory", str(tmp_path), "check", "--conda"]) == 0


def test_check__remarks_change_nothing_in_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parameters = write_project(tmp_path) / "data/sim_00/params.yml"
    parameters.write_text("seed: [0\n")
    assert main(["--directory", str(tmp_path), "check"]) == 0
    output = capsys.readouterr().out
    assert output.startswith("data\n    Remark: 1 of 6 universes will be incomplete:\n")
    assert output.endswith("No problems: 4 plots, 6 universes.\n")
