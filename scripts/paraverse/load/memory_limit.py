"""Limit the memory that reading a file may take to what the machine has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHARE = 0.9
"""How much of the available memory reading a universe may take."""

_GROUP_FILES = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
"""Limit and use of the memory of a container, in the second and the first version of cgroups."""


@contextmanager
def limited_memory() -> Iterator[None]:
    """Limit the memory of this process while the context is active.

    Without a limit, the kernel may end any process of the machine when a file claims more memory
    than there is. With it, reading that file fails. Only Linux can limit memory in this way.
    """
    available = available_memory() if sys.platform == "linux" else None
    if available is None:
        yield
        return
    import resource  # exists only on Unix

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = int(_used_memory() + _SHARE * available)
    limits = [value for value in (soft, hard, limit) if value != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


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
