"""The place of a project in a workflow."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.io import is_flagged
from snakemake.modules import WorkflowModifier
from snakemake.path_modifier import PathModifier
from snakemake.pathvars import Pathvars

from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from support.projects import MakeFiles


def workflow_of_module(*, config: Any = None, rules: set[str] | None = None, **prefix: Any) -> Any:
    """Return a workflow that reads the Snakefile of the module `low`."""
    main = SimpleNamespace(
        modifier=SimpleNamespace(
            allow_rule_overwrite=False, avail_rulename=str, modify_rulename=str
        ),
        vanilla_globals={"checkpoints": SimpleNamespace(spawn_new_namespace=dict)},
        storage_settings=SimpleNamespace(default_storage_provider=None),
    )
    paths = {"replace_prefix": None, "prefix": None, **prefix}
    modifier = WorkflowModifier(
        main,
        config=config,
        base_snakefile="Snakefile",
        namespace="low",
        path_modifier=PathModifier(workflow=main, **paths),
        resolved_rulename_modifier=lambda rule: f"low_{rule}",
        rule_whitelist=rules,
        pathvars=Pathvars.with_defaults(),
    )
    return SimpleNamespace(modifier=modifier, storage_settings=main.storage_settings)


@pytest.fixture
def place(files: MakeFiles) -> ProjectInWorkflow:
    """The place of a project that is a module with the prefix `sweeps/low`."""
    files({"sweeps/low/config/config.yaml": ""})
    return ProjectInWorkflow.of(workflow_of_module(prefix="sweeps/low"))


def test_of__the_prefix_is_the_folder(place: ProjectInWorkflow) -> None:
    assert (place.folder, place.module, place.title) == (Path("sweeps/low"), "low", "low")
    assert place.config_file == "sweeps/low/config/config.yaml"
    assert place.has_config_file
    assert place.rename("simulate") == "low_simulate"
    with place.entered():
        assert Path("config/config.yaml").is_file()


def test_of__main_workflow_is_the_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    main: Any = SimpleNamespace(
        modifier=SimpleNamespace(is_main_snakefile=lambda: True),
        storage_settings=SimpleNamespace(default_storage_provider="fs"),
    )
    place = ProjectInWorkflow.of(main)
    assert (place.config_file, place.path("./x")) == ("config/config.yaml", "./x")
    assert place.about("message") == "message"
    assert is_flagged(place.file("x"), "local")
    with place.entered():
        assert Path.cwd() == tmp_path


def test_of__rules_that_are_not_used_have_no_name(files: MakeFiles) -> None:
    files({"low/config/config.yaml": ""})
    place = ProjectInWorkflow.of(workflow_of_module(prefix="low", rules={"mean"}))
    assert place.names_of(["mean"]) == {"low_mean": "mean"}
    assert place.rename("convert") == "convert, unused in low"


def test_of__configuration_is_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not ProjectInWorkflow.of(workflow_of_module(prefix="low", config={})).has_config_file
    assert Path("low").is_dir()


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ({"replace_prefix": {"results/": "elsewhere/"}}, "Use `prefix`, which names the project"),
        ({"prefix": "lwo"}, "lwo/config/config.yaml does not exist. Its `prefix` must name"),
        ({}, "config/config.yaml does not exist"),
    ],
)
def test_of__says_what_a_module_needs(
    prefix: Any, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    messages: list[str] = []
    monkeypatch.setattr("paraverse.workflow.project_in_workflow.logger.error", messages.append)
    with pytest.raises(SystemExit):
        ProjectInWorkflow.of(workflow_of_module(**prefix))
    assert message in messages[0]
    assert not list(tmp_path.iterdir())


def test_paths__between_the_working_directory_and_the_project(place: ProjectInWorkflow) -> None:
    assert place.path("results/x.nc") == "sweeps/low/results/x.nc"
    assert place.path("../x.yaml") == "sweeps/x.yaml"
    assert place.path("/data/x") == "/data/x"
    assert place.path_in_project("sweeps/low/results/x.nc") == "results/x.nc"
    assert place.path_in_project("/data/x") == "/data/x"
    file = place.file("../data/x")
    assert file == "sweeps/data/x"
    assert is_flagged(file, "local")
    assert place.about("text") == "In sweeps/low/ (module low):\ntext"
    assert ProjectInWorkflow(module="low").about("text") == "In module low:\ntext"
