"""Everything that is wrong with the project in the working directory, for `paraverse check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paraverse.base.file_index import FileIndex
from paraverse.errors import ConfigError, Problem
from paraverse.plan.checks.arguments import argument_remarks
from paraverse.plan.checks.colors import color_problems
from paraverse.plan.checks.dimensions import dimension_problems
from paraverse.plan.checks.load_patterns import unmatched_patterns
from paraverse.plan.checks.old_imports import missing_import_problems
from paraverse.plan.checks.order import causes_first
from paraverse.plan.checks.packages import package_problems
from paraverse.plan.checks.project import project_problems
from paraverse.plan.checks.text_properties import text_property_problems
from paraverse.plan.checks.universes import universe_remarks
from paraverse.plan.project import read_working_project
from paraverse.plan.reading.read import ProjectInputs


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The result of a full check.

    Attributes
    ----------
    problems
        Mistakes; with any of them, a run does not start or figures are missing.
    remarks
        Peculiarities that may be intended.
    plots
        The names of all enabled plots that can be read.
    plot_files
        The files with plots, in which the first key of a location is the name of a plot.
    universe_count
        The number of universes.
    """

    problems: Sequence[Problem]
    remarks: Sequence[Problem] = ()
    plots: Sequence[str] = ()
    plot_files: Sequence[str] = ()
    universe_count: int = 0

    @property
    def wrong_plots(self) -> list[str]:
        """The names of the plots that have problems."""
        names = [name for problem in self.problems for name in self._plots_of(problem)]
        return list(dict.fromkeys(names))

    @property
    def other_files(self) -> list[str]:
        """The files with problems that are not problems of plots."""
        files = (p.location.file for p in self.problems if not self._plots_of(p))
        return list(dict.fromkeys(files))

    def _plots_of(self, problem: Problem) -> tuple[str, ...]:
        if problem.location.file not in self.plot_files:
            return ()
        return problem.plots or tuple(map(str, problem.location.path[:1]))


def check_project(*, check_packages: bool = True) -> Findings:
    """Check the project in the working directory, including what Snakemake leaves to the jobs.

    Parameters
    ----------
    check_packages
        Whether the packages that plots need must be installed in this environment.

    Returns
    -------
    Findings
        All problems, causes before their consequences.
    """
    try:
        index = FileIndex.read()
        project, problems = read_working_project(index)
    except ConfigError as error:
        return Findings(problems=error.problems)
    problems += project_problems(project, index)
    problems += _problems_of_jobs(project, check_packages=check_packages)
    ordered = ConfigError(causes_first(problems, project)).problems
    return Findings(
        problems=ordered,
        remarks=[
            *_plot_remarks(project),
            *unmatched_patterns(project),
            *universe_remarks(project),
        ],
        plots=[plot.name for plot in project.plots],
        plot_files=(project.config.plots, *project.config.base_plots),
        universe_count=len(project.sweep.universes),
    )


def _plot_remarks(project: ProjectInputs) -> Iterator[Problem]:
    for parsed in project.parsed_plots:
        yield from argument_remarks(parsed.config, project.code.plot_function(parsed.config))


def _problems_of_jobs(project: ProjectInputs, *, check_packages: bool) -> list[Problem]:
    problems = list(dimension_problems(project))
    if check_packages:
        problems += missing_import_problems(project.code.own_files)
    for parsed in project.parsed_plots:
        problems += color_problems(parsed.config, project.code)
        problems += text_property_problems(parsed.config, project.code)
        if check_packages:
            problems += package_problems(parsed, project.code)
    return problems
