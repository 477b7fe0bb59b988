"""Time and memory of processes that outlive their parents or run side by side."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import PROCESS_TREE

ORPHAN = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while time.process_time() < 1:
            pass
"""
"""The parent and its child end at once, and the grandchild is busy for a second."""

TWO_LARGE = """
import os, time
for _ in range(2):
    if os.fork() == 0:
        data = b"x" * 100_000_000
        time.sleep(2)
        os._exit(0)
os.wait(), os.wait()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has subreapers")


def measured(code: str, tmp_path: Path) -> dict[str, float]:
    command: list[str | Path] = [sys.executable, "-I", PROCESS_TREE, tmp_path / "output", "0"]
    done = subprocess.run(
        [*command, sys.executable, "-c", code], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_measure__counts_processes_that_outlive_their_parents(tmp_path: Path) -> None:
    assert measured(ORPHAN, tmp_path)["cpu"] > 1


def test_measure__adds_the_memory_of_processes(tmp_path: Path) -> None:
    found = measured(TWO_LARGE, tmp_path)
    assert found["memory"] > 195_000
    assert found["largest"] < 150_000
