"""Divide the universes of a sweep into batches, each of which is handled by one job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paraverse.base.digest import digest
from paraverse.config.models import MAX_BATCH_SIZE, MIN_BATCH_SIZE, Config
from paraverse.jobs import SourceFile, UniverseFiles

_MAX_BYTES = 2**31
"""Approximate size of the files that one job reads; batches of large universes are smaller."""


@dataclass(frozen=True)
class Batch:
    """Consecutive universes that are handled by one job.

    Attributes
    ----------
    name
        The name of the first universe.
    universes
        The universes, in the order of the sweep.
    """

    name: str
    universes: tuple[UniverseFiles, ...]

    @property
    def store(self) -> str:
        """Path of the netCDF file that holds the batch."""
        return f"results/universes/{self.name}.nc"


def divide_into_batches(universes: Sequence[UniverseFiles], size: int) -> list[Batch]:
    """Divide universes into batches, most of which stay the same when universes are added.

    A batch does not end after a fixed number of universes. Its size can vary within limits, and
    where these allow it to end, it ends before the universe whose name has the smallest digest.
    Adding a universe changes the batch that it belongs to, and perhaps the next one, but not all
    that follow.

    Parameters
    ----------
    universes
        The universes, in the order of the sweep.
    size
        Largest number of universes in a batch. All batches except the last have at least half
        as many.

    Returns
    -------
    list of Batch
        The batches, in the order of the universes.
    """
    batches: list[Batch] = []
    start = 0
    while start < len(universes):
        end = len(universes)
        if end - start > size:
            candidates = range(start + size - size // 2, start + size + 1)
            end = min(candidates, key=lambda index: digest(universes[index].id))
        batches.append(Batch(universes[start].id, tuple(universes[start:end])))
        start = end
    return batches


def make_batches(universes: Sequence[UniverseFiles], config: Config) -> list[Batch]:
    """Divide universes into batches of the size that the configuration specifies.

    Parameters
    ----------
    universes
        The universes, in the order of the sweep.
    config
        The configuration; `convert.batch_size` is the largest number of universes in a batch.

    Returns
    -------
    list of Batch
        The batches, in the order of the universes.
    """
    size = config.convert.batch_size
    if size == "auto":
        size = choose_batch_size(universes, are_simulated=config.simulate is not None)
    return divide_into_batches(universes, size)


def choose_batch_size(universes: Sequence[UniverseFiles], *, are_simulated: bool) -> int:
    """Return a batch size: larger for large sweeps, smaller for large universes.

    Parameters
    ----------
    universes
        All universes, in the order of the sweep.
    are_simulated
        Whether the workflow simulates them. If so, the size of their files is ignored, as
        batches must not depend on which of the files already exist.

    Returns
    -------
    int
        The size, from `MIN_BATCH_SIZE` to `MAX_BATCH_SIZE`. It exceeds the minimum only if the
        files of a batch take up at most about 2 GiB.
    """
    nbytes = 0 if are_simulated or not universes else sum(map(_nbytes, universes[0].files))
    return _batch_size(len(universes), nbytes)


def _batch_size(count: int, nbytes: int) -> int:
    """Return a batch size for a number of universes and the size of one universe in bytes.

    Starting a job costs as much as handling about twenty universes, and for each job that starts,
    Snakemake checks the files of all waiting jobs. On the other hand, a batch is handled again
    when one of its universes changes, it is the unit that runs in parallel, and it must fit into
    memory.

    Examples
    --------
    >>> [_batch_size(n, 10_000) for n in (1, 30, 100, 300, 3000, 30000)]
    [20, 20, 40, 80, 256, 256]
    >>> _batch_size(30000, 10_000_000)
    80
    """
    # Rounding up to a power of two keeps the size if the first universe is a few bytes larger
    most = _MAX_BYTES // 2 ** nbytes.bit_length()
    size = MIN_BATCH_SIZE
    while size * 4 < count and size * 2 <= most:
        size *= 2
    return min(size, MAX_BATCH_SIZE)


def _nbytes(file: SourceFile) -> int:
    path = Path(file.path)
    return path.stat().st_size if path.is_file() else 0
