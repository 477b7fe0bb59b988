"""Nested dictionaries have items at paths."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.transform.path_mapping import from_path_mapping, to_path_mapping

KEYS = st.text("abc", min_size=1, max_size=2)
TREES = st.recursive(st.integers(), lambda inner: st.dictionaries(KEYS, inner, max_size=3))


def paths_of(tree: Any, prefix: str = "") -> dict[str, Any]:
    """Return everything in a tree by its path."""
    paths = {prefix: tree} if prefix else {}
    for key, value in tree.items() if isinstance(tree, dict) else ():
        paths |= paths_of(value, f"{prefix}/{key}".strip("/"))
    return paths


@given(TREES)
def test_to_path_mapping__has_all_items_and_can_be_undone(tree: Any) -> None:
    mapping = to_path_mapping(tree)
    for path, value in paths_of(tree).items():
        assert mapping[path] == value
    plain = from_path_mapping(mapping)
    assert plain == tree
    assert type(plain) is type(tree)


def test_getitem__of_a_missing_path_suggests_others() -> None:
    mapping = to_path_mapping({"walk": {"steps": 1}})
    with pytest.raises(TransformError, match=r"no 'wlak' in the data\. Did you mean 'walk'"):
        mapping["wlak"]
    with pytest.raises(TransformError, match=r"no 'step' in the data\. Did you mean 'steps'"):
        mapping["walk/step"]
