"""Scripts of rules in forks of the fork server."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import snakemake.script
from snakemake.benchmark import BenchmarkRecord, write_benchmark_records

from paraverse.base.job_usage import read_usage
from paraverse.pipeline.forkserver import client
from paraverse.pipeline.forkserver.usage import Usage
from paraverse.workflow.replacements import forked_scripts
from support.paths import ROOT

USAGE = Usage(seconds=4.0, cpu_seconds=1.0, max_rss_mb=150.5, read_mb=0.0, written_mb=0.5)


class Script:
    """A script as Snakemake describes it, which notes how it would be executed."""

    def __init__(self, path: Path, **attributes: Any) -> None:
        self.path = SimpleNamespace(get_path_or_uri=lambda secret_free: str(path))
        self.threads, self.is_local = 2, True
        self.resources = {"tmpdir": "/elsewhere"}
        self.conda_env = self.container_img = self.env_modules = self.bench_record = None
        self.executed: list[str] = []
        vars(self).update(attributes)

    def execute_script(self, path: str, edit: bool = False) -> None:
        self.executed.append(path)


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The requests to the fork server, each of which ends with status 0."""
    requests: list[Any] = []
    monkeypatch.setattr(snakemake.script, "PythonScript", Script)
    monkeypatch.setattr(forked_scripts, "PythonScript", Script)
    monkeypatch.setattr(Script, "execute_script", Script.execute_script)

    def measure_script(*request: Any) -> tuple[int, Usage]:
        requests.append(request)
        return 0, USAGE

    monkeypatch.setattr(client, "measure_script", measure_script)
    forked_scripts.run_scripts_in_forks()
    forked_scripts.run_scripts_in_forks()
    return requests


def test_run_scripts_in_forks__passes_the_name_and_the_environment(requests: list[Any]) -> None:
    script = Script(ROOT / "rules" / ".." / "scripts" / "plot.py")
    script.execute_script("a.py")
    ((name, path, environment),) = requests
    assert (name, path) == ("plot", "a.py")
    assert environment["OMP_NUM_THREADS"] == "2"
    assert environment["TMPDIR"] == "/elsewhere"
    assert environment["PATH"] == os.environ["PATH"]
    assert not script.executed


def test_run_scripts_in_forks__fill_the_record_of_snakemake(
    requests: list[Any], tmp_path: Path
) -> None:
    record = BenchmarkRecord()
    Script(ROOT / "scripts" / "plot.py", bench_record=record).execute_script("a.py")
    write_benchmark_records([record], str(tmp_path / "a.tsv"), False)
    header, row = (line.split("\t") for line in (tmp_path / "a.tsv").read_text().splitlines())
    assert dict(zip(header, row, strict=True)) == {
        "s": "4.00",
        "h:m:s": "0:00:04",
        "max_rss": "150.50",
        "max_vms": "-",
        "max_uss": "-",
        "max_pss": "-",
        "io_in": "0.00",
        "io_out": "0.50",
        "mean_load": "25.00",
        "cpu_time": "1.00",
    }
    usage = read_usage("plot", [str(tmp_path / "a.tsv")])
    assert usage is not None
    assert usage.cells() == ["plot", "1", "4.0 s", "1.0 s", "4.0 s", "150 MiB"]


@pytest.mark.parametrize(
    "attributes",
    [
        {"conda_env": "env"},
        {"container_img": "image"},
        {"env_modules": "module"},
    ],
)
def test_run_scripts_in_forks__not_in_other_environments(
    attributes: dict[str, Any], requests: list[Any]
) -> None:
    script = Script(ROOT / "scripts" / "plot.py", **attributes)
    script.execute_script("a.py")
    assert (requests, script.executed) == ([], ["a.py"])


def test_run_scripts_in_forks__those_of_the_same_workflow_at_a_remote_address(
    requests: list[Any],
) -> None:
    source = (ROOT / "scripts" / "plot.py").read_text()
    remote: Any = Script(Path("https://example.org/plot.py"), is_local=False, source=source)
    remote.path.get_filename = lambda: "plot.py"
    remote.execute_script("a.py")
    remote.source = f"{source}# edited"
    remote.execute_script("b.py")
    assert [name for name, *_ in requests] == ["plot"]
    assert remote.executed == ["b.py"]


def test_run_scripts_in_forks__not_those_of_other_workflows(requests: list[Any]) -> None:
    script = Script(Path("elsewhere/scripts/plot.py"))
    script.execute_script("a.py")
    assert (requests, script.executed) == ([], ["a.py"])


def test_run_scripts_in_forks__without_a_server(
    requests: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "measure_script", lambda *request: None)
    script = Script(ROOT / "scripts" / "plot.py")
    script.execute_script("a.py")
    assert script.executed == ["a.py"]


def test_run_scripts_in_forks__failure_is_that_of_a_process(
    requests: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "measure_script", lambda *request: (3, USAGE))
    with pytest.raises(subprocess.CalledProcessError) as raised:
        Script(ROOT / "scripts" / "plot.py").execute_script("a.py")
    assert raised.value.returncode == 3
