"""The job that converts what belongs to the whole sweep to a store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from paraverse.base.digest import format_leaves
from paraverse.base.file_index import FileIndex, FileVersion
from paraverse.base.memory import estimate_job_memory
from paraverse.config.models import Config
from paraverse.jobs.convert import ConvertJob
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.plan.building.convert_jobs import (
    build_convert_job,
    dependencies_of_stores,
    size_of_files,
)
from paraverse.plan.building.rules import Dependencies
from paraverse.sweep.file_versions import describe_files, file_versions

SWEEP_STORE = "results/sweep.nc"


@dataclass(frozen=True, kw_only=True)
class SweepConversion:
    """The job that writes the store of the whole sweep.

    Attributes
    ----------
    config
        The configuration of the project.
    files
        The files that belong to the whole sweep; empty if there is no such job.
    are_simulated
        Whether the workflow simulates the universes.
    index
        The index of files by content.
    """

    config: Config
    files: tuple[SourceFile, ...]
    are_simulated: bool
    index: FileIndex = field(compare=False)

    @property
    def stores(self) -> list[str]:
        """The file that holds what belongs to the whole sweep, if there is anything."""
        return [SWEEP_STORE] if self.files else []

    @property
    def job(self) -> ConvertJob:
        """The job."""
        job = build_convert_job(self.config, (self._sweep,), self._versions)
        return replace(job, are_simulated=self.are_simulated)

    @cached_property
    def depends_on(self) -> Dependencies:
        """Dependencies of the store, besides the content of the files."""
        files = [[f.path, f.target, f.loader, f.required, f.options] for f in self.files]
        keys = tuple(format_leaves(files, "files"))
        return dependencies_of_stores(self.config) + Dependencies(configuration=keys)

    @property
    def files_digest(self) -> str:
        """A short string that changes with the content of the files."""
        return describe_files((self._sweep,), self._versions)

    def dependencies_of_store(self) -> list[object]:
        """Return all that the store depends on, as values that have a digest."""
        return [self.depends_on, self.files_digest]

    def mem_mb(self, wildcards: Any, input: Any, attempt: int) -> int:
        """Return the memory that the job requests, as a function for Snakemake's `resources`.

        Parameters
        ----------
        wildcards, input
            Not used, as the job has neither wildcards nor inputs.
        attempt
            The number of the attempt, from 1.

        Returns
        -------
        int
            The memory in MB, at most `max_mem_mb` of the configuration.
        """
        data_mb = size_of_files(self._versions) / 1e6
        return estimate_job_memory(data_mb, self.config.max_mem_mb, attempt)

    @property
    def _sweep(self) -> UniverseFiles:
        return UniverseFiles(id="sweep", key="sweep", values=None, files=self.files)

    @cached_property
    def _versions(self) -> dict[str, FileVersion]:
        return file_versions((self._sweep,), self.index)
