"""Descriptions of a multiverse and its universes as text and for notebooks."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.base.printable import printable_line
from paraverse.errors import pluralize
from paraverse.store.read.batch import BatchFile

if TYPE_CHECKING:
    import pandas as pd

_MAX_FIELDS = 20
"""Number of fields that a printed multiverse lists."""


def multiverse_text(
    dimensions: Mapping[str, Sequence[Any]],
    universes: int,
    *,
    incomplete: int,
    fields: Sequence[str],
) -> str:
    """Describe a multiverse as text.

    Parameters
    ----------
    dimensions
        The values of each swept parameter.
    universes, incomplete
        The number of universes, and of those that lack something.
    fields
        The paths of the stored fields.

    Returns
    -------
    str
        Several lines.

    Examples
    --------
    >>> print(multiverse_text({"a": [1, 2]}, 2, incomplete=1, fields=["data", "data/x"]))
    <Multiverse of 2 universes (a: 2)>
    Not complete: 1 universe, see .status
    Stored fields:
        data
        data/x
    """
    sizes = ", ".join(f"{name}: {len(values)}" for name, values in dimensions.items())
    lines = [f"<Multiverse of {pluralize(universes, 'universe')} ({sizes})>"]
    if incomplete:
        lines.append(f"Not complete: {pluralize(incomplete, 'universe')}, see .status")
    listed = [f"    {printable_line(field)}" for field in fields]
    if len(listed) > _MAX_FIELDS:
        omitted = len(listed) - _MAX_FIELDS + 2
        listed = [*listed[:-omitted], f"    … ({omitted} more)"]
    return "\n".join([*lines, "Stored fields:", *listed])


def multiverse_html(text: str, universes: pd.DataFrame) -> str:
    """Describe a multiverse for a notebook.

    Parameters
    ----------
    text
        The description as text.
    universes
        A row for each universe.

    Returns
    -------
    str
        HTML, in which text from data is escaped.
    """
    return f"<pre>{html.escape(text)}</pre>{universes.to_html(max_rows=10, escape=True)}"


def format_status(batch: BatchFile, name: str) -> str:
    """Return the status of a universe.

    Parameters
    ----------
    batch
        The file of the store that holds it.
    name
        Its id.

    Returns
    -------
    str
        ``complete``, or what it lacks; then notes in parentheses.
    """
    entry = batch.entry(name)
    status = "; ".join(entry.warnings) or "complete"
    return f"{status} ({'; '.join(entry.notes)})" if entry.notes else status
