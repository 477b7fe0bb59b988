"""Check the section of a multiverse plot that selects and combines fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Location, Problem, suggest
from paraverse.jobs.transform import Join, OnConflict
from paraverse.plan.reading.field_entries import (
    COMMON_KEYS,
    DEFAULT_METHODS,
    SECTION,
    as_mapping,
    has_path,
)

_SECTION_KEYS = ("fields", "base_path", *COMMON_KEYS)
_ENTRY_KEYS = ("path", "transform", "with_previous_result", "combination_kwargs", *COMMON_KEYS)
"""In dantro, `combination_kwargs` are for its caches; here they have no effect."""


def field_entry_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find what is wrong with the keys and the form of `select_and_combine`.

    Parameters
    ----------
    plot
        The plot. It need not have the section.

    Yields
    ------
    Problem
        Unknown keys, entries without a path, invalid combination methods.
    """
    section = plot.values.get(SECTION) or {}
    fields = section.get("fields") or {} if isinstance(section, Mapping) else None
    if not isinstance(fields, Mapping):
        message = "Takes a mapping with 'fields', which is a mapping from tags to paths."
        yield Problem(plot.where(SECTION), message)
        return
    yield from _key_problems(plot, section, _SECTION_KEYS, (SECTION,))
    for tag, entry in fields.items():
        yield from _entry_problems(plot, section, as_mapping(entry), (SECTION, "fields", tag))


def lacks_fields(plot: PlotConfig) -> bool:
    """Return whether fields of a multiverse plot are missing because of the form of a section.

    Parameters
    ----------
    plot
        A plot.

    Returns
    -------
    bool
        True if one of the checks of sections has found a mistake that makes tags be missing.
    """
    if plot.values.get("creator") == "universe":
        return "select_and_combine" in plot.values
    if plot.values.get("creator") == "multiverse" and "select" in plot.values:
        return True
    section = plot.values.get(SECTION) or {}
    fields = section.get("fields") or {} if isinstance(section, Mapping) else None
    if not isinstance(fields, Mapping):
        return True
    return not all(has_path(as_mapping(entry)) for entry in fields.values())


def _entry_problems(
    plot: PlotConfig, section: Mapping[str, Any], entry: Any, key_path: KeyPath
) -> Iterator[Problem]:
    if not has_path(entry):
        message = "Takes the path of a field, or a mapping with 'path'."
        yield Problem(plot.where(*key_path), message)
        return
    yield from _key_problems(plot, entry, _ENTRY_KEYS, key_path)
    key = "combination_method"
    owner, above = (entry, key_path) if key in entry else (section, (SECTION,))
    yield from _method_problems(plot, owner.get(key, "concat"), (*above, key))
    for own, path in ((section, (SECTION,)), (entry, key_path)):
        yield from _choice_problems(plot, own, path)
    yield from _join_problems(plot, {**section, **entry}, entry, key_path)


def _choice_problems(
    plot: PlotConfig, section: Mapping[str, Any], key_path: KeyPath
) -> Iterator[Problem]:
    for key, choices in (("join", get_args(Join)), ("on_conflict", get_args(OnConflict))):
        if key in section and section[key] not in choices:
            message = f"Found {section[key]!r}. Allowed: {', '.join(choices)}."
            yield Problem(plot.where(*key_path, key), message)


def _join_problems(
    plot: PlotConfig, values: Mapping[str, Any], entry: Mapping[str, Any], key_path: KeyPath
) -> Iterator[Problem]:
    """Find a tolerance without its join, and a join that the combination method does not use."""

    def where(key: str) -> Location:
        return plot.where(*(key_path if key in entry else (SECTION,)), key)

    tolerance, is_nearest = values.get("tolerance"), values.get("join") == "nearest"
    if is_nearest and tolerance is None:
        message = (
            "`nearest` takes a `tolerance`: the largest distance of coordinates that are the same."
        )
        yield Problem(where("join"), message)
    if tolerance is not None and not is_nearest:
        yield Problem(where("tolerance"), "Has an effect only with `join: nearest`.")
    is_number = isinstance(tolerance, int | float) and not isinstance(tolerance, bool)
    if not (tolerance is None or isinstance(tolerance, str) or (is_number and tolerance >= 0)):
        message = f"Takes a number, or a duration such as '1s' for dates; found {tolerance!r}."
        yield Problem(where("tolerance"), message)
    method = values.get("combination_method", "concat")
    if method not in DEFAULT_METHODS and "join" in values:
        message = "Has no effect with this `combination_method`: pass it to the operation."
        yield Problem(where("join"), message)


def _key_problems(
    plot: PlotConfig, section: Mapping[str, Any], allowed: Sequence[str], key_path: KeyPath
) -> Iterator[Problem]:
    for key in section:
        if key not in allowed:
            message = f"Unknown key {key!r}. {suggest(key, allowed)}"
            yield Problem(plot.where(*key_path, key), message)


def _method_problems(plot: PlotConfig, method: Any, key_path: KeyPath) -> Iterator[Problem]:
    match method:
        case str():
            return
        case {"operation": str(), **arguments}:
            if arguments.get("pass_pspace"):
                message = (
                    "There is no object of the parameter space here: take the parameters from the "
                    "coordinates of the arrays that the operation is given."
                )
                yield Problem(plot.where(*key_path, "pass_pspace"), message)
        case _:
            message = (
                f"Found {method!r}. Allowed: {', '.join(DEFAULT_METHODS)}, the name of an "
                "operation, or a mapping with `operation` and its arguments by keyword."
            )
            yield Problem(plot.where(*key_path), message)
