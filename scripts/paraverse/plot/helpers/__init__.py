"""Helpers: what can be set on a figure and its axes from the configuration."""

from paraverse.plot.helpers import (  # noqa: F401 (they register what they define)
    axes,
    call,
    figure,
    legend,
    marks,
    text,
    ticks,
)
