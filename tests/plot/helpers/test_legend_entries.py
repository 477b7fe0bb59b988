"""Entries of legends by axes."""

from __future__ import annotations

from paraverse.plot.helpers.legend_entries import LegendEntries


def test_legend_entries__are_in_the_order_of_axes() -> None:
    entries = LegendEntries()
    entries.add((1, 0), "x", ["a"])
    entries.add((0, 0), "yz", ["b", "c"])
    entries.add((1, 0), "w", ["d"])
    assert entries.at((1, 0)) == (["x", "w"], ["a", "d"])
    assert entries.all() == (["x", "w", "y", "z"], ["a", "d", "b", "c"])
    entries.clear()
    assert entries.all() == entries.at((0, 0)) == ([], [])
