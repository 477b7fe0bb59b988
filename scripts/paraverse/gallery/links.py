"""Links from the page to files of the project."""

from __future__ import annotations

import os
from urllib.parse import quote


def link(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    """Return the address of a file relative to a folder.

    Parameters
    ----------
    path
        The file.
    folder
        The folder of the page.

    Returns
    -------
    str
        A relative URL. It cannot begin with a scheme such as ``javascript:``, as a colon is
        escaped.

    Examples
    --------
    >>> link("results/figures/a b:c.pdf", "results")
    'figures/a%20b%3Ac.pdf'
    """
    return quote_segments(os.path.relpath(path, folder))


def quote_segments(path: str) -> str:
    """Return a relative path as part of a URL.

    Parameters
    ----------
    path
        Names that are separated by ``/``. Bytes of names that are not text are accepted.

    Returns
    -------
    str
        The path in ASCII, with all characters escaped that mean something in a URL.
    """
    return quote(os.fsencode(path), safe="/~+=,")
