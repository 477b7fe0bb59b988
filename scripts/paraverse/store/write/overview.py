"""Write an overview of the universes in a file: names, parameters, loading status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.store.write.netcdf_writer import NetcdfWriter

_MISSING = object()
"""Represents the value of a parameter that a universe does not have."""


def write_overview(writer: NetcdfWriter, universes: Sequence[LoadedUniverse]) -> None:
    """Write the variables whose only dimension is ``universe``, for other programs.

    These are the coordinate ``universe`` with the names, a coordinate for each swept parameter and
    for each parameter that depends on swept ones, and ``status``, which describes what could not be
    loaded.

    Parameters
    ----------
    writer
        Writer of the file.
    universes
        The universes of the batch, in the order of the file.
    """
    root = writer.file
    writer.require_dimension(root, "universe", len(universes), labels="names")
    writer.write_variable(root, "universe", _to_strings(u.id for u in universes), dims=["universe"])
    names = []
    swept = [universe.parameters for universe in universes]
    dependent = [
        {name: value for name, (_, value) in universe.coordinates.items()} for universe in universes
    ]
    for kind, parameters in (("swept parameter", swept), ("parameter", dependent)):
        for name in dict.fromkeys(name for own in parameters for name in own):
            values = _parameter_values([own.get(name, _MISSING) for own in parameters])
            variable = writer.write_variable(root, name, values, dims=["universe"])
            variable.long_name = f"{kind} {name}"
            names.append(variable.name)
    variable = writer.write_variable(
        root, "status", _to_strings(map(_status, universes)), dims=["universe"]
    )
    variable.long_name = "whether all could be loaded, and if not, why"
    names.append(variable.name)
    root.coordinates = " ".join(name for name in names if " " not in name)


def _status(universe: LoadedUniverse) -> str:
    status = f"incomplete: {'; '.join(universe.warnings)}" if universe.warnings else "complete"
    return f"{status} ({'; '.join(universe.notes)})" if universe.notes else status


def _parameter_values(values: Sequence[Any]) -> np.ndarray:
    """Return the values as numbers if these are exact, with NaN for missing ones; else as text."""
    present = [value for value in values if value is not _MISSING]
    if all(type(value) in (int, float) for value in present):
        array = np.array([np.nan if value is _MISSING else value for value in values])
        if array.dtype.kind in "iuf" and all(map(_is_exact, array.tolist(), values)):
            return array
    # Where there are other values besides text, the text "1" must differ from the number 1
    in_quotes = not all(isinstance(value, str) for value in present)
    as_text = repr if in_quotes else str
    return _to_strings("" if value is _MISSING else _format(value, as_text) for value in values)


def _format(value: Any, as_text: Callable[[str], str]) -> str:
    return as_text(value) if isinstance(value, str) else str(value)


def _is_exact(number: Any, value: Any) -> bool:
    is_nan = value is _MISSING or value != value
    return bool(number == value or is_nan)


def _to_strings(strings: Iterable[str]) -> np.ndarray:
    clean = [string.encode(errors="replace").decode().replace("\0", "") for string in strings]
    return np.array(clean, dtype=object)
