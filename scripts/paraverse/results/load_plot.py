"""Load the data behind a figure, for notebooks and scripts."""

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
        Name of the plot. It must be a plot of the multiverse or of the whole sweep; universe
        plots have no results of their own.
    project
        Folder of the project.

    Returns
    -------
    dict
        The value of each tag.

    Raises
    ------
    LoadError
        If there are no results of this plot.
    TransformError
        If a result that no file can hold, such as a graph, cannot be computed again.

    Examples
    --------
    ::

        paraverse.load_plot("mean_random_walk")["data"]
    """
    folder = Path(project) / "results" / "data"
    path = folder / f"{name}.nc"
    if not path.exists():
        names = [str(p.relative_to(folder).with_suffix("")) for p in folder.rglob("*.nc")]
        raise LoadError(f"{folder} has no results of {name!r}. {suggest(name, names)}".rstrip())
    return read_results(path, project=project)
