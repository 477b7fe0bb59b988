"""Options of figures with their defaults."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.plan.reading.figure_options import FigureOptions, read_figure_options
from paraverse.plan.reading.project_code import ProjectCode
from support.plans import builtin_code, read_plot


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code()


def options(
    keys: str, code: ProjectCode, plot_func: str = "facet_grid", **defaults: Any
) -> FigureOptions:
    plot = read_plot(f"p: {{creator: multiverse, plot_func: {plot_func}, {keys}}}")
    return read_figure_options(plot, code, PlotDefaults.model_validate(defaults))


@pytest.mark.parametrize(
    ("keys", "defaults", "expected"),
    [
        ("", {}, ("pdf",)),
        ("", {"default_ext": "png"}, ("png",)),
        ("", {"default_ext": ["pdf", "png"]}, ("pdf", "png")),
        ("creator_init_kwargs: {default_ext: [svg, pdf]}", {}, ("svg", "pdf")),
        ("", {"creator_init_kwargs": {"multiverse": {"default_ext": "svg"}}}, ("svg",)),
        ("", {"creator_init_kwargs": {"universe": {"default_ext": "svg"}}}, ("pdf",)),
        ("creator_init_kwargs: {default_ext: eps}", {"default_ext": "png"}, ("eps",)),
        ("file_ext: [pdf, .png]", {"default_ext": "svg"}, ("pdf", "png")),
    ],
)
def test_file_ext__nearest_default(
    code: ProjectCode, keys: str, defaults: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert options(keys, code, **defaults).file_ext == expected


@pytest.mark.parametrize(
    ("keys", "default", "expected"),
    [
        ("", None, True),
        ("", False, False),
        ("raise_exc: true", False, True),
        ("debug: true", False, True),
        ("raise_exc: false", None, False),
    ],
)
def test_raise_exc__of_the_plot_or_the_default(
    code: ProjectCode, keys: str, default: bool | None, expected: bool
) -> None:
    assert options(keys, code, raise_exc=default).raise_exc is expected


def test_default_style__updated_by_creator_and_plot(code: ProjectCode) -> None:
    found = options(
        "style: {lines.linewidth: 3}, creator_init_kwargs: {style: {figure.dpi: 60}}",
        code,
        style={"font.size": 7, "figure.dpi": 50, "axes.grid": True},
        creator_init_kwargs={"multiverse": {"style": {"font.size": 8}}},
    )
    assert found.default_style == {"font.size": 8, "figure.dpi": 60, "axes.grid": True}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("kind: line", False),
        ("files: seed", True),
        ("auto_encoding: {line: [x, [files, 2]]}", True),
        ("auto_encoding: {line: [x, hue], hist: ~}", False),
        ("plot_func_kwargs: {files: seed}", True),
    ],
)
def test_is_folder__if_a_dimension_is_encoded_by_files(
    code: ProjectCode, keys: str, expected: bool
) -> None:
    assert options(keys, code).is_folder is expected


def test_is_folder__never_for_functions_without_files(code: ProjectCode) -> None:
    assert not options("files: seed", code, "multiplot").is_folder
