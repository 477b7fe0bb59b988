"""A function in a fork ends like a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import h5py
import pytest

from support.paths import ROOT

FORK = """
import gc, os, sys
from paraverse.pipeline.forkserver.forked_program import start_program
gc.freeze()
def function():
{body}
process = start_program(function)
_, status = os.waitpid(process, 0)
print(os.waitstatus_to_exitcode(status))
"""


def run(folder: Path, body: str) -> tuple[str, str]:
    """Run a function in a fork; return what was printed before the exit status, and errors."""
    code = FORK.format(body="\n".join(f"    {line}" for line in body.strip().splitlines()))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=folder
    )
    return done.stdout, done.stderr


@pytest.mark.parametrize(
    ("body", "output", "message"),
    [
        ("print('done')", "done\n0\n", ""),
        ("sys.exit()", "0\n", ""),
        ("sys.exit(3)", "3\n", ""),
        ("sys.exit('why')", "1\n", "why\n"),
        ("1 / 0", "1\n", "ZeroDivisionError"),
        ("raise KeyboardInterrupt", "1\n", "KeyboardInterrupt"),
    ],
)
def test_start_program__status_is_that_of_a_program(
    body: str, output: str, message: str, tmp_path: Path
) -> None:
    printed, errors = run(tmp_path, body)
    assert printed == output
    assert message in errors
    assert bool(errors) == bool(message)


def test_start_program__waits_for_threads_and_calls_what_is_registered(tmp_path: Path) -> None:
    body = """
import atexit, threading, time
atexit.register(print, "registered")
threading.Thread(target=lambda: (time.sleep(0.1), print("thread"))).start()
"""
    assert run(tmp_path, body) == ("thread\nregistered\n0\n", "")


def test_start_program__errors_of_others_at_the_end_change_nothing(tmp_path: Path) -> None:
    body = """
import atexit, threading
def fail():
    raise OSError("closed too early")
threading._register_atexit(fail)
atexit.register(fail)
"""
    printed, errors = run(tmp_path, body)
    assert printed == "0\n"
    assert errors.count("closed too early") <= 1  # Python prints that of `atexit`


def test_start_program__writes_open_files(tmp_path: Path) -> None:
    body = """
import h5py
file = h5py.File("data.h5", "w")
file["x"] = range(1000)
text = open("log.txt", "w")
text.write("text")
binary = open("log.bin", "wb")
binary.write(b"bytes")
sys.open_files = file, text, binary
"""
    assert run(tmp_path, body) == ("0\n", "")
    with h5py.File(tmp_path / "data.h5") as file:
        assert file["x"][-1] == 999
    assert (tmp_path / "log.txt").read_text() == "text"
    assert (tmp_path / "log.bin").read_bytes() == b"bytes"


def test_start_program__ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    body = """
import signal, time
os.kill(os.getppid(), signal.SIGKILL)
time.sleep(600)
"""
    assert run(tmp_path, body) == ("", "")  # its output is closed, too


def test_start_program__random_numbers_are_its_own(tmp_path: Path) -> None:
    code = """
import os, random, sys
import numpy
from paraverse.pipeline.forkserver.forked_program import start_program
def function():
    print(random.random(), numpy.random.random())
for _ in range(2):
    os.waitpid(start_program(function), 0)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    assert len(set(done.stdout.split())) == 4
