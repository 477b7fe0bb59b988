"""Run the loader of a file."""

from __future__ import annotations

import functools
import inspect
import logging
import os
from collections.abc import Mapping
from typing import Any

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_links import LinkChecker
from paraverse.base.regular_files import check_regular
from paraverse.errors import LoadError
from paraverse.load.members import Member, Tree
from paraverse.load.registry import FIELD_FILTER_NAMES, Loader, find_loader, signature_problems
from paraverse.load.report import Report
from paraverse.load.to_members import to_members

log = logging.getLogger(__name__)


def load_file(
    name: str,
    path: str,
    field_filter: FieldFilter | None = None,
    *,
    report: Report = log.warning,
    base: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Member | Tree:
    """Load a file with a loader.

    Parameters
    ----------
    name
        Name of the loader.
    path
        Path of the file or folder.
    field_filter
        Selects the fields in the file that are needed; by default all.
    report
        Called with a message for each item that is left out. The message begins with the path
        of the item in the file.
    base
        The folder that links in the file may not lead out of; by default the file's own.
    options
        Options of the loader.

    Returns
    -------
    Member or dict of str to Member
        One member, or the members of the file by path; the path "" is the file's own group.

    Raises
    ------
    LoadError
        If there is no such loader, if it does not take the options, or if it fails for any reason.
    """
    options = options or {}
    field_filter = field_filter or FieldFilter()
    function = find_loader(name)
    signature = _signature(function)
    problems = _problems(name, function, tuple(options))
    if problems:
        raise LoadError(" ".join(problems))
    injected = {"report": report, "base": base, **dict.fromkeys(FIELD_FILTER_NAMES, field_filter)}
    injected = {key: value for key, value in injected.items() if key in signature.parameters}
    try:
        if name not in _OF_PATHS:
            _check_readable(path)
        return to_members(function(path, **injected, **options), field_filter, report)
    except LoadError as error:
        raise LoadError(_with_path(path, str(error))) from error
    except Exception as error:
        # Whatever goes wrong in a loader, one broken universe must not break the sweep
        first_line = str(error).partition("\n")[0]
        message = f"{path} cannot be loaded as {name}: {type(error).__name__}: {first_line}"
        raise LoadError(message) from error


_OF_PATHS = ("fspath", "fstree")
"""Loaders that return paths and open nothing."""


def _check_readable(path: str) -> None:
    """Raise an error for anything but a regular file, or a folder with regular files in it."""
    if not os.path.isdir(path):
        if os.path.exists(path):  # otherwise the loader says what is wrong
            check_regular(path)
        return
    checker = LinkChecker(path, folders_may_be_links=False)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            relative = os.path.relpath(f"{folder}/{name}", path)
            problem = checker.problem(relative)
            if problem:
                raise LoadError(f"{path}/{relative} {problem}")


_signature = functools.cache(inspect.signature)


@functools.cache
def _problems(name: str, function: Loader, options: tuple[str, ...]) -> list[str]:
    return signature_problems(name, _signature(function), dict.fromkeys(options))


def _with_path(path: str, message: str) -> str:
    return message if path in message else f"{path}: {message}"
