"""Helpers: what can be set on every axes of a figure from the configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib.axes import Axes

from paraverse.plot.registry import helper

Limit = float | Literal["min", "max"] | None
Limits = Sequence[Limit] | Mapping[str, Limit]


@helper
def set_title(ax: Axes, *, title: str | None = None, **text: Any) -> None:
    """Set the title.

    Parameters
    ----------
    ax
        The axes.
    title
        The title; None removes it.
    text
        Properties of the text, such as `fontsize`.
    """
    ax.set_title(title or "", **text)


@helper
def set_labels(
    ax: Axes,
    *,
    x: str | Mapping[str, Any] | None = None,
    y: str | Mapping[str, Any] | None = None,
    z: str | Mapping[str, Any] | None = None,
    only_label_outer: bool = False,
) -> None:
    """Set the labels of the axes.

    Parameters
    ----------
    ax
        The axes.
    x, y, z
        A label, or a mapping with `label` and properties of the text.
    only_label_outer
        Whether only the outer axes of a grid keep theirs.
    """
    for axis, label in (("x", x), ("y", y), ("z", z)):
        if label is not None:
            text = dict(label) if isinstance(label, Mapping) else {"label": label}
            getattr(ax, f"set_{axis}label")(text.pop("label", ""), **text)
    if only_label_outer:
        ax.label_outer()


@helper
def set_limits(
    ax: Axes, *, x: Limits | None = None, y: Limits | None = None, z: Limits | None = None
) -> None:
    """Set the limits of the axes.

    Parameters
    ----------
    ax
        The axes.
    x, y, z
        Lower and upper limit, as a pair or a mapping with `lower` and `upper`. None (``~``)
        leaves a limit as it is, ``min`` and ``max`` are those of the data.
    """
    for axis, limits in (("x", x), ("y", y), ("z", z)):
        if limits is None:
            continue
        pair = (limits.get("lower"), limits.get("upper")) if isinstance(limits, Mapping) else limits
        if len(pair) != 2:
            raise ValueError(f"{axis} takes a lower and an upper limit; found {limits!r}")
        data = getattr(ax.dataLim, f"interval{axis}") if axis != "z" else None
        lower, upper = (_limit(limit, data) for limit in pair)
        getattr(ax, f"set_{axis}lim")(lower, upper)


def _limit(limit: Limit, data: Any) -> float | None:
    if limit in ("min", "max"):
        if data is None:
            raise ValueError(f"{limit!r} is not possible for z")
        return float(data[0] if limit == "min" else data[1])
    return limit  # type: ignore[return-value]
