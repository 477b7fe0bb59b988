"""The `PlotHelper` and the helpers that it applies to a figure and its axes."""

from paraverse.plot.helpers.functions import (  # noqa: F401 (they register their helpers)
    axes,
    call,
    figure,
    legend,
    marks,
    text,
    ticks,
)
