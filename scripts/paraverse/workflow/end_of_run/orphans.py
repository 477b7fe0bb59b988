"""Orphans: files of earlier runs, of plots, points and nodes that are no longer in the plan."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from paraverse.base.figure_record import history
from paraverse.base.job_usage import BENCHMARKS, is_benchmark
from paraverse.plan.benchmarks import benchmark_files
from paraverse.plan.plan import Plan
from paraverse.sweep.folders import stale_folders

RESULTS = Path("results")


def find_orphans(plan: Plan, is_recorded: Callable[[str], bool]) -> list[str]:
    """Find files and folders that jobs have created but that no job of the plan creates.

    Parameters
    ----------
    plan
        The plan, with all plots that are enabled.
    is_recorded
        Returns whether Snakemake has a record of the job that created a file or folder, by its
        path. Figures of universes, for which it has none, are known from `history`; files that
        neither knows belong to the user and are not listed.

    Returns
    -------
    list of str
        Folders of points that are no longer in the parameter space, then files and folders of
        results, in alphabetical order.
    """
    return [*find_stale_simulations(plan), *find_orphaned_results(plan, is_recorded)]


def find_stale_simulations(plan: Plan) -> list[str]:
    """Find the folders that the workflow has simulated for points that the space has no longer.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list of str
        The paths of the folders.
    """
    stale = stale_folders(plan.data_dir, plan.universes) if plan.config.simulate else []
    return list(map(str, stale))


def find_orphaned_results(plan: Plan, is_recorded: Callable[[str], bool]) -> list[str]:
    """Find results that jobs have created but that no job of the plan creates.

    Parameters
    ----------
    plan, is_recorded
        As in `find_orphans`.

    Returns
    -------
    list of str
        Files and folders, in alphabetical order, then what such jobs have used.
    """
    planned = set(plan.results)
    figures = set(history())
    benchmarks = set(itertools.chain(*benchmark_files(plan).values()))

    def is_own(path: str) -> bool:
        return path in figures or is_recorded(path)

    return [
        *_unplanned(RESULTS, planned, is_own),
        *_unplanned(Path(BENCHMARKS), benchmarks, is_benchmark),
    ]


def remove_results(paths: Iterable[str], results: Path = RESULTS) -> None:
    """Remove files and folders, and the subfolders of results that become empty."""
    roots = {results, results.parent / BENCHMARKS}
    for path in map(Path, paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        for folder in path.parents:
            if roots.isdisjoint(folder.parents) or any(folder.iterdir()):
                break
            folder.rmdir()


def _unplanned(
    folder: Path, planned: Collection[str], is_own: Callable[[str], bool]
) -> Iterator[str]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if str(path) in planned:
            continue
        if is_own(str(path)):
            yield str(path)
        elif path.is_dir() and not path.is_symlink():
            yield from _unplanned(path, planned, is_own)
