"""Jobs that simulate universes."""

from __future__ import annotations

import pytest

from paraverse.errors import ParaverseError
from paraverse.jobs.simulate import command_line


def test_command_line__quotes_values_for_the_shell() -> None:
    command = command_line("run {params} --to {folder} # {universe} {{x}}", "a b.yml", "out", "n~1")
    assert command == "run 'a b.yml' --to out # 'n~1' {x}"


@pytest.mark.parametrize(
    "command", ["awk '{print}' {params}", "run {seed}", "run {", "run {}", "run {params.x}"]
)
def test_command_line__other_fields(command: str) -> None:
    with pytest.raises(ParaverseError) as error:
        command_line(command, "params.yml", "folder", "seed~1")
    assert command in str(error.value)
    assert "Its fields are {params}, {folder} and {universe}" in str(error.value)
