"""Universes that exist, or that are simulated."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.errors import Location
from paraverse.plan.reading.read_sweep import Sweep, read_sweep
from paraverse.sweep.load_entries import LoadEntries
from paraverse.yaml_io.configuration import parse_yaml
from support.plans import EXISTING, SIMULATED, SPACE
from support.projects import MakeFiles


def read(text: str) -> tuple[Sweep, list[str]]:
    config = Config.model_validate(parse_yaml(text, "config.yaml").data)
    entries = LoadEntries.from_config(config.load)
    sweep, problems = read_sweep(
        config, entries, lambda *keys: Location("config.yaml", 1, keys), FileIndex()
    )
    return sweep, [str(problem) for problem in problems]


def test_read_sweep__existing_universes(files: MakeFiles) -> None:
    files({"data/pspace.yml": SPACE, "data/a/params.yml": "{seed: 1, model: {size: 0.3}}"})
    sweep, problems = read(EXISTING)
    assert not problems
    assert sweep.is_readable
    assert sweep.ndim == 2
    assert [(u.id, u.values) for u in sweep.universes] == [("a", (0.3, 1))]


def test_read_sweep__simulated_universes_need_not_exist(files: MakeFiles) -> None:
    files({"space.yaml": SPACE})
    sweep, problems = read(SIMULATED)
    assert not problems
    assert len(sweep.universes) == 6


@pytest.mark.parametrize(
    ("config", "space", "problem"),
    [
        (SIMULATED, "a: 1", "space.yaml:1\n    Holds no parameter space. Write `!pspace`"),
        (EXISTING, "a: 1", "data/pspace.yml:1\n    Holds no parameter space. Write `!pspace`"),
        (
            EXISTING.replace("{match:}", "{match:}/{nothing}"),
            SPACE,
            "config.yaml:1: load.params.target_path\n    ",
        ),
    ],
)
def test_read_sweep__what_cannot_be_read_is_a_problem(
    files: MakeFiles, config: str, space: str, problem: str
) -> None:
    files({"space.yaml": space, "data/pspace.yml": space, "data/a/params.yml": "{seed: 1}"})
    sweep, (found,) = read(config)
    assert found.startswith(problem)
    assert not sweep.is_readable
    assert sweep.universes in ((), [])


def test_read_sweep__no_entry_for_universes(files: MakeFiles, tmp_path: Path) -> None:
    files({"data/pspace.yml": SPACE})
    assert read(EXISTING.replace("match", "basename")) == (Sweep(), [])
