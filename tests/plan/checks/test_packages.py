"""Packages and programs that plots need."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project

FIELDS = "creator: multiverse, select_and_combine: {fields: {w: data/walk}}"


@pytest.mark.parametrize(
    ("rest", "needed"),
    [
        ("plot_func: snsplot, sns_kind: relplot", "seaborn"),
        ("plot_func: snsplot, sns_kind: displot, kind: kde", "scipy"),
        ("plot_func: draw_graph", "networkx"),
        ("plot_func: facet_grid, cmap: 'color_palette::viridis'", "seaborn"),
        (
            "plot_func: facet_grid, helpers: {call: {functions: [{function: sns.rugplot}]}}",
            "seaborn",
        ),
        ("plot_func: facet_grid, define: {a: [{expression: [1 + 1]}]}", "sympy"),
        ("plot_func: facet_grid, define: {a: [{curve_fit: [1, 2, 3]}]}", "scipy"),
        ("plot_func: facet_grid, define: {a: [{nx.Graph: []}]}", "networkx"),
    ],
)
def test_package_problems__name_the_package(
    rest: str, needed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    text = f"p: {{{FIELDS}, transform: [{{pass: !dag_tag w, tag: data}}], {rest}}}\n"
    (folder / "config/plots.yaml").write_text(text)
    monkeypatch.chdir(folder)
    find_spec = importlib.util.find_spec

    def find_others(name: str, *args: Any) -> Any:
        return None if name == needed else find_spec(name, *args)

    monkeypatch.setattr("paraverse.plan.checks.packages.importlib.util.find_spec", find_others)
    (problem,) = check_project().problems
    message = f"The package {needed} is not installed here: `pip install {needed}`."
    assert problem.message == message
    assert check_project(check_packages=False).problems == []


def test_package_problems__name_the_program_that_writes_movies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    transform = "transform: [{pass: !dag_tag w, tag: data}]"
    rest = "plot_func: facet_grid, frames: time, x: seed, hue: size, file_ext: mp4"
    (folder / "config/plots.yaml").write_text(f"p: {{{FIELDS}, {transform}, {rest}}}\n")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    (problem,) = check_project().problems
    assert problem.message.startswith("ffmpeg, which writes mp4 files, is not installed here")
    monkeypatch.setattr(shutil, "which", lambda program: program)
    assert check_project().problems == []
