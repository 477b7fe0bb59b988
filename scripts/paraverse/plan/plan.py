"""The plan of a project: all its jobs, as plain data that the rules render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from paraverse.base.digest import digest, format_leaves
from paraverse.base.field_filter import FieldFilter
from paraverse.base.memory import estimate_job_memory
from paraverse.base.versions import VERSIONS
from paraverse.config.models import Config
from paraverse.jobs import (
    ConvertJob,
    LoadSettings,
    SimulateJob,
    SourceFile,
    UniverseFiles,
)
from paraverse.plan.rules import (
    Dependencies,
    MultiversePlot,
    Transformation,
    UniversePlot,
    rule_name,
)
from paraverse.store import FORMAT
from paraverse.sweep.batches import Batch
from paraverse.sweep.load_entries import LoadEntries, target_template
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.user_code.fingerprint import fingerprint_file

SWEEP_STORE = "results/sweep.nc"
GALLERY = "results/gallery.html"


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
    sweep
        The files that belong to the whole sweep.
    stored_fields
        The fields of universes to store.
    transformations
        The jobs that compute the data of multiverse plots.
    multiverse_plots, universe_plots
        The plots of the whole sweep, and those of single universes.
    skipped
        The reason for each plot that is not for this parameter space, by its name.
    """

    config: Config
    entries: LoadEntries
    space: ParameterSpace | None
    batches: tuple[Batch, ...]
    sweep: tuple[SourceFile, ...]
    stored_fields: FieldFilter
    transformations: tuple[Transformation, ...]
    multiverse_plots: tuple[MultiversePlot, ...]
    universe_plots: tuple[UniversePlot, ...]
    skipped: Mapping[str, str] = field(default_factory=dict)

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
    def _plots(self) -> list[MultiversePlot | UniversePlot]:
        return [*self.multiverse_plots, *self.universe_plots]

    @property
    def targets(self) -> list[str]:
        """The default targets: figures of multiverse plots, records of universe plots."""
        figures = [p for plot in self.multiverse_plots if plot.is_target for p in plot.figures]
        records = [p for plot in self.universe_plots if plot.is_target for p in plot.records]
        return figures + records

    @property
    def results(self) -> list[str]:
        """All files that jobs can write, except for the universes themselves."""
        stores = [batch.store for batch in self.batches]
        data = [transformation.data for transformation in self.transformations]
        figures = [p for m in self.multiverse_plots for p in (*m.figures, *m.frames, m.record)]
        for plot in self.universe_plots:
            figures += plot.records
            figures += (path for batch in plot.universes for path in plot.paths(batch))
        return [*stores, *self.sweep_store, *data, *figures, GALLERY]

    @property
    def skipped_rules(self) -> list[str]:
        """The rules of plots that are not for this parameter space."""
        return [rule_name(name) for name in self.skipped]

    @property
    def swept_plots(self) -> dict[str, list[str]]:
        """The figures or records of each plot with a sweep in it, by its rule."""
        points: dict[str, list[str]] = {}
        for plot in self._plots:
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
        return estimate_job_memory(input.size_mb, self.config.max_mem_mb, attempt)

    @property
    def data_dir(self) -> str:
        """The folder of the universes."""
        return self.config.data_dir.rstrip("/")

    # --- simulate

    @property
    def parameter_space_file(self) -> list[str]:
        """The file that describes the sweep beside its universes, if they are simulated."""
        return [f"{self.data_dir}/pspace.yml"] if self.config.simulate else []

    @property
    def simulate_inputs(self) -> list[str]:
        """Files that all universes depend on."""
        return list(self.config.simulate.depends_on) if self.config.simulate else []

    def simulate_outputs(self) -> list[str]:
        """Return the files of a universe, with the wildcard `universe`.

        Returns
        -------
        list of str
            Patterns in the data directory.
        """
        assert self.config.simulate is not None
        return [f"{self.data_dir}/{{universe}}/{name}" for name in self.config.simulate.outputs]

    def simulate_job(self, universe: str) -> SimulateJob:
        """Return the job that simulates a universe.

        Parameters
        ----------
        universe
            The id of the universe.

        Returns
        -------
        SimulateJob
            The job, with the parameters of the universe.
        """
        assert self.config.simulate is not None
        assert self.space is not None
        values = self.universes[universe].values
        assert values is not None
        return SimulateJob(
            universe=universe,
            parameters=self.space.parameters(values),
            script=self.config.simulate.script,
            command=self.config.simulate.command,
            outputs=tuple(self.config.simulate.outputs),
        )

    @cached_property
    def simulate_dependencies(self) -> Dependencies:
        """Dependencies of all universes, besides the values in their names."""
        assert self.config.simulate is not None
        assert self.space is not None
        script = self.config.simulate.script
        parameters = tuple(format_leaves(self.space.constant_parameters(), "parameters"))
        if script:
            code = (f"script {script} {fingerprint_file(script)}",)
            return Dependencies(configuration=parameters, code=code)
        command = format_leaves(self.config.simulate.command, "command")
        return Dependencies(configuration=(*command, *parameters))

    # --- convert

    @cached_property
    def _batches_by_name(self) -> dict[str, Batch]:
        return {batch.name: batch for batch in self.batches}

    def convert_inputs(self, batch: str) -> list[str]:
        """Return the files of the universes of a batch, except for small ones.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        list of str
            The paths of HDF5 files and of other large files.
        """
        return self.convert_job(batch).inputs

    def convert_job(self, batch: str) -> ConvertJob:
        """Return the job that converts a batch.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        ConvertJob
            The job, with all universes of the batch.
        """
        dimensions = tuple(self.space.dimensions) if self.space else ()
        universes = self._batches_by_name[batch].universes
        return self._convert(universes, dimensions, self.stored_fields)

    def _convert(
        self, universes: tuple[UniverseFiles, ...], dimensions: tuple[str, ...], fields: FieldFilter
    ) -> ConvertJob:
        modules = tuple(self.config.loaders)
        labels = self.config.labels.model_dump()
        settings = LoadSettings(base=self.data_dir, labels=labels, modules=modules)
        return ConvertJob(
            universes=universes,
            dimensions=dimensions,
            fields=fields,
            settings=settings,
            compression=self.config.convert.compression,
        )

    @cached_property
    def _store_dependencies(self) -> Dependencies:
        """Dependencies of all stores."""
        return Dependencies(
            configuration=(
                f"compression = {self.config.convert.compression}",
                *format_leaves(self.config.labels.model_dump(), "labels"),
            ),
            code=(
                f"convert {VERSIONS['convert']}, format {FORMAT}",
                *(f"loaders {file} {fingerprint_file(file)}" for file in self.config.loaders),
            ),
        )

    @cached_property
    def convert_dependencies(self) -> Dependencies:
        """Dependencies of the stores of all batches, besides the universes."""
        loading = {
            name: [entry.loader, target_template(entry), entry.fails, entry.options]
            for name, entry in self.entries.of_universes.items()
        }
        keys = (f"fields = {self.stored_fields.patterns}", *format_leaves(loading, "load"))
        return self._store_dependencies + Dependencies(configuration=keys)

    def universes_digest(self, batch: str) -> str:
        """Return a short string that changes with the universes of a batch and what they lack.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        str
            The number of universes and a digest.
        """
        universes = self._batches_by_name[batch].universes
        content = [(u.id, u.key, u.values, u.warnings, u.errors, u.notes) for u in universes]
        return f"universes = {len(universes)}, {digest(content)}"

    def small_files_digest(self, batch: str) -> str:
        """Return a string that changes with the files of a batch and the content of small ones.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        str
            A digest.
        """
        files = [file for u in self._batches_by_name[batch].universes for file in u.files]
        return f"small files = {digest([[file.path, file.content] for file in files])}"

    # --- convert, for the whole sweep

    @property
    def sweep_store(self) -> list[str]:
        """The file that holds what belongs to the whole sweep, if there is anything."""
        return [SWEEP_STORE] if self.sweep else []

    @property
    def sweep_job(self) -> ConvertJob:
        """The job that converts the files of the whole sweep."""
        sweep = UniverseFiles(id="sweep", key="sweep", values=None, files=self.sweep)
        return self._convert((sweep,), (), FieldFilter())

    @cached_property
    def sweep_dependencies(self) -> Dependencies:
        """Dependencies of the store of the whole sweep, besides the files."""
        files = [[f.path, f.target, f.loader, f.required, f.options] for f in self.sweep]
        keys = tuple(format_leaves(files, "files"))
        return self._store_dependencies + Dependencies(configuration=keys)
