"""What a file of the store tells of its universes: names, parameters, what could not be loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from paraverse.load.members import Tree
from paraverse.store.write.netcdf_writer import NetcdfWriter


@dataclass(frozen=True)
class LoadedUniverse:
    """One universe, loaded.

    Attributes
    ----------
    id
        Its name.
    key
        What the data tree calls it.
    parameters
        Its place in the parameter space: a value for each dimension.
    tree
        Its data.
    reasons
        What could not be loaded, and why; empty if everything was.
    """

    id: str
    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    tree: Tree = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def write_overview(writer: NetcdfWriter, universes: Sequence[LoadedUniverse]) -> None:
    """Write variables over the dimension `universe`: its coordinate, the parameters, `status`.

    Parameters
    ----------
    writer
        Of the file.
    universes
        Of the batch.
    """
    root = writer.file
    writer.dimension(root, "universe", len(universes), labels="names")
    writer.variable(root, "universe", _texts(u.id for u in universes), ["universe"])
    names = []
    for parameter in dict.fromkeys(name for u in universes for name in u.parameters):
        values = _parameter([u.parameters.get(parameter) for u in universes])
        variable = writer.variable(root, parameter, values, ["universe"])
        variable.long_name = f"swept parameter {parameter}"
        names.append(variable.name)
    variable = writer.variable(root, "status", _texts(map(_status, universes)), ["universe"])
    variable.long_name = "whether all could be loaded, and if not, why"
    names.append(variable.name)
    root.coordinates = " ".join(name for name in names if " " not in name)


def _status(universe: LoadedUniverse) -> str:
    return f"incomplete: {'; '.join(universe.reasons)}" if universe.reasons else "complete"


def _parameter(values: Sequence[Any]) -> np.ndarray:
    known = [value for value in values if value is not None]
    if known and all(type(value) in (int, float) for value in known):
        array = np.array([np.nan if value is None else value for value in values])
        if array.dtype.kind in "iuf":
            return array
    return _texts("" if value is None else str(value) for value in values)


def _texts(texts: Iterable[str]) -> np.ndarray:
    clean = [text.encode(errors="replace").decode().replace("\0", "") for text in texts]
    return np.array(clean, dtype=object)
