"""Groups whose members cover a space, with selection over all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

import numpy as np

from paraverse.errors import TransformError, suggest
from paraverse.store.groups.base import Group
from paraverse.store.groups.member_coords import CoordsSource, coords_from_attrs, coords_from_name

# xarray and pandas are imported inside the methods, for start-up time
if TYPE_CHECKING:
    import xarray as xr

CombinationMethod = Literal["auto", "merge", "concat", "try_concat"]


class LabelledDataGroup(Group):
    """A group whose members cover a space: each has coordinates along the group's dimensions.

    Attributes
    ----------
    LDG_DIMS
        Dimensions of the group; by default the dimensions of its first member that have
        coordinates.
    LDG_EXTRACT_COORDS_FROM
        Where the coordinates of a member are read from: from its ``name``, its attributes
        (``attrs``) or its own coordinates (``data``).
    LDG_COORDS_SEPARATOR_IN_NAME
        String that separates the coordinates in a name.
    LDG_COORDS_ATTR_PREFIX
        Prefix of the attribute that holds the coordinates; the name of the dimension follows.
    LDG_COORDS_MODE_ATTR_PREFIX
        Prefix of the attribute with their mode, one of
        `paraverse.load.labeling.coordinate_modes.MODES`.
    LDG_COORDS_MODE_DEFAULT
        Mode of coordinates without such an attribute.
    LDG_ALLOW_DEEP_SELECTION
        Whether it is possible to select along dimensions that only the members have.
    """

    LDG_DIMS: ClassVar[tuple[str, ...]] = ()
    LDG_EXTRACT_COORDS_FROM: ClassVar[CoordsSource] = "data"
    LDG_COORDS_SEPARATOR_IN_NAME: ClassVar[str] = ";"
    LDG_COORDS_ATTR_PREFIX: ClassVar[str] = "ext_coords__"
    LDG_COORDS_MODE_ATTR_PREFIX: ClassVar[str] = "ext_coords_mode__"
    LDG_COORDS_MODE_DEFAULT: ClassVar[str] = "scalar"
    LDG_ALLOW_DEEP_SELECTION: ClassVar[bool] = True

    @property
    def dims(self) -> tuple[str, ...]:
        """Names of the group's dimensions."""
        return tuple(map(str, self.member_map.dims))

    @property
    def ndim(self) -> int:
        """Number of the group's dimensions."""
        return self.member_map.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of coordinates along each of the group's dimensions."""
        return self.member_map.shape

    @property
    def coords(self) -> Mapping[Any, xr.DataArray]:
        """Coordinates of the group's dimensions, in ascending order."""
        return self.member_map.coords

    @functools.cached_property
    def member_map(self) -> xr.DataArray:
        """Names of the members along the group's dimensions; "" where there is none."""
        import xarray as xr

        labels = {dim: self._labels(dim) for dim in self._dims}
        names = np.full([len(values) for values in labels.values()], "", dtype=object)
        for name, coords in self._member_coords.items():
            at = (np.isin(values, coords.get(dim, values)) for dim, values in labels.items())
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
        """Select data by labels, as `xarray.DataArray.sel` does.

        Parameters
        ----------
        indexers, indexers_kwargs
            One label, a list of labels or a slice of labels for each dimension of the group or of
            its members. Dimensions that are not named are selected as a whole.
        method, tolerance
            How to match labels that do not exist; see `xarray.DataArray.sel`.
        drop
            Whether to drop the coordinate of a dimension along which a single label is selected.
        combination_method
            How to combine the members. ``concat`` raises an error if a member is missing; all other
            methods fill the gap with NaN.
        deep
            Whether to allow dimensions that only the members have; by default
            `LDG_ALLOW_DEEP_SELECTION`.

        Returns
        -------
        xarray.DataArray
            The selected data of all members, combined. The dimensions of the group come first,
            then those of the members. The dtype is that of the members, unless there are gaps.

        Raises
        ------
        TransformError
            If no member has the selected labels, or if the members cannot be combined.
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
        """Select data by positions, as `xarray.DataArray.isel` does.

        Parameters
        ----------
        indexers, indexers_kwargs
            One index, a list of indices or a slice for each dimension of the group or of its
            members. Dimensions that are not named are selected as a whole.
        drop, combination_method, deep
            As for `sel`.

        Returns
        -------
        xarray.DataArray
            The selected data, as for `sel`.

        Raises
        ------
        TransformError
            If no member has the selected positions, or if the members cannot be combined.
        """
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
        from paraverse.store.groups.combine import Piece, combine_pieces

        outer = {dim: at for dim, at in indexers.items() if dim in self._dims}
        inner = {dim: at for dim, at in indexers.items() if dim not in self._dims}
        if inner and not (self.LDG_ALLOW_DEEP_SELECTION if deep is None else deep):
            hint = suggest(next(iter(inner)), self._dims)
            raise TransformError(f"{self._label} has no dimension {next(iter(inner))!r}. {hint}")
        if combination_method not in get_args(CombinationMethod):
            hint = suggest(combination_method, get_args(CombinationMethod))
            raise TransformError(f"There is no combination method {combination_method!r}. {hint}")
        names = self._pick_members(pick, outer)
        if combination_method == "concat" and (names == "").any():
            raise TransformError(
                f"{self._label} has no member at some of the selected coordinates, and "
                "`combination_method` is 'concat'. 'auto' marks them with NaN."
            )
        selected = {dim: names.coords[dim].values for dim in self._dims}
        selected_names = set(names.values.flat)
        pieces = []
        for name, coords in self._member_coords.items():
            if name not in selected_names:
                continue
            own = {
                dim: at if at.ndim == 0 else at[np.isin(at, coords.get(dim, at))]
                for dim, at in selected.items()
            }
            array = self._select_in_member(name, own)
            along = {dim: at for dim, at in own.items() if dim in names.dims}
            pieces.append(Piece(pick(array, inner) if inner else array, along))
        result = combine_pieces(pieces, {str(dim): selected[str(dim)] for dim in names.dims})
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
                f"{self._label} has no dimensions of its own: its class needs LDG_DIMS."
            )
        try:
            names = pick(self.member_map, indexers)
        except (KeyError, IndexError) as error:
            raise TransformError(f"{self._label} has no member at {dict(indexers)}.") from error
        if not (names != "").any():
            raise TransformError(f"{self._label} has no member at {dict(indexers)}.")
        if not set(names.dims) <= set(self._dims):
            raise TransformError("Select members by single labels, lists or slices of them.")
        return names

    @property
    def _label(self) -> str:
        return f"{type(self).__name__} {self._path!r}"

    @functools.cached_property
    def _dims(self) -> tuple[str, ...]:
        if self.LDG_DIMS or self.LDG_EXTRACT_COORDS_FROM != "data" or not len(self):
            return self.LDG_DIMS
        first = self._member_array(next(iter(self)))
        return tuple(str(dim) for dim in first.dims if dim in first.coords)

    @functools.cached_property
    def _member_coords(self) -> dict[str, dict[str, np.ndarray]]:
        """Coordinates of each member along the group's dimensions."""
        return {name: self._read_coords(name) for name in self}

    def _read_coords(self, name: str) -> dict[str, np.ndarray]:
        if self.LDG_EXTRACT_COORDS_FROM == "data":
            coords = self._member_array(name).coords
            for dim in self._dims:
                if dim not in coords:
                    raise TransformError(f"{self._label}: {name!r} has no coordinates of {dim!r}.")
            return {dim: np.atleast_1d(coords[dim].values) for dim in self._dims}
        try:
            if self.LDG_EXTRACT_COORDS_FROM == "name":
                return coords_from_name(name, self._dims, self.LDG_COORDS_SEPARATOR_IN_NAME)
            return coords_from_attrs(
                name,
                self[name],
                self._dims,
                coords_prefix=self.LDG_COORDS_ATTR_PREFIX,
                mode_prefix=self.LDG_COORDS_MODE_ATTR_PREFIX,
                default_mode=self.LDG_COORDS_MODE_DEFAULT,
                read=lambda path: self[path].values,
            )
        except ValueError as error:
            raise TransformError(f"{self._label}: {error}") from error

    def _labels(self, dim: str) -> np.ndarray:
        labels = [coords[dim] for coords in self._member_coords.values() if dim in coords]
        if len({values.dtype.kind in "OSU" for values in labels}) > 1:
            raise TransformError(
                f"{self._label} has numbers and strings as coordinates of {dim!r}."
            )
        return np.unique(np.concatenate(labels)) if labels else np.empty(0)

    def _select_in_member(self, name: str, coords: Mapping[str, np.ndarray]) -> xr.DataArray:
        """Select the data of one member at coordinates along the group's dimensions."""
        array = self._member_array(name)
        for dim, at in coords.items():
            if dim in array.coords and dim not in array.dims and not _equal(array.coords[dim], at):
                raise TransformError(
                    f"{self._label}: {name!r} has {dim!r} {array.coords[dim].item()}, not {at}."
                )
        unlabeled = {dim for dim in coords if dim in array.dims and dim not in array.coords}
        own_coords = self._member_coords[name]
        array = array.assign_coords({d: at for d, at in own_coords.items() if d in unlabeled})
        return array.sel({dim: at for dim, at in coords.items() if dim in array.dims})

    def _member_array(self, name: str) -> xr.DataArray:
        import xarray as xr

        member = self[name]
        array = member.sel() if isinstance(member, LabelledDataGroup) else member
        if not isinstance(array, xr.DataArray):
            raise TransformError(f"{self._label}: {name!r} is not data with dimensions.")
        return array


def _equal(labels: xr.DataArray, others: np.ndarray) -> bool:
    if labels.dtype.kind in "fc" or others.dtype.kind in "fc":
        return bool(np.allclose(labels, others))
    return bool((labels.values == others).all())
