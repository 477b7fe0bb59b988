"""Read everything that the plan is made from, each file once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config, PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.config.presets import apply_preset
from paraverse.config.read import ConfigFiles, read_config
from paraverse.config.read_plots import read_plots
from paraverse.errors import ConfigError, Location, Problem, suggest, value_or_problems
from paraverse.load.registry import loaders_in
from paraverse.plan.reading.creators import with_combined_fields, with_creator, with_selected_paths
from paraverse.plan.reading.expected_ndim import skip_reason
from paraverse.plan.reading.parsed_plot import ParsedPlot, parse_plot
from paraverse.plan.reading.plot_sweeps import expand_sweep
from paraverse.plan.reading.project_code import ProjectCode, read_project_code
from paraverse.plan.reading.read_sweep import Sweep, read_sweep
from paraverse.plan.reading.used_fields import find_used_fields
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.space_entry import find_space_entry
from paraverse.user_code.registered import RegisteredFunction


@dataclass(frozen=True, kw_only=True)
class ProjectInputs:
    """Everything that the plan of a project is made from.

    Attributes
    ----------
    config
        The configuration, without the values that are wrong.
    config_files
        The files that it comes from, with the line of each value.
    entries
        The entries of its `load` section.
    loaders
        The loaders that the project's own files register, by name.
    sweep
        The universes and their parameter space.
    code
        The functions that plots refer to.
    plots
        The enabled plots as they are in the plots file.
    plot_points
        The same plots, with one plot for each point of a sweep, and with the creator filled in.
    skipped
        The reason for each plot that is not for this parameter space, by its name.
    parsed_plots
        The other `plot_points`, with their transformations as graphs.
    used_fields
        The fields of universes that they read, with the location of the first use.
    """

    config: Config
    config_files: ConfigFiles
    entries: LoadEntries
    loaders: Mapping[str, RegisteredFunction]
    sweep: Sweep
    code: ProjectCode
    plots: Sequence[PlotConfig]
    plot_points: Sequence[PlotConfig]
    skipped: Mapping[str, str]
    parsed_plots: Sequence[ParsedPlot]
    used_fields: Mapping[str, Location]


def read_project(
    values: Mapping[str, Any],
    files: Sequence[str],
    index: FileIndex,
    *,
    needed: Collection[str] | None = None,
) -> tuple[ProjectInputs, list[Problem]]:
    """Read the project in the working directory.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake passes it.
    files
        The files that it was read from, in which to find lines.
    index
        The index of files by content.
    needed
        The names of the plots that are needed. The others are left out, with their mistakes. By
        default, all are needed.

    Returns
    -------
    ProjectInputs
        The project, as if what cannot be read had been left out.
    list of Problem
        What cannot be read.

    Raises
    ------
    ConfigError
        If mistakes in the configuration would make everything else wrong, too.
    """
    config, config_files, config_problems = read_config(apply_preset(values), files)
    if config is None:
        raise ConfigError(config_problems)
    where = config_files.where
    entries = find_space_entry(LoadEntries.from_config(config.load), config.data_dir)
    loaders, loader_problems = value_or_problems(
        partial(loaders_in, config.loaders), where("loaders")
    )
    sweep, sweep_problems = read_sweep(config, entries, where, index)
    has_all_bases = not any(map(_is_about_bases, config_problems))
    plots, plot_problems = _read_plots(config, where, needed, has_all_bases=has_all_bases)
    points, point_problems = _expand_sweeps(plots)
    code, code_problems = _read_code(config, points, where, needed)
    points = [with_creator(plot, code, config.plot_defaults) for plot in points]
    points = [with_combined_fields(with_selected_paths(plot, code)) for plot in points]
    reasons = {plot.name: skip_reason(plot, sweep.ndim) for plot in plots}
    skipped = {name: reason for name, reason in reasons.items() if reason is not None}
    drawn = [plot for plot in points if (plot.swept or plot.name) not in skipped]
    parsed_plots, selection_problems = _parse_plots(drawn, code, sweep, config.plot_defaults)
    project = ProjectInputs(
        config=config,
        config_files=config_files,
        entries=entries,
        loaders=loaders or {},
        sweep=sweep,
        code=code,
        plots=plots,
        plot_points=points,
        skipped=skipped,
        parsed_plots=parsed_plots,
        used_fields=find_used_fields(parsed_plots, entries.universe_group, code),
    )
    problems = [
        *config_problems,
        *loader_problems,
        *sweep_problems,
        *code_problems,
        *plot_problems,
        *point_problems,
        *selection_problems,
    ]
    return project, problems


def _is_about_bases(problem: Problem) -> bool:
    """Return whether a problem of the configuration is a wrong or misspelled `base_plots`."""
    return bool(problem.location.path) and bool(
        suggest(problem.location.path[-1], ["base_plots"], limit=0)
    )


def _read_plots(
    config: Config,
    where: Callable[..., Location],
    needed: Collection[str] | None,
    *,
    has_all_bases: bool,
) -> tuple[list[PlotConfig], list[Problem]]:
    """Read the plots file. It need not exist as long as there are no plots yet."""
    if needed is not None and not needed:
        return [], []
    if "plots" not in config.model_fields_set and not Path(config.plots).exists():
        return [], []
    return read_plots(
        config.plots,
        config.base_plots,
        where,
        config.only,
        needed=needed,
        has_all_bases=has_all_bases,
    )


def _read_code(
    config: Config,
    plots: Sequence[PlotConfig],
    where: Callable[..., Location],
    needed: Collection[str] | None,
) -> tuple[ProjectCode, list[Problem]]:
    if needed is not None and not needed:
        return ProjectCode(), []
    return read_project_code(config, plots, where)


def _expand_sweeps(plots: Sequence[PlotConfig]) -> tuple[list[PlotConfig], list[Problem]]:
    points: list[PlotConfig] = []
    problems: list[Problem] = []
    for plot in plots:
        of_plot, unreadable = value_or_problems(partial(expand_sweep, plot))
        points += of_plot or []
        problems += unreadable
    return points, problems


def _parse_plots(
    plots: Sequence[PlotConfig], code: ProjectCode, sweep: Sweep, defaults: PlotDefaults
) -> tuple[list[ParsedPlot], list[Problem]]:
    parsed_plots: list[ParsedPlot] = []
    problems: list[Problem] = []
    for plot in plots:
        parsed, of_plot = parse_plot(plot, code, sweep, defaults)
        parsed_plots.append(parsed)
        problems += of_plot
    return parsed_plots, problems
