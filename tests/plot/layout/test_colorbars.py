from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from paraverse.plot.layout.arrange import arrange


@pytest.mark.parametrize("orientation", ["vertical", "horizontal"])
@pytest.mark.parametrize(("inches", "width"), [(1.5, 0.09), (6, None)])
def test_widen_colorbars(orientation: Any, inches: float, width: float | None) -> None:
    figure = Figure(figsize=(inches, inches), layout="constrained")
    ax = figure.subplots()
    bar = figure.colorbar(ax.imshow(np.eye(2), aspect="auto"), ax=ax, orientation=orientation)
    arrange(figure)
    bar.ax.apply_aspect()
    box = bar.ax.get_window_extent()
    short, long = sorted([box.width / figure.dpi, box.height / figure.dpi])
    assert short == pytest.approx(long / 20 if width is None else width, rel=0.1)
