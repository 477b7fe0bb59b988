"""Scripts of rules in forks of the fork server, instead of processes that Snakemake starts.

An executor plugin could do this through a public interface, too. But Snakemake fails if a profile
names a plugin that is not installed, and this pipeline runs wherever Snakemake does.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from snakemake.script import PythonScript

from paraverse.pipeline.forkserver import client as fork_server
from paraverse.pipeline.forkserver.usage import Usage
from paraverse.workflow.snakefile import find_snakefile
from paraverse.workflow.snakemake_internals import EXECUTE_SCRIPT, Method, wrap


def run_scripts_in_forks() -> None:
    """Let the fork server run the scripts of this pipeline, from now on.

    While there is no fork server, Snakemake starts a process for each script.
    """

    def make(execute: Method) -> Method:
        def execute_in_fork(script: Any, path: str, *args: Any, **kwargs: Any) -> None:
            name = _name_of(script)
            ended = fork_server.measure_script(name, path, _environment(script)) if name else None
            if ended is None:
                execute(script, path, *args, **kwargs)
                return
            status, usage = ended
            if status:
                raise subprocess.CalledProcessError(status, f"python {path}")
            if script.bench_record is not None:
                _note(script.bench_record, usage)

        return execute_in_fork

    wrap(PythonScript, EXECUTE_SCRIPT, make, once=True)


def _name_of(script: Any) -> str | None:
    """Return the name of a script; None if it needs a process of its own."""
    if script.conda_env or script.container_img or script.env_modules:
        return None
    scripts = find_snakefile().parent / "scripts"
    path = Path(script.path.get_path_or_uri(secret_free=True))
    if path.resolve().parent == scripts:
        return path.stem
    if script.is_local:
        return None
    # The Snakefile of a module at a remote address comes with scripts, which may be the same
    own = scripts / script.path.get_filename()
    if not own.is_file():
        return None
    # Snakemake fetches them without the end of the last line
    return own.stem if own.read_text(encoding="utf-8").strip() == script.source.strip() else None


def _note(record: Any, usage: Usage) -> None:
    """Note in Snakemake's record what it would have measured itself, by asking every half second.

    Snakemake writes the record to the file of `benchmark:`.
    """
    record.running_time = usage.seconds
    record.cpu_time = usage.cpu_seconds
    record.cpu_usage = 100 * usage.cpu_seconds  # percent times seconds, for the mean load
    record.max_rss, record.io_in, record.io_out = usage.max_rss_mb, usage.read_mb, usage.written_mb
    record.data_collected = True


def _environment(script: Any) -> dict[str, str]:
    """Return the environment variables that Snakemake sets for scripts."""
    environment = dict(os.environ)
    environment |= dict.fromkeys(fork_server.THREADS, str(script.threads))
    folder = script.resources.get("tmpdir")
    if folder:
        environment |= dict.fromkeys(("TMPDIR", "TMP", "TEMPDIR", "TEMP"), str(folder))
    return environment
