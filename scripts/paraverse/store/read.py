"""Read universes from the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import netCDF4
import numpy as np

from paraverse.errors import LoadError, suggest
from paraverse.load.text import parse_yaml
from paraverse.store.arrays import attribute_from_json, decode
from paraverse.store.write import FORMAT, INDEX, sizes_of

if TYPE_CHECKING:
    import xarray as xr


class Batch:
    """One file of the store, open for reading.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    LoadError
        If the file is not a store of this version.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = netCDF4.Dataset(path)
        self._file.set_auto_mask(False)
        self._file.set_auto_scale(False)
        if INDEX not in self._file.variables:
            raise LoadError(f"{path} is not a store of paraverse")
        self._index = json.loads(str(self._file.variables[INDEX][...]))
        if self._index["format"] != FORMAT:
            raise LoadError(
                f"{path} has format {self._index['format']}, not {FORMAT}: remove the file"
            )
        self.ids: list[str] = [entry["id"] for entry in self._index["universes"]]
        self.fields: Mapping[str, Any] = self._index["fields"]
        self._columns: dict[str, list[Any]] = {}

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def universe(self, universe_id: str) -> Universe:
        """Return one universe by its name."""
        return Universe(self, self.ids.index(universe_id))

    def parameters(self, universe_id: str) -> dict[str, Any]:
        """Return the values of a universe's swept parameters."""
        return dict(self._index["parameters"][universe_id])

    def stacked(self, field: str) -> np.ndarray | None:
        """Return a field of all universes at once, if it has one shape and none lacks it.

        Returns
        -------
        numpy.ndarray or None
            The first dimension is the universe.
        """
        entry = self.fields.get(field)
        if entry is None or entry["is"] != "stacked" or "present" in entry:
            return None
        return decode(self._raw(entry["at"]), entry["type"])

    def column(self, field: str) -> list[Any]:
        """Return a field of each universe: an array, a text, or None where there is none."""
        if field not in self._columns:
            self._columns[field] = self._read_column(self.fields[field])
        return self._columns[field]

    def attributes(self, field: str, position: int) -> dict[str, Any]:
        """Return the attributes of a field in one universe."""
        entry = self.fields[field]
        attrs = entry.get("attrs")
        if not attrs:
            return {}
        present = entry.get("present") or range(len(self.ids))
        found = attrs[0] if len(attrs) == 1 else attrs[list(present).index(position)]
        return {key: attribute_from_json(value) for key, value in found.items()}

    def _raw(self, at: str) -> np.ndarray:
        return np.asarray(self._file[at][...])

    def _read_column(self, entry: Mapping[str, Any]) -> list[Any]:
        count = len(self.ids)
        present = entry.get("present") or range(count)
        column: list[Any] = [None] * count
        match entry["is"]:
            case "stacked":
                values = decode(self._raw(entry["at"]), entry["type"])
                pieces = [values[i] for i in present]
            case "ragged":
                flat = decode(self._raw(entry["at"]), entry["type"])
                ends = np.cumsum(sizes_of(entry["shapes"]))[:-1]
                pieces = [
                    piece.reshape(shape)
                    for piece, shape in zip(np.split(flat, ends), entry["shapes"], strict=True)
                ]
            case "separate":
                pieces = [
                    decode(self._raw(piece["at"]), piece["type"]).reshape(piece["shape"])
                    for piece in entry["pieces"]
                ]
            case _:
                texts = self._raw(entry["at"])
                pieces = [str(texts[i]) for i in present]
        for position, piece in zip(present, pieces, strict=True):
            column[position] = piece
        return column


class Group(Mapping[str, Any]):
    """A group of a universe; its members by path.

    A dataset is an `xarray.DataArray`: its dimensions are ``dim_0``, ``dim_1``, … unless it
    has labels, its name is the dataset's. A YAML file is what it says, and paths lead into it;
    a text file is a string.
    """

    def __init__(self, batch: Batch, position: int, path: str = "") -> None:
        self._batch = batch
        self._position = position
        self._path = path

    @property
    def attrs(self) -> dict[str, Any]:
        """Attributes of the group."""
        return self._batch.attributes(self._path, self._position) if self._path else {}

    def __getitem__(self, path: str) -> Any:
        full = f"{self._path}/{path.strip('/')}".strip("/")
        field = full
        while field and not self._has(field):
            field = field.rpartition("/")[0]
        inside = [part for part in full[len(field) :].split("/") if part]
        entry = self._batch.fields[field] if field else {"is": "group"}
        if entry["is"] == "yaml" and inside:
            return self._into(self._member(field, entry), inside, full)
        if inside:
            raise LoadError(f"There is no {full!r}. {suggest(full, self._paths())}")
        return self._member(field, entry)

    def __iter__(self) -> Iterator[str]:
        prefix = f"{self._path}/" if self._path else ""
        for field in self._batch.fields:
            name = field.removeprefix(prefix)
            if field.startswith(prefix) and "/" not in name and self._has(field):
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path or '/'}: {', '.join(self) or 'empty'}>"

    def _has(self, field: str) -> bool:
        entry = self._batch.fields.get(field)
        return entry is not None and self._position in entry.get("present", (self._position,))

    def _paths(self) -> list[str]:
        return [field for field in self._batch.fields if self._has(field)]

    def _member(self, field: str, entry: Mapping[str, Any]) -> Any:
        if entry["is"] == "group":
            kind = TimeSeriesGroup if entry["kind"] == "TimeSeriesGroup" else Group
            return kind(self._batch, self._position, field)
        value = self._batch.column(field)[self._position]
        if entry["is"] == "yaml":
            return parse_yaml(value)
        if entry["is"] == "text":
            return value
        return self._labelled(field, value)

    def _labelled(self, field: str, values: np.ndarray) -> xr.DataArray:
        import xarray as xr

        attrs = self._batch.attributes(field, self._position)
        return xr.DataArray(values, name=field.rpartition("/")[2], attrs=attrs)

    @staticmethod
    def _into(value: Any, keys: list[str], full: str) -> Any:
        for key in keys:
            if not isinstance(value, Mapping) or key not in value:
                allowed = value if isinstance(value, Mapping) else ()
                raise LoadError(f"There is no {full!r}. {suggest(key, allowed)}")
            value = value[key]
        return value


class TimeSeriesGroup(Group):
    """A group whose members are the states at different times, named by them."""

    @property
    def times(self) -> np.ndarray:
        """The times, int64, in ascending order."""
        return np.array(sorted(map(int, self)), dtype="int64")

    def sel(self, *, time: int) -> xr.DataArray:
        """Return the state at a time, with the time as a coordinate.

        Raises
        ------
        LoadError
            If there is none.
        """
        member: xr.DataArray = self[str(time)]
        return member.assign_coords(time=time)


class Universe(Group):
    """One universe of the store."""

    @property
    def id(self) -> str:
        """Its name."""
        return self._batch.ids[self._position]

    @property
    def parameters(self) -> dict[str, Any]:
        """Its place in the parameter space."""
        return self._batch.parameters(self.id)
