"""Operations on anything: pass it on, show it, take parts of it."""

from __future__ import annotations

import logging
from typing import Any

from paraverse.transform.registry import operation

log = logging.getLogger(__name__)


@operation("define")
def define(value: Any) -> Any:
    """Return the value."""
    return value


@operation("pass")
def pass_on(value: Any) -> Any:
    """Return the value."""
    return value


@operation("print")
def show(value: Any, *, end: str = "\n", fstr: str | None = None) -> Any:
    """Write the value to the log and return it.

    Parameters
    ----------
    value
        Anything.
    end
        Appended.
    fstr
        Format string with one unnamed field, such as ``"mean: {}"``.
    """
    log.info("%s%s", fstr.format(value) if fstr else value, end.rstrip("\n"))
    return value


@operation("getitem")
def getitem(data: Any, key: Any) -> Any:
    """Return ``data[key]``; a path such as ``data/random_walk`` in the data tree."""
    return data[key]
