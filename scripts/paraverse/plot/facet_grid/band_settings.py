"""The argument `band` of `facet_grid`, as it is written in a configuration.

Plans check it before anything runs, so nothing here needs the data or matplotlib.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from paraverse.errors import PlotError, suggest

Center = Literal["mean", "median"]
Spread = Literal["std", "sem", "quantiles", "minmax"]

SPREADS: Mapping[str, tuple[Spread, ...]] = {
    "mean": ("std", "sem", "quantiles", "minmax"),
    "median": ("quantiles", "minmax"),
}
"""The spreads that go with each center. The first one is the default."""

BAND_KINDS = ("line", "step", "errorbars")
"""Kinds of `facet_grid` that have bands; ``errorbars`` has bars instead."""

_KEYS = ("dims", "center", "spread", "quantiles", "alpha")


@dataclass(frozen=True, kw_only=True)
class BandSettings:
    """A line that stands for many values, with a band that shows how much they differ.

    Attributes
    ----------
    dims
        The dimensions over which the center and the spread are computed.
    center
        The line: ``mean`` or ``median``.
    spread
        The band, as for `paraverse.plot.facet_grid.spread.with_spread`.
    quantiles
        The lower and the upper quantile, between 0 and 1, for ``quantiles``.
    alpha
        The opacity of the band, from 0 to 1.
    """

    dims: tuple[str, ...]
    center: Center = "mean"
    spread: Spread = "std"
    quantiles: tuple[float, float] = (0.25, 0.75)
    alpha: float = 0.2

    @property
    def description(self) -> str:
        """The meaning of the line and of the band, such as ``mean ± std``."""
        if self.spread == "quantiles":
            return f"{self.center}, quantiles {self.quantiles[0]:g}–{self.quantiles[1]:g}"
        if self.spread == "minmax":
            return f"{self.center}, minimum to maximum"
        return f"{self.center} ± {'standard error' if self.spread == 'sem' else 'std'}"


def parse_band(spec: Any) -> BandSettings:
    """Parse the argument `band`.

    Parameters
    ----------
    spec
        A dimension, a list of dimensions, or a mapping with `dims` and, optionally, the other
        attributes of `BandSettings`. `spread` is ``quantiles`` if these are set, and otherwise the
        first that goes with `center`, see `SPREADS`.

    Returns
    -------
    BandSettings
        The settings.

    Raises
    ------
    PlotError
        If a key is unknown, a value is impossible, or the spread does not go with the center. The
        message starts with ``band``.

    Examples
    --------
    >>> parse_band("seed").description
    'mean ± std'
    >>> parse_band({"dims": "seed", "center": "median"}).description
    'median, quantiles 0.25–0.75'
    """
    options = dict(spec) if isinstance(spec, Mapping) else {"dims": spec}
    for key in options:
        if key not in _KEYS:
            raise PlotError(f"band: there is no {key!r}. {suggest(key, _KEYS)}")
    center = options.get("center", "mean")
    if center not in SPREADS:
        raise PlotError(f"band: `center` is mean or median; found {center!r}.")
    default = "quantiles" if "quantiles" in options else SPREADS[center][0]
    spread = options.get("spread", default)
    if spread not in SPREADS["mean"]:
        raise PlotError(f"band: there is no spread {spread!r}. {suggest(spread, SPREADS['mean'])}")
    if spread not in SPREADS[center]:
        raise PlotError(
            f"band: {spread} is a deviation from the mean; with `center: {center}`, use "
            f"`spread: {'` or `spread: '.join(SPREADS[center])}`."
        )
    if "quantiles" in options and spread != "quantiles":
        raise PlotError(f"band: `quantiles` has no effect with `spread: {spread}`.")
    return BandSettings(
        dims=_parse_dims(options.get("dims")),
        center=center,
        spread=spread,
        quantiles=_parse_quantiles(options.get("quantiles", BandSettings.quantiles)),
        alpha=_parse_alpha(options.get("alpha", BandSettings.alpha)),
    )


def _parse_dims(dims: Any) -> tuple[str, ...]:
    names = list(dims) if isinstance(dims, list | tuple) else [dims]
    if not names or not all(isinstance(name, str) for name in names):
        raise PlotError(
            "band: takes a dimension, a list of dimensions, or a mapping with `dims`; found "
            f"{dims!r}."
        )
    return tuple(dict.fromkeys(names))


def _parse_quantiles(quantiles: Any) -> tuple[float, float]:
    are_two = isinstance(quantiles, list | tuple) and len(quantiles) == 2
    if not are_two or not all(_is_number(q) and 0 <= q <= 1 for q in quantiles):
        raise PlotError(
            f"band: `quantiles` are two numbers from 0 to 1, such as [0.1, 0.9]; found "
            f"{quantiles!r}."
        )
    if quantiles[0] >= quantiles[1]:
        raise PlotError(f"band: the lower of the `quantiles` comes first; found {quantiles!r}.")
    return float(quantiles[0]), float(quantiles[1])


def _parse_alpha(alpha: Any) -> float:
    if not _is_number(alpha) or not 0 <= alpha <= 1:
        raise PlotError(f"band: `alpha` is a number from 0 to 1; found {alpha!r}.")
    return float(alpha)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
