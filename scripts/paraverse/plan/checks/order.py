"""Order problems so that causes come before their consequences."""

from __future__ import annotations

from collections.abc import Iterable

from paraverse.errors import Problem
from paraverse.plan.reading.read import ProjectInputs


def causes_first(problems: Iterable[Problem], project: ProjectInputs) -> list[Problem]:
    """Order problems by what depends on what.

    Parameters
    ----------
    problems
        All problems of a project.
    project
        The project, which knows what each of its files is for.

    Returns
    -------
    list of Problem
        First those in the configuration and in data, then those in Python files, in plots that
        others are based on, and in plots. Those of the same kind of file remain in order.
    """
    config = project.config

    def rank(problem: Problem) -> int:
        file = problem.location.file
        if file == config.plots:
            return 3
        if file in config.base_plots:
            return 2
        return 1 if file.endswith(".py") else 0

    return sorted(problems, key=rank)
