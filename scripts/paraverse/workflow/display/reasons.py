"""Snakemake's reasons for running a job, in a few words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paraverse.base.printable import printable_line
from paraverse.errors import list_some

MAX_CHANGES = 3
"""The largest number of changes that a reason names."""

_LONGEST = 40
"""The largest number of characters of a value."""

_DIGEST = re.compile(r"(?:\s|: |^)[0-9a-f]{8,64}$")
_COUNT = re.compile(r"(\d+), [0-9a-f]{8,64}$")
_CONSEQUENCES = ("upstream", "conversion", "order", "simulation")
"""Digests of what other changes cause, which are named only if nothing else is."""

_CHECKS = {
    "output": "it is no longer as it was written",
    "file": "a file that was read has changed",
    "record": "there is no record of it",
}
"""Phrases for what `paraverse.workflow.outdated` finds out. Its values contain paths, which would
be another reason for each job."""


def describe_reason(reason: Any) -> str:
    """Return why Snakemake runs a job.

    Parameters
    ----------
    reason
        Snakemake's `Reason`.

    Returns
    -------
    str
        A phrase such as ``helpers.set_title.title: 'A' -> 'B'``, which names at most
        `MAX_CHANGES` changes; empty for a job that every run has.
    """
    if reason.forced:
        return "forced"
    if reason.incomplete_output:
        return "an earlier run was interrupted"
    if reason.missing_output:
        return "not there yet"
    changes = list(_describe_all(reason))
    if changes:
        return list_some(changes, MAX_CHANGES)
    if reason.updated_input_run:
        return "what it is made from is made again"
    if reason.updated_input:
        return "what it is made from is newer"
    return ""


def _describe_all(reason: Any) -> Iterator[str]:
    if reason.params_changed:
        yield from describe_changes(reason.params_changed.only_old, reason.params_changed.only_new)
    if reason.input_changed:
        yield "it is made from other files"
    if reason.code_changed:
        yield "its rule has changed"
    if reason.software_stack_changed:
        yield "its software environment has changed"


def describe_changes(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return what differs between the parameters of two runs of a job.

    Parameters
    ----------
    old, new
        The parameters that only the earlier run had, and that only the next one has, as Snakemake
        records them.

    Returns
    -------
    list of str
        A phrase for each change, in alphabetical order: ``key: old -> new`` for values in the
        configuration, the name alone for digests.
    """
    before, after = _by_key(old), _by_key(new)
    changes: list[str] = []
    consequences: list[str] = []
    for key in sorted({*before, *after}):
        change = _describe_change(key, before, after)
        (consequences if key.split(" ")[0] in _CONSEQUENCES else changes).append(change)
    return changes or (["what it is made from has changed"] if consequences else [])


def _by_key(params: Iterable[str]) -> dict[str, str]:
    """Return the value of each parameter, which is empty for digests."""
    values = {}
    for param in params:
        text = _unquote(param)
        key, separator, value = text.partition(" = ")
        if separator:
            count = _COUNT.match(value)
            value = count[1] if count else "" if _DIGEST.search(f" {value}") else value
        else:
            key = _DIGEST.sub("", text)
        values[key] = value
    return values


def _describe_change(key: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    old, new = before.get(key), after.get(key)
    if key in _CHECKS:
        return _CHECKS[key]
    if old == new:
        change = f"{key} changed"
    elif new is None:
        change = f"{key} is gone"
    elif old is None:
        change = f"{key}: {_shorten(new)} is new" if new else f"{key} is new"
    else:
        change = f"{key}: {_shorten(old)} -> {_shorten(new)}"
    return printable_line(change)


def _unquote(param: str) -> str:
    """Return a parameter without the quotes of its representation in Snakemake's records."""
    if param[:1] in "'\"":
        try:
            return str(ast.literal_eval(param))
        except (ValueError, SyntaxError):
            pass
    return param


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
