"""Fingerprints of programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paraverse.user_code.dependencies import DependencyGraph


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
    graph = DependencyGraph([file])
    graph.parse_all()
    return graph.find_all_code([Path(file)]).fingerprint


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
    graph = DependencyGraph([file])
    graph.parse_all()
    code = graph.find_all_code([Path(file)])
    yield f"script {file} {code.summary}"
    yield from code.describe()
