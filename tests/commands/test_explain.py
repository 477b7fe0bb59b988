"""`paraverse explain` lists what a figure is made of, and what has changed."""

from __future__ import annotations

import pytest

from support.projects import Project
from support.run_command import paraverse
from support.small_sweeps import write_universe


def test_explain__lists_everything_that_a_figure_is_made_of(drawn: Project) -> None:
    assert paraverse(drawn, "explain", "line").out == (
        "line: up to date\n"
        "config/plots.yaml:1: line\n"
        "\n"
        "figure      results/figures/line.pdf\n"
        "function    facet_grid, kind line\n"
        "data        results/data/line.nc, tag data\n"
        "operations  own (config/operations.py:5)\n"
        "fields      data/y as y\n"
        "store       results/universes/u1.nc\n"
        "load        data: hdf5, */data.h5, 3 files\n"
        "universes   3 of 3 universes\n"
    )


@pytest.mark.parametrize(
    "figure", ["results/figures/single/u2.pdf", "./results//figures/single/u2.pdf"]
)
def test_explain__takes_the_figure_of_a_universe(drawn: Project, figure: str) -> None:
    output = paraverse(drawn, "explain", figure).out
    assert f"{figure}: up to date" in output
    assert "universes   u2, a=2\n" in output
    assert "1 file\n" in output


def test_explain__shows_old_and_new_values_and_a_diff_of_code(drawn: Project) -> None:
    drawn.edit("config/plots.yaml", "x: a", "x: dim_0")
    drawn.edit("config/operations.py", "y * 2", "y * 3  # more")
    output = paraverse(drawn, "explain", "results/figures/line.pdf").out
    assert "line.pdf: outdated, x, operation own" in output
    assert "    x: 'a' → 'dim_0'\n" in output
    assert "    operation own: changed (config/operations.py:5)\n" in output
    assert "        -    return y * 2\n        +    return y * 3\n" in output


def test_explain__names_universes_that_were_changed_added_and_removed(drawn: Project) -> None:
    drawn.edit("data/pspace.yml", "[1, 2, 3]", "[1, 2, 3, 4]")
    write_universe(drawn.path / "data" / "u4", 4)
    (drawn.path / "data" / "u2" / "params.yml").write_text("a: 2\nb: 3\n")
    (drawn.path / "data" / "u3").rename(drawn.path / "data" / "v3")
    output = paraverse(drawn, "explain", "line").out
    assert "    2 universes added: v3, u4\n" in output
    assert "    1 universe removed: u3\n" in output
    assert "    1 universe changed: u2\n" in output


def test_explain__quotes_the_error_of_a_failed_job(drawn: Project) -> None:
    drawn.edit("config/operations.py", "y * 2", "y * missing")
    paraverse(drawn, "run", "line", check=False)
    output = paraverse(drawn, "explain", "line").out
    assert "failed, see logs/transform/line.log\n" in output
    assert "operation 'own' failed: NameError: name 'missing' is not defined" in output


def test_explain__suggests_the_name_of_a_plot(drawn: Project) -> None:
    output = paraverse(drawn, "explain", "lime", check=False)
    assert output.code == 1
    assert output.err == "There is no plot or figure 'lime'. Did you mean 'line'?\n"
