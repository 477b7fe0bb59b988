"""The `PlotHelper`, and the helpers that it applies to a figure and its axes.

Importing anything from here registers all helpers, so that no `PlotHelper` is without them.
"""

from paraverse.plot.helpers.functions import (  # noqa: F401 (they register their helpers)
    axes,
    call,
    figure,
    legend,
    marks,
    text,
    ticks,
)
