"""Fields that `paraverse init` has found in existing data."""

from __future__ import annotations

from typing import Any

from paraverse.new_project.contents import Field, NameSource

COLUMNS = {1: NameSource(name="columns", config={"attribute": "columns"})}
"""The names of the second dimension, in an attribute."""


def found_field(path: str, *shape: int, **options: Any) -> Field:
    """Return a field of numbers, whose dimensions have no names by default."""
    dims = tuple(f"dim_{axis}" for axis in range(len(shape)))
    defaults = {"dims": dims, "is_coordinate": False, "is_constant": False}
    return Field(path=path, shape=shape, **{**defaults, **options})
