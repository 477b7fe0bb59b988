"""Snakemake says why a script was killed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.base.job_messages import JobMessages
from paraverse.workflow.replacements import killed_scripts


class Script:
    """A script as Snakemake runs it, which ends with a status."""

    def __init__(self, status: int, *logs: Path) -> None:
        self.status = status
        self.log = [str(log) for log in logs]
        self.params = SimpleNamespace(project=Path())

    def evaluate(self, edit: bool = False) -> None:
        if self.status:
            raise subprocess.CalledProcessError(self.status, "python")


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    messages: list[str] = []
    monkeypatch.setattr(Script, "evaluate", Script.evaluate)  # restores it
    monkeypatch.setattr(killed_scripts, "ScriptBase", Script)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "snakemake.logging.logger.error", lambda message, extra: messages.append(message)
    )
    killed_scripts.explain_killed_scripts()
    killed_scripts.explain_killed_scripts()
    return messages


def test_explain_killed_scripts__in_the_terminal_and_the_log(
    messages: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "job.log"
    log.write_text("begin\n")
    with pytest.raises(subprocess.CalledProcessError):
        Script(-9, log).evaluate()
    (message,) = messages
    assert message.startswith("The process of the job was killed (SIGKILL), probably because")
    assert log.read_text() == f"begin\nERROR {message}\n"
    assert JobMessages.read(str(log)) == JobMessages(error=message)


def test_explain_killed_scripts__not_in_the_logs_of_several_universes(
    messages: list[str], tmp_path: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        Script(137, tmp_path / "a.log", tmp_path / "b.log").evaluate()
    assert len(messages) == 1
    assert not list(tmp_path.iterdir())


def test_explain_killed_scripts__in_the_folder_of_a_module(
    messages: list[str], tmp_path: Path
) -> None:
    Path("low").mkdir()
    script = Script(-9, Path("low/job.log"))
    script.params.project = Path("low")
    other = Script(-9, Path("other.log"))
    del other.params.project
    for one in (script, other):
        with pytest.raises(subprocess.CalledProcessError):
            one.evaluate()
    assert not Path(".paraverse").exists()
    assert not Path("other.log").exists()
    os.chdir("low")
    assert JobMessages.read("job.log") == JobMessages(error=messages[0])


@pytest.mark.parametrize("status", [0, 1, -15])
def test_explain_killed_scripts__nothing_else(messages: list[str], status: int) -> None:
    script: Any = Script(status)
    if status:
        with pytest.raises(subprocess.CalledProcessError):
            script.evaluate()
    else:
        script.evaluate()
    assert messages == []
