"""Names of points of a parameter space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from paraverse.base.digest import digest

LONGEST_NAME = 100


def format_point_name(names: Sequence[str], values: Sequence[Any]) -> str:
    """Name a point by its values, as Snakemake's `Paramspace` does.

    A name depends on the point alone, so that it stays when the space grows. What varies fastest
    comes first.

    Examples
    --------
    >>> format_point_name(["max_step_size", "seed"], [0.1, 3])
    'seed~3_max_step_size~0.1'
    """
    if not names:
        return "default"
    parts = [f"{_plain(n)}~{_plain(v)}" for n, v in zip(names, values, strict=True)]
    name = "_".join(reversed(parts))
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 10].rstrip('._')}_{digest(name)}"
    return name


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    is_scalar = value is None or isinstance(value, str | bool | int | float)
    # "1" and 1 are two values; so are "true" and True
    reads_as_itself = not isinstance(value, str) or not re.fullmatch(
        r"[-+.0-9].*|nan|inf|None|True|False", value
    )
    if is_scalar and reads_as_itself and re.fullmatch(r"[\w.+-]+", text, re.ASCII):
        return text
    return digest([type(value).__name__, value])
