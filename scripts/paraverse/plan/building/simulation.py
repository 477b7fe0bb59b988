"""The jobs that simulate the universes of a sweep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from paraverse.base.digest import digest, format_leaves
from paraverse.base.file_index import FileIndex
from paraverse.config.models import Simulate
from paraverse.jobs.simulate import SimulateBatchJob, SimulateJob
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.rules import Dependencies
from paraverse.plan.building.simulation_code import simulation_lines
from paraverse.sweep.parameter_space import ParameterSpace


@dataclass(frozen=True)
class SimulationBatch:
    """Several universes that one job simulates in the current run.

    Attributes
    ----------
    universes
        The ids of the universes.
    """

    universes: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The name of the rule. Two batches have the same name only if they are the same."""
        return f"simulate_batch__{digest(self.universes)}"

    @property
    def logs(self) -> list[str]:
        """The log of each universe."""
        return [f"logs/simulate/{universe}.log" for universe in self.universes]


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """The jobs that simulate universes.

    Attributes
    ----------
    settings
        The section `simulate` of the configuration.
    data_dir
        The folder of the universes.
    space
        The parameter space.
    universes
        The universes by name.
    index
        The index of files by content.
    """

    settings: Simulate
    data_dir: str
    space: ParameterSpace
    universes: Mapping[str, UniverseFiles]
    index: FileIndex = field(compare=False)

    @property
    def parameter_space(self) -> str:
        """The file with the parameter space."""
        return self.settings.parameter_space

    @property
    def parameter_space_copy(self) -> str:
        """The file that describes the sweep beside its universes."""
        return f"{self.data_dir}/pspace.yml"

    @property
    def parameter_space_digest(self) -> str:
        """A string that changes with the content of the file with the parameter space."""
        return f"content = {self.index.content(self.parameter_space)}"

    @property
    def inputs(self) -> list[str]:
        """Files that all universes depend on."""
        return list(self.settings.depends_on)

    @property
    def outputs(self) -> list[str]:
        """The files of a universe, as patterns with the wildcard `universe`."""
        return [f"{self.data_dir}/{{universe}}/{name}" for name in self.settings.outputs]

    def job(self, universe: str) -> SimulateJob:
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
        values = self.universes[universe].values
        assert values is not None
        return SimulateJob(
            universe=universe,
            parameters=self.space.parameters(values),
            script=self.settings.script,
            command=self.settings.command,
            outputs=tuple(self.settings.outputs),
            skip_failure=self.skips_failures,
        )

    @property
    def skips_failures(self) -> bool:
        """True if universes are left out for which the program fails."""
        return self.settings.on_error == "skip"

    def first_file(self, universe: str) -> str:
        """Return the first file of a universe, with which all others appear.

        Parameters
        ----------
        universe
            The id of the universe.

        Returns
        -------
        str
            The path.
        """
        return f"{self.data_dir}/{universe}/{self.settings.outputs[0]}"

    def files(self, universes: Iterable[str]) -> list[str]:
        """Return the files of several universes, those of each universe in the order of `outputs`.

        Parameters
        ----------
        universes
            The ids of the universes.

        Returns
        -------
        list of str
            The paths.
        """
        return [
            f"{self.data_dir}/{universe}/{name}"
            for universe in universes
            for name in self.settings.outputs
        ]

    def single_job(self, universe: str) -> SimulateJob | SimulateBatchJob:
        """Return the job that simulates a universe alone.

        Parameters
        ----------
        universe
            The id of the universe.

        Returns
        -------
        SimulateJob or SimulateBatchJob
            The job. If universes are left out that fail, it is a batch of one, as the universes of
            a batch have processes of their own, which may be killed without ending the job.
        """
        job = self.job(universe)
        return SimulateBatchJob(universes=(job,)) if job.skip_failure else job

    def batch_job(self, batch: SimulationBatch) -> SimulateBatchJob:
        """Return the job that simulates the universes of a batch."""
        return SimulateBatchJob(universes=tuple(map(self.job, batch.universes)))

    @cached_property
    def stated_dependencies(self) -> frozenset[str]:
        """The dependencies of a universe's files, as its record states them."""
        return frozenset((*self.depends_on.configuration, *self.depends_on.code))

    @cached_property
    def depends_on(self) -> Dependencies:
        """Dependencies of all universes, besides the values in their names."""
        command = self.settings.command
        parameters = format_leaves(self.space.constant_parameters(), "parameters")
        return Dependencies(
            configuration=(*(format_leaves(command, "command") if command else ()), *parameters),
            code=simulation_lines(self.settings, self.index.content),
        )
