"""State what the universes of a sweep depend on: the program that simulates them, and its files."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from paraverse.base.content import content_of
from paraverse.config.models import Simulate
from paraverse.errors import ConfigError
from paraverse.user_code.fingerprint import describe_program

_WORD = re.compile(r"""[^\s'"=;|&<>(){}$`,]+""")

_SYSTEM_FOLDERS = ("/bin", "/dev", "/etc", "/lib", "/opt", "/proc", "/sbin", "/sys", "/usr")
"""Folders of installed programs, which change with the system rather than with the project."""


def simulation_lines(simulate: Simulate, content: Callable[[str], str]) -> tuple[str, ...]:
    """Return lines that change with the program of a simulation and with the files that it names.

    Parameters
    ----------
    simulate
        The section `simulate` of the configuration.
    content
        Returns a digest of the content of a file.

    Returns
    -------
    tuple of str
        A line for the program, and one for each definition and file that it uses: local modules
        of a Python program, files that occur in the command, and those of `depends_on`.
    """
    lines = [] if simulate.script is None else [*describe_program(simulate.script)]
    for file in files_in_command(simulate.command or ""):
        lines += _describe_file(file, content)
    for name in simulate.depends_on:
        lines.append(f"file {name} {content_of(name) if Path(name).is_dir() else content(name)}")
    return tuple(dict.fromkeys(lines))


def _describe_file(path: Path, content: Callable[[str], str]) -> Iterator[str]:
    if path.suffix == ".py":
        try:
            yield from describe_program(path)
        except ConfigError:  # it may be for another version of Python
            yield f"file {path} {content(str(path))}"
    else:
        yield f"file {path} {content(str(path))}"


def files_in_command(command: str) -> list[Path]:
    """Find the files that a command names, also below folders that it names."""
    words = _WORD.findall(command)
    folders = [Path(), *(Path(word) for word in words if Path(word).is_dir())]
    names = list(words)
    for option, module in itertools.pairwise(words):
        if option == "-m":  # of Python
            file = module.replace(".", "/")
            names += [f"{file}.py", f"{file}/__main__.py"]
    paths = [folder / name for name in names for folder in folders]
    return [path for path in dict.fromkeys(paths) if path.is_file() and not _is_installed(path)]


def _is_installed(path: Path) -> bool:
    prefixes = (*_SYSTEM_FOLDERS, sys.prefix, sys.base_prefix)
    return any(path.absolute().is_relative_to(prefix) for prefix in prefixes)
