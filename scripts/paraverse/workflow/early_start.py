"""Start the fork server before the plan is made, even before what the plan needs is imported.

Its own imports then take no time of the run, which needs as long to read and compare everything.
This module itself imports little.
"""

from __future__ import annotations

import atexit
import gc
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
    _look_less_for_garbage()
    _use_this_library(workflow, project)
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


def _look_less_for_garbage() -> None:
    """Leave modules, plans and graphs of jobs alone, which all last until the end."""
    gc.freeze()
    gc.set_threshold(10_000, 50, 20)
    # At exit, it would take a third of a second, given all that Snakemake imports
    atexit.register(gc.freeze)


def _use_this_library(workflow: Any, project: str | Path) -> None:
    """Let scripts import this library, even if another version is installed."""
    library = Path(__file__).parents[2]
    if _has_other_packages(library):
        if not workflow.deployment_settings.deployment_method:
            return  # scripts have the same environment
        # Those of this environment would come before those of the scripts
        library = _link_package(library, Path(project, INDEX_FILE.parent, "library").absolute())
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(library) not in others:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(library), *filter(None, others)])


def _has_other_packages(library: Path) -> bool:
    """Return whether a folder is one of installed packages, rather than that of a clone."""
    return not (library / "convert.py").exists()


def _link_package(library: Path, folder: Path) -> Path:
    """Link the package into a folder of its own, and return this folder."""
    link, package = folder / "paraverse", library / "paraverse"
    if not link.is_symlink() or link.readlink() != package:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"paraverse.{os.getpid()}"
        temporary.symlink_to(package)
        temporary.replace(link)  # at once, as jobs on other machines do the same
    return folder


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
