"""Limit the memory that reading a file may take to what the machine has."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHARE = 0.9
"""How much of the available memory reading a universe may take."""

_MAX_AGE = 0.5
"""Seconds after which the available memory is measured again. Reading a small file takes less time
than that."""

_GROUP_FILES = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Limit and use of the memory of a container, in the second and the first version of cgroups."""


class MemoryLimit:
    """A limit on the memory of this process, for one file after the other.

    Without a limit, the kernel may end any process of the machine when a file claims more memory
    than there is. With it, reading that file fails. Only Linux can limit memory in this way.
    """

    def __init__(self) -> None:
        self._limit: int | None = None
        self._measured = -math.inf

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Limit the memory while the context is active."""
        limit = self._current() if sys.platform == "linux" else None
        if limit is None:
            yield
            return
        import resource  # exists only on Unix

        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limits = [value for value in (soft, hard, limit) if value != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))

    def _current(self) -> int | None:
        """Return the limit in bytes; None if what is available cannot be determined."""
        now = time.monotonic()
        if now > self._measured + _MAX_AGE:
            available = available_memory()
            used = 0 if available is None else _used_memory()
            self._limit = None if available is None else int(used + _SHARE * available)
            self._measured = now
        return self._limit


def available_memory() -> int | None:
    """Return the memory that processes can still take.

    Returns
    -------
    int or None
        Memory in bytes: that of the machine or, if it is less, that of the container or job; None
        if it cannot be determined.
    """
    available = []
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        available += [1024 * int(x.split()[1]) for x in lines if x.startswith("MemAvailable:")]
    except (OSError, ValueError, IndexError):
        pass
    for limit, used in _GROUP_FILES:
        try:
            available.append(int(Path(limit).read_text()) - int(Path(used).read_text()))
        except (OSError, ValueError):  # there is no such file, or it says "max"
            continue
    return max(0, min(available)) if available else None


def _used_memory() -> int:
    """Return the memory that counts against the limit, in bytes; the stack does not."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(x.split()[1]) for x in lines if x.startswith("VmData:"))
