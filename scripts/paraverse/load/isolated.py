"""Load universes in a process of its own, so that a file that crashes libhdf5 costs only its own.

Broken HDF5 files can end the process that reads them, or keep it busy for ever; nothing but another
process helps against that. What it has read is used there too, as handing it over takes longer than
reading.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

from paraverse.base.field_filter import FieldFilter
from paraverse.jobs import LoadSettings, UniverseFiles
from paraverse.load.universe import Loaded, load_universe
from paraverse.user_code.importing import load_modules

SECONDS = 600
BYTES_PER_SECOND = 1_000_000
"""A universe may take `SECONDS`, and more if its files are larger than is read in that time."""

Made = TypeVar("Made")


class _StoppedError(Exception):
    """Reading a universe ended the process, or did not end: which one, and how."""


def with_universes(
    universes: Sequence[UniverseFiles],
    wanted: FieldFilter,
    settings: LoadSettings,
    use: Callable[[Sequence[Loaded]], Made],
) -> Made:
    """Load universes and use them, in another process.

    Parameters
    ----------
    universes
        The universes.
    wanted
        Which fields to read.
    settings
        How to load.
    use
        Gets what was loaded of each universe: with the reason why it is nothing if reading it
        ended the process, or did not end in time. Called once, with nothing that is open here.

    Returns
    -------
    object
        What `use` returns.

    Raises
    ------
    BrokenProcessPool
        If `use` ends the process.
    """
    # Forking takes some milliseconds, starting Python and importing everything half a second
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    broken: dict[int, Loaded] = {}
    while True:
        try:
            return _attempt(context, universes, wanted, settings, use, broken)
        except _StoppedError as stopped:
            number, reason = stopped.args
            broken[number] = _broken(universes[number], reason)


def _attempt(
    context: BaseContext,
    universes: Sequence[UniverseFiles],
    wanted: FieldFilter,
    settings: LoadSettings,
    use: Callable[[Sequence[Loaded]], Made],
    broken: Mapping[int, Loaded],
) -> Made:
    reading = context.Value("l", 0)
    pool = ProcessPoolExecutor(1, context, _begin, (reading, settings.modules))
    try:
        work = pool.submit(_load_and_use, universes, wanted, settings, use, broken)
        return _result(work, reading, universes)
    except BrokenProcessPool:
        if reading.value == len(universes):
            raise
        reason = "reading its files ends the process: one is corrupt"
        raise _StoppedError(reading.value, reason) from None
    finally:
        _end(pool)


def _result(
    work: Future[Made], reading: Synchronized[int], universes: Sequence[UniverseFiles]
) -> Made:
    while True:
        number = reading.value
        if number == len(universes):
            return work.result()
        limit = _limit(universes[number])
        try:
            return work.result(timeout=limit)
        except TimeoutError:
            if reading.value == number:
                reason = f"reading its files did not end in {limit:.0f} s"
                raise _StoppedError(number, reason) from None


_reading: Synchronized[int]
"""In the process that reads: the number of the universe, and of all when it has read them."""


def _begin(reading: Synchronized[int], modules: Sequence[str]) -> None:
    global _reading
    _reading = reading
    load_modules(modules)


def _load_and_use(
    universes: Sequence[UniverseFiles],
    wanted: FieldFilter,
    settings: LoadSettings,
    use: Callable[[Sequence[Loaded]], Made],
    broken: Mapping[int, Loaded],
) -> Made:
    loaded = []
    for number, universe in enumerate(universes):
        _reading.value = number
        known = broken.get(number)
        loaded.append(known or load_universe(universe.files, wanted, settings))
    _reading.value = len(universes)
    return use(loaded)


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
