"""Colours of plots: which value has which, and colour bars that tell it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib.colors as mcolors
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.colormaps import ColormapSpec, described_colormap, enumerate_values

NormSpec = str | Mapping[str, Any] | Normalize | None
Labels = Sequence[str] | Mapping[float, str] | None

NORMS: dict[str, type[Normalize]] = {
    name: value
    for name, value in vars(mcolors).items()
    if isinstance(value, type) and issubclass(value, Normalize)
}


class ColorManager:
    """A colour map, what its colours stand for, and what the values are called.

    Parameters
    ----------
    cmap
        See `paraverse.plot.appearance.colormaps.described_colormap`.
    norm
        Name of one of matplotlib's norms, a mapping with `name` and its arguments, or a norm.
        By default what `cmap` says, else linear.
    labels
        Names of values for colour bars: for the integers from `vmin` or 0, or a mapping from
        values.
    vmin, vmax
        First and last value.
    discretized
        See `paraverse.plot.appearance.colormaps.described_colormap`.

    Attributes
    ----------
    cmap, norm, labels, vmin, vmax
        What came of it.

    Raises
    ------
    PlotError
        If one of them is not well-formed.
    """

    def __init__(
        self,
        *,
        cmap: ColormapSpec = None,
        norm: NormSpec = None,
        labels: Labels = None,
        vmin: float | None = None,
        vmax: float | None = None,
        discretized: bool | None = None,
    ) -> None:
        described = described_colormap(cmap, vmin=vmin, vmax=vmax, discretized=discretized)
        self.cmap: Colormap = described.cmap
        self.norm: Normalize = (
            described.norm
            if norm is None and described.norm is not None
            else _norm(norm, vmin, vmax, self.cmap)
        )
        scaled = self.norm.scaled()
        self.vmin: Any = self.norm.vmin if scaled else vmin
        self.vmax: Any = self.norm.vmax if scaled else vmax
        self.labels = _labels(described.labels if labels is None else labels, vmin, vmax)

    def map_to_color(self, values: Any) -> Any:
        """Return the RGBA colours of values, shape (…, 4)."""
        return self.cmap(self.norm(np.asarray(values)))

    def create_cbar(
        self,
        mappable: ScalarMappable,
        *,
        fig: Figure | None = None,
        ax: Axes | Iterable[Axes] | None = None,
        label: str | None = None,
        label_kwargs: Mapping[str, Any] | None = None,
        tick_params: Mapping[str, Any] | None = None,
        extend: str = "auto",
        **kwargs: Any,
    ) -> Colorbar:
        """Add a colour bar.

        Parameters
        ----------
        mappable
            What it explains.
        fig, ax
            The figure and what to take the place from; by default the current ones.
        label, label_kwargs
            Its label and properties of that.
        tick_params
            Arguments of `matplotlib.axes.Axes.tick_params`.
        extend
            Whether it has ends for what is out of range: ``neither``, ``min``, ``max``, ``both``;
            ``auto``: where the colour map has colours for it.
        kwargs
            Passed on to `matplotlib.figure.Figure.colorbar`.
        """
        fig = plt.gcf() if fig is None else fig
        axes = fig.gca() if ax is None else ax
        extend = _extend(self.cmap) if extend == "auto" else extend
        bar = fig.colorbar(mappable, ax=axes, extend=extend, **kwargs)
        if label:
            bar.set_label(label, **(label_kwargs or {}))
        if self.labels is not None:
            bar.set_ticks(list(self.labels), labels=list(self.labels.values()))
            bar.ax.minorticks_off()
        if tick_params:
            bar.ax.tick_params(**tick_params)
        return bar


def parse_cmap_and_norm_kwargs(
    *, _key_map: Mapping[str, str] | None = None, use_color_manager: bool = True, **kwargs: Any
) -> dict[str, Any]:
    """Make colour map and norm of what arguments of a plot function say of them.

    Parameters
    ----------
    _key_map
        How the function calls `cmap`, `norm`, `vmin` and `vmax`, where it calls them otherwise.
    use_color_manager
        If not, nothing is done.
    kwargs
        The arguments; `vmin` and `vmax` are left out where the norm has them. Labels of the
        values go to `cbar_kwargs`, if the colour map has any.
    """
    keys = {"cmap": "cmap", "norm": "norm", "vmin": "vmin", "vmax": "vmax", **(_key_map or {})}
    given = {name: kwargs.get(key) for name, key in keys.items()}
    labels = dict(kwargs.get("cbar_kwargs") or {}).pop("labels", None)
    if not use_color_manager or (given["cmap"] is None and given["norm"] is None and not labels):
        return kwargs
    manager = ColorManager(**given, labels=labels)
    if given["cmap"] is not None:
        kwargs[keys["cmap"]] = manager.cmap
    says_values = type(manager.norm) is not Normalize or manager.vmin != given["vmin"]
    if given["norm"] is not None or says_values:
        kwargs[keys["norm"]] = manager.norm
        kwargs.pop(keys["vmin"], None)
        kwargs.pop(keys["vmax"], None)
    if manager.labels:
        bar = {k: v for k, v in (kwargs.get("cbar_kwargs") or {}).items() if k != "labels"}
        names = FixedFormatter(list(manager.labels.values()))
        ticks = {"ticks": list(manager.labels), "format": names}
        kwargs["cbar_kwargs"] = {**ticks, **bar}
    return kwargs


def colors_of_values(values: Sequence[Any], spec: Any = None) -> list[Any] | None:
    """Choose a colour for each of some values that lines, say, stand for.

    Parameters
    ----------
    values
        Different values.
    spec
        A mapping from values to colours; arguments of `ColorManager`, which give a number the same
        colour in every figure; a list of colours; or a colour map to take colours from.

    Returns
    -------
    list
        Colours; None for those of the style, if nothing is said and they suffice.

    Raises
    ------
    PlotError
        If there are values without a colour.
    """
    if spec is None:
        usual = plt.rcParams["axes.prop_cycle"].by_key().get("color", [])
        # Numbers have an order, which dashes do not show
        ordered = all(isinstance(value, int | float) for value in values)
        enough = len(values) <= len(set(usual) if ordered else usual)
        return None if enough else _from_map(plt.rcParams["image.cmap"], values)
    if isinstance(spec, str | Colormap):
        return _from_map(spec, values)
    if isinstance(spec, Mapping) and spec and set(spec) <= {"cmap", "norm", "vmin", "vmax"}:
        try:
            return list(ColorManager(**spec).map_to_color(values))
        except TypeError:
            raise PlotError(f"A colour map has colours for numbers; found {values!r}.") from None
    by_value = spec if isinstance(spec, Mapping) else dict(zip(values, spec, strict=False))
    missing = [value for value in values if value not in by_value]
    if missing:
        raise PlotError(f"There is no colour for {', '.join(map(repr, missing))}; found {spec!r}.")
    return [by_value[value] for value in values]


def _from_map(spec: ColormapSpec, values: Sequence[Any]) -> list[Any]:
    return list(dark_part(spec)(np.linspace(0, 1, len(values))))


def dark_part(spec: ColormapSpec) -> Colormap:
    """Return a colour map without its light end, which is hard to see on white."""
    colors = ColorManager(cmap=spec).cmap(np.linspace(0, 0.9, 256))
    return mcolors.ListedColormap(colors, "dark part")


def _norm(spec: NormSpec, vmin: float | None, vmax: float | None, cmap: Colormap) -> Normalize:
    if isinstance(spec, Normalize):
        return spec
    options: dict[str, Any] = dict(spec) if isinstance(spec, Mapping) else {"name": spec}
    name = options.pop("name", None) or "Normalize"
    if name not in NORMS:
        raise PlotError(f"There is no norm {name!r}. {suggest(name, NORMS)}")
    allowed = inspect.signature(NORMS[name]).parameters
    given = {"vmin": vmin, "vmax": vmax, "ncolors": cmap.N}
    defaults = {key: value for key, value in given.items() if key in allowed and value is not None}
    if name == "FuncNorm":
        options["functions"] = [_function(f) for f in options.get("functions") or ()]
    try:
        return NORMS[name](**{**defaults, **options})
    except (TypeError, ValueError) as error:
        raise PlotError(f"norm {name} takes {', '.join(allowed)}: {error}.") from None


def _function(name: Any) -> Any:
    if callable(name):
        return name
    function = getattr(np, str(name).removeprefix("np."), None)
    if not callable(function):
        raise PlotError(f"FuncNorm takes two functions of numpy, such as np.sqrt; found {name!r}.")
    return function


def _labels(labels: Labels, vmin: float | None, vmax: float | None) -> dict[float, str] | None:
    if labels is None:
        return None
    named = labels if isinstance(labels, Mapping) else enumerate_values(labels, vmin, vmax)
    return {value: str(label) for value, label in named.items() if str(label).strip()}


def _extend(cmap: Colormap) -> str:
    # A colour map without a colour of its own for what is out of range uses its first and last
    under = not np.array_equal(cmap.get_under(), cmap(0.0))
    over = not np.array_equal(cmap.get_over(), cmap(1.0))
    return {(True, True): "both", (True, False): "min", (False, True): "max"}.get(
        (under, over), "neither"
    )
