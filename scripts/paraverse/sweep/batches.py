"""Divide the universes of a sweep into batches, each of which is handled by one job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paraverse.base.digest import digest
from paraverse.config.models import MAX_BATCH_SIZE, MIN_BATCH_SIZE, Config
from paraverse.jobs.universe_files import SourceFile, UniverseFiles

_MAX_BYTES = 2**31
"""Approximate size of the files that one job reads; batches of large universes are smaller."""

_FEWEST = 8
"""Number of batches, or a few more, from which on they become larger instead of more. With fewer,
some cores would wait at the end of a run."""

_MEMORY_PER_BYTE = 3
"""The memory that converting takes for each byte of the files: their arrays, those of one variable
put together, and a reserve."""


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
        nbytes = 0 if config.simulate or not universes else sum(map(_nbytes, universes[0].files))
        size = choose_batch_size(len(universes), nbytes, max_mem_mb=config.max_mem_mb)
    return divide_into_batches(universes, size)


def choose_batch_size(count: int, nbytes: int, *, max_mem_mb: int) -> int:
    """Return a batch size: larger for large sweeps, smaller for large universes.

    Starting a job costs as much as handling about twenty universes, and for each job that starts,
    Snakemake checks the files of all waiting jobs. On the other hand, a batch is handled again
    when one of its universes changes, it is the unit that runs in parallel, and it must fit into
    memory.

    Parameters
    ----------
    count
        The number of universes.
    nbytes
        The size of the files of one universe, in bytes; 0 if the workflow simulates them, as
        batches must not depend on which of the files already exist.
    max_mem_mb
        The memory of a job, in MB.

    Returns
    -------
    int
        The size, from 1 to `MAX_BATCH_SIZE`. The files of a batch take up at most 2 GiB and a third
        of the memory of a job.

    Examples
    --------
    >>> [choose_batch_size(n, 10_000, max_mem_mb=4000) for n in (1, 30, 100, 300, 3000)]
    [20, 20, 20, 40, 256]
    >>> [choose_batch_size(30000, 10_000_000, max_mem_mb=mb) for mb in (8000, 4000, 1000, 10)]
    [80, 40, 19, 1]
    """
    # Rounding up to a power of two keeps the size if the first universe is a few bytes larger
    limit = min(_MAX_BYTES, max_mem_mb * 1_000_000 // _MEMORY_PER_BYTE)
    most = max(1, limit >> nbytes.bit_length())
    size = MIN_BATCH_SIZE
    while size * _FEWEST < count and size * 2 <= most:
        size *= 2
    return min(size, most, MAX_BATCH_SIZE)


def _nbytes(file: SourceFile) -> int:
    path = Path(file.path)
    return path.stat().st_size if path.is_file() else 0
