"""Load universes in another process, so that a file that crashes libhdf5 affects only one universe.

Corrupt HDF5 files can end the process that reads them, or keep it busy forever. The data are used
in the process that reads them, because transferring them would take longer than reading them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing.context import BaseContext
from multiprocessing.sharedctypes import Synchronized
from typing import Generic, TypeVar

from paraverse.base.child_processes import end_with
from paraverse.base.field_filter import FieldFilter
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed
from paraverse.errors import ParaverseError
from paraverse.jobs.convert import LoadSettings
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.load.memory_limit import MemoryLimit
from paraverse.load.universe import LoadResult, load_universe
from paraverse.user_code.importing import load_modules

SECONDS = 600
BYTES_PER_SECOND = 1_000_000
"""Loading a universe may take `SECONDS` plus the time to read its files at this rate."""

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class _Task(Generic[Result]):
    """Universes to load, and the function to apply to them.

    Attributes
    ----------
    broken
        Results of the universes that must not be read again, by index.
    """

    universes: Sequence[UniverseFiles]
    field_filter: FieldFilter
    settings: LoadSettings
    function: Callable[[Sequence[LoadResult]], Result]
    broken: Mapping[int, LoadResult] = field(default_factory=dict)

    def run(self) -> Result:
        """Load the universes and call the function, in the current process."""
        results = []
        memory_limit = MemoryLimit()
        for index, universe in enumerate(self.universes):
            _progress.value = index
            with memory_limit.applied():
                results.append(
                    self.broken.get(index)
                    or load_universe(
                        universe.files,
                        self.field_filter,
                        self.settings,
                        dict(zip(self.settings.dimensions, universe.values or (), strict=False)),
                    )
                )
        _progress.value = len(self.universes)
        return self.function(results)


class _StoppedError(Exception):
    """Reading a universe ended the process or took too long."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(index, reason)
        self.index = index
        self.reason = reason


def apply_to_loaded(
    function: Callable[[Sequence[LoadResult]], Result],
    universes: Sequence[UniverseFiles],
    field_filter: FieldFilter,
    settings: LoadSettings,
) -> Result:
    """Load universes and call a function with them in another process.

    Parameters
    ----------
    function
        Called once, with the result of loading each universe. If reading a universe ended the
        process or took too long, its result has no data, but a message with the reason. The
        function must not use files that are open in this process.
    universes
        The universes.
    field_filter
        Selects the fields to read.
    settings
        How to load files.

    Returns
    -------
    object
        The return value of the function.

    Raises
    ------
    BrokenProcessPool
        If the function ends the process. Exceptions from the function are raised unchanged.
    """
    # Forking takes a few milliseconds; starting Python and importing everything, half a second
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    task = _Task(
        universes=universes, field_filter=field_filter, settings=settings, function=function
    )
    while True:
        try:
            return _attempt(context, task)
        except _StoppedError as stopped:
            result = _without_data(universes[stopped.index], stopped.reason)
            task = replace(task, broken={**task.broken, stopped.index: result})


def _attempt(context: BaseContext, task: _Task[Result]) -> Result:
    progress = context.Value("l", 0)
    arguments = os.getpid(), progress, task.settings.modules
    pool = ProcessPoolExecutor(1, context, _initialize, arguments)
    before = count_memory_kills()
    try:
        future = pool.submit(task.run)
        (process,) = (pool._processes or {}).values()
        return _wait(future, progress, task.universes)
    except BrokenProcessPool:
        # Waits for the thread of the pool, which alone asks the system for the exit code: only one
        # can get it
        pool.shutdown()
        if is_killed(process.exitcode):
            # Not because of the data: the universe must not count as damaged
            raise ParaverseError(
                f"The process that reads universes {explain_kill(before)}"
            ) from None
        if progress.value == len(task.universes):
            raise
        reason = "reading its files ends the process: one is corrupt"
        raise _StoppedError(progress.value, reason) from None
    finally:
        _shut_down(pool)


def _wait(
    future: Future[Result], progress: Synchronized[int], universes: Sequence[UniverseFiles]
) -> Result:
    while True:
        index = progress.value
        if index == len(universes):
            return future.result()
        timeout = _timeout(universes[index])
        try:
            return future.result(timeout=timeout)
        except TimeoutError:
            if progress.value == index:
                reason = f"reading its files did not end in {timeout:.0f} s"
                raise _StoppedError(index, reason) from None


_progress: Synchronized[int]
"""Index of the current universe; after the last, their number. Only set in the loading process."""


def _initialize(parent: int, progress: Synchronized[int], modules: Sequence[str]) -> None:
    global _progress
    end_with(parent)
    _progress = progress
    load_modules(modules)


def _timeout(universe: UniverseFiles) -> float:
    sizes = (os.path.getsize(f.path) for f in universe.files if os.path.exists(f.path))
    return SECONDS + sum(sizes) / BYTES_PER_SECOND


def _without_data(universe: UniverseFiles, reason: str) -> LoadResult:
    if any(file.required for file in universe.files):
        return LoadResult(tree={}, warnings=(), errors=(reason,))
    return LoadResult(tree={}, warnings=(reason,), errors=())


def _shut_down(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
        process.join()
