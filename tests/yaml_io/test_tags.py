"""The tags that editors must be told about."""

from __future__ import annotations

from paraverse.yaml_io.constructors import ConfigConstructor
from paraverse.yaml_io.tags import CUSTOM_TAGS


def test_custom_tags__exist_and_have_a_kind_of_value() -> None:
    existing = set(ConfigConstructor.yaml_constructors)
    for entry in CUSTOM_TAGS:
        tag, kind = entry.split()
        assert tag in existing
        assert kind in ("scalar", "sequence", "mapping")
