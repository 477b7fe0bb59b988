"""The plan of a project: read, check, build.

This is done whenever the Snakefile is parsed, including in each cluster job, so nothing heavy
(xarray, pandas, matplotlib) is imported here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.errors import ConfigError
from paraverse.plan.building.conversion import Conversion
from paraverse.plan.building.plots import build_multiverse_plot, build_universe_plot
from paraverse.plan.building.simulation import Simulation
from paraverse.plan.building.sweep_conversion import SweepConversion
from paraverse.plan.building.transformations import build_transformations
from paraverse.plan.checks.order import causes_first
from paraverse.plan.checks.project import project_problems
from paraverse.plan.plan import Plan
from paraverse.plan.reading.read import ProjectInputs, read_project
from paraverse.sweep.batches import make_batches
from paraverse.sweep.load_entries import field_in_universe


def make_plan(
    values: Mapping[str, Any],
    files: Sequence[str] = ("config/config.yaml",),
    *,
    check_data: bool = True,
    index: FileIndex | None = None,
    needed: Collection[str] | None = None,
) -> Plan:
    """Make the plan of the project in the working directory.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake passes it.
    files
        The files that it was read from, in which to find lines.
    check_data
        Whether to look into the folders of universes too: for fields that plots read but that do
        not exist, and for data that the workflow must not overwrite. Jobs that the main process of
        Snakemake has started skip this.
    index
        The index of files by content. By default, the stored one is used.
    needed
        The names of the plots that are needed. The others are left out, with their mistakes. By
        default, all are needed.

    Returns
    -------
    Plan
        All jobs.

    Raises
    ------
    ConfigError
        If anything is wrong with the configuration; the error lists all problems.
    """
    index = FileIndex.read() if index is None else index
    project, problems = read_project(values, files, index, needed=needed)
    problems = [*problems, *project_problems(project, index, check_data=check_data)]
    if problems:
        raise ConfigError(causes_first(problems, project))
    return _build_plan(project, values, files, index)


def _build_plan(
    project: ProjectInputs, values: Mapping[str, Any], files: Sequence[str], index: FileIndex
) -> Plan:
    config, sweep = project.config, project.sweep
    batches = make_batches(sweep.universes, config)
    plots = project.parsed_plots
    simulation = _build_simulation(project, index)
    return Plan(
        config=config,
        entries=project.entries,
        space=sweep.space,
        batches=tuple(batches),
        simulation=simulation,
        conversion=Conversion(
            config=config,
            entries=project.entries,
            dimensions=tuple(sweep.space.dimensions) if sweep.space else (),
            coordinates=sweep.space.coordinate_dims if sweep.space else {},
            are_inferred=sweep.space is not None and sweep.space.is_inferred,
            batches={batch.name: batch for batch in batches},
            sweep=SweepConversion(
                config=config,
                files=sweep.files,
                are_simulated=simulation is not None,
                index=index,
            ),
            fields=_stored_fields(project),
            simulation=simulation,
            index=index,
        ),
        transformations=tuple(build_transformations(project, batches)),
        multiverse_plots=tuple(
            build_multiverse_plot(plot, project) for plot in plots if not plot.is_universe_plot
        ),
        universe_plots=tuple(
            build_universe_plot(plot, project, batches) for plot in plots if plot.is_universe_plot
        ),
        skipped=project.skipped,
        code=project.code,
        index=index,
        values=values,
        config_files=tuple(files),
        parsed_plots=plots,
    )


def _build_simulation(project: ProjectInputs, index: FileIndex) -> Simulation | None:
    config, sweep = project.config, project.sweep
    if config.simulate is None or sweep.space is None:
        return None
    return Simulation(
        settings=config.simulate,
        data_dir=config.data_dir.rstrip("/"),
        space=sweep.space,
        universes={universe.id: universe for universe in sweep.universes},
        index=index,
    )


def _stored_fields(project: ProjectInputs) -> FieldFilter:
    """Return the fields to store: all, those that plots read, or these and additional ones."""
    fields = project.config.convert.fields
    if fields == "all":
        return FieldFilter()
    # Only HDF5 files can be read in parts
    whole_files = [
        field_in_universe(entry)
        for entry in project.entries.of_universes.values()
        if not entry.loader.startswith("hdf5")
    ]
    patterns = fields if isinstance(fields, list) else []
    stored = {*project.used_fields, *whole_files, *patterns, *project.config.scalars}
    return FieldFilter(tuple(sorted(stored)))
