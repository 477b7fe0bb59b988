"""Load universes in a process of its own, so that a file that crashes libhdf5 costs only its own.

Broken HDF5 files can end the process that reads them, or keep it busy for ever; nothing but another
process helps against that.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from paraverse.jobs import LoadSettings, UniverseFiles
from paraverse.load.fields import Wanted
from paraverse.load.load import Loaded, load_universe
from paraverse.transform.registry import load_modules

SECONDS = 600
BYTES_PER_SECOND = 1_000_000
"""A universe may take `SECONDS`, and more if its files are larger than is read in that time."""


def load_universes(
    universes: Sequence[UniverseFiles], wanted: Wanted, settings: LoadSettings
) -> Iterator[Loaded]:
    """Load universes one after the other.

    Parameters
    ----------
    universes
        The universes.
    wanted
        Which fields to read.
    settings
        How to load.

    Yields
    ------
    Loaded
        For each universe in turn; with the reason if reading it ended the process, or did not
        end in time.
    """
    # Forking takes some milliseconds, starting Python and importing everything half a second
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    start = 0
    while start < len(universes):
        pool = ProcessPoolExecutor(1, context, load_modules, (settings.modules,))
        try:
            futures = [
                pool.submit(load_universe, universe.files, wanted, settings)
                for universe in universes[start:]
            ]
            for universe, future in zip(universes[start:], futures, strict=True):
                start += 1
                try:
                    yield future.result(timeout=_limit(universe))
                except BrokenProcessPool:
                    yield _broken(universe, "reading its files ends the process: one is corrupt")
                    break
                except TimeoutError:
                    reason = f"reading its files did not end in {_limit(universe):.0f} s"
                    yield _broken(universe, reason)
                    break
        finally:
            _end(pool)


def _limit(universe: UniverseFiles) -> float:
    sizes = (os.path.getsize(f.path) for f in universe.files if os.path.exists(f.path))
    return SECONDS + sum(sizes) / BYTES_PER_SECOND


def _broken(universe: UniverseFiles, reason: str) -> Loaded:
    required = any(file.required for file in universe.files)
    return Loaded({}, () if required else (reason,), (reason,) if required else ())


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
        process.join()
