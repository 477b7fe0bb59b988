"""A few universes that stand for all."""

from __future__ import annotations

from collections.abc import Sequence

from paraverse.jobs.universe_files import UniverseFiles


def sample_of(universes: Sequence[UniverseFiles]) -> list[UniverseFiles]:
    """Return the first universe, the one in the middle and the last.

    Parameters
    ----------
    universes
        All universes.

    Returns
    -------
    list of UniverseFiles
        At most three, each once.
    """
    numbers = {0, len(universes) // 2, len(universes) - 1} if universes else set()
    return [universes[number] for number in sorted(numbers)]
