"""Presets: `load` sections for folders that other programs write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.yaml_io.data import parse_yaml_data

PRESETS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.yaml")))
"""Names of the presets."""

_OF_SIMULATIONS = "simulate"
"""The preset of projects that simulate and have no `load` section."""


def apply_preset(values: Mapping[str, Any]) -> dict[str, Any]:
    """Add the `load` section of the preset that a configuration names.

    Parameters
    ----------
    values
        The configuration, which may name a `preset`. One with `simulate`, but neither a `preset`
        nor `load`, has the preset ``simulate``.

    Returns
    -------
    dict
        The configuration with the entries of the preset, updated by its own entries; entries that
        are None are left out. Without a valid preset, or if `load` is not a mapping, a copy of the
        configuration.
    """
    own = dict(values)
    name = own.get("preset")
    if name is None and own.get("simulate") is not None and own.get("load") is None:
        name = _OF_SIMULATIONS
    if name not in PRESETS:
        return own
    path = Path(__file__).with_name(f"{name}.yaml")
    preset = parse_yaml_data(path.read_text(encoding="utf-8"))
    updates = own.get("load") or {}
    if not isinstance(updates, Mapping):
        return own
    load = {name: {**entry, **(updates.get(name) or {})} for name, entry in preset["load"].items()}
    load |= {name: entry for name, entry in updates.items() if name not in load}
    own["load"] = {n: entry for n, entry in load.items() if updates.get(n, entry) is not None}
    return own
