"""Child processes end when a process does that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paraverse.base.child_processes import run_command
from support.paths import ROOT

if sys.platform != "linux":
    pytest.skip("these are options of Linux", allow_module_level=True)

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}


def python(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for_end(process: int) -> None:
    end = time.monotonic() + 30
    while is_running(process):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_end_with__ends_with_the_parent() -> None:
    program = """
import os, time
from paraverse.base.child_processes import end_with
parent = os.getpid()
process = os.fork()
if process == 0:
    end_with(parent)
    print(os.getpid(), flush=True)
time.sleep(60)
"""
    parent = python(program)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    wait_for_end(child)


def test_end_with__exits_if_the_parent_has_ended() -> None:
    program = "from paraverse.base.child_processes import end_with; end_with(1 << 22); print(1)"
    process = python(program)
    assert process.communicate()[0] == ""
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("command", "status"),
    [("true", 0), ("exit 3", 3), ("kill -TERM $$", 143), ("sh -c 'kill -KILL $$'; exit $?", 137)],
)
def test_run_command__returns_the_exit_status(command: str, status: int) -> None:
    assert run_command(command) == status


def test_run_command__ends_with_this_process() -> None:
    program = f"""
from paraverse.base.child_processes import run_command
run_command("{sys.executable} -u -c 'import os, time; print(os.getpid()); time.sleep(60)'; true")
"""
    process = python(program)
    assert process.stdout is not None
    model = int(process.stdout.readline())
    assert is_running(model)
    process.kill()
    process.wait()
    wait_for_end(model)


def test_run_command__is_killed_when_this_process_is_interrupted() -> None:
    program = """
import os, signal, threading
from paraverse.base.child_processes import run_command
interrupt = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
interrupt.start()
try:
    run_command("echo $$; trap '' INT; sleep 60; true")
except KeyboardInterrupt:
    print("interrupted")
"""
    shell, last = (python(program).communicate()[0]).split()
    assert last == "interrupted"
    assert not is_running(int(shell))


def test_orphans__are_killed_but_for_those_that_were_there_before() -> None:
    program = """
import os, subprocess, time
from paraverse.base.child_processes import Orphans

def orphan():
    # A shell that ends leaves a shell, which has started another process
    command = "sh -c 'sleep 60; true' > /dev/null 2>&1 & echo $!"
    return int(subprocess.run(command, shell=True, capture_output=True).stdout)

def is_running(process):
    with open(f"/proc/{process}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"

orphans = Orphans()
own = subprocess.Popen(["sleep", "60"])
before = orphan()
orphans.keep(own.pid)
after = orphan()
while not open(f"/proc/{after}/task/{after}/children").read():
    time.sleep(0.01)
below = int(open(f"/proc/{after}/task/{after}/children").read())
orphans.kill(own.pid)
print(is_running(own.pid), is_running(before))
print(*(os.path.exists(f"/proc/{process}") for process in (after, below)))
own.kill()
orphans._spared = set()
orphans.kill()
print(os.path.exists(f"/proc/{before}"))
"""
    if not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists():
        pytest.skip("this system does not list the children of processes")
    assert python(program).communicate()[0] == "True True\nFalse False\nFalse\n"
