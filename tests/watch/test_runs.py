"""Runs in a process that is ready for the next one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from paraverse.watch import runs as runs_module
from paraverse.watch.messages import Ended, Message, RunProgress
from paraverse.watch.runs import Runs

STAND_IN = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from paraverse.watch.messages import Ended, RunProgress, encode_message
for line in sys.stdin:
    request = json.loads(line)
    if request["plots"] == ["killed"]:
        os.kill(os.getpid(), 9)
    os.write(2, ("é" + " ".join(request["arguments"])).encode() + b"\\x1b\\n")
    os.write(1, encode_message(RunProgress(done=1, total=2)) + encode_message(Ended(status=3)))
"""


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Runs of a program that stands in for the process that has imported Snakemake."""
    program = tmp_path / "stand_in.py"
    program.write_text(STAND_IN)
    popen = runs_module.subprocess.Popen  # type: ignore[attr-defined]

    def start(command: Sequence[str], **options: object) -> object:
        library = str(runs_module._LIBRARY)
        return popen([sys.executable, str(program), library], **options)

    monkeypatch.setattr(runs_module.subprocess, "Popen", start)  # type: ignore[attr-defined]
    return Runs(["--cores", "2"])


def run(runs: Runs, *plots: str) -> list[Message | str]:
    return list(runs.run(plots))


def test_run__yields_output_and_messages_in_their_order(runs: Runs) -> None:
    for _ in range(2):
        assert run(runs) == ["é--cores 2\\x1b\n", RunProgress(done=1, total=2), Ended(status=3)]
    runs.stop()


def test_run__after_the_process_was_killed(runs: Runs) -> None:
    assert run(runs, "killed") == [Ended(status=1)]
    assert run(runs)[-1] == Ended(status=3)
    runs.stop()


def test_stop__ends_the_process(runs: Runs) -> None:
    number = runs.start().pid
    runs.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    runs.stop()
