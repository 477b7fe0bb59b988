"""Groups whose members cover a space, with selection over all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

import numpy as np

from paraverse.errors import TransformError, suggest
from paraverse.load.attributes import text_of
from paraverse.load.labels import coordinates
from paraverse.store.universe import Group

if TYPE_CHECKING:
    import xarray as xr

CombinationMethod = Literal["auto", "merge", "concat", "try_concat"]
PlaceOfCoords = Literal["name", "attrs", "data"]


class LabelledDataGroup(Group):
    """A group whose members cover a space: each has a place along the group's dimensions.

    Attributes
    ----------
    LDG_DIMS
        The group's dimensions; by default those of its first member.
    LDG_EXTRACT_COORDS_FROM
        Where a member's place is: in its ``name``, in its attributes (``attrs``) or in its
        coordinates (``data``).
    LDG_COORDS_SEPARATOR_IN_NAME
        What separates the coordinates in a name.
    LDG_COORDS_ATTR_PREFIX
        Before a dimension's name: the attribute with the coordinates.
    LDG_COORDS_MODE_ATTR_PREFIX
        Before a dimension's name: the attribute that says how to understand them, see
        `paraverse.load.labels.MODES`.
    LDG_COORDS_MODE_DEFAULT
        How to understand them without such an attribute.
    LDG_ALLOW_DEEP_SELECTION
        Whether one can select along dimensions that only the members have.
    """

    LDG_DIMS: ClassVar[tuple[str, ...]] = ()
    LDG_EXTRACT_COORDS_FROM: ClassVar[PlaceOfCoords] = "data"
    LDG_COORDS_SEPARATOR_IN_NAME: ClassVar[str] = ";"
    LDG_COORDS_ATTR_PREFIX: ClassVar[str] = "ext_coords__"
    LDG_COORDS_MODE_ATTR_PREFIX: ClassVar[str] = "ext_coords_mode__"
    LDG_COORDS_MODE_DEFAULT: ClassVar[str] = "scalar"
    LDG_ALLOW_DEEP_SELECTION: ClassVar[bool] = True

    @property
    def dims(self) -> tuple[str, ...]:
        """The group's dimensions."""
        return tuple(map(str, self.member_map.dims))

    @property
    def ndim(self) -> int:
        """Number of the group's dimensions."""
        return self.member_map.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of places along the group's dimensions."""
        return self.member_map.shape

    @property
    def coords(self) -> Mapping[Any, xr.DataArray]:
        """Coordinates of the group's dimensions."""
        return self.member_map.coords

    @functools.cached_property
    def member_map(self) -> xr.DataArray:
        """The name of the member at each place; "" where there is none."""
        import xarray as xr

        labels = {dim: self._labels(dim) for dim in self._dims}
        names = np.full([len(values) for values in labels.values()], "", dtype=object)
        for name, place in self._places.items():
            at = (np.isin(values, place.get(dim, values)) for dim, values in labels.items())
            names[np.ix_(*at)] = name
        return xr.DataArray(names, dims=self._dims, coords=labels)

    def sel(
        self,
        indexers: Mapping[str, Any] | None = None,
        *,
        method: str | None = None,
        tolerance: Any = None,
        drop: bool = False,
        combination_method: CombinationMethod = "auto",
        deep: bool | None = None,
        **indexers_kwargs: Any,
    ) -> xr.DataArray:
        """Select by labels, as `xarray.DataArray.sel` does.

        Parameters
        ----------
        indexers, indexers_kwargs
            For each dimension, of the group or of its members, a label, a list or a slice of
            them.
        method, tolerance
            How to find labels that are not there.
        drop
            Whether to leave out the coordinate of a dimension of which one label is selected.
        combination_method
            With ``concat`` it is an error if a member is missing. All others mark its place by
            NaN.
        deep
            Whether to allow dimensions that only the members have; by default what the class
            says.

        Raises
        ------
        TransformError
            If nothing is there, or if the members do not fit together.
        """
        options = {"method": method, "tolerance": tolerance}
        return self._select(
            lambda array, at: array.sel(at, **options),
            {**(indexers or {}), **indexers_kwargs},
            drop=drop,
            combination_method=combination_method,
            deep=deep,
        )

    def isel(
        self,
        indexers: Mapping[str, Any] | None = None,
        *,
        drop: bool = False,
        combination_method: CombinationMethod = "auto",
        deep: bool | None = None,
        **indexers_kwargs: Any,
    ) -> xr.DataArray:
        """Select by positions, as `xarray.DataArray.isel` does; else the same as `sel`."""
        return self._select(
            lambda array, at: array.isel(at),
            {**(indexers or {}), **indexers_kwargs},
            drop=drop,
            combination_method=combination_method,
            deep=deep,
        )

    def _select(
        self,
        pick: Callable[[xr.DataArray, Mapping[str, Any]], xr.DataArray],
        indexers: Mapping[str, Any],
        *,
        drop: bool,
        combination_method: CombinationMethod,
        deep: bool | None,
    ) -> xr.DataArray:
        from paraverse.store.groups.combine import Piece, combine

        outer = {dim: at for dim, at in indexers.items() if dim in self._dims}
        inner = {dim: at for dim, at in indexers.items() if dim not in self._dims}
        if inner and not (self.LDG_ALLOW_DEEP_SELECTION if deep is None else deep):
            hint = suggest(next(iter(inner)), self._dims)
            raise TransformError(f"{self._what} has no dimension {next(iter(inner))!r}. {hint}")
        if combination_method not in get_args(CombinationMethod):
            hint = suggest(combination_method, get_args(CombinationMethod))
            raise TransformError(f"There is no combination method {combination_method!r}. {hint}")
        names = self._pick_members(pick, outer)
        if combination_method == "concat" and (names == "").any():
            raise TransformError(
                f"{self._what} has no member at some of the selected places, and "
                "`combination_method` is 'concat'. 'auto' marks them with NaN."
            )
        selected = {dim: names.coords[dim].values for dim in self._dims}
        found = set(names.values.flat)
        pieces = []
        for name, place in self._places.items():
            if name not in found:
                continue
            part = {
                dim: at if at.ndim == 0 else at[np.isin(at, place.get(dim, at))]
                for dim, at in selected.items()
            }
            array = self._at(name, part)
            along = {dim: at for dim, at in part.items() if dim in names.dims}
            pieces.append(Piece(pick(array, inner) if inner else array, along))
        result = combine(pieces, {str(dim): selected[str(dim)] for dim in names.dims})
        if drop:
            return result.drop_vars([d for d in indexers if d not in result.dims], errors="ignore")
        return result.assign_coords({dim: at for dim, at in selected.items() if at.ndim == 0})

    def _pick_members(
        self,
        pick: Callable[[xr.DataArray, Mapping[str, Any]], xr.DataArray],
        indexers: Mapping[str, Any],
    ) -> xr.DataArray:
        if not self._dims:
            raise TransformError(
                f"{self._what} has no dimensions of its own: its class needs LDG_DIMS."
            )
        try:
            names = pick(self.member_map, indexers)
        except (KeyError, IndexError) as error:
            raise TransformError(f"{self._what} has no member at {dict(indexers)}.") from error
        if not (names != "").any():
            raise TransformError(f"{self._what} has no member at {dict(indexers)}.")
        if not set(names.dims) <= set(self._dims):
            raise TransformError("Select members by single labels, lists or slices of them.")
        return names

    @property
    def _what(self) -> str:
        return f"{type(self).__name__} {self._path!r}"

    @functools.cached_property
    def _dims(self) -> tuple[str, ...]:
        if self.LDG_DIMS or self.LDG_EXTRACT_COORDS_FROM != "data" or not len(self):
            return self.LDG_DIMS
        first = self._array(next(iter(self)))
        return tuple(str(dim) for dim in first.dims if dim in first.coords)

    @functools.cached_property
    def _places(self) -> dict[str, dict[str, np.ndarray]]:
        """For each member its coordinates along the group's dimensions."""
        where = {"name": self._in_name, "attrs": self._in_attributes, "data": self._in_data}
        return {name: where[self.LDG_EXTRACT_COORDS_FROM](name) for name in self}

    def _labels(self, dim: str) -> np.ndarray:
        found = [place[dim] for place in self._places.values() if dim in place]
        if len({labels.dtype.kind in "OSU" for labels in found}) > 1:
            raise TransformError(f"{self._what} has numbers and texts as coordinates of {dim!r}.")
        return np.unique(np.concatenate(found)) if found else np.empty(0)

    def _in_name(self, name: str) -> dict[str, np.ndarray]:
        parts = name.split(self.LDG_COORDS_SEPARATOR_IN_NAME)
        if len(parts) != len(self._dims) or not all(parts):
            raise TransformError(
                f"{self._what}: the name {name!r} is not one coordinate of each dimension "
                f"({', '.join(self._dims)}), separated by {self.LDG_COORDS_SEPARATOR_IN_NAME!r}."
            )
        return {
            d: np.array([number_or_text(part)]) for d, part in zip(self._dims, parts, strict=True)
        }

    def _in_attributes(self, name: str) -> dict[str, np.ndarray]:
        member = self[name]
        attrs, shape = getattr(member, "attrs", {}), getattr(member, "shape", ())
        place = {}
        for axis, dim in enumerate(self._dims):
            argument = attrs.get(self.LDG_COORDS_ATTR_PREFIX + dim)
            mode = attrs.get(self.LDG_COORDS_MODE_ATTR_PREFIX + dim)
            if argument is None and mode is None:
                continue  # it covers the whole dimension
            mode = str(text_of(mode) or self.LDG_COORDS_MODE_DEFAULT)
            size = shape[axis] if axis < len(shape) else 1
            try:
                place[dim] = coordinates(mode, argument, size, lambda path: self[path].values)
            except ValueError as error:
                raise TransformError(f"{self._what}: {dim!r} of {name!r}: {error}") from error
        return place

    def _in_data(self, name: str) -> dict[str, np.ndarray]:
        coords = self._array(name).coords
        for dim in self._dims:
            if dim not in coords:
                raise TransformError(f"{self._what}: {name!r} has no coordinates of {dim!r}.")
        return {dim: np.atleast_1d(coords[dim].values) for dim in self._dims}

    def _at(self, name: str, place: Mapping[str, np.ndarray]) -> xr.DataArray:
        """A member's data at some coordinates of the group's dimensions."""
        array = self._array(name)
        for dim, at in place.items():
            if dim in array.coords and dim not in array.dims and not _equal(array.coords[dim], at):
                raise TransformError(
                    f"{self._what}: {name!r} has {dim!r} {array.coords[dim].item()}, not {at}."
                )
        unlabelled = {dim for dim in place if dim in array.dims and dim not in array.coords}
        labels = {dim: at for dim, at in self._places[name].items() if dim in unlabelled}
        array = array.assign_coords(labels)
        return array.sel({dim: at for dim, at in place.items() if dim in array.dims})

    def _array(self, name: str) -> xr.DataArray:
        import xarray as xr

        member = self[name]
        array = member.sel() if isinstance(member, LabelledDataGroup) else member
        if not isinstance(array, xr.DataArray):
            raise TransformError(f"{self._what}: {name!r} is not data with dimensions.")
        return array


def number_or_text(text: str) -> bool | int | float | complex | str:
    """Read a coordinate in a name.

    >>> [number_or_text(text) for text in ("003", "0.5", "true", "north")]
    [3, 0.5, True, 'north']
    """
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for kind in (int, float, complex):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _equal(one: xr.DataArray, other: np.ndarray) -> bool:
    if one.dtype.kind in "fc" or other.dtype.kind in "fc":
        return bool(np.allclose(one, other))
    return bool((one.values == other).all())
