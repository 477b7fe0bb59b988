"""The loaders for text files, and parsers for the YAML, JSON and TOML that simulations write."""

from __future__ import annotations

import json
import logging
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paraverse.base.regular_files import read_regular
from paraverse.errors import LoadError
from paraverse.load.members import Text
from paraverse.load.report import Report
from paraverse.yaml_io.core_schema import MAX_DIGITS
from paraverse.yaml_io.data import parse_yaml_data
from paraverse.yaml_io.limits import MAX_DEPTH, MAX_QUICK_VALUES

log = logging.getLogger(__name__)

_MAX_BYTES = 2**30
_MAX_PARSED_BYTES = 2**27
"""Limits on the size of text files, and of those with a syntax, whose values take up to twenty
times as much memory."""

_MAX_QUICK_BYTES = 2**21
"""Limit on the size of files that are parsed while the workflow is planned."""

_MAX_KEY_PARTS = 200
"""Largest number of parts of a dotted key in TOML, which take quadratic time."""

_MAX_BITS = 4 * MAX_DIGITS

_BETWEEN_TOML_KEYS = re.compile(r"[,=\[\]{}\n]")


def parse_text(text: str, syntax: str) -> Any:
    """Parse the content of a text file.

    Parameters
    ----------
    text
        The content.
    syntax
        "yaml", "json", "toml", "path" or "text", as in `paraverse.load.members.Text`.

    Returns
    -------
    object
        Nested dictionaries, lists and scalars; a `pathlib.Path` for "path"; the content itself
        for "text".

    Raises
    ------
    LoadError
        If the content is not valid.

    Examples
    --------
    >>> parse_text("[1, 2]", "json")
    [1, 2]
    >>> parse_text("[1, 2]", "text")
    '[1, 2]'
    """
    return _PARSERS[syntax](text)


def parse_small_file(path: str, syntax: str) -> Any:
    """Read and parse a file of parameters, within limits that keep the time to a few seconds.

    Parameters
    ----------
    path
        Path of the file, which should be in UTF-8.
    syntax
        "yaml", "json" or "toml".

    Returns
    -------
    object
        Nested dictionaries, lists and scalars.

    Raises
    ------
    LoadError
        If the file cannot be read, is not a regular file, is not valid, or exceeds a limit.
    """
    text = read_regular(path, _MAX_QUICK_BYTES).decode("utf-8-sig", "replace")
    try:
        if syntax == "yaml":
            return parse_yaml_data(text, max_values=MAX_QUICK_VALUES)
        return parse_text(text, syntax)
    except LoadError as error:
        raise LoadError(f"{path}: {error}") from error


def load_text_file(path: str, *, encoding: str = "utf-8", errors: str = "replace") -> Text:
    """Read a text file.

    Parameters
    ----------
    path
        Path of the file.
    encoding
        Its encoding.
    errors
        How to handle bytes that are not valid in this encoding, as in `bytes.decode`.

    Returns
    -------
    Text
        The whole content, with the line endings of the file.

    Raises
    ------
    LoadError
        If the file cannot be read or decoded, or if there is no such encoding.
    """
    try:
        return Text(read_regular(path, _MAX_BYTES).decode(encoding, errors))
    except (LookupError, UnicodeError) as error:
        raise LoadError(f"{path} is not {encoding}: {error}") from error


def load_yaml_file(path: str, *, report: Report = log.warning) -> Text:
    """Read a YAML file and check that it is valid.

    Parameters
    ----------
    path
        Path of the file, which should be in UTF-8.
    report
        Called with a message if bytes that are not valid UTF-8 were replaced.

    Returns
    -------
    Text
        The unparsed content, without a byte order mark.

    Raises
    ------
    LoadError
        If the file cannot be read, is not valid, or has tags other than those of paramspace.
    """
    return _load(path, "yaml", report)


def load_json_file(path: str, *, report: Report = log.warning) -> Text:
    """Read a JSON file and check that it is valid.

    Parameters
    ----------
    path
        Path of the file, which should be in UTF-8.
    report
        Called with a message if bytes that are not valid UTF-8 were replaced.

    Returns
    -------
    Text
        The unparsed content, without a byte order mark.

    Raises
    ------
    LoadError
        If the file cannot be read or is not valid.
    """
    return _load(path, "json", report)


def load_toml_file(path: str, *, report: Report = log.warning) -> Text:
    """Read a TOML file and check that it is valid.

    Parameters
    ----------
    path
        Path of the file, which should be in UTF-8.
    report
        Called with a message if bytes that are not valid UTF-8 were replaced.

    Returns
    -------
    Text
        The unparsed content, without a byte order mark.

    Raises
    ------
    LoadError
        If the file cannot be read or is not valid.
    """
    return _load(path, "toml", report)


def _load(path: str, syntax: str, report: Report) -> Text:
    content = read_regular(path, _MAX_PARSED_BYTES)
    text = content.decode("utf-8-sig", "replace")
    if "\ufffd" in text and "\ufffd".encode() not in content:
        report("has bytes that are not UTF-8; they are replaced by \ufffd")
    try:
        parse_text(text, syntax)
    except LoadError as error:
        raise LoadError(f"{path}: {error}") from error
    return Text(text, syntax)


def _parse_json(text: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid JSON: {error}") from error
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _check_values(value, "JSON")
    return value


def _parse_toml(text: str) -> Any:
    if any(key.count(".") > _MAX_KEY_PARTS for key in _BETWEEN_TOML_KEYS.split(text)):
        raise LoadError(f"not valid TOML: a key of more than {_MAX_KEY_PARTS} parts")
    try:
        value = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid TOML: {error}") from error
    _check_values(value, "TOML")
    return value


def _check_values(value: Any, syntax: str) -> None:
    """Check that what reads the values next can neither exceed Python's recursion nor fail."""
    remaining = [(value, 0)]
    while remaining:
        value, depth = remaining.pop()
        if isinstance(value, dict | list):
            if depth == MAX_DEPTH:
                raise LoadError(f"not valid {syntax}: nested more than {MAX_DEPTH} deep")
            items = value.values() if isinstance(value, dict) else value
            remaining += [(item, depth + 1) for item in items]
        elif isinstance(value, int) and value.bit_length() > _MAX_BITS:
            raise LoadError(f"not valid {syntax}: an integer with more than {MAX_DIGITS} digits")


_PARSERS: dict[str, Callable[[str], Any]] = {
    "json": _parse_json,
    "path": Path,
    "text": str,
    "toml": _parse_toml,
    "yaml": parse_yaml_data,
}
