"""Check everything that the plan of a project is made from."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.base.file_index import FileIndex
from paraverse.errors import Problem
from paraverse.plan.checks.declared_files import declared_file_problems
from paraverse.plan.checks.expected_ndim import expected_ndim_problems
from paraverse.plan.checks.field_entries import field_entry_problems, lacks_fields
from paraverse.plan.checks.figure_files import animation_config_problems
from paraverse.plan.checks.labels import label_fields, label_problems
from paraverse.plan.checks.names import folder_problems, name_problems
from paraverse.plan.checks.old_imports import old_import_problems
from paraverse.plan.checks.operations import graph_problems, registration_problems
from paraverse.plan.checks.options import dag_option_problems
from paraverse.plan.checks.plots import plot_problems
from paraverse.plan.checks.sweep import (
    foreign_folder_problems,
    group_problems,
    load_problems,
    no_point_problems,
    no_universe_problems,
    simulate_problems,
    simulated_folder_problems,
)
from paraverse.plan.checks.tags import tag_problems
from paraverse.plan.checks.used_fields import missing_field_problems, universe_path_problems
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.read import ProjectInputs


def project_problems(
    project: ProjectInputs, index: FileIndex, *, check_data: bool = True
) -> Iterator[Problem]:
    """Find everything that is wrong with a project.

    Parameters
    ----------
    project
        The project, as it was read.
    index
        The index of files by content.
    check_data
        Whether to look into the folders of universes too: for fields that plots read but that do
        not exist, and for data that the workflow must not overwrite.

    Yields
    ------
    Problem
        In no particular order.
    """
    config, where = project.config, project.config_files.where
    yield from load_problems(config, project.entries, project.loaders, where)
    dimensions = list(project.sweep.space.dimensions) if project.sweep.space else []
    readable = dimensions if project.sweep.is_readable else None
    yield from label_problems(config.labels, project.entries, readable, where)
    if config.simulate:
        yield from simulate_problems(config.simulate, where)
        yield from simulated_folder_problems(config, where)
    yield from group_problems(project.entries, project.sweep, where)
    yield from no_universe_problems(config, project.entries, project.sweep, where)
    yield from old_import_problems(project.code.own_files)
    yield from registration_problems(project.code)
    yield from declared_file_problems([*project.code.functions, *project.loaders.values()])
    for plot in project.plots:
        yield from expected_ndim_problems(plot)
    yield from name_problems(project.plot_points, project.sweep.universes)
    yield from folder_problems(project.plot_points, project.parsed_plots)
    for parsed in project.parsed_plots:
        yield from _problems_of_plot(parsed, project)
    if check_data:
        universes = project.sweep.universes
        scalars = {field: where("scalars", n) for n, field in enumerate(config.scalars)}
        fields = {**label_fields(config.labels, where), **scalars, **project.used_fields}
        yield from missing_field_problems(fields, project.entries, universes, index)
        yield from no_point_problems(config, project.sweep, where)
        yield from foreign_folder_problems(config, project.sweep, where)


def _problems_of_plot(parsed: ParsedPlot, project: ProjectInputs) -> Iterator[Problem]:
    plot, code = parsed.config, project.code
    yield from plot_problems(plot, code)
    yield from animation_config_problems(plot, parsed.figure_options.file_ext)
    yield from dag_option_problems(plot)
    if not parsed.is_universe_plot:
        yield from field_entry_problems(plot)
    if lacks_fields(plot):
        return  # tags of fields would seem to be missing
    for located in parsed.graphs:
        yield from graph_problems(located.where, located.graph, code)
    yield from tag_problems(plot, parsed.graph, code)
    if not parsed.is_universe_plot:
        group = project.entries.universe_group
        yield from universe_path_problems(parsed, project.sweep.universes, group)
