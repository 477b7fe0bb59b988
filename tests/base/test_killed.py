"""Processes that were killed are named with the reason."""

from __future__ import annotations

import subprocess
import sys

import pytest

from paraverse.base import killed
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed

SUICIDE = "import os; os.kill(os.getpid(), 9)"


def test_is_killed__by_the_status_of_python_and_of_shells() -> None:
    command = [sys.executable, "-c", SUICIDE]
    assert is_killed(subprocess.run(command, check=False).returncode)
    shell = ["sh", "-c", f"{sys.executable} -c '{SUICIDE}'; exit $?"]
    assert is_killed(subprocess.run(shell, check=False).returncode)
    assert not is_killed(None)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts them")
def test_count_memory_kills__never_falls() -> None:
    before = count_memory_kills()
    assert before is not None
    assert (count_memory_kills() or 0) >= before


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (3, 4, "was killed because memory ran out. "),
        (3, 3, "was killed (SIGKILL), probably because memory ran out. "),
        (None, None, "was killed (SIGKILL), probably because memory ran out. "),
    ],
)
def test_explain_kill__is_certain_if_the_system_has_killed_for_memory(
    before: int | None, after: int | None, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(killed, "count_memory_kills", lambda: after)
    assert explain_kill(before).startswith(f"{reason}Run fewer jobs at the same time (`--cores`)")
