"""Snakemake's reasons for running a job, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from paraverse.base.printable import printable_line
from paraverse.errors import list_some
from paraverse.workflow.states.changes import describe_check, find_changes, read_params

MAX_CHANGES = 3
"""The largest number of changes that a reason names."""


def describe_reason(reason: Any) -> str:
    """Return why Snakemake runs a job.

    Parameters
    ----------
    reason
        Snakemake's `Reason`.

    Returns
    -------
    str
        A phrase such as ``helpers.set_title.title: 'A' → 'B'``, which names at most
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
        yield from _describe_params(reason.params_changed.only_old, reason.params_changed.only_new)
    if reason.input_changed:
        yield "it is made from other files"
    if reason.code_changed:
        yield "its rule has changed"
    if reason.software_stack_changed:
        yield "its software environment has changed"


def _describe_params(old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    """Yield what differs between the parameters of two runs of a job, as Snakemake records them."""
    old, new = list(old), list(new)
    checks = dict.fromkeys(check[0] for check in map(describe_check, new) if check is not None)
    changes = find_changes(read_params(old), read_params(new))
    phrases = [*checks, *(printable_line(change.brief) for change in changes)]
    yield from phrases or ["what it is made from has changed"]
