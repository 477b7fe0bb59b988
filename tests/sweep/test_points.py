"""Universes get the points that their parameters or numbers say, one universe for each point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from paramspace import ParamDim, ParamSpace

from paraverse.jobs import UniverseFiles
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.points import PointFinder, reject_misplaced, sort_key

SPACE = ParameterSpace.from_pspace(
    ParamSpace(
        {
            "seed": ParamDim(default=0, range=[3]),
            "model": {"size": ParamDim(default=0.0, values=[0.3, 0.1], order=-1)},
        }
    )
)
"""Sizes 0.3 and 0.1, seeds 0 to 2."""


def universe(name: str, values: tuple[Any, ...] | None) -> UniverseFiles:
    return UniverseFiles(id=name, key=name, values=values, files=(), warnings=("log is missing",))


@pytest.mark.parametrize(
    ("contents", "key", "point"),
    [
        ([{"seed": 1, "model": {"size": 0.1}}], "x", (0.1, 1)),
        ([{"seed": 7, "model": {"size": 0.2}}], "x", (0.2, 7)),
        ([{"seed": 7}, {"seed": 1, "model": {"size": 0.1}}], "x", (0.1, 1)),
        ([{"seed": 1, "model": {"size": 0.1}}], "5", (0.1, 1)),
        ([], "5", (0.3, 0)),
        ([], "005", (0.3, 0)),
        ([{"seed": 1}], "11", (0.1, 2)),
        ([], "4", None),
        ([], "x5", None),
    ],
)
def test_find__by_parameters_or_else_by_number(
    tmp_path: Path, contents: list[dict[str, Any]], key: str, point: tuple[Any, ...] | None
) -> None:
    paths = []
    for number, content in enumerate(contents):
        paths.append(str(tmp_path / f"{number}.yml"))
        Path(paths[-1]).write_text(yaml.safe_dump(content))
    assert PointFinder(SPACE).find(paths, key) == point


def test_find__ignores_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text("a: [")
    paths = [str(tmp_path / "missing.yml"), str(tmp_path / "broken.yml"), str(tmp_path)]
    assert PointFinder(SPACE).find(paths, "5") == (0.3, 0)


def test_reject_misplaced__the_first_universe_at_a_point_keeps_it() -> None:
    universes = [
        universe("a", (0.1, 0)),
        universe("b", (0.1 + 1e-15, 0)),
        universe("c", (0.2, 0)),
        universe("d", None),
        universe("e", (0.1, 1)),
    ]
    checked = reject_misplaced(universes, SPACE)
    assert [u.id for u in checked] == list("abcde")
    assert [u.values for u in checked] == [(0.1, 0), None, None, None, (0.1, 1)]
    assert [u.warnings[1:] for u in checked] == [
        (),
        ("at the same point as a: size=0.100000000000001, seed=0",),
        ("outside the parameter space: size=0.2, seed=0",),
        ("its place in the parameter space is not known",),
        (),
    ]
    assert all(u.warnings[0] == "log is missing" for u in checked)


@given(st.permutations([point.values for point in SPACE.points()] + [None]))
def test_sort_key__in_the_order_of_the_space(values: list[tuple[Any, ...] | None]) -> None:
    universes = [universe("x", point) for point in values]
    universes.sort(key=lambda u: sort_key(u, SPACE))
    assert [u.values for u in universes] == [point.values for point in SPACE.points()] + [None]


@pytest.mark.parametrize("space", [None, SPACE])
def test_sort_key__in_the_natural_order_of_names(space: ParameterSpace | None) -> None:
    universes = [universe(name, None) for name in ("x_10", "x_9", "10", "a", "9")]
    universes.sort(key=lambda u: sort_key(u, space))
    assert [u.id for u in universes] == ["9", "10", "a", "x_9", "x_10"]
