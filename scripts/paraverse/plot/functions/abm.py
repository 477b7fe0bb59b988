"""The plot function `abmplot` of utopya: agents in space, at one time or over time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.artist import ArtistInspector
from matplotlib.collections import PathCollection

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.labels import equation, value_labels
from paraverse.plot.functions.agents import Agents, Extent, find_extent
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.suptitle import set_suptitle_text
from paraverse.plot.registry import plot_function

_DOMAIN_KEYS = ("mode", "extent", "height", "aspect", "pad")
_COLOR_KEYS = ("cmap", "norm", "vmin", "vmax")
_COLORBAR_KEYS = ("add_colorbar", "cbar_label", "cbar_kwargs")
_WITHOUT_EFFECT = ("use_separate_paths", "normalize_marker_sizes")
"""Keys of utopya that are about how it draws: here, sizes are always those of the shapes."""

_TITLE = "{dim} = {val}"


@plot_function(supports_animation=True)
def abmplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    to_plot: Mapping[str, Mapping[str, Any] | None],
    frames: str | None = None,
    frames_isel: int | Sequence[int] | slice | None = None,
    domain: str | Mapping[str, Any] | Sequence[float] = "fixed",
    adjust_figsize_to_domain: bool = True,
    figsize_aspect_offset: float = 0.2,
    suptitle_fstr: str | None = _TITLE,
    suptitle_kwargs: Mapping[str, Any] | None = None,
    add_legend: bool = False,
    **shared_kwargs: Any,
) -> None:
    """Draw agents as markers at their positions.

    Parameters
    ----------
    data
        The results of the transformation by tag.
    hlpr
        The plot helper of the figure to draw on.
    to_plot
        The tags to draw, each mapped to the attributes of
        `paraverse.plot.functions.agents.Agents`, those of its color map (`cmap`, `norm`, `vmin`,
        `vmax`, `cbar_labels`), and `add_colorbar`, `cbar_label`, `cbar_kwargs`; all other keys are
        arguments of `matplotlib.collections.PathCollection`.
    frames
        The time dimension. If it has more than one value, an animation is drawn.
    frames_isel
        The positions along `frames` to draw; None for all.
    domain
        ``fixed`` for the space that agents occupy at any time, ``follow`` for that at each time;
        the borders left, right, bottom and top, or right and top; or a mapping with `mode` or
        `extent`, and `height`, `aspect` and `pad`.
    adjust_figsize_to_domain
        Whether the figure has the proportions of the domain.
    figsize_aspect_offset
        What is added to the ratio of width and height for a color bar.
    suptitle_fstr
        The title of the figure, with the name of the time dimension ``dim``, its value ``val`` and
        ``frame_no``. The default also has the units. If None or empty, there is no title.
    suptitle_kwargs
        Text properties of the title.
    add_legend
        Whether to add a legend of the labels of `to_plot`.
    shared_kwargs
        Default arguments of all entries of `to_plot`.

    Raises
    ------
    PlotError
        If a tag, a property or the mode of the domain does not exist.
    """
    if not to_plot:
        raise PlotError("to_plot: takes the names of what to draw.")
    entries = {name: {**shared_kwargs, **(own or {})} for name, own in to_plot.items()}
    bars = {
        name: {key: entry.pop(key) for key in _COLORBAR_KEYS if key in entry}
        for name, entry in entries.items()
    }
    layers = [
        _layer(name, _select(name, data, frames, frames_isel), frames, entry, bars[name])
        for name, entry in entries.items()
    ]
    count = max(layer.data.sizes.get(frames, 1) for layer in layers)
    if count > 1:
        hlpr.enable_animation()
    else:
        hlpr.disable_animation()
    options = _parse_domain(domain)
    first = _extent(options, layers, 0)
    if adjust_figsize_to_domain:
        _adjust_size(hlpr, first, figsize_aspect_offset)
    hlpr.ax.set_aspect("equal")
    for layer in layers:
        bar = bars[layer.name]
        if bar.get("add_colorbar", True):
            markers = layer.draw(hlpr, 0, _area(first))
            label = {"label": bar["cbar_label"]} if "cbar_label" in bar else {}
            layer.add_colorbar(hlpr, markers, {**label, **(bar.get("cbar_kwargs") or {})})
            markers.remove()
    times = next((x.data[frames] for x in layers if frames in x.data.dims), None)

    def update() -> Iterator[None]:
        for frame in range(count):
            for drawn in list(hlpr.ax.collections):
                drawn.remove()
            extent = _extent(options, layers, frame)
            hlpr.ax.set(xlim=extent[:2], ylim=extent[2:])
            for layer in layers:
                layer.draw(hlpr, frame, _area(first))
            if add_legend:
                hlpr.ax.legend(loc="upper right")
            if suptitle_fstr and times is not None:
                title = _title(suptitle_fstr, frames, times, frame)
                set_suptitle_text(hlpr.fig, title, suptitle_kwargs or {})
            yield

    next(update())  # a figure that is not animated shows the first time
    hlpr.register_animation_update(update)


def _layer(
    name: str,
    data: xr.Dataset | xr.DataArray,
    frames: str | None,
    entry: dict[str, Any],
    bar: Mapping[str, Any],
) -> Agents:
    missing = [key for key in ("x", "y") if key not in entry]
    if missing:
        raise PlotError(f"to_plot: {name} needs the key {missing[0]!r}, a property of the agents.")
    entry = {key: value for key, value in entry.items() if key not in _WITHOUT_EFFECT}
    colors = {key: entry.pop(key, None) for key in _COLOR_KEYS}
    for key, word in (("vmin", "min"), ("vmax", "max")):
        colors[key] = None if colors[key] == word else colors[key]
    _check_keys(name, entry)
    manager = ColorManager(**colors, labels=entry.pop("cbar_labels", None))
    attributes = {key: entry.pop(key) for key in Agents.__dataclass_fields__ if key in entry}
    return Agents(name=name, data=data, frames=frames, colors=manager, options=entry, **attributes)


def _check_keys(name: str, entry: Mapping[str, Any]) -> None:
    own = [*Agents.__dataclass_fields__, "cbar_labels"]
    inspector = ArtistInspector(PathCollection)
    of_markers = {*inspector.get_setters(), *itertools.chain(*inspector.get_aliases().values())}
    for key in entry:
        if key not in own and key not in of_markers:
            allowed = [*own, *_COLOR_KEYS, *_COLORBAR_KEYS, *of_markers]
            hint = suggest(key, allowed, limit=0)
            raise PlotError(f"to_plot: {name} takes no {key!r}. {hint}".rstrip())


def _select(
    name: str,
    data: Mapping[str, Any],
    frames: str | None,
    frames_isel: int | Sequence[int] | slice | None,
) -> xr.Dataset | xr.DataArray:
    if name not in data:
        raise PlotError(f"to_plot: there is no tag {name!r}. {suggest(name, data)}")
    selected: xr.Dataset | xr.DataArray = data[name]
    if frames_isel is None or frames not in selected.dims:
        return selected
    positions = [frames_isel] if isinstance(frames_isel, int) else frames_isel
    return selected.isel({frames: positions})


def _parse_domain(domain: str | Mapping[str, Any] | Sequence[float]) -> dict[str, Any]:
    options: dict[str, Any] = {"pad": 0.05}
    if isinstance(domain, Mapping):
        unknown = next((key for key in domain if key not in _DOMAIN_KEYS), None)
        if unknown is not None:
            hint = suggest(unknown, _DOMAIN_KEYS)
            raise PlotError(f"domain: unknown key {unknown!r}. {hint}")
        options |= domain
    elif isinstance(domain, str):
        options["mode"] = domain
    else:
        options |= {"extent": domain, "pad": 0}
    mode = options.setdefault("mode", "auto")
    if mode not in ("auto", "manual", "fixed", "follow"):
        hint = suggest(mode, ["fixed", "follow"])
        raise PlotError(f"domain: there is no mode {mode!r}. {hint}")
    if options.get("aspect") == "auto":
        options["aspect"] = 1.0 if mode == "follow" else None
    extent = options.get("extent")
    if extent is not None:
        borders = [0, extent[0], 0, extent[1]] if len(extent) == 2 else list(extent)
        if len(borders) != 4:
            raise PlotError(f"domain: takes 2 or 4 borders; found {extent!r}.")
        options["extent"] = borders
    return options


def _extent(options: Mapping[str, Any], layers: Sequence[Agents], frame: int) -> Extent:
    if options.get("extent") is not None and options["mode"] in ("auto", "manual"):
        left, right, bottom, top = options["extent"]
        corners = [np.array([[left, bottom], [right, top]], dtype=float)]
    else:
        at = frame if options["mode"] == "follow" else None
        corners = [layer.positions(at) for layer in layers]
    return find_extent(corners, options.get("aspect"), options.get("height"), options["pad"] or 0)


def _area(extent: Extent) -> float:
    left, right, bottom, top = extent
    return abs((right - left) * (top - bottom))


def _adjust_size(hlpr: PlotHelper, extent: Extent, offset: float) -> None:
    left, right, bottom, top = extent
    ratio = abs((right - left) / (top - bottom)) + offset
    width, height = hlpr.fig.get_size_inches()
    hlpr.fig.set_size_inches(min(width, height * ratio), min(height, width / ratio))


def _title(template: str, dim: Any, times: xr.DataArray, frame: int) -> str:
    if template == _TITLE:
        return equation(dim, value_labels(times.values)[frame], times)
    values = {"dim": dim, "val": times.values[frame], "frame_no": frame}
    try:
        return template.format(**values)
    except ValueError:  # utopya's format is for integers, to which the values may be rounded
        return template.format(**{**values, "val": round(float(values["val"]))})
