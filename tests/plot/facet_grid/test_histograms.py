from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from paraverse.plot.functions.generic import facet_grid
from support.drawn import draw, energies, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


MAPS = energies().isel(model=0)


def test_draw_histograms__have_the_same_bins() -> None:
    hlpr = draw(facet_grid, MAPS, kind="hist", col="seed", bins=5)
    left = [[patch.get_x() for patch in ax.patches] for ax in visible(hlpr)]
    assert left[0] == left[1] == left[2]
    counts = [[patch.get_height() for patch in ax.patches] for ax in visible(hlpr)]
    assert np.sum(counts, axis=1).tolist() == [32, 32, 32]
    assert [ax.get_title() for ax in visible(hlpr)] == ["seed = 0", "seed = 1", "seed = 2"]
