"""Places for the boxes of a drawing in which all arrows point down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_ROUNDS = 8


@dataclass(frozen=True)
class Layout:
    """Where boxes and arrows are.

    Attributes
    ----------
    boxes
        For each box its centre.
    arrows
        For the boxes at the ends of each arrow the points that it leads through.
    """

    boxes: Mapping[int, Point]
    arrows: Mapping[tuple[int, int], Sequence[Point]]


def layered(
    needs: Mapping[int, Sequence[int]], widths: Mapping[int, float], gap: float, row: float
) -> Layout:
    """Put boxes in rows: below those that they need, sources above those that need them.

    Crossings are made fewer by the barycentre method (Sugiyama, Tagawa & Toda 1981): arrows over
    several rows get an invisible box in each, and boxes are sorted by the mean place of what
    they are connected with.

    Parameters
    ----------
    needs
        For each box, behind those that it needs, the boxes that its arrows come from.
    widths
        Width of each box.
    gap
        Room between boxes.
    row
        Distance of rows.
    """
    level: dict[int, int] = {}
    for box, sources in needs.items():
        level[box] = max((level[source] + 1 for source in sources), default=0)
    for box in needs:
        if not needs[box]:
            users = [level[user] for user, sources in needs.items() if box in sources]
            level[box] = min(users, default=1) - 1
    rows: list[list[int]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for box in needs:
        rows[level[box]].append(box)
    above: dict[int, list[int]] = {box: [] for box in needs}
    chains = {}
    hidden = -1  # boxes that are not drawn have negative numbers
    for box, sources in needs.items():
        for source in sources:
            chain = [source]
            for between in range(level[source] + 1, level[box]):
                rows[between].append(hidden)
                above[hidden] = []
                chain.append(hidden)
                hidden -= 1
            chains[source, box] = [*chain, box]
            for upper, lower in pairwise(chains[source, box]):
                above[lower].append(upper)
    below: dict[int, list[int]] = {box: [] for box in above}
    for lower, uppers in above.items():
        for upper in uppers:
            below[upper].append(lower)
    x = _places(rows, above, below, {box: widths.get(box, 0) + gap for box in above})
    y = {box: number * row for number, boxes in enumerate(rows) for box in boxes}
    return Layout(
        {box: (x[box], y[box]) for box in needs},
        {ends: [(x[box], y[box]) for box in chain] for ends, chain in chains.items()},
    )


def _places(
    rows: Sequence[list[int]],
    above: Mapping[int, Sequence[int]],
    below: Mapping[int, Sequence[int]],
    widths: Mapping[int, float],
) -> dict[int, float]:
    """The horizontal places, improved row by row, down and up in turn."""
    x: dict[int, float] = {}
    for boxes in rows:
        _spread(boxes, dict.fromkeys(boxes, 0.0), widths, x)
    for number in range(_ROUNDS):
        down = number % 2 == 0
        for boxes in rows if down else reversed(rows):
            near = above if down else below
            wanted = {
                box: sum(x[other] for other in near[box]) / len(near[box]) if near[box] else x[box]
                for box in boxes
            }
            boxes.sort(key=wanted.__getitem__)
            _spread(boxes, wanted, widths, x)
    return x


def _spread(
    boxes: Sequence[int],
    wanted: Mapping[int, float],
    widths: Mapping[int, float],
    x: dict[int, float],
) -> None:
    """Put boxes side by side, on average where they are wanted."""
    right = float("-inf")
    for box in boxes:
        x[box] = max(wanted[box], right + widths[box] / 2)
        right = x[box] + widths[box] / 2
    if boxes:
        shift = sum(wanted[box] - x[box] for box in boxes) / len(boxes)
        for box in boxes:
            x[box] += shift
