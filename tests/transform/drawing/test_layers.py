"""Boxes do not overlap, and all arrows point down."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.transform.drawing.layers import layered_layout


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_layered__boxes_keep_clear_and_arrows_point_down(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 12))
    needs = {
        box: data.draw(st.lists(st.integers(0, box - 1), unique=True, max_size=3)) if box else []
        for box in range(count)
    }
    widths = {box: data.draw(st.floats(10, 200)) for box in needs}
    layout = layered_layout(needs, widths, gap=5, row_height=50)
    assert layout.boxes.keys() == needs.keys()
    assert layout.arrows.keys() == {
        (source, box) for box, sources in needs.items() for source in sources
    }
    for (source, box), points in layout.arrows.items():
        assert points[0] == layout.boxes[source]
        assert points[-1] == layout.boxes[box]
        heights = [y for _, y in points]
        assert heights == [heights[0] + 50 * n for n in range(len(heights))]
        assert len(heights) > 1
    for one, other in combinations(needs, 2):
        (x, y), (other_x, other_y) = layout.boxes[one], layout.boxes[other]
        if y == other_y:
            assert abs(x - other_x) >= (widths[one] + widths[other]) / 2 + 5 - 1e-6
