"""Presets: `load` sections for the folders that other programs leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.yaml_io.data import parse_yaml_data

PRESETS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.yaml")))


def apply_preset(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what the configuration's `preset` brings, if it names one that there is.

    Parameters
    ----------
    values
        The configuration. Its own values win; an entry of `load` that is null is left out.
    """
    own = dict(values)
    if own.get("preset") not in PRESETS:
        return own
    path = Path(__file__).with_name(f"{own['preset']}.yaml")
    preset = parse_yaml_data(path.read_text(encoding="utf-8"))
    updates = own.get("load") or {}
    if not isinstance(updates, Mapping):
        return own
    load = {name: {**entry, **(updates.get(name) or {})} for name, entry in preset["load"].items()}
    load |= {name: entry for name, entry in updates.items() if name not in load}
    own["load"] = {n: entry for n, entry in load.items() if updates.get(n, entry) is not None}
    return own
