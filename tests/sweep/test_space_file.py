"""Parameter spaces in YAML files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraverse.errors import ConfigError
from paraverse.sweep.space_file import read_space

SPACE = "!pspace\nseed: !pdim {default: 0, range: [2]}\n"
NESTED = "perform_sweep: true\nparameter_space: !pspace\n  seed: !pdim {default: 0, range: [2]}\n"


@pytest.mark.parametrize("content", [SPACE, NESTED])
@pytest.mark.parametrize("trusted", [False, True])
def test_read_space__at_the_top_or_under_its_key(
    tmp_path: Path, content: str, trusted: bool
) -> None:
    path = tmp_path / "space.yaml"
    path.write_text(content)
    assert read_space(str(path), trusted=trusted).dimensions == {"seed": (0, 1)}


@pytest.mark.parametrize("content", ["", "seed: 3\n", "[1]\n", "parameter_space: {seed: 3}\n"])
def test_read_space__file_without_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "space.yaml"
    path.write_text(content)
    with pytest.raises(ConfigError) as error:
        read_space(str(path))
    (problem,) = error.value.problems
    assert problem.location.file == str(path)
    assert problem.message == "Holds no parameter space. Write `!pspace` before the parameters."


@pytest.mark.parametrize("content", ["!pspace\na: [\n", None])
def test_read_space__file_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "space.yaml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError, match=str(path)):
        read_space(str(path))


def test_read_space__refuses_tags_of_the_configuration_in_data(tmp_path: Path) -> None:
    path = tmp_path / "space.yaml"
    path.write_text(f"{SPACE}home: !getenv HOME\n")
    with pytest.raises(ConfigError):
        read_space(str(path), trusted=False)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("[0.30000000000000004, 1, 0.3]", "0.30000000000000004 and 0.3"),
        ("[1, 2.5, 1.0000000000000002]", "1 and 1.0000000000000002"),
        ("[[0.1], [0.10000000000000001, 2], [0.10000000000000002]]", "[0.1] and [0.1000000000"),
    ],
)
def test_read_space__refuses_values_that_are_the_same_but_for_rounding(
    tmp_path: Path, values: str, shown: str
) -> None:
    path = tmp_path / "space.yaml"
    path.write_text(
        f"parameter_space: !pspace\n  m:\n    a: !pdim {{default: 0, values: {values}}}\n"
    )
    with pytest.raises(ConfigError) as error:
        read_space(str(path))
    (problem,) = error.value.problems
    assert str(problem.location) == f"{path}:3: parameter_space.m.a"
    assert f"The values {shown}" in problem.message


def test_read_space__values_that_are_masked_need_not_differ(tmp_path: Path) -> None:
    path = tmp_path / "space.yaml"
    path.write_text("!pspace\na: !pdim {default: 0, values: [0.1, 0.3], mask: [false, true]}\n")
    assert read_space(str(path)).dimensions == {"a": (0.1,)}


def test_read_space__refuses_more_points_than_can_be_listed(tmp_path: Path) -> None:
    path = tmp_path / "space.yaml"
    dimensions = (f"{name}: !pdim {{default: 0, range: [300]}}\n" for name in "abc")
    path.write_text("!pspace\n" + "".join(dimensions))
    with pytest.raises(ConfigError, match="has 27000000 points; up to 10000000 are possible"):
        read_space(str(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("!pspace\na: !pdim {default: 0, range: [1000000000000]}\n", "more than 1000000 values"),
        ("a: &a [*a]\n", "contains itself"),
        ("!pspace\na: [" + "1," * 100_001 + "]\n", "too many values"),
    ],
)
def test_read_space__limits_that_apply_only_to_data(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "space.yaml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=message):
        read_space(str(path), trusted=False)


def test_read_space__of_data_is_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "space.yaml")
    with pytest.raises(ConfigError, match="Is a FIFO, not a regular file"):
        read_space(str(tmp_path / "space.yaml"), trusted=False)
