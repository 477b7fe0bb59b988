"""The generic plot function: labelled data of any dimensionality."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import value_labels
from paraverse.plot.facet_grid import xarray_kinds
from paraverse.plot.facet_grid.encodings import as_dims, auto_kind, ideal_col_wrap
from paraverse.plot.facet_grid.encodings import auto_encoding as assign
from paraverse.plot.facet_grid.figure_files import separate
from paraverse.plot.facet_grid.frames import animate, common_limits, common_scales
from paraverse.plot.facet_grid.kinds import DRAWERS
from paraverse.plot.functions import errorbars, scatter3d  # noqa: F401 (they register kinds)
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

Data = xr.DataArray | xr.Dataset

_OF_DIMENSIONS = ("col", "row", "frames", "files")
_ENCODINGS = ("x", "y", "hue", *_OF_DIMENSIONS)

log = logging.getLogger(__name__)


@plot_function(
    required_tags=("data",),
    supports_animation=True,
    frames_argument="frames",
    supports_files=True,
    draws_kinds=True,
    dimension_arguments=("x", "y", "hue", "col", "row", "frames"),
    forwarded_arguments=(
        "x", "y", "hue", "col", "row", "col_wrap", "hue_colors", "cmap", "norm", "cbar_kwargs",
        "add_legend", "add_colorbar", "figsize", "sharex", "sharey", "xscale", "yscale", "levels",
    ),
)  # fmt: skip
def facet_grid(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    kind: str | Mapping[int | str, str] | None = None,
    frames: str | None = None,
    files: str | list[str] | None = None,
    auto_encoding: bool | Mapping[str, Any] = False,
    auto_encoding_options: Mapping[str, Any] | None = None,
    sel: Mapping[str, Any] | None = None,
    squeeze: bool = True,
    drop_nonindexed_coords: bool = False,
    show_data: bool = False,
    title_kwargs: Mapping[str, Any] | None = None,
    suptitle_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> None:
    """Draw labelled data: each dimension stands for something in the figure.

    Parameters
    ----------
    data
        With the tag ``data``: an `xarray.DataArray` or `xarray.Dataset`.
    hlpr
        The figure.
    kind
        How to draw: ``line``, ``step``, ``scatter``, ``hist``, ``imshow``, ``pcolormesh``,
        ``contour``, ``contourf``, ``errorbars``, ``scatter3d``, or one made by
        `paraverse.plot.facet_grid.kinds.make_facet_grid_plot`. By default what xarray draws; ``auto`` or a
        mapping, which updates `paraverse.plot.facet_grid.encodings.AUTO_KINDS`: what suits the dimensions.
    frames
        The dimension that becomes an animation.
    files
        The dimensions that become separate files.
    auto_encoding
        Whether dimensions that stand for nothing are given to free encodings, the largest first. A
        mapping from kinds to their encodings changes which there are.
    auto_encoding_options
        More arguments of `paraverse.plot.facet_grid.encodings.auto_encoding`.
    sel
        Labels to select before.
    squeeze
        Whether dimensions of size 1 that stand for nothing are left out.
    drop_nonindexed_coords
        Whether coordinates that are no index of a dimension are left out.
    show_data
        Whether the first values are written to the log.
    title_kwargs
        Arguments of `xarray.plot.FacetGrid.set_titles`: `template` with ``{coord}`` and
        ``{value}``, `maxchar`, and properties of texts.
    suptitle_kwargs
        Arguments of the helper `set_suptitle` for each frame; ``{dim}`` and ``{value}`` in
        `title` are those of the frame.
    kwargs
        `x`, `y`, `hue`, `col`, `row`: dimensions (or coordinates; variables of datasets).
        `col_wrap`: the number of columns, ``auto`` or ``square``. `hue_colors`: see
        `paraverse.plot.appearance.value_colors.colors_of_values`. `cmap`, `norm`: see
        `paraverse.plot.appearance.color_manager.ColorManager`. All others go to the function that draws the kind.

    Raises
    ------
    PlotError
        Naming what does not fit the data.
    SeparateFiles
        If there are to be several files.
    """
    shown = _labelled(data["data"])
    if show_data:
        log.info("%s", shown.head())
    given = {**kwargs, "frames": frames, "files": files}
    given = {key: value for key, value in given.items() if key in kwargs or value is not None}
    shown = _prepared(shown, sel, squeeze, drop_nonindexed_coords, given)
    chosen = _kind(kind, shown, given)
    if auto_encoding and chosen is not None:
        given = _encoded(chosen, shown, given, auto_encoding, auto_encoding_options or {})
    given.pop("free", None)
    _check_encodings(chosen, shown, given)
    _wrap_columns(shown, given)
    frames, files = given.pop("frames", None), given.pop("files", None)
    if files:
        update = {**given, "kind": chosen, "frames": frames, "files": None, "auto_encoding": False}
        raise separate({dim: shown[dim].values for dim in as_dims(files)}, sel or {}, update)
    if frames is None:
        hlpr.disable_animation()
        _draw(chosen, shown, hlpr, given, title_kwargs)
        return
    hlpr.enable_animation()
    given |= common_scales(chosen, shown, given)

    def draw(frame: Data) -> None:
        _draw(chosen, frame, hlpr, given, title_kwargs)
        common_limits(hlpr, chosen, shown, given)

    animate(hlpr, shown, frames, draw, suptitle_kwargs)


def _labelled(data: Any) -> Data:
    if isinstance(data, xr.DataArray | xr.Dataset):
        return data
    array = np.asarray(data)
    if array.dtype == object:
        raise PlotError(
            f"facet_grid draws arrays and datasets; the tag `data` is a {type(data).__name__}."
        )
    return xr.DataArray(array)


def _prepared(
    data: Any,
    sel: Mapping[str, Any] | None,
    squeeze: bool,
    drop_nonindexed_coords: bool,
    given: Mapping[str, Any],
) -> Any:
    for dim, wanted in (sel or {}).items():
        if dim not in data.coords and dim not in data.dims:
            raise PlotError(_no_dimension("sel", dim, data))
        try:
            data = data.sel({dim: wanted})
        except KeyError:
            known = ", ".join(value_labels(data[dim].values[:20]))
            raise PlotError(f"sel: {dim} has no value {wanted!r}; it has {known}.") from None
    if squeeze:
        used = {dim for name in _ENCODINGS for dim in as_dims(given.get(name))}
        data = data.squeeze([d for d, n in data.sizes.items() if n == 1 and d not in used])
    if drop_nonindexed_coords:
        data = data.drop_vars([name for name in data.coords if name not in data.indexes])
    return data


def _kind(
    kind: str | Mapping[int | str, str] | None, data: Data, given: Mapping[str, Any]
) -> str | None:
    if kind is None or kind == "none":
        return None
    if isinstance(kind, str) and kind != "auto":
        return kind
    ndim = data.ndim if isinstance(data, xr.DataArray) else None
    return auto_kind(ndim, given, {} if isinstance(kind, str) else kind)


def _encoded(
    kind: str,
    data: Data,
    given: Mapping[str, Any],
    auto: bool | Mapping[str, Any],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    variables = list(map(str, data.data_vars)) if isinstance(data, xr.Dataset) else None
    return assign(
        kind,
        {str(dim): size for dim, size in data.sizes.items()},
        given,
        available=auto if isinstance(auto, Mapping) else None,
        data_vars=variables,
        **options,
    )


def _check_encodings(kind: str | None, data: Data, given: Mapping[str, Any]) -> None:
    names = {*data.dims, *data.coords, *(data.data_vars if isinstance(data, xr.Dataset) else ())}
    for name in _ENCODINGS:
        allowed = data.dims if name in _OF_DIMENSIONS else names
        for dim in as_dims(given.get(name)):
            if dim not in allowed:
                raise PlotError(_no_dimension(name, dim, data))
    if kind in ("line", "step", "imshow", "pcolormesh", "contour", "contourf"):
        used = {dim for name in _OF_DIMENSIONS for dim in as_dims(given.get(name))}
        left = [f"{dim} ({data.sizes[dim]})" for dim in data.dims if dim not in used]
        if len(left) > 2:
            raise PlotError(
                f"kind {kind} shows two dimensions; left are {', '.join(left)}. Let some stand for "
                "`col`, `row`, `frames` or `files`, use `auto_encoding: true`, or reduce them "
                "(`.mean`, `.sel`) before."
            )


def _no_dimension(argument: str, found: str, data: Data) -> str:
    sizes = ", ".join(f"{dim} ({size})" for dim, size in data.sizes.items()) or "none"
    variables = [str(name) for name in data.data_vars] if isinstance(data, xr.Dataset) else []
    others = f" and the variables {', '.join(variables)}" if variables else ""
    near = suggest(found, [*data.dims, *data.coords, *variables], limit=0)
    return (
        f"{argument}: there is no {found!r} in the data; there are the dimensions {sizes}{others}. "
        f"{near}"
    ).rstrip()


def _wrap_columns(data: Data, given: dict[str, Any]) -> None:
    wrap = given.get("col_wrap")
    if not isinstance(wrap, str):
        return
    if wrap not in ("auto", "square"):
        raise PlotError(f"col_wrap: takes a number, 'auto' or 'square'; found {wrap!r}.")
    del given["col_wrap"]
    if given.get("col") and not given.get("row"):
        columns = ideal_col_wrap(data.sizes[given["col"]], fill_last_row=wrap == "auto")
        if columns is not None:
            given["col_wrap"] = columns


def _draw(
    kind: str | None,
    data: Data,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
    title_kwargs: Mapping[str, Any] | None,
) -> None:
    try:
        if kind in DRAWERS:
            drawn = DRAWERS[kind](data, hlpr=hlpr, **arguments)
        else:
            drawn = xarray_kinds.draw(kind, data, hlpr=hlpr, **arguments)
    except PlotError:
        raise
    except Exception as error:
        sizes = ", ".join(f"{dim} ({size})" for dim, size in data.sizes.items()) or "none"
        given = ", ".join(f"{key}: {value!r}" for key, value in arguments.items()) or "nothing"
        said = f"kind {kind}: {type(error).__name__}: {str(error).strip().rstrip('.')}."
        raise PlotError(
            f"{said} {xarray_kinds.hints(kind, arguments)}".rstrip()
            + f"\n    The data have the dimensions {sizes}; given is {given}"
        ) from error
    if title_kwargs is not None and hasattr(drawn, "set_titles"):
        drawn.set_titles(**title_kwargs)
