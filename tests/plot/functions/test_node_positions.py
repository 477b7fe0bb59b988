from __future__ import annotations

import networkx as nx
import pytest

from paraverse.errors import PlotError
from paraverse.plot.functions.node_positions import compute_positions

PATH = nx.path_graph(4)


def test_compute_positions__fallback_and_wiggle() -> None:
    with pytest.raises(PlotError, match="positions: graphviz_dot"):
        compute_positions(PATH, model="graphviz_dot", nope=1)
    plain = compute_positions(PATH, model="graphviz_dot", nope=1, fallback="circular")
    moved = compute_positions(PATH, model="circular", wiggle={"x": 0.1})
    assert all(0 < abs(plain[n][0] - moved[n][0]) < 0.1 for n in PATH)
    assert all(plain[n][1] == moved[n][1] for n in PATH)
    assert compute_positions(PATH, from_dict={0: (1, 2)}) == {0: (1, 2)}


def test_compute_positions__the_same_every_time() -> None:
    one, other = compute_positions(PATH), compute_positions(PATH)
    assert all((one[n] == other[n]).all() for n in PATH)
