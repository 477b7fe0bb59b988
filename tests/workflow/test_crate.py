"""An RO-Crate of a project."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from paraverse.plan.project import plan_project
from paraverse.workflow import crate
from support.projects import example_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = example_project(tmp_path / "walks").path
    monkeypatch.chdir(folder)
    return folder


def test_write_crate__states_what_was_made_from_what(project: Path) -> None:
    pytest.importorskip("rocrate")
    plan = plan_project()
    figures = ["results/figures/spread.pdf", *plan.universe_plots[0].figures("seed~0")]
    for figure in figures:
        Path(figure).parent.mkdir(parents=True, exist_ok=True)
        Path(figure).write_text("a figure")
    (universe,) = (name for name in plan.universes if name.startswith("seed~0_max_step_size~0.3"))
    drawn = Path(plan.universe_plots[0].figures(universe)[0])
    drawn.write_text("a figure")
    crate.write_crate(plan)
    with zipfile.ZipFile("results/crate.zip") as archive:
        names = set(archive.namelist())
        metadata = json.loads(archive.read("ro-crate-metadata.json"))
        assert archive.read("config/model.py") == Path("config/model.py").read_bytes()
    entities: dict[str, Any] = {entity["@id"]: entity for entity in metadata["@graph"]}
    root = entities["./"]
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts <= names
    assert {"results/figures/spread.pdf", str(drawn), "config/parameter_space.yaml"} <= parts
    assert {"config/config.yaml", "config/plots.yaml", "config/base_plots.yaml"} <= parts
    assert (root["name"], bool(root["datePublished"])) == ("walks", True)
    assert entities["ro-crate-metadata.json"]["conformsTo"]["@id"].endswith("/ro/crate/1.1")
    assert root["license"].startswith("The project has no file LICENSE")
    action = entities["#spread"]
    assert action["@type"] == "CreateAction"
    assert action["result"] == [{"@id": "results/figures/spread.pdf"}]
    assert action["instrument"] == {"@id": "#paraverse"}
    assert {"@id": "config/operations.py"} in action["object"]
    assert entities["#universes"]["name"] == "6 universes in data/example"
    for entity in metadata["@graph"]:
        for reference in entity.get("object", ()):
            assert reference["@id"] in entities
    assert "#mean_random_walk" not in entities  # which is not drawn


def test_crate_inputs__say_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_project()
    messages: list[str] = []
    monkeypatch.setattr("paraverse.workflow.crate.find_spec", lambda name: None)
    monkeypatch.setattr("paraverse.workflow.crate.logger.error", messages.append)
    with pytest.raises(SystemExit):
        crate.crate_inputs(plan)
    assert messages == [
        "The target `crate` needs the package rocrate: pip install 'paraverse[crate]'"
    ]
