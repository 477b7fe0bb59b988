"""The core schema of YAML 1.2: types of plain scalars.

PyYAML follows YAML 1.1, where `1e-5` is a string and `no` is false. The patterns are those of
ruamel.yaml and paramspace, which write the parameter files of simulations.
"""

from __future__ import annotations

import re

BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
FLOAT = re.compile(
    r"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
INT = re.compile(r"^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$")

TYPES = {
    "tag:yaml.org,2002:bool": (BOOL, "tTfF"),
    "tag:yaml.org,2002:float": (FLOAT, "-+0123456789."),
    "tag:yaml.org,2002:int": (INT, "-+0123456789"),
}
"""Pattern and possible first characters of scalars, for each type that differs from YAML 1.1."""

MAX_DIGITS = 1000
"""Largest number of digits of an integer. Python neither reads nor writes decimal numbers of more
than 4300 digits, so that messages with larger ones would fail."""


def parse_integer(string: str) -> int:
    """Return the value of a scalar that matches `INT`.

    Parameters
    ----------
    string
        An integer in decimal, binary (``0b``), octal (``0o``) or hexadecimal (``0x``) notation.
        A leading zero does not make it octal.

    Returns
    -------
    int
        The value.

    Raises
    ------
    ValueError
        If the string has no digits, or more than `MAX_DIGITS`.

    Examples
    --------
    >>> parse_integer("-0x1f"), parse_integer("1_000"), parse_integer("017")
    (-31, 1000, 17)
    """
    string = string.replace("_", "")
    if len(string) > MAX_DIGITS:
        raise ValueError(f"an integer with more than {MAX_DIGITS} digits")
    digits = string.lstrip("+-").lower()
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
    return (-1 if string.startswith("-") else 1) * int(digits if base == 10 else digits[2:], base)
