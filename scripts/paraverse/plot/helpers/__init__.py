"""The `PlotHelper` and the helpers that it applies to a figure and its axes.

Importing anything from this package registers all helpers, so that every `PlotHelper` has them.
"""

from paraverse.plot.helpers.functions import (  # noqa: F401 (importing them registers helpers)
    axes,
    call,
    figure,
    legend,
    marks,
    text,
    ticks,
)
