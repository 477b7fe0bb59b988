"""Import of seaborn, which is optional, and color maps built from its palettes."""

from __future__ import annotations

from typing import Any

from matplotlib.colors import Colormap

from paraverse.errors import PlotError

SEABORN_PALETTE = "color_palette::"
"""Prefix of color map names that are passed on to `seaborn.color_palette`."""

SEABORN_DIVERGING = "diverging::"
"""Prefix of color map names that list the arguments of `seaborn.diverging_palette`."""


def import_seaborn() -> Any:
    """Import seaborn, if scipy is installed, too.

    Without scipy, seaborn computes densities by other means, without a word, and figures differ.

    Returns
    -------
    module
        The module `seaborn`.

    Raises
    ------
    PlotError
        If seaborn or scipy is not installed.
    """
    # Imported here, as seaborn is optional and slow to import
    try:
        import scipy  # type: ignore[import-untyped] # noqa: F401
        import seaborn
    except ImportError:
        raise PlotError(
            "This plot needs seaborn and scipy: `pip install seaborn scipy`, or add them to "
            "envs/analysis.yaml."
        ) from None
    return seaborn


def build_seaborn_colormap(name: str) -> Colormap:
    """Build a color map from one of seaborn's palettes.

    Parameters
    ----------
    name
        `SEABORN_PALETTE` followed by an argument of `seaborn.color_palette`, or `SEABORN_DIVERGING`
        followed by arguments of `seaborn.diverging_palette`, such as ``diverging::220,20,s=60``.

    Returns
    -------
    matplotlib.colors.Colormap
        The palette as a continuous color map.

    Raises
    ------
    PlotError
        If seaborn is not installed or rejects the name or an argument.
    """
    seaborn = import_seaborn()
    prefix, _, palette = name.partition("::")
    try:
        if f"{prefix}::" == SEABORN_PALETTE:
            cmap: Colormap = seaborn.color_palette(palette.strip(), as_cmap=True)
        else:
            words = [word.strip().partition("=") for word in palette.split(",")]
            args = [float(value) for value, equals, _ in words if not equals]
            kwargs = {key: _parse_number(value) for key, equals, value in words if equals}
            cmap = seaborn.diverging_palette(*args, **kwargs, as_cmap=True)
    except (ValueError, TypeError) as error:
        raise PlotError(f"seaborn has no color map {name!r}: {error}") from None
    return cmap


def _parse_number(string: str) -> float | str:
    for number_type in (int, float):
        try:
            return number_type(string)
        except ValueError:
            continue
    return string
