"""The fork server starts early if there will probably be jobs."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.base.file_index import INDEX_FILE
from paraverse.pipeline.forkserver import client
from paraverse.workflow import early_start
from paraverse.workflow.early_start import start_early
from support.paths import ROOT


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """An item for each start of a fork server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    started: list[Any] = []
    monkeypatch.setattr(client, "start", lambda: started.append("started"))
    Path("config").mkdir()
    Path("config/config.yaml").touch()
    Path("config/operations.py").touch()
    return started


def workflow(**attributes: Any) -> Any:
    given: dict[str, Any] = {
        "configfiles": [],  # the Snakefile has not named it yet
        "is_main_process": True,
        "deployment_settings": SimpleNamespace(deployment_method=()),
        "snakemake_tmp_dir": "tmp",
        "sourcecache": SimpleNamespace(runtime_cache_path="cache"),
    }
    return SimpleNamespace(**given | attributes)


def write_index() -> None:
    INDEX_FILE.parent.mkdir(exist_ok=True)
    INDEX_FILE.touch()
    later = time.time() + 10
    os.utime(INDEX_FILE, (later, later))


def test_start_early__lets_scripts_import_this_library(started: list[Any]) -> None:
    for _ in range(2):
        start_early(workflow(is_main_process=False), "config/config.yaml")
        first, *others = os.environ["PYTHONPATH"].split(os.pathsep)
        assert Path(first) == ROOT / "scripts"
        assert others == ["elsewhere"]


def test_start_early__installed_library_comes_without_the_packages_beside_it(
    started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_start, "_has_other_packages", lambda library: True)
    start_early(workflow(is_main_process=False), "config/config.yaml")
    assert os.environ["PYTHONPATH"] == "elsewhere"  # scripts have the same environment
    with_conda = SimpleNamespace(deployment_method=("conda",))
    for _ in range(2):
        start_early(
            workflow(is_main_process=False, deployment_settings=with_conda), "config/config.yaml"
        )
        first, *others = os.environ["PYTHONPATH"].split(os.pathsep)
        assert others == ["elsewhere"]
        (link,) = Path(first).iterdir()
        assert link.name == "paraverse"
        assert link.resolve() == ROOT / "scripts" / "paraverse"


def test_start_early__first_run(started: list[Any]) -> None:
    start_early(workflow(), "config/config.yaml")
    assert started == ["started"]


def test_start_early__nothing_was_edited(started: list[Any]) -> None:
    write_index()
    start_early(workflow(), "config/config.yaml")
    assert not started


def test_start_early__code_beside_the_configuration_was_edited(started: list[Any]) -> None:
    write_index()
    later = time.time() + 20
    os.utime("config/operations.py", (later, later))
    start_early(workflow(), "config/config.yaml")
    assert started == ["started"]


def test_start_early__another_configuration_was_edited(started: list[Any]) -> None:
    write_index()
    Path("mine").mkdir()
    Path("mine/config.yaml").touch()
    later = time.time() + 20
    os.utime("mine/config.yaml", (later, later))
    start_early(workflow(configfiles=["mine/config.yaml"]), "config/config.yaml")
    assert started == ["started"]


@pytest.mark.parametrize(
    "attributes",
    [
        {"is_main_process": False},
        {"deployment_settings": SimpleNamespace(deployment_method=("conda",))},
    ],
)
def test_start_early__not_where_scripts_run_by_themselves(
    attributes: dict[str, Any], started: list[Any]
) -> None:
    start_early(workflow(**attributes), "config/config.yaml")
    assert not started


def test_start_early__configuration_elsewhere(started: list[Any]) -> None:
    write_index()
    start_early(workflow(configfiles=["missing/config.yaml"]), "config/config.yaml")
    start_early(workflow(configfiles=[]), "config/config.yaml")
    assert not started
