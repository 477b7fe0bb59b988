"""The data behind a project's figures, for notebooks and scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.results.file import read_results


def load_plot(name: str, project: str | Path = ".") -> dict[str, Any]:
    """Load the tagged results that a plot shows, as its last run left them.

    Parameters
    ----------
    name
        The plot: one of all universes, or of what belongs to the whole sweep.
    project
        The project's folder.

    Returns
    -------
    dict
        The value of each tag.

    Raises
    ------
    LoadError
        If there are no results of such a plot.
    TransformError
        If one that no file can hold, such as a graph, cannot be computed again.

    Examples
    --------
    ::

        paraverse.load_plot("mean_random_walk")["data"]
    """
    folder = Path(project) / "results" / "data"
    path = folder / f"{name}.nc"
    if not path.exists():
        there = [str(p.relative_to(folder).with_suffix("")) for p in folder.rglob("*.nc")]
        raise LoadError(f"{folder} has no results of {name!r}. {suggest(name, there)}".rstrip())
    return read_results(path, project=project)
