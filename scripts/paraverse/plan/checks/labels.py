"""Check the labels of fields in the configuration against what is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from paraverse.base.field_labels import ValueSource, is_pattern, may_select
from paraverse.config.labels import Labels
from paraverse.errors import Location, Problem, suggest
from paraverse.sweep.load_entries import LoadEntries, field_in_universe


def label_problems(
    labels: Labels,
    entries: LoadEntries,
    dimensions: Sequence[str] | None,
    where: Callable[..., Location],
) -> Iterator[Problem]:
    """Find labels of fields that cannot exist.

    Parameters
    ----------
    labels
        The section `labels` of the configuration.
    entries
        The entries of its `load` section.
    dimensions
        The names of the swept parameters; None if they cannot be read.
    where
        Returns the location of a key of the configuration.

    Yields
    ------
    Problem
        Patterns that match nothing that `load` loads, and coordinates from parameters that are not
        swept.
    """
    targets = [field_in_universe(entry) for entry in entries.of_universes.values()]
    for pattern, keys in _patterns(labels).items():
        exists = any(not target or may_select(pattern, target) for target in targets)
        if is_pattern(pattern) and not exists:
            hint = suggest(pattern, targets)
            message = (
                f"Nothing in a universe matches {pattern!r}: `load` puts nothing there. {hint}"
            )
            yield Problem(where(*keys), message)
    if dimensions is not None:
        yield from _parameter_problems(labels, dimensions, where)


def _parameter_problems(
    labels: Labels, dimensions: Sequence[str], where: Callable[..., Location]
) -> Iterator[Problem]:
    for source, keys in _sources(labels):
        if source.parameter is not None and source.parameter not in dimensions:
            hint = suggest(source.parameter, dimensions)
            message = (
                f"There is no swept parameter {source.parameter!r}. {hint} Values that are the "
                "same in all universes have a path, such as `params/model/dt`."
            )
            yield Problem(where(*keys), message)


def label_fields(labels: Labels, where: Callable[..., Location]) -> dict[str, Location]:
    """Return the fields that labels name.

    Parameters
    ----------
    labels
        The section `labels` of the configuration.
    where
        Returns the location of a key of the configuration.

    Returns
    -------
    dict of str to Location
        Paths of labeled fields and of those that coordinates come from, with their locations.
    """
    named: dict[str, Location] = {}
    for pattern, keys in _patterns(labels).items():
        if not is_pattern(pattern):
            named.setdefault(pattern, where(*keys))
    for source, keys in _sources(labels):
        if source.path and not source.is_relative:
            named.setdefault(source.path.strip("/"), where(*keys))
    return named


def _patterns(labels: Labels) -> Mapping[str, tuple[str, ...]]:
    return {pattern.strip("/"): ("labels", pattern) for pattern in labels.model_extra or {}}


def _sources(labels: Labels) -> Iterator[tuple[ValueSource, tuple[str, ...]]]:
    for pattern, of_fields in (labels.model_extra or {}).items():
        for dim, coordinate in of_fields.coords.items():
            for source in coordinate.source.sources:
                yield source, ("labels", pattern, "coords", dim)
