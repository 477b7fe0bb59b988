"""The origin of results, as the plan tells it to jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]


class Origin:
    """The origin of the results of a job, as far as the plan knows it.

    It is determined when it is sent to a job, so that jobs that need not run cost nothing.
    Snakemake does not compare it between runs: a new commit changes no result.

    Parameters
    ----------
    determine
        Returns the facts; None if results are to carry no provenance.
    """

    def __init__(self, determine: Callable[[], Facts | None]) -> None:
        self._determine = determine

    def __reduce__(self) -> tuple[Callable[[Facts | None], Origin], tuple[Facts | None]]:
        return _determined, (self.facts(),)

    def __repr__(self) -> str:
        return "Origin"

    def facts(self) -> Facts | None:
        """Return the facts; None if results are to carry no provenance."""
        return self._determine()


def facts_of(origin: Origin | None) -> Facts | None:
    """Return the facts of an origin; None if there is none."""
    return None if origin is None else origin.facts()


def _determined(facts: Facts | None) -> Origin:
    return Origin(lambda: facts)
