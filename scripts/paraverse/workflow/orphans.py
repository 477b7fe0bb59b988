"""What earlier runs left behind: files of plots, points and nodes that the plan has no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from paraverse.base.figure_record import history
from paraverse.plan.plan import Plan
from paraverse.sweep.folders import stale_folders

RESULTS = Path("results")


def orphans(plan: Plan, is_recorded: Callable[[str], bool]) -> list[str]:
    """List what jobs have made and no job of the plan makes.

    Parameters
    ----------
    plan
        The plan, of all plots that are enabled.
    is_recorded
        Whether a job has made a file or folder, by its path. Others are not listed.

    Returns
    -------
    list of str
        Folders of points that are no longer in the parameter space, files and folders of results.
    """
    stale = stale_folders(plan.data_dir, plan.universes) if plan.config.simulate else []
    planned = set(plan.results)
    own = set(history())
    left = _left(RESULTS, planned, lambda path: path in own or is_recorded(path))
    return [*map(str, stale), *left]


def remove(paths: Iterable[str]) -> None:
    """Remove files and folders, and the folders of results that get empty by that."""
    for path in map(Path, paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        for folder in path.parents:
            if RESULTS not in folder.parents or any(folder.iterdir()):
                break
            folder.rmdir()


def _left(folder: Path, made: Collection[str], is_recorded: Callable[[str], bool]) -> Iterator[str]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if str(path) in made:
            continue
        if is_recorded(str(path)):
            yield str(path)
        elif path.is_dir() and not path.is_symlink():
            yield from _left(path, made, is_recorded)
