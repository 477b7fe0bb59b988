"""Digests of everything that results depend on, from the files of universes on.

Snakemake does not make a missing intermediate file again while what follows is newer. If a
transformation fails, for example, the figure of the previous run is still there, and the next run
would have nothing to do. What a job depends on therefore includes a digest of what its inputs
depend on, as in a Merkle tree, so that all figures behind a change are outdated until they are
drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from paraverse.base.digest import digest
from paraverse.plan.building.rules import Transformation


class Upstream:
    """Digests of what the intermediate files of a project depend on.

    Parameters
    ----------
    stores
        By the path of each store, a function that returns what it depends on.
    transformations
        The jobs that compute the data of plots and shared nodes.
    """

    def __init__(
        self,
        stores: Mapping[str, Callable[[], object]],
        transformations: Iterable[Transformation],
    ) -> None:
        self._stores = stores
        self._transformations = {job.data: job for job in transformations}
        self._digests: dict[str, str] = {}

    def describe(self, files: Iterable[str]) -> str:
        """Return a string that changes with what intermediate files depend on.

        Parameters
        ----------
        files
            Paths of stores, shared nodes and data of plots.

        Returns
        -------
        str
            A digest, as a parameter for Snakemake.
        """
        return f"upstream = {digest([self._digest(file) for file in files])}"

    def _digest(self, file: str) -> str:
        if file not in self._digests:
            if file in self._stores:
                dependencies = self._stores[file]()
            else:
                job = self._transformations[file]
                dependencies = [job.depends_on, [self._digest(path) for path in job.inputs]]
            self._digests[file] = digest(dependencies, 32)
        return self._digests[file]
