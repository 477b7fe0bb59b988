"""Attributes that label a dataset are told from all others."""

from __future__ import annotations

from paraverse.load.labeling.label_settings import LabelSettings


def test_without_labels__leaves_units() -> None:
    attrs = {
        "dims": ["t"],
        "coords__t": [1],
        "coords_mode__t": "values",
        "units": "s",
        "content": 1,
    }
    assert LabelSettings().without_labels(attrs) == {"units": "s"}
    other = LabelSettings(dims=("units",)).without_labels(attrs)
    assert other == {"dims": ["t"]}
