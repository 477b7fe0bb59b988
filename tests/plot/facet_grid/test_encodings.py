from __future__ import annotations

from typing import Any

import pytest

from paraverse.plot.facet_grid.encodings import (
    ARRAY_KINDS,
    AUTO_KINDS,
    DATASET_KINDS,
    KINDS,
    auto_kind,
)


@pytest.mark.parametrize(
    ("ndim", "encodings", "kind"),
    [
        (1, {}, "line"),
        (5, {}, "pcolormesh"),
        (5, {"hue": "seed"}, "line"),
        (1, {"x": "time", "y": "seed", "hue": "size"}, "pcolormesh"),
        (7, {}, "hist"),
        (None, {"hue": "seed"}, "scatter"),
    ],
)
def test_auto_kind__by_dimensions_and_encodings(
    ndim: int | None, encodings: dict[str, Any], kind: str
) -> None:
    assert auto_kind(ndim, encodings) == kind


def test_auto_kind__updated() -> None:
    assert auto_kind(2, {}, {2: "imshow"}) == "imshow"
    assert auto_kind(3, {}, {2: "imshow"}) == AUTO_KINDS[3]


def test_kinds__of_auto_kind_exist() -> None:
    assert set(AUTO_KINDS.values()) <= set(KINDS)
    assert set(AUTO_KINDS.values()) <= {*ARRAY_KINDS, *DATASET_KINDS}
