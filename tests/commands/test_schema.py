"""`paraverse schema`; what schemas say is tested with `paraverse.plan.plot_schema`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from paraverse.commands.main import main
from support.broken_project import write_project
from support.untagged_yaml import read_untagged


def test_schema__knows_the_functions_of_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path)
    assert main(["--directory", str(tmp_path), "schema"]) == 0
    output = capsys.readouterr().out
    assert "config/plots.yaml: # yaml-language-server: $schema=schemas/plots.json" in output
    assert '"!dag_tag scalar"' in output
    schema = json.loads((tmp_path / "config/schemas/plots.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    plots = read_untagged(tmp_path / "config/plots.yaml")
    assert validator.is_valid(plots)
    plots["walk"]["helpers"]["shade"] = {"color": "red"}
    assert validator.is_valid(plots)
    plots["walk"]["helpers"]["shade"] = {"colour": "red"}
    assert not validator.is_valid(plots)
