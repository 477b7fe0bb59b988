"""Batches hold all universes in order, and stay the same when universes are added."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.jobs import UniverseFiles
from paraverse.sweep.batches import divide_into_batches


def universes_of(names: list[str]) -> list[UniverseFiles]:
    return [UniverseFiles(name, name, None, ()) for name in names]


def divided(names: list[str], size: int) -> list[list[str]]:
    return [
        [u.id for u in batch.universes] for batch in divide_into_batches(universes_of(names), size)
    ]


NAMES = st.lists(st.integers(0, 10**6).map("seed~{}".format), max_size=80, unique=True)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, st.integers(1, 30))
def test_divide_into_batches__hold_all_in_order_and_stay_when_more_come_behind(
    names: list[str], more: list[str], size: int
) -> None:
    before = divided(names, size)
    assert [name for batch in before for name in batch] == names
    assert all(size - size // 2 <= len(batch) <= size for batch in before[:-1])
    more = [name for name in more if name not in names]
    assert divided(names + more, size)[: len(before[:-1])] == before[:-1]


def test_divide_into_batches__few_change_when_one_comes_between() -> None:
    names = [f"seed~{i}" for i in range(1000)]
    before = {tuple(batch) for batch in divided(names, 40)}
    changed = []
    for place in random.Random(0).sample(range(1000), 20):
        after = {tuple(b) for b in divided([*names[:place], "new", *names[place:]], 40)}
        changed.append(len(after - before))
    assert sum(changed) / len(changed) < 2.5
