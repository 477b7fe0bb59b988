"""Packages and programs that a figure needs, and that were installed after it failed for them."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterable

_PACKAGE = re.compile(r"No module named '(\w+)'|`pip install (\w+)`|needs the package (\w+)")
_PROGRAM = re.compile(r"(ffmpeg|imagemagick)\w* is not installed")
_COMMANDS = {"ffmpeg": ("ffmpeg",), "imagemagick": ("magick", "convert")}
"""The words of messages about packages and programs, and the commands of programs."""


def installed_since(messages: Iterable[str]) -> str | None:
    """Find a package or a program that was missing when figures were drawn.

    Parameters
    ----------
    messages
        The reasons for which figures failed.

    Returns
    -------
    str or None
        The name of the first that this environment has now; None if there is none.
    """
    for message in messages:
        for match in _PACKAGE.finditer(message):
            package: str = next(filter(None, match.groups()))
            if importlib.util.find_spec(package) is not None:
                return package
        for match in _PROGRAM.finditer(message):
            if any(map(shutil.which, _COMMANDS[match[1]])):
                return match[1]
    return None
