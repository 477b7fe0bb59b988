"""Universes as mappings."""

from __future__ import annotations

from paraverse.store.universe import Universe


def test_universe__name_and_parameters(universe: Universe) -> None:
    assert universe.id == "seed~3"
    assert universe.parameters == {"seed": 3}
