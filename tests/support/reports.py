"""Functions for loaders to report what they leave out."""

from __future__ import annotations


def fail_on_report(message: str) -> None:
    """Fail as soon as something is left out."""
    raise AssertionError(message)


def ignore_report(message: str) -> None:
    """Ignore what is left out."""
