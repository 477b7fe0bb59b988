"""The jobs that convert universes to stores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from paraverse.base.digest import digest, format_leaves
from paraverse.base.field_filter import FieldFilter
from paraverse.base.field_labels import FieldLabels, labels_of_stored
from paraverse.base.file_index import FileIndex, FileVersion
from paraverse.base.memory import estimate_job_memory
from paraverse.config.models import Config
from paraverse.jobs.convert import ConvertJob
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.convert_jobs import (
    build_convert_job,
    dependencies_of_stores,
    size_of_files,
)
from paraverse.plan.building.rules import Dependencies
from paraverse.plan.building.simulation import Simulation
from paraverse.plan.building.store_sizes import SizeEstimates, StoreSizes
from paraverse.plan.building.sweep_conversion import SweepConversion
from paraverse.sweep.batches import Batch
from paraverse.sweep.file_versions import describe_files, file_versions
from paraverse.sweep.load_entries import LoadEntries, target_template


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """The jobs that write the stores of universes, and the one for the whole sweep.

    Attributes
    ----------
    config
        The configuration of the project.
    entries
        The entries of its `load` section.
    dimensions
        The names of the parameter dimensions.
    coordinates
        The dimensions of each parameter that depends on them, by its name.
    are_inferred
        Whether the dimensions were inferred from the parameters of the universes.
    batches
        The batches of universes by name; one job converts each.
    sweep
        The job that converts what belongs to the whole sweep.
    fields
        The fields of universes to store.
    simulation
        The jobs that simulate the universes; None if they exist.
    index
        The index of files by content.
    """

    config: Config
    entries: LoadEntries
    dimensions: tuple[str, ...]
    coordinates: Mapping[str, tuple[str, ...]]
    are_inferred: bool
    batches: Mapping[str, Batch]
    sweep: SweepConversion
    fields: FieldFilter
    simulation: Simulation | None
    index: FileIndex = field(compare=False)

    def inputs(self, batch: str) -> list[str]:
        """Return the files of a batch that other jobs write.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        list of str
            A file of each universe, if the workflow simulates: all files of a universe appear
            together. Existing files are compared by content, see `files_digest`; as inputs, they
            would cost Snakemake milliseconds each, whenever a job starts.
        """
        if self.simulation is None:
            return []
        return [universe.files[0].path for universe in self.batches[batch].universes]

    def job(self, batch: str) -> ConvertJob:
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
        job = build_convert_job(
            self.config,
            self.batches[batch].universes,
            self.versions(batch),
            dimensions=self.dimensions,
            labels=self._labels,
        )
        return replace(
            job,
            coordinates=self.coordinates,
            fields=self.fields,
            are_simulated=self.simulation is not None,
        )

    @cached_property
    def depends_on(self) -> Dependencies:
        """Dependencies of the stores of all batches, besides the universes."""
        loading = {
            name: [entry.loader, target_template(entry), entry.fails, entry.options]
            for name, entry in self.entries.of_universes.items()
        }
        labels = {name: self.config.labels.fields[name].values for name in self._labels}
        keys = (
            f"fields = {self.fields.patterns}",
            *format_leaves(loading, "load"),
            *(format_leaves(labels, "labels") if labels else ()),
            *([f"order of labels = {digest(list(labels))}"] if len(labels) > 1 else ()),
        )
        simulated = self.simulation and (f"simulation {digest(self.simulation.depends_on)}",)
        own = Dependencies(configuration=keys, code=simulated or ())
        return dependencies_of_stores(self.config) + own

    @cached_property
    def _labels(self) -> Mapping[str, FieldLabels]:
        """Labels that concern stored fields: a change of others must not convert anything."""
        labels: Mapping[str, FieldLabels] = self.config.labels.settings["fields"]
        stored = self.fields.patterns
        return labels if stored is None else labels_of_stored(labels, stored)

    @property
    def settings_digest(self) -> str:
        """A string that changes with the dependencies of all stores, and with nothing else."""
        return f"conversion = {digest(self.depends_on)}"

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
        if batch not in self._universes_digests:
            universes = self.batches[batch].universes
            content: list[Any] = [
                (u.id, u.key, u.values, u.warnings, u.errors, u.notes) for u in universes
            ]
            if self.coordinates or self.are_inferred:
                names = [self.dimensions, self.coordinates]
                content += [names, *(universe.coordinates for universe in universes)]
            self._universes_digests[batch] = f"universes = {len(universes)}, {digest(content)}"
        return self._universes_digests[batch]

    def files_digest(self, batch: str) -> str:
        """Return a short string that changes with the files of a batch and their content.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        str
            The number of files and a digest. Of files that other jobs write, the paths count.
        """
        if batch not in self._files_digests:
            universes = self.batches[batch].universes
            self._files_digests[batch] = describe_files(universes, self.versions(batch))
        return self._files_digests[batch]

    def simulated_files_digest(self, batch: str) -> str:
        """Return the same string for files that other jobs have written.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        str
            The number of files and a digest.
        """
        universes = self.batches[batch].universes
        return describe_files(universes, file_versions(universes, self.index))

    def dependencies_of_store(self, batch: str) -> list[object]:
        """Return all that the store of a batch depends on, as values that have a digest.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        list
            The dependencies of all stores, and those of this batch.
        """
        return [self.depends_on, self.universes_digest(batch), self.files_digest(batch)]

    def versions(self, batch: str) -> dict[str, FileVersion]:
        """Return what the files of a batch contained when they were first looked at.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        dict of str to FileVersion
            The version of each file by path; empty if other jobs write the files.
        """
        if self.simulation is not None:
            return {}
        # Snakemake asks several times for each job, and the answers must agree
        if batch not in self._versions_by_batch:
            universes = self.batches[batch].universes
            self._versions_by_batch[batch] = file_versions(universes, self.index)
        return self._versions_by_batch[batch]

    @cached_property
    def _versions_by_batch(self) -> dict[str, dict[str, FileVersion]]:
        return {}

    # Besides, all figures depend on the digests of all batches

    @cached_property
    def _universes_digests(self) -> dict[str, str]:
        return {}

    @cached_property
    def _files_digests(self) -> dict[str, str]:
        return {}

    @cached_property
    def size_estimates(self) -> SizeEstimates:
        """Estimates of the size of stores."""
        return SizeEstimates(
            universes=[u for batch in self.batches.values() for u in batch.universes],
            fields=self.fields,
            base=self.config.data_dir.rstrip("/"),
            are_simulated=self.simulation is not None,
            index=self.index,
        )

    def estimate_sizes(self, batches: Iterable[str]) -> StoreSizes:
        """Estimate the size of the stores of some batches.

        Parameters
        ----------
        batches
            The names of the batches.

        Returns
        -------
        StoreSizes
            The size of their files, and of the stores with and without compression.
        """
        universes: list[UniverseFiles] = []
        versions: dict[str, FileVersion] = {}
        for batch in batches:
            universes += self.batches[batch].universes
            versions |= self.versions(batch)
        return self.size_estimates.sizes(universes, versions)

    def mem_mb(self, wildcards: Any, input: Any, attempt: int) -> int:
        """Return the memory that a job requests, as a function for Snakemake's `resources`.

        Parameters
        ----------
        wildcards
            The name of the batch, as `batch`.
        input
            The input files of the job, with their size in MB.
        attempt
            The number of the attempt, from 1.

        Returns
        -------
        int
            The memory in MB, at most `max_mem_mb` of the configuration.
        """
        nbytes = size_of_files(self.versions(wildcards.batch))
        data_mb = (input.size_mb + nbytes / 1e6) * self.size_estimates.expansion_of_files()
        return estimate_job_memory(data_mb, self.config.max_mem_mb, attempt)
