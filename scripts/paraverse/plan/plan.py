"""The plan of a project: all its jobs, as plain data that the rules render."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.base.memory import estimate_job_memory
from paraverse.base.project_folder import ProjectFolder
from paraverse.base.versions import VERSIONS
from paraverse.config.models import Config
from paraverse.jobs.parameter_table import ParameterTableJob
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.conversion import Conversion
from paraverse.plan.building.rules import (
    Dependencies,
    MultiversePlot,
    Transformation,
    UniversePlot,
    rule_name,
)
from paraverse.plan.building.simulation import Simulation, SimulationBatch
from paraverse.plan.building.sweep_conversion import SWEEP_STORE
from paraverse.plan.building.upstream import Upstream
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.sweep.batches import Batch
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_space import ParameterSpace

PARAMETER_TABLE = "results/parameters.csv"
CRATE = "results/crate.zip"
GALLERY = "results/gallery.html"
GALLERY_RECORD = "results/drawn/gallery.json"
"""The page with all figures, and the record of the previews that it shows."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All jobs of a project.

    Attributes
    ----------
    config
        The configuration of the project.
    entries
        The entries of its `load` section.
    space
        The parameter space, if there is one.
    batches
        All universes, in batches; one job handles each batch.
    simulation
        The jobs that simulate the universes; None if they exist.
    simulation_batches
        The universes that this run simulates several at a time; empty if `batch_size` is 1.
    conversion
        The jobs that write the stores.
    transformations
        The jobs that compute the data of multiverse plots.
    multiverse_plots, universe_plots
        The plots of the whole sweep, and those of single universes.
    skipped
        The reason for each plot that is not for this parameter space, by its name.
    code
        The functions that plots refer to.
    index
        The index of files by content.
    values
        The configuration as it was read.
    config_files
        The files from which it was read.
    parsed_plots
        The plots from which the jobs were built.
    folder
        The project's folder.
    """

    config: Config
    entries: LoadEntries
    space: ParameterSpace | None
    batches: tuple[Batch, ...]
    simulation: Simulation | None
    conversion: Conversion
    transformations: tuple[Transformation, ...]
    multiverse_plots: tuple[MultiversePlot, ...]
    universe_plots: tuple[UniversePlot, ...]
    simulation_batches: tuple[SimulationBatch, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    code: ProjectCode = field(default_factory=ProjectCode, compare=False, repr=False)
    index: FileIndex = field(default_factory=FileIndex, compare=False)
    values: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    config_files: Sequence[str] = field(default=(), compare=False)
    parsed_plots: Sequence[ParsedPlot] = field(default=(), compare=False, repr=False)
    folder: ProjectFolder = field(default_factory=ProjectFolder)

    def upstream(self, *files: str) -> str:
        """Return a string that changes with what intermediate files depend on.

        Parameters
        ----------
        *files
            Paths of stores, shared nodes and data of plots.

        Returns
        -------
        str
            A digest, as a parameter for Snakemake.
        """
        return self._upstream.describe(files)

    def state_dependencies(self) -> None:
        """Find out what the results depend on, as long as the project's folder is entered."""
        if self.simulation is not None:
            _ = self.simulation.depends_on
        _ = self.conversion.depends_on, self.conversion.sweep.depends_on

    @cached_property
    def _upstream(self) -> Upstream:
        stores: dict[str, Callable[[], object]] = {
            batch.store: partial(self.conversion.dependencies_of_store, batch.name)
            for batch in self.batches
        }
        stores[SWEEP_STORE] = self.conversion.sweep.dependencies_of_store
        return Upstream(stores, self.transformations)

    @cached_property
    def universes(self) -> Mapping[str, UniverseFiles]:
        """All universes by name."""
        return {universe.id: universe for batch in self.batches for universe in batch.universes}

    @property
    def node_jobs(self) -> list[Transformation]:
        """The jobs for nodes of transformations that several plots need, or that users mark."""
        return [job for job in self.transformations if job.job.node is not None]

    @property
    def plot_transformations(self) -> list[Transformation]:
        """The jobs for the data of multiverse plots."""
        return [job for job in self.transformations if job.job.node is None]

    @property
    def plots(self) -> list[MultiversePlot | UniversePlot]:
        """All plots, with one for each point of a sweep."""
        return [*self.multiverse_plots, *self.universe_plots]

    @property
    def targets(self) -> list[str]:
        """The default targets: figures of multiverse plots, records of universe plots.

        If the configuration names fields to store, the stores of all batches are targets, too; if
        it names scalars, the table with a row for each universe is one.
        """
        figures = [p for plot in self.multiverse_plots if plot.is_target for p in plot.figures]
        records = [p for plot in self.universe_plots if plot.is_target for p in plot.records]
        needs_stores = self.config.convert.fields != "used" and not self.config.only
        stores = [batch.store for batch in self.batches] if needs_stores else []
        table = [PARAMETER_TABLE] if self.config.scalars and not self.config.only else []
        return [*figures, *records, *stores, *table]

    @property
    def parameter_table_job(self) -> ParameterTableJob:
        """The job that writes the table with a row for each universe."""
        space = self.space
        parameters = (*space.dimensions, *space.coordinates) if space else ()
        return ParameterTableJob(parameters=parameters, scalars=tuple(self.config.scalars))

    @property
    def parameter_table_depends_on(self) -> Dependencies:
        """Dependencies of this table, besides the stores."""
        return Dependencies(
            configuration=(f"scalars = {self.config.scalars}",),
            code=(f"parameter_table {VERSIONS['parameter_table']}",),
        )

    @property
    def results(self) -> list[str]:
        """All files that jobs can write, except for the universes themselves."""
        stores = [batch.store for batch in self.batches]
        data = [transformation.data for transformation in self.transformations]
        figures = [p for m in self.multiverse_plots for p in (*m.figures, *m.frames, m.record)]
        for plot in self.universe_plots:
            figures += plot.records
            figures += (path for batch in plot.universes for path in plot.paths(batch))
        return [
            *stores,
            *self.conversion.sweep.stores,
            *data,
            *figures,
            PARAMETER_TABLE,
            GALLERY,
            GALLERY_RECORD,
            CRATE,
        ]

    @property
    def rule_names(self) -> list[str]:
        """The names of all rules that write these files, or simulate the universes."""
        steps = ["convert", "convert_sweep", "parameter_table", "gallery"]
        if self.simulation is not None:
            steps += ["simulate", *(batch.rule for batch in self.simulation_batches)]
            steps.append("write_parameter_space")
        transformations = (job.rule for job in self.transformations)
        return [*steps, *transformations, *(plot.rule for plot in self.plots)]

    @property
    def skipped_rules(self) -> list[str]:
        """The rules of plots that are not for this parameter space."""
        return [rule_name(name) for name in self.skipped]

    @property
    def swept_plots(self) -> dict[str, list[str]]:
        """The figures or records of each plot with a sweep in it, by its rule."""
        points: dict[str, list[str]] = {}
        for plot in self.plots:
            if plot.swept is not None:
                files = plot.figures if isinstance(plot, MultiversePlot) else plot.records
                points.setdefault(rule_name(plot.swept), []).extend(files)
        return points

    def labels(self, universe: str) -> dict[str, str]:
        """Return the values of a universe in the parameter space, or its name, for the report.

        Parameters
        ----------
        universe
            The id of the universe.

        Returns
        -------
        dict of str to str
            The value of each dimension; the id under ``universe`` if it is not in the space.
        """
        values = self.universes[universe].values if universe in self.universes else None
        if self.space is None or values is None:
            return {"universe": universe}
        return dict(zip(self.space.dimensions, map(str, values), strict=True))

    def mem_mb(self, _: Any, input: Any, attempt: int) -> int:
        """Return the memory that a job requests, as a function for Snakemake's `resources`.

        Parameters
        ----------
        input
            The input files of the job, with their size in MB.
        attempt
            The number of the attempt, from 1.

        Returns
        -------
        int
            The memory in MB, at most `max_mem_mb` of the configuration.
        """
        data_mb = _size_mb(input)
        stored = [path for path in map(str, input) if _may_be_compressed(path)]
        if stored:
            compression = self.config.convert.compression
            expansion = self.conversion.size_estimates.expansion_of_stores(compression)
            data_mb += (expansion - 1) * sum(map(os.path.getsize, stored)) / 1e6
        return estimate_job_memory(data_mb, self.config.max_mem_mb, attempt)

    @property
    def data_dir(self) -> str:
        """The folder of the universes."""
        return self.config.data_dir.rstrip("/")


def _size_mb(files: Any) -> float:
    """Return the size of input files, without Snakemake's event loop if they are on this machine.

    Snakemake asks for it in its event loop while it writes captions of a report.
    """
    try:
        return sum(map(os.path.getsize, files)) / 1024**2
    except OSError:
        return float(files.size_mb)


def _may_be_compressed(path: str) -> bool:
    """Return whether a file is a store or a node, and is on this machine."""
    folders = ("/results/universes/", "/results/nodes/")
    return any(folder in f"/{path}" for folder in folders) and os.path.isfile(path)
