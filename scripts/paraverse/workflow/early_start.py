"""Start the fork server before the plan is made, even before what the plan needs is imported.

Its own imports then take no time of the run, which needs as long to read and compare everything.
This module itself imports little.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from paraverse.base.file_index import INDEX_FILE
from paraverse.pipeline.forkserver import client as fork_server
from paraverse.workflow.killed_runs import note_run, tidy_up_after_killed_runs


def start_early(workflow: Any, config_file: str, project: str | Path = "") -> None:
    """Let scripts import this library; note the run; start the fork server after an edit.

    The fork server starts if the configuration was edited since the last run.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, while the Snakefile is read.
    config_file
        The configuration that the Snakefile names next; the workflow knows others already.
    project
        The project's folder.
    """
    _use_this_library()
    if not workflow.is_main_process:
        return
    tidy_up_after_killed_runs(workflow, project)
    note_run(workflow, project)
    if _has_been_edited([config_file, *workflow.configfiles], Path(project, INDEX_FILE)):
        start_fork_server(workflow)


def start_fork_server(workflow: Any) -> None:
    """Start the fork server, if there is none yet and jobs need no environments of their own.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    """
    if not (workflow.deployment_settings.deployment_method or _is_dry_run(sys.argv)):
        fork_server.start()


def _use_this_library() -> None:
    """Let scripts import the library of this repository, even if another version is installed."""
    library = str(Path(__file__).parents[2])
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if library not in others:
        os.environ["PYTHONPATH"] = os.pathsep.join([library, *filter(None, others)])


def _is_dry_run(arguments: Sequence[str]) -> bool:
    """Return whether no jobs are run, as far as the command line shows it at a glance."""
    return not {"-n", "--dry-run", "--dryrun"}.isdisjoint(arguments)


def _has_been_edited(config_files: Iterable[str], index: Path) -> bool:
    """Return whether a file beside those of the configuration is newer than the index of files.

    The plan finds out about all other changes, and about what has really changed.
    """
    try:
        last_run = index.stat().st_mtime
    except OSError:
        return True  # this is the first run
    for folder in {Path(file).parent for file in config_files}:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        if any(entry.is_file() and entry.stat().st_mtime > last_run for entry in entries):
            return True
    return False
