"""Parameter spaces in YAML files."""

from __future__ import annotations

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
