"""The loaders for text files, and parsers for the YAML, JSON and TOML that simulations write."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paraverse.errors import LoadError
from paraverse.load.members import Text
from paraverse.load.report import Report
from paraverse.yaml_io.data import parse_yaml_data

log = logging.getLogger(__name__)


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
        return Text(_read(path).decode(encoding, errors))
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
    content = _read(path)
    text = content.decode("utf-8-sig", "replace")
    if "\ufffd" in text and "\ufffd".encode() not in content:
        report("has bytes that are not UTF-8; they are replaced by \ufffd")
    try:
        parse_text(text, syntax)
    except LoadError as error:
        raise LoadError(f"{path}: {error}") from error
    return Text(text, syntax)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror}") from error


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid JSON: {error}") from error


def _parse_toml(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid TOML: {error}") from error


_PARSERS: dict[str, Callable[[str], Any]] = {
    "json": _parse_json,
    "path": Path,
    "text": str,
    "toml": _parse_toml,
    "yaml": parse_yaml_data,
}
