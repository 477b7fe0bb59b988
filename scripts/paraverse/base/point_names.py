"""Names of points in a parameter space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from paraverse.base.digest import digest
from paraverse.base.printable import printable_line

MAX_LENGTH = 100
"""Longest name of a point, in characters; longer ones are abbreviated with a digest."""

MAX_BYTES = 150
"""Longest name of a universe in paths, without a digest: names of files with it, and with the
endings of previews and temporary files, have at most 255 bytes."""

_MAX_REPEATS = 20
"""Number of repetitions that Snakemake does not accept."""


def format_point_name(names: Sequence[str], values: Sequence[Any]) -> str:
    """Return the name of a point, made of its values as in Snakemake's `Paramspace`.

    The name depends on the point alone, so that it stays the same when the space grows.

    Parameters
    ----------
    names
        The names of the dimensions.
    values
        The value in each dimension.

    Returns
    -------
    str
        A name that is safe as a file name, with the last dimension first, as it varies fastest;
        ``default`` if there are no dimensions.

    Examples
    --------
    >>> format_point_name(["max_step_size", "seed"], [0.1, 3])
    'seed~3_max_step_size~0.1'
    """
    if not names:
        return "default"
    parts = [f"{_plain(n)}~{_plain(v)}" for n, v in zip(names, values, strict=True)]
    name = "_".join(reversed(parts))
    if len(name) > MAX_LENGTH:
        name = f"{name[: MAX_LENGTH - 10].rstrip('._')}_{digest(name)}"
    return wildcard_value(name)


def wildcard_value(name: str) -> str:
    """Return a name that Snakemake accepts as the value of a wildcard.

    Parameters
    ----------
    name
        The name of a universe.

    Returns
    -------
    str
        The same name, unless it contains braces or angle brackets, which would stand for something
        else, backslashes or control characters, which terminals interpret, or begins with a dot,
        is longer than `MAX_BYTES`, or ends with many repetitions, which Snakemake takes for an
        infinite recursion. Then these characters are replaced, the name is cut, and a digest is
        appended.

    Examples
    --------
    >>> wildcard_value("sim_12")
    'sim_12'
    """
    plain = re.sub(r"^\.|[{}<>\\]", "_", name)
    if printable_line(plain) != plain:
        plain = printable_line(plain).replace("\\", "_")
    plain = plain.encode()[:MAX_BYTES].decode(errors="ignore")
    repeats = len(name) >= _MAX_REPEATS and re.search(rf"(.+?)\1{{{_MAX_REPEATS - 1}}}$", name)
    return f"{plain}_{digest(name)}" if repeats or plain != name else name


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    is_scalar = value is None or isinstance(value, str | bool | int | float)
    # The strings "1" and "True" must differ from the number and the Boolean
    reads_as_itself = not isinstance(value, str) or not re.fullmatch(
        r"[-+.0-9].*|nan|inf|None|True|False", value
    )
    if is_scalar and reads_as_itself and re.fullmatch(r"[\w.+-]+", text, re.ASCII):
        return text
    return digest([type(value).__name__, value])
