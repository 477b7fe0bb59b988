"""Lay out a graph in layers so that all arrows point down."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""Horizontal and vertical position; the latter increases downward."""

_ROUNDS = 8


@dataclass(frozen=True)
class Layout:
    """Positions of boxes and arrows.

    Attributes
    ----------
    boxes
        Center of each box.
    arrows
        The points along each arrow, including the centers of both boxes, by the pair of boxes
        that the arrow connects.
    """

    boxes: Mapping[int, Point]
    arrows: Mapping[tuple[int, int], Sequence[Point]]


def layered_layout(
    needs: Mapping[int, Sequence[int]],
    widths: Mapping[int, float],
    *,
    gap: float,
    row_height: float,
) -> Layout:
    """Arrange boxes in rows, with each box below those that it needs.

    The barycenter method (Sugiyama, Tagawa & Toda 1981) reduces crossings: an arrow across
    several rows passes an invisible box in each, and the boxes of a row are sorted by the mean
    position of the boxes they are connected to.

    Parameters
    ----------
    needs
        The boxes that the arrows of each box come from; these precede it in the mapping.
    widths
        Width of each box.
    gap
        Space between neighboring boxes.
    row_height
        Distance between the centers of two rows.

    Returns
    -------
    Layout
        The positions, in the units of the widths.
    """
    levels = _assign_levels(needs)
    rows: list[list[int]] = [[] for _ in range(max(levels.values(), default=-1) + 1)]
    for box in needs:
        rows[levels[box]].append(box)
    chains: dict[tuple[int, int], list[int]] = {}
    invisible = itertools.count(-1, -1)
    for box, sources in needs.items():
        for source in sources:
            between = {level: next(invisible) for level in range(levels[source] + 1, levels[box])}
            for level, number in between.items():
                rows[level].append(number)
            chains[source, box] = [source, *between.values(), box]
    boxes = [*needs, *(box for chain in chains.values() for box in chain[1:-1])]
    above: dict[int, list[int]] = {box: [] for box in boxes}
    below: dict[int, list[int]] = {box: [] for box in boxes}
    for chain in chains.values():
        for upper, lower in itertools.pairwise(chain):
            above[lower].append(upper)
    for lower, uppers in above.items():
        for upper in uppers:
            below[upper].append(lower)
    x = _arrange(rows, above, below, {box: widths.get(box, 0) + gap for box in above})
    y = {box: number * row_height for number, row in enumerate(rows) for box in row}
    return Layout(
        {box: (x[box], y[box]) for box in needs},
        {ends: [(x[box], y[box]) for box in chain] for ends, chain in chains.items()},
    )


def _assign_levels(needs: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return the row of each box: below all that it needs, sources just above their first user."""
    levels: dict[int, int] = {}
    for box, sources in needs.items():
        levels[box] = max((levels[source] + 1 for source in sources), default=0)
    for box in needs:
        if not needs[box]:
            users = [levels[user] for user, sources in needs.items() if box in sources]
            levels[box] = min(users, default=1) - 1
    return levels


def _arrange(
    rows: Sequence[list[int]],
    above: Mapping[int, Sequence[int]],
    below: Mapping[int, Sequence[int]],
    widths: Mapping[int, float],
) -> dict[int, float]:
    """Sort the rows and return horizontal positions, refined downward and upward in turn."""
    x: dict[int, float] = {}
    for row in rows:
        _spread(row, dict.fromkeys(row, 0.0), widths, x)
    for number in range(_ROUNDS):
        downwards = number % 2 == 0
        neighbors = above if downwards else below
        for row in rows if downwards else reversed(rows):
            means = {
                box: sum(x[other] for other in neighbors[box]) / len(neighbors[box])
                if neighbors[box]
                else x[box]
                for box in row
            }
            row.sort(key=means.__getitem__)
            _spread(row, means, widths, x)
    return x


def _spread(
    row: Sequence[int],
    targets: Mapping[int, float],
    widths: Mapping[int, float],
    x: dict[int, float],
) -> None:
    """Put the boxes of a row side by side, on average at their targets."""
    right = float("-inf")
    for box in row:
        x[box] = max(targets[box], right + widths[box] / 2)
        right = x[box] + widths[box] / 2
    if row:
        shift = sum(targets[box] - x[box] for box in row) / len(row)
        for box in row:
            x[box] += shift
