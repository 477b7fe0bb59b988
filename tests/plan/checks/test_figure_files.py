"""Wrong formats of figures and animations are found before anything runs."""

from __future__ import annotations

import pytest

from paraverse.config.plots import PlotConfig
from paraverse.plan.checks.figure_files import animation_config_problems, file_format_problems
from paraverse.yaml_io.configuration import parse_yaml


def find(config: str, *file_formats: str) -> list[str]:
    file = parse_yaml(f"p:\n  animation: {config}\n", "plots.yaml")
    plot = PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))
    return list(map(str, animation_config_problems(plot, file_formats)))


@pytest.mark.parametrize(
    ("config", "file_formats"),
    [
        ("{enabled: true}", ["pdf", "mp4"]),
        ("{enabled: true, writer: pillow}", ["gif"]),
        ("{enabled: false, writer: pilow}", ["gif"]),
        ("~", ["gif"]),
    ],
)
def test_animation_config_problems__right_ones_pass(config: str, file_formats: list[str]) -> None:
    assert find(config, *file_formats) == []


@pytest.mark.parametrize(
    ("config", "key", "message"),
    [
        ("{enabled: true, writer: pilow}", "writer", "no writer 'pilow'. Did you mean 'pillow'?"),
        ("{enabled: true, writer: pillow}", "writer", "not pdf: set `file_ext`."),
        ("{enabled: true, writr: frames}", "writr", "Did you mean 'writer'?"),
    ],
)
def test_animation_config_problems__mistakes(config: str, key: str, message: str) -> None:
    (problem,) = find(config, "pdf")
    assert problem.startswith(f"plots.yaml:2: p.animation.{key}\n")
    assert message in problem


def find_formats(keys: str) -> list[str]:
    file = parse_yaml(f"p: {{{keys}}}\n", "plots.yaml")
    plot = PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))
    return [problem.message for problem in file_format_problems(plot)]


@pytest.mark.parametrize(
    "keys", ["file_ext: [png, .svg]", "file_ext: mp4, frames: time", "file_ext: ~", "kind: line"]
)
def test_file_format_problems__right_ones_pass(keys: str) -> None:
    assert find_formats(keys) == []


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("file_ext: gfi", "'gfi' is not a file format. Allowed: "),
        ("file_ext: jgp, animation: {enabled: true}", "'jgp' is not a file format. "),
        ("file_ext: mp4", "mp4 files are movies: add `animation: {enabled: true}`."),
    ],
)
def test_file_format_problems__mistakes(keys: str, message: str) -> None:
    (problem,) = find_formats(keys)
    assert problem.startswith(message)
