"""The data of a project's figures, for notebooks and scripts."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.results.file import read_results, read_warnings

log = logging.getLogger(__name__)


def load_plot(name: str, project: str | Path = ".") -> dict[str, Any]:
    """Load the tagged results that a plot shows, as of its last run.

    Warnings about the data, such as units that differ between universes, are logged.

    Parameters
    ----------
    name
        The name of the plot, which must be a multiverse plot or a plot of sweep-wide data.
    project
        The project's folder.

    Returns
    -------
    dict
        The value of each tag: an array, a dataset, a table, a plain value, …

    Raises
    ------
    LoadError
        If there are no results for a plot of this name.
    DamagedFileError
        If the file with the results is damaged.
    SkipPlot
        If the last run skipped the plot.
    TransformError
        If a tag that a file cannot hold, such as a graph, cannot be computed again.

    Examples
    --------
    >>> import paraverse
    >>> paraverse.load_plot("mean_random_walk", project)["data"].dims
    ('max_step_size', 'iterations')
    """
    folder = Path(project) / "results" / "data"
    path = folder / f"{name}.nc"
    if not path.exists():
        plots = [str(p.relative_to(folder).with_suffix("")) for p in folder.rglob("*.nc")]
        raise LoadError(f"{folder} has no results of {name!r}. {suggest(name, plots)}".rstrip())
    for message in read_warnings(path):
        log.warning("%s: %s", name, message)
    return read_results(path, project=project)
