"""Scripts run in forks of the fork server as they would by themselves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paraverse.errors import ParaverseError
from paraverse.pipeline.forkserver import client
from support.paths import ROOT

if not hasattr(os, "pidfd_open"):
    pytest.skip("processes cannot be watched here", allow_module_level=True)

RUN = """
import os, sys
from paraverse.pipeline.forkserver import client
client.start()
sys.exit(client.run_script("simulate", sys.argv[1], os.environ))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT / "scripts"))
        client.start()
    assert client._STARTED
    yield
    client.stop()


Run = Callable[..., "tuple[int | None, str, str]"]


@pytest.fixture
def run(
    server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run a script in a fork; return its exit status, output and errors."""

    def run(script: str, **environment: str) -> tuple[int | None, str, str]:
        path = tmp_path / "script.py"
        path.write_text(script)
        monkeypatch.chdir(tmp_path)
        status = client.run_script("plot", str(path), {**os.environ, **environment})
        return status, *capfd.readouterr()

    return run


def test_run_script__runs_as_by_itself_where_all_is_imported(run: Run, tmp_path: Path) -> None:
    script = """
import os, sys
print(__name__, sys.argv == [__file__], os.getcwd(), os.environ["GIVEN"])
print(sys.path[0] == os.getcwd(), "xarray" in sys.modules)
"""
    assert run(script, GIVEN="x") == (0, f"__main__ True {tmp_path} x\nTrue True\n", "")


@pytest.mark.parametrize(
    ("script", "expected", "message"),
    [
        ("import sys; sys.exit(3)", 3, ""),
        ("import sys; sys.exit('why')", 1, "why"),
        ("1 / 0", 1, "ZeroDivisionError"),
        ("import os; os.abort()", -signal.SIGABRT, ""),
    ],
)
def test_run_script__returns_the_status(run: Run, script: str, expected: int, message: str) -> None:
    status, _, errors = run(script)
    assert status == expected
    assert message in errors


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="no list of open files here")
def test_run_script__forks_share_no_open_files(run: Run) -> None:
    script = """
import os
for number in os.listdir("/proc/self/fd")[3:]:
    if os.path.exists(f"/proc/self/fd/{number}"):
        print(os.readlink(f"/proc/self/fd/{number}"))
"""
    status, output, errors = run(script)
    assert (status, errors) == (0, "")
    assert not [line for line in output.split() if Path(line).is_file()]


def test_run_script__random_numbers_differ(run: Run) -> None:
    script = "import random, numpy; print(random.random(), numpy.random.random())"
    first, second = (run(script)[1].split() for _ in range(2))
    assert len({*first, *second}) == 4


def test_run_script__without_a_server() -> None:
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "from paraverse.pipeline.forkserver import client\n"
            "print(client.run_script('plot', 'script.py', {}))",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        check=True,
    )
    assert process.stdout == b"None\n"


def test_run_script__server_that_ended_is_an_error(run: Run) -> None:
    with pytest.raises(ParaverseError, match="has ended"):
        run("import os, signal; os.kill(os.getppid(), signal.SIGKILL)")
    assert run("") == (None, "", "")


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


def test_start__server_and_scripts_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, time; print(os.getppid(), os.getpid(), flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, script],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    others = [int(number) for number in process.stdout.readline().split()]
    assert len({process.pid, *others}) == 3
    process.kill()
    process.communicate()
    for other in others:
        wait_until(lambda other=other: not is_running(other))  # type: ignore[misc]


def test_stop__does_not_wait_for_forks_of_this_process() -> None:
    code = """
import os, time
from paraverse.pipeline.forkserver import client
client.start()
fork = os.fork()
if not fork:
    time.sleep(600)
client.stop()
os.kill(fork, 9)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=True)


def test_client__what_is_imported_before_is_light() -> None:
    modules = ROOT.glob("scripts/paraverse/jobs/[a-z]*.py")
    jobs = ", ".join(f"paraverse.jobs.{path.stem}" for path in modules)
    others = "paraverse.pipeline.job_log, paraverse.pipeline.forkserver.client"
    code = f"import sys, {jobs}, {others}; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, check=True
    )
    assert not {b"numpy", b"yaml", b"paraverse.transform"} & set(done.stdout.split())


def test_start__forks_use_the_server_and_leave_it_to_its_owner(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import os; print(os.getppid(), flush=True)")
    code = """
import os, sys
from paraverse.pipeline.forkserver import client
client.start()
for _ in range(2):
    fork = os.fork()
    if not fork:
        client.start()
        status = client.run_script("simulate", sys.argv[1], os.environ)
        client.stop()
        os._exit(status)
    assert os.waitpid(fork, 0)[1] == 0
client.stop()
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-c", code, script], env=environment, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split()
    assert first == second


def test_start__again_after_the_server_has_ended(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.touch()
    code = """
import os, sys
from paraverse.pipeline.forkserver import client
client.start()
client._STARTED[0].process.kill()
client._STARTED[0].process.wait()
assert client.run_script("simulate", sys.argv[1], os.environ) is None
client.start()
assert client.run_script("simulate", sys.argv[1], os.environ) == 0
client.stop()
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", code, script], env=environment, timeout=60, check=True)
