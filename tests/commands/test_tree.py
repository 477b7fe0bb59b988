"""`paraverse tree`; what it prints is tested with `paraverse.explore`."""

from __future__ import annotations

import pytest

from paraverse.commands.main import main
from support.projects import Project


def test_tree__prints_all_members_of_a_universe_only_if_asked(
    existing: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(existing.path), "tree", "sim_12"]) == 0
    condensed = capsys.readouterr().out
    assert main(["--directory", str(existing.path), "tree", "--full", "sim_12"]) == 0
    full = capsys.readouterr().out
    assert " more)" in condensed
    assert " more)" not in full


@pytest.mark.parametrize("plots", ["a: [", "mean: {plot_func: facet_gird, creator: multiverse}"])
def test_tree__works_while_plots_have_mistakes(
    existing: Project, plots: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (existing.path / "config" / "plots.yaml").write_text(plots)
    assert main(["--directory", str(existing.path), "tree", "sim_12"]) == 0
    output = capsys.readouterr()
    assert "random_walk" in output.out
    assert "not stored" not in output.out
    assert "The plots have 1 problem (see paraverse check)" in output.err
