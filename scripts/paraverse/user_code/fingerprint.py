"""Fingerprints of programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paraverse.user_code.dependencies import DependencyGraph
from paraverse.user_code.used_code import UsedCode


def fingerprint_file(file: str | Path) -> str:
    """Return a fingerprint of a program and of the modules beside it that it imports.

    Parameters
    ----------
    file
        A Python file.

    Returns
    -------
    str
        16 hexadecimal digits, which change when the code changes, but not when comments do.

    Raises
    ------
    ConfigError
        If one of the files is missing or is not valid Python.
    """
    return _read_program(file).fingerprint


def describe_program(file: str | Path) -> Iterator[str]:
    """Describe what the result of a program depends on, for the reasons that Snakemake shows.

    Parameters
    ----------
    file
        A Python file.

    Yields
    ------
    str
        A line with a digest for the program, for each definition of a local module that it uses,
        and for each file with code that it names.

    Raises
    ------
    ConfigError
        If one of the files is missing or is not valid Python.
    """
    code = _read_program(file)
    yield _line(file, code)
    yield from code.describe()


def program_sources(file: str | Path) -> dict[str, str]:
    """Return the code behind the lines of `describe_program`.

    Parameters
    ----------
    file
        A Python file.

    Returns
    -------
    dict of str to str
        The code of the program, and of each definition of a local module that it uses, by the line.

    Raises
    ------
    ConfigError
        If one of the files is missing or is not valid Python.
    """
    code = _read_program(file)
    return {_line(file, code): code.own_source, **code.definitions}


def _read_program(file: str | Path) -> UsedCode:
    graph = DependencyGraph([file])
    graph.parse_all()
    return graph.find_all_code([Path(file)])


def _line(file: str | Path, code: UsedCode) -> str:
    return f"script {file} {code.summary}"
