"""Functions that crash or never return do so in another process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from paraverse.errors import LoadError
from paraverse.load import isolated_calls
from paraverse.load.isolated_calls import call_isolated


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(message: str) -> None:
    raise LoadError(message)


def test_call_isolated__returns_what_the_function_returns() -> None:
    assert call_isolated(divmod, 7, 2) == (3, 1)
    process = call_isolated(os.getpid)
    assert process != os.getpid()
    assert call_isolated(os.getpid) == process


def test_call_isolated__in_the_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call_isolated(os.getcwd) == str(tmp_path)


def test_call_isolated__errors_are_load_errors() -> None:
    with pytest.raises(LoadError, match=r"^x is broken$"):
        call_isolated(fail, "x is broken")
    with pytest.raises(LoadError, match=r"^cannot be read: (integer )?division"):
        call_isolated(divmod, 1, 0)


def test_call_isolated__function_that_ends_the_process() -> None:
    with pytest.raises(LoadError, match="reading it ends the process: it is corrupt"):
        call_isolated(crash)
    assert call_isolated(abs, -1) == 1


def test_call_isolated__function_that_does_not_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated_calls, "SECONDS", 0.2)
    with pytest.raises(LoadError, match=r"reading it did not end in 0 s"):
        call_isolated(time.sleep, 60)
    monkeypatch.setattr(isolated_calls, "SECONDS", 30)
    assert call_isolated(abs, -1) == 1


def test_call_isolated__from_several_threads() -> None:
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(call_isolated(abs, -n)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == list(range(8))


WITH_HANDLER = """
import signal
import subprocess
import sys
import threading

from paraverse.load.isolated_calls import call_isolated

signal.signal(signal.SIGTERM, lambda *arguments: None)
thread = threading.Thread(target=call_isolated, args=(abs, -1))
thread.start()
thread.join()
"""


def test_call_isolated__ends_with_a_process_that_handles_signals() -> None:
    # As Snakemake does
    scripts = Path(isolated_calls.__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(scripts)}
    command = [sys.executable, "-c", WITH_HANDLER]
    done = subprocess.run(command, env=environment, timeout=60, check=False)
    assert done.returncode == 0
