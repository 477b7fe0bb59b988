"""The JSON schemas in the package."""

from __future__ import annotations

from pathlib import Path

from paraverse.plan.schemas import PACKAGED, builtin_code, write_schemas


def test_schemas__in_the_package_are_those_of_this_version(tmp_path: Path) -> None:
    write_schemas(tmp_path, builtin_code(), is_complete=False)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {
        p.name: p.read_text() for p in PACKAGED.iterdir()
    }, "run `python -m paraverse.plan.schemas` in the folder `scripts`"
