"""Bands and error bars that a logarithmic axis cannot show completely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from matplotlib.collections import Collection
from matplotlib.figure import Figure

_LABEL = "_band along "
"""Beginning of the label of a marked artist. Legends ignore labels that begin with ``_``."""


def mark_band(artist: Collection, axis: Literal["x", "y"]) -> None:
    """Mark an artist as a band or as error bars.

    Parameters
    ----------
    artist
        The artist, which gets a label.
    axis
        The axis along which the band extends from its lower to its upper end.
    """
    artist.set_label(_LABEL + axis)


def cut_band_warnings(figure: Figure) -> Sequence[str]:
    """Return a warning if bands extend to values that a logarithmic axis cannot show.

    Parameters
    ----------
    figure
        The figure, with marked bands.

    Returns
    -------
    sequence of str
        At most one warning.
    """
    if not any(_reaches_zero(*marked) for marked in _marked(figure)):
        return []
    return [
        "A band or an error bar extends to 0 or below, which a logarithmic axis cannot show; it is "
        "cut off at the edge."
    ]


def _marked(figure: Figure) -> Iterator[tuple[Collection, int]]:
    """Iterate over the marked artists on logarithmic axes, with the number of their axis."""
    for ax in figure.axes:
        for artist in ax.collections:
            label = str(artist.get_label())
            if label.startswith(_LABEL):
                letter = label.removeprefix(_LABEL)
                if getattr(ax, f"get_{letter}scale")() == "log":
                    yield artist, "xy".index(letter)


def _reaches_zero(artist: Collection, number: int) -> bool:
    vertices = (np.asarray(path.vertices).reshape(-1, 2) for path in artist.get_paths())
    return any(bool((ends[:, number] <= 0).any()) for ends in vertices)
