"""Warnings about data that may mislead, which a figure and the summary of a run repeat."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from paraverse.base.job_messages import REPEATED

log = logging.getLogger(__name__)

_collected: ContextVar[list[str] | None] = ContextVar("_collected", default=None)


def warn_about_data(message: str) -> None:
    """Log a warning about data, and pass it to `collect_data_warnings`.

    Parameters
    ----------
    message
        What is wrong with which data, and what to do about it. The log is not enough for something
        without which a figure is misunderstood.
    """
    log.warning("%s", message, extra=REPEATED)
    collected = _collected.get()
    if collected is not None and message not in collected:
        collected.append(message)


@contextmanager
def collect_data_warnings() -> Iterator[list[str]]:
    """Collect the warnings about data within a context.

    Yields
    ------
    list of str
        The messages of `warn_about_data`, each once. The list grows while the context is open.
    """
    messages: list[str] = []
    token = _collected.set(messages)
    try:
        yield messages
    finally:
        _collected.reset(token)
