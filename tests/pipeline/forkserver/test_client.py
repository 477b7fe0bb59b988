"""Scripts run in forks of the fork server as they would by themselves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paraverse.pipeline.forkserver import client
from support.paths import ROOT

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes cannot be watched here", allow_module_level=True)

START = """
import os, sys
from paraverse.pipeline.forkserver import client
client.start(sys.argv[1])
print(os.environ[client.ADDRESS], flush=True)
sys.stdin.read()
client.stop()
"""
HEAD = f"import sys; sys.path.append({str(ROOT / 'scripts')!r})\n"
HEAD += "from paraverse.pipeline.forkserver.client import hand_over; hand_over('xarray')\n"


def start() -> tuple[subprocess.Popen[str], str]:
    folder = tempfile.mkdtemp()  # short enough for a socket
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    process = subprocess.Popen(
        [sys.executable, "-c", START, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    process, address = start()
    yield address
    process.communicate()
    shutil.rmtree(Path(address).parent)


def begin(folder: Path, script: str, address: str, **more: str) -> subprocess.Popen[str]:
    path = folder / "script.py"
    path.write_text(HEAD + script)
    pipe = subprocess.PIPE
    environment = {**os.environ, client.ADDRESS: address, **more}
    return subprocess.Popen(
        [sys.executable, path, "an argument"],
        cwd=folder,
        env=environment,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )


def run(folder: Path, script: str, address: str, **more: str) -> tuple[int, str, str]:
    process = begin(folder, script, address, **more)
    output, errors = process.communicate()
    return process.returncode, output, errors


def test_hand_over__script_runs_as_by_itself_where_all_is_imported(
    tmp_path: Path, address: str
) -> None:
    script = """
import os
print(__name__, sys.argv[1:], os.getcwd(), os.environ["GIVEN"], sys.path[0] == os.getcwd())
print("xarray" in sys.modules)
"""
    expected = f"__main__ ['an argument'] {tmp_path} x True\n"
    by_itself = run(tmp_path, script, "/nowhere", GIVEN="x")
    assert by_itself == (0, expected + "False\n", "")
    assert run(tmp_path, script, address, GIVEN="x") == (0, expected + "True\n", "")


@pytest.mark.parametrize(
    ("script", "code", "message"),
    [
        ("sys.exit(3)", 3, ""),
        ("sys.exit('why')", 1, "why"),
        ("1 / 0", 1, "ZeroDivisionError"),
        ("import os; os.abort()", 1, "SIGABRT"),
    ],
)
def test_hand_over__script_that_fails_fails(
    script: str, code: int, message: str, tmp_path: Path, address: str
) -> None:
    found, _, errors = run(tmp_path, script, address)
    assert found == code
    assert message in errors


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="no list of open files here")
def test_hand_over__forks_share_no_open_files(tmp_path: Path, address: str) -> None:
    script = """
import os
for number in os.listdir("/proc/self/fd"):
    if os.path.exists(f"/proc/self/fd/{number}"):
        print(os.readlink(f"/proc/self/fd/{number}"))
"""
    code, output, errors = run(tmp_path, script, address)
    assert (code, errors) == (0, "")
    assert output, "not even the standard streams are listed"
    assert not [line for line in output.split() if Path(line).is_file()]


def test_hand_over__random_numbers_differ(tmp_path: Path, address: str) -> None:
    script = "import random, numpy; print(random.random(), numpy.random.random())"
    first, second = (run(tmp_path, script, address)[1].split() for _ in range(2))
    assert not set(first) & set(second)


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition; fail if it takes too long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not true after {seconds} seconds"
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_hand_over__script_ends_with_the_process_that_handed_it_over(
    tmp_path: Path, address: str
) -> None:
    script = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    waiting = begin(tmp_path, script, address)
    assert waiting.stdout is not None
    process = int(waiting.stdout.readline())
    assert process != waiting.pid
    waiting.send_signal(signal.SIGKILL)
    waiting.communicate()
    wait_until(lambda: not is_running(process))


def test_hand_over__what_scripts_import_before_is_light() -> None:
    names = "paraverse.jobs, paraverse.pipeline.job_log, paraverse.pipeline.forkserver.client, sys"
    code = f"import {names}; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    assert not {b"numpy", b"yaml", b"paraverse.transform"} & set(done.stdout.split())


def test_start__process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    process, address = start()
    process.kill()
    process.communicate()
    (tmp_path / "one").mkdir()
    wait_until(lambda: "True" not in run(tmp_path, "print('numpy' in sys.modules)", address)[1])
    shutil.rmtree(Path(address).parent)
